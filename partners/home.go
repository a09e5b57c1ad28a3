package partners

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A Home is a member's directory on disk. Several commands may use one home at
// the same time: every file is replaced as a whole, and what must not run twice
// holds the lock.
//
//	home.json      which hub, organisation and member (public)
//	trust.json     the founders' roots this member starts from (public)
//	device.key     unlocks the keyring on this device, mode 0600; may be absent
//	keyring, keyring.head
//	self           name and salt, sealed to the member
//	directory/     public records by hash
//	exchanges/     what was verified of each exchange: signed and sealed bytes only
//	outbox/        signed entries whose arrival is not confirmed yet
//	accepts/       finished acceptances that wait for a co-signature, sealed to the member
//	cosigned/      for each offer the hash of the one acceptance that was co-signed
type Home struct {
	Dir    string
	Config HomeConfig
	Trust  Trust
}

// HomeConfig says whose home it is.
type HomeConfig struct {
	Hub    string        `json:"hub"` // address of the hub
	Org    note.OrgID    `json:"org"`
	Member note.MemberID `json:"member"`
}

// Trust is what a member starts from, handed over outside the hub.
type Trust struct {
	Hub      string                    `json:"hub"` // hub id
	Founders map[note.OrgID]note.KeyID `json:"founders"`
}

// CreateHome lays a new home; it refuses a directory that already is one.
func CreateHome(dir string, c HomeConfig, t Trust) (*Home, error) {
	h := &Home{Dir: dir, Config: c, Trust: t}
	if _, err := os.Stat(h.path("home.json")); err == nil {
		return nil, hub.Errorf(hub.E20, "%s already is a home", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make home: %w", err)
	}
	for name, v := range map[string]any{"trust.json": t, "home.json": c} {
		b, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			return nil, err
		}
		if err := h.write(name, append(b, '\n')); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// LoadHome reads a home.
func LoadHome(dir string) (*Home, error) {
	h := &Home{Dir: dir}
	for name, v := range map[string]any{"trust.json": &h.Trust, "home.json": &h.Config} {
		b, err := os.ReadFile(h.path(name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, hub.Errorf(hub.E21, "no home in %s: give --home or SLUIS_HOME", dir)
		}
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(b, v); err != nil {
			return nil, hub.Errorf(hub.E01, "read %s: %w", name, err)
		}
	}
	return h, nil
}

// Device returns the unlock method of this device, nil when there is none.
func (h *Home) Device() (*identity.Method, error) {
	b, err := os.ReadFile(h.path("device.key"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return identity.ParseDevice(b)
}

// SetDevice stores the unlock method of this device.
func (h *Home) SetDevice(m *identity.Method) error {
	b, err := m.Text()
	if err != nil {
		return err
	}
	return h.write("device.key", b)
}

// Keyring reads the stored keyring.
func (h *Home) Keyring() (hub.Keyring, error) {
	head, err := os.ReadFile(h.path("keyring.head"))
	if err != nil {
		return hub.Keyring{}, err
	}
	file, err := os.ReadFile(h.path("keyring"))
	return hub.Keyring{Head: head, File: file}, err
}

// SetKeyring stores a keyring.
func (h *Home) SetKeyring(k hub.Keyring) error {
	if err := h.write("keyring", k.File); err != nil {
		return err
	}
	return h.write("keyring.head", k.Head)
}

func (h *Home) path(parts ...string) string {
	return filepath.Join(append([]string{h.Dir}, parts...)...)
}

// write replaces a file as a whole; its directory is made when needed.
func (h *Home) write(name string, b []byte) error {
	to := h.path(name)
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(b); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), to)
}

// read returns a file, nil when it is not there.
func (h *Home) read(name string) ([]byte, error) {
	b, err := os.ReadFile(h.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

// remove takes a file away; it need not be there.
func (h *Home) remove(name string) error {
	err := os.Remove(h.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// list names the files in a directory of the home, sorted.
func (h *Home) list(dir string) ([]string, error) {
	entries, err := os.ReadDir(h.path(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// once stores b under a name that is given away once: the same bytes again are
// fine, others are E31.
func (h *Home) once(name string, b []byte) error {
	unlock, err := h.lock("once")
	if err != nil {
		return err
	}
	defer unlock()
	had, err := h.read(name)
	if err != nil {
		return err
	}
	if had == nil {
		return h.write(name, b)
	}
	if !bytes.Equal(had, b) {
		return hub.Errorf(hub.E31, "this was given to a colleague already")
	}
	return nil
}

// MoveHub tells a home that its hub has another address.
func MoveHub(dir, address string) error {
	h, err := LoadHome(dir)
	if err != nil {
		return err
	}
	h.Config.Hub = address
	b, err := json.MarshalIndent(h.Config, "", "  ")
	if err != nil {
		return err
	}
	return h.write("home.json", append(b, '\n'))
}
