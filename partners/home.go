package partners

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// A Home is a member's directory on disk. Several commands may use one home at
// the same time: every file is replaced as a whole, and what must not run twice
// holds the lock.
//
//	home.json      which hub, organisation and member (public)
//	trust.json     the founders' roots this member starts from (public)
//	device.key     unlocks the keyring on this device, mode 0600; may be absent
//	keyring        head and file in one frame
//	keyring.head   the newest head that was seen: no older keyring is taken
//	self           name and salt, sealed to the member
//	directory/     public records by hash, the lines of the log and its newest checkpoint
//	exchanges/     what was verified of each exchange: signed and sealed bytes only
//	outbox/        signed entries whose arrival is not confirmed yet
//	accepts/       finished acceptances that wait for a co-signature, sealed to the member
//	cosigned/      for each offer the hash of the one acceptance that was co-signed
//	confirmed      which team keys without predecessor were compared, sealed to the member
//	uploads/       sealed attachments that are under way
//	invites/       invitations of this admin, sealed to the member
//	people/        names of whom this admin admitted, sealed to the member
//	joining        an invitation that was answered and waits for the admin, sealed too
//	swept          when what has ended was last swept away
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
	// Log is the key of the directory log, Witnesses are the keys of who may cosign it,
	// and Quorum is how many of them must.
	Log       string   `json:"log"`
	Witnesses []string `json:"witnesses"`
	Quorum    int      `json:"quorum"`
}

// Policy is whom the member believes about the directory log. E01 and E06 as
// translog.NewPolicy says.
func (t Trust) Policy() (*translog.Policy, error) {
	if t.Log == "" {
		return nil, hub.Errorf(hub.E01, "the trust file names no directory log; get a newer one from who runs the hub")
	}
	p, err := translog.NewPolicy(t.Log, t.Witnesses, t.Quorum)
	if err != nil {
		return nil, hub.Errorf(hub.CodeOf(err), "trust file: %w", err)
	}
	return p, nil
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

// Device returns the unlock method of this device, nil when there is none. E17
// when others on this machine may read it.
func (h *Home) Device() (*identity.Method, error) {
	f, err := os.Open(h.path("device.key"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, hub.Errorf(hub.E17, "others on this machine may read %s: chmod 600 it, and replace it if somebody may have copied it", f.Name())
	}
	b, err := io.ReadAll(io.LimitReader(f, 1<<16))
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

// Keyring reads the stored keyring; fs.ErrNotExist when there is none.
func (h *Home) Keyring() (hub.Keyring, error) {
	b, err := os.ReadFile(h.path("keyring"))
	if err != nil {
		return hub.Keyring{}, err
	}
	parts, err := hub.SplitFrame(b)
	if err != nil || len(parts) != 2 {
		return hub.Keyring{}, hub.Errorf(hub.E10, "the stored keyring is damaged; remove the file to fetch it anew")
	}
	return hub.Keyring{Head: parts[0], File: parts[1]}, nil
}

// SetKeyring stores a keyring as a whole, and remembers that it was seen.
func (h *Home) SetKeyring(k hub.Keyring) error {
	if err := h.write("keyring", hub.JoinFrame(k.Head, k.File)); err != nil {
		return err
	}
	return h.write("keyring.head", k.Head)
}

// keyringSeen is the newest version of the keyring that this home has seen, 0
// when it has seen none. It outlives a keyring that was removed or put back.
func (h *Home) keyringSeen() (uint64, error) {
	raw, err := h.read("keyring.head")
	if err != nil || raw == nil {
		return 0, err
	}
	head, err := keys.ParseKeyringHead(raw)
	if err != nil {
		return 0, hub.Errorf(hub.E10, "the stored head of the keyring is damaged: %w", err)
	}
	return head.Version, nil
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

// add puts bytes at the end of a file, which is made when needed. After a crash the
// end may be cut off.
func (h *Home) add(name string, b []byte) error {
	to := h.path(name)
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
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
