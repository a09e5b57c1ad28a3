package partners

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// A RootKey is the key that an organisation begins with. It lies in a file of its
// own, on something that is in no computer but for the moment that it is needed.
type RootKey struct {
	Org note.OrgID
	key *identity.Signer
}

// rootForm is the file (FORMAT.md, part 7).
var rootForm = &note.Form{
	Label:  "root",
	Fields: []note.Field{note.Once("org", note.IsID), note.Once("seed", note.IsHash)},
}

// WriteRoot keeps the root key of a founding in a file, which must not be there
// yet, mode 0600.
func (f *Founding) WriteRoot(file string) error {
	text, err := rootForm.Build(note.L("org", string(f.Org)), note.L("seed", hex.EncodeToString(f.Root.Seed())))
	if err != nil {
		return err
	}
	to, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return hub.Errorf(hub.E20, "%s is there already", file)
	}
	if err != nil {
		return err
	}
	_, err = to.Write(text)
	return errors.Join(err, to.Sync(), to.Close())
}

// ReadRoot reads a root key. E17 when others on this machine may read the file.
func ReadRoot(file string) (*RootKey, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, hub.Errorf(hub.E17, "others on this machine may read %s: chmod 600 it, and tell your organisation if somebody may have copied it", file)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	n, err := rootForm.Parse(text)
	if err != nil {
		return nil, err
	}
	key, err := identity.SignerFromSeed(note.Hash(n.Get("seed")).Bytes())
	return &RootKey{note.OrgID(n.Get("org")), key}, err
}

// ID is the fingerprint of its public half.
func (r *RootKey) ID() note.KeyID { return r.key.Public().ID() }

// signer is the root that the manifest names: E05 without one, E06 for another.
func (r *RootKey) signer(of *roster.Manifest) (*identity.Signer, error) {
	if r == nil {
		return nil, note.Errorf(note.E05, "this is for the root key to sign too: bring its file with --root")
	}
	if r.key.Public() != of.Root {
		return nil, note.Errorf(note.E06, "this root key is not the organisation's")
	}
	return r.key, nil
}
