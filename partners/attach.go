package partners

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// attach seals files and puts their pieces. A sealed file stays in the home
// until its entry is on its way, so that a break in the middle loses only the
// piece that was under way: the same file, attached again, goes on where it
// stopped.
func (m *Member) attach(ctx context.Context, paths []string) ([]flow.File, []chain.Blob, error) {
	var files []flow.File
	var blobs []chain.Blob
	for _, p := range paths {
		f, b, err := m.attachOne(ctx, p)
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

func (m *Member) attachOne(ctx context.Context, path string) (flow.File, chain.Blob, error) {
	src, err := os.Open(path)
	if err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	name := "uploads/" + m.uploadName(path, info)
	u, err := m.sealedUpload(name, src, info)
	if err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	root := note.Hash(u.File.Root)
	if err := m.putPieces(ctx, root, u.Size, m.home.path(name+".age")); err != nil {
		return flow.File{}, chain.Blob{}, err
	}
	m.uploads = append(m.uploads, name)
	return u.File, chain.Blob{Root: root, Size: u.Size}, nil
}

// uploadName finds a file again: the same path, size and time of change give
// the same name, which says nothing without the member's key.
func (m *Member) uploadName(path string, info os.FileInfo) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	text := hex.EncodeToString(m.keys.Identity.Seed()) + "\n" + path + "\n" +
		strconv.FormatInt(info.Size(), 10) + "\n" + info.ModTime().String()
	return string(note.HashOf([]byte(text))[:32])
}

func (m *Member) sealedUpload(name string, src io.Reader, info os.FileInfo) (*upload, error) {
	if kept, err := m.home.read(name); err != nil {
		return nil, err
	} else if kept != nil {
		plain, err := seal.Open(m.keys.Identity, kept)
		if err != nil {
			return nil, err
		}
		u := &upload{}
		return u, json.Unmarshal(plain, u)
	}
	if err := os.MkdirAll(m.home.path("uploads"), 0o700); err != nil {
		return nil, err
	}
	dst, err := os.OpenFile(m.home.path(name+".age"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	id, root, size, err := seal.SealAttachment(dst, src, info.Size())
	if err = errors.Join(err, dst.Close()); err != nil {
		return nil, err
	}
	u := &upload{Size: size, File: flow.File{
		Root: root, Identity: id.String(), Name: strict.Text(info.Name()), Type: mediaType(info.Name()), Size: info.Size(),
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
func (m *Member) putPieces(ctx context.Context, root note.Hash, size uint64, path string) error {
	have, err := m.hub.Pieces(ctx, root)
	if err != nil {
		return err
	}
	done := map[uint32]bool{}
	for _, n := range have {
		done[n] = true
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	piece := make([]byte, hub.PieceSize)
	for n := uint32(0); uint64(n)*hub.PieceSize < size; n++ {
		if done[n] {
			continue
		}
		k, err := f.ReadAt(piece, int64(n)*hub.PieceSize)
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
	var all error
	for _, name := range m.uploads {
		all = errors.Join(all, m.home.remove(name), m.home.remove(name+".age"))
	}
	m.uploads = nil
	return all
}

// Attachment is one file of an exchange.
type Attachment struct {
	Seq  uint64 `json:"seq"`
	File flow.File
	blob chain.Blob
}

// Attachments lists the files of the readable entries.
func (x *Exchange) Attachments() []Attachment {
	var list []Attachment
	for _, e := range x.Entries {
		if e.State != Readable {
			continue
		}
		for _, f := range filesOf(e.Body) {
			for _, b := range e.Blobs {
				if b.Root == f.Root {
					list = append(list, Attachment{e.Seq, f, b})
				}
			}
		}
	}
	return list
}

// File finds an attachment by its name or as SEQ/NAME. A name that stands more
// than once is E30, none is E21.
func (x *Exchange) File(name string) (Attachment, error) {
	var hits []Attachment
	for _, a := range x.Attachments() {
		if a.File.Name == name || strconv.FormatUint(a.Seq, 10)+"/"+a.File.Name == name {
			hits = append(hits, a)
		}
	}
	switch len(hits) {
	case 0:
		return Attachment{}, hub.Errorf(hub.E21, "no attachment of that name")
	case 1:
		return hits[0], nil
	}
	var where []string
	for _, a := range hits {
		where = append(where, strconv.FormatUint(a.Seq, 10)+"/"+a.File.Name)
	}
	return Attachment{}, hub.Errorf(hub.E30, "several attachments have this name: %s", strings.Join(where, ", "))
}

// Download writes an attachment to a file, which appears only when it is whole
// and proven.
func (m *Member) Download(ctx context.Context, x *Exchange, a Attachment, out string) error {
	id, err := identity.Parse(a.File.Identity)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(out), ".sluis-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	got := uint64(0)
	err = seal.OpenAttachment(tmp, func(n uint32) ([]byte, error) {
		b, err := m.hub.Piece(ctx, x.Party, x.XID, a.blob.Root, n)
		got += uint64(len(b))
		m.progress(Progress{Act: "get", Done: got, Of: a.blob.Size})
		return b, err
	}, a.blob.Root, a.blob.Size, id)
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), out)
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
