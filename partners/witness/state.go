package witness

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

const (
	keyFile  = "witness.key"
	listFile = "logs"
)

// fileOf is the name of the file with the last cosigned checkpoint of a log.
func fileOf(origin string) string { return string(note.HashOf([]byte(origin))) }

func (w *Witness) path(name string) string { return filepath.Join(w.dir, name) }

// private makes a directory that is nobody else's business, or sees that it is.
func private(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return alone(dir, 0o700)
}

// alone sees that only who runs this may touch a file: others may have read the key,
// or put back what is older.
func alone(path string, mode fs.FileMode) error {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = fmt.Errorf("%s is open to others: make its mode %#o if nobody else was in it, else begin anew with an empty directory (a new key)", path, mode)
	}
	return err
}

// files names what was cosigned.
func (w *Witness) files() (names []string, err error) {
	all, err := os.ReadDir(w.dir)
	for _, f := range all {
		if note.IsHash(f.Name()) {
			names = append(names, f.Name())
		}
	}
	return names, err
}

// seed reads the seed of the key, or makes it in a directory that is new.
func (w *Witness) seed(fresh bool) ([]byte, error) {
	path := w.path(keyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if !fresh {
			return nil, fmt.Errorf("%s is gone, and what it cosigned is there: put the key back, or begin anew with an empty directory (a new key)", path)
		}
		seed := make([]byte, 32)
		rand.Read(seed)
		return seed, w.write(keyFile, []byte(hex.EncodeToString(seed)+"\n"))
	}
	if err != nil {
		return nil, err
	}
	if err := alone(path, 0o600); err != nil {
		return nil, err
	}
	seed, err := hex.DecodeString(strings.TrimSuffix(string(text), "\n"))
	if err != nil || len(seed) != 32 {
		return nil, fmt.Errorf("%s is damaged: it holds 32 bytes in hex", path)
	}
	return seed, nil
}

// recall reads what was cosigned of one log. Its own signature under it says that it
// is whole.
func (w *Witness) recall(file string) error {
	b, err := os.ReadFile(w.path(file))
	if err != nil {
		return err
	}
	signed, err := translog.ParseSigned(b)
	if err == nil && fileOf(signed.Origin) != file {
		err = errors.New("it is of another log")
	}
	var at int64
	if err == nil {
		at, err = w.key.Cosigned(signed)
	}
	if err != nil {
		return fmt.Errorf("%s is damaged, or was cosigned by another key or name than %s; whoever does not know what it cosigned must not go on: begin anew with an empty directory (a new key): %w", w.path(file), w.key.Name, err)
	}
	w.lines[signed.Origin] = &line{last: signed.Checkpoint, at: at}
	return nil
}

// recallList sees that no file is gone: a witness that knows nothing of a log begins
// it anew. A file that is not listed was being cosigned when the process ended.
func (w *Witness) recallList(files []string) error {
	path := w.path(listFile)
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for file := range strings.Lines(string(text)) {
		file = strings.TrimSuffix(file, "\n")
		if !slices.Contains(files, file) {
			return fmt.Errorf("%s is gone, or %s is damaged; whoever does not know what it cosigned must not go on: begin anew with an empty directory (a new key)", w.path(file), path)
		}
		w.listed = append(w.listed, file)
	}
	return nil
}

// keep brings what is about to be cosigned to the disk.
func (w *Witness) keep(signed *translog.Signed) error {
	file := fileOf(signed.Origin)
	if err := w.write(file, signed.Bytes()); err != nil {
		return err
	}
	w.listing.Lock()
	defer w.listing.Unlock()
	if slices.Contains(w.listed, file) {
		return nil
	}
	listed := append(slices.Clone(w.listed), file)
	if err := w.write(listFile, []byte(strings.Join(listed, "\n")+"\n")); err != nil {
		return err
	}
	w.listed = listed
	return nil
}

// write replaces a file whole or not at all; when it returns without an error the
// new one stays through a crash.
func (w *Witness) write(name string, content []byte) error {
	fresh := w.path(name + ".new")
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh, w.path(name)); err != nil {
		return err
	}
	return syncDir(w.dir)
}
