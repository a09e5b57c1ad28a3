package partners

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// attachTo seals files for one target, such as an exchange, and puts their
// pieces. A sealed file stays in the home until its entry is on its way, so that
// a break in the middle loses only the piece that was under way: the same file,
// attached again to the same target, goes on where it stopped. Another target
// gets another sealing, so that the hub cannot tell that the file is the same.
func (m *Member) attachTo(ctx context.Context, target string, paths []string) ([]flow.File, []chain.Blob, error) {
	var files []flow.File
	var blobs []chain.Blob
	for _, p := range paths {
		f, b, err := m.attachOne(ctx, target, p)
		if err != nil {
			return nil, nil, fmt.Errorf("attach %s: %w", filepath.Base(p), err)
		}
		files, blobs = append(files, f), append(blobs, b)
	}
	return files, blobs, nil
}

// upload is what a home remembers of a sealed file that is under way; it is
// kept sealed to the member, since it holds the file's key.
type upload struct {
	File flow.File `json:"file"`
	Size uint64    `json:"size"`
}

func (m *Member) attachOne(ctx context.Context, target, path string) (flow.File, chain.Blob, error) {
	src, err := os.Open(path)
	if err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	defer src.Close()
	content := sha256.New()
	size, err := io.Copy(content, src)
	if err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	name := "uploads/" + m.uploadName(target, path, content.Sum(nil))
	u, sealed, err := m.sealedUpload(name, src, size, content.Sum(nil))
	if err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	defer sealed.Close()
	root := note.Hash(u.File.Root)
	if err := m.putPieces(ctx, root, u.Size, sealed); err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	m.uploads = append(m.uploads, name)
	return u.File, chain.Blob{Root: root, Size: u.Size}, nil
}

// uploadName finds a file again: the same target, path and content give the same
// name, which says nothing without the member's key.
func (m *Member) uploadName(target, path string, content []byte) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	text := hub.JoinFrame(m.keys.Identity.Seed(), []byte(target), []byte(path), content)
	return string(note.HashOf(text)[:32])
}

// sealedUpload gives the sealed file of that name, made now or before, open to
// read: it stays readable when another command removes it.
func (m *Member) sealedUpload(name string, src *os.File, size int64, content []byte) (*upload, *os.File, error) {
	unlock, err := m.home.lock("uploads") // two commands must not seal into one file
	if err != nil {
		return nil, nil, err
	}
	defer unlock()
	kept, err := m.home.read(name)
	if err != nil {
		return nil, nil, err
	}
	if kept != nil {
		f, err := os.Open(m.home.path(name + ".age"))
		if err == nil {
			return m.openUpload(kept, f)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, err
		}
	}
	if err := os.MkdirAll(m.home.path("uploads"), 0o700); err != nil {
		return nil, nil, err
	}
	f, err := os.OpenFile(m.home.path(name+".age"), os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return nil, nil, err
	}
	u, err := m.sealUpload(name, f, src, size, content)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return u, f, nil
}

func (m *Member) openUpload(kept []byte, f *os.File) (*upload, *os.File, error) {
	plain, err := seal.Open(m.keys.Identity, kept)
	if err == nil {
		u := &upload{}
		if err = json.Unmarshal(plain, u); err == nil {
			return u, f, nil
		}
	}
	f.Close()
	return nil, nil, err
}

func (m *Member) sealUpload(name string, dst io.Writer, src *os.File, size int64, content []byte) (*upload, error) {
	again := sha256.New()
	id, root, sealedSize, err := seal.SealAttachment(dst, io.TeeReader(src, again), size)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again.Sum(nil), content) {
		return nil, fmt.Errorf("the file changed while it was read")
	}
	base := filepath.Base(src.Name())
	u := &upload{Size: sealedSize, File: flow.File{
		Root: root, Identity: id.String(), Name: strict.Text(base), Type: mediaType(base), Size: size,
	}}
	plain, err := json.Marshal(u)
	if err != nil {
		return nil, err
	}
	sealed, err := seal.Seal(m.keys.Identity.Recipient(), plain)
	if err != nil {
		return nil, err
	}
	return u, m.home.write(name, sealed)
}

// putPieces puts what the hub does not have yet.
func (m *Member) putPieces(ctx context.Context, root note.Hash, size uint64, sealed io.ReaderAt) error {
	have, err := m.hub.Pieces(ctx, root)
	if err != nil {
		return err
	}
	done := map[uint32]bool{}
	for _, n := range have {
		done[n] = true
	}
	piece := make([]byte, hub.PieceSize)
	for n := uint32(0); uint64(n)*hub.PieceSize < size; n++ {
		if done[n] {
			continue
		}
		k, err := sealed.ReadAt(piece, int64(n)*hub.PieceSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err := m.hub.PutPiece(ctx, root, size, n, piece[:k]); err != nil {
			return err
		}
		m.progress(Progress{Act: "put", Done: min(size, uint64(n+1)*hub.PieceSize), Of: size})
	}
	return nil
}

// dropUploads forgets sealed files whose entry arrived.
func (m *Member) dropUploads() error {
	err := m.removeUploads(m.uploads)
	m.uploads = nil
	return err
}

// removeUploads takes away the records and then the sealed files.
func (m *Member) removeUploads(names []string) error {
	if len(names) == 0 {
		return nil
	}
	unlock, err := m.home.lock("uploads")
	if err != nil {
		return err
	}
	defer unlock()
	var all error
	for _, name := range names {
		all = errors.Join(all, m.home.remove(name), m.home.remove(name+".age"))
	}
	return all
}

// uploadLife is how long a sealed file waits for its command to be given again.
const uploadLife = 7 * 24 * time.Hour

// sweepUploads forgets sealed files that nobody came back for.
func (m *Member) sweepUploads() error {
	names, err := m.home.list("uploads")
	if err != nil {
		return err
	}
	var old []string
	for _, name := range names {
		info, err := os.Stat(m.home.path("uploads", name))
		if err == nil && m.now().Sub(info.ModTime()) > uploadLife {
			old = append(old, "uploads/"+strings.TrimSuffix(name, ".age"))
		}
	}
	return m.removeUploads(old)
}

// Progress tells how far a long act is.
type Progress struct {
	Act      string // put or get
	Done, Of uint64 // bytes
}

// mediaType is a hint for the reader's screen; files are never run or rendered by type.
func mediaType(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".pdf":
		return "application/pdf"
	case ".txt":
		return "text/plain"
	}
	return "application/octet-stream"
}

// filesOf lists the attachments that a body names.
func filesOf(body []byte) []flow.File {
	var b struct {
		Files []flow.File `json:"files"`
	}
	if json.Unmarshal(body, &b) != nil {
		return nil
	}
	return b.Files
}
