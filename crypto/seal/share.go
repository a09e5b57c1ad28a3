package seal

import (
	"encoding/hex"
	"slices"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// custodians is among how many the recovery key of an organisation is divided; any
// two of them have it.
const custodians = 3

// recoveryForm is the text that holds the recovery key (FORMAT.md S17).
var recoveryForm = &note.Form{
	Label:  "recovery",
	Fields: []note.Field{note.Once("org", note.IsID), note.Once("identity", identity.IsIdentity)},
}

// shareForm is what one custodian keeps (FORMAT.md S18).
var shareForm = &note.Form{
	Label: "share",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("recovery", note.IsHash),
		{Name: "pair", Min: custodians - 1, Max: custodians - 1, Values: []note.Value{note.IsHash, note.IsHash, isFile}},
	},
}

// isFile holds for a file in lower-case hex.
func isFile(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && hex.EncodeToString(b) == s
}

// A Share is the file of one custodian: for each of the two others a file that opens
// with that one's key and then with the custodian's own, or the other way round.
type Share struct {
	Org      note.OrgID
	Recovery note.Hash // of the recipient that team keys are sealed to
	Pairs    []Pair
}

// A Pair is the recovery key, sealed to one custodian and then to another.
type Pair struct {
	Outer, Inner note.Hash // of their recipients; Outer opens first
	File         []byte
}

// DivideRecovery seals the recovery key of an organisation for three custodians, so
// that any two open it and nobody alone does, and gives each the file to keep, in
// their order. E14: somebody has no post-quantum recipient; E05: two are one.
func DivideRecovery(org note.OrgID, key *identity.Identity, to [custodians]keys.Recipient) (files [custodians][]byte, err error) {
	var pairs [custodians]note.Line // pair n is of all but custodian n
	for n := range custodians {
		outer, inner := to[(n+1)%custodians], to[(n+2)%custodians]
		if outer == inner {
			return files, note.Errorf(note.E05, "recovery: three custodians are three different keys")
		}
		file, err := SealSecret(inner, recoveryForm, []note.Line{note.L("org", string(org)), note.L("identity", key.String())})
		if err != nil {
			return files, err
		}
		if file, err = Seal(outer, file); err != nil {
			return files, err
		}
		pairs[n] = note.L("pair", string(outer.Hash()), string(inner.Hash()), hex.EncodeToString(file))
	}
	for n := range custodians {
		files[n], err = shareForm.Build(note.L("org", string(org)), note.L("recovery", string(key.Recipient().Hash())),
			pairs[(n+1)%custodians], pairs[(n+2)%custodians])
		if err != nil {
			return files, err
		}
	}
	return files, nil
}

// ParseShare reads the file of a custodian: E01 for another text, E05 when its
// pairs are not one custodian's with each of two others (FORMAT.md S18, S19).
func ParseShare(text []byte) (*Share, error) {
	n, err := shareForm.Parse(text)
	if err != nil {
		return nil, err
	}
	s := &Share{Org: note.OrgID(n.Get("org")), Recovery: note.Hash(n.Get("recovery"))}
	count := map[note.Hash]int{}
	for _, v := range n.All("pair") {
		file, err := hex.DecodeString(v[2])
		if err != nil {
			return nil, err // the form has refused it
		}
		s.Pairs = append(s.Pairs, Pair{note.Hash(v[0]), note.Hash(v[1]), file})
		count[note.Hash(v[0])]++
		count[note.Hash(v[1])]++
	}
	if len(count) != custodians || s.Pairs[0].Outer == s.Pairs[0].Inner || s.Pairs[1].Outer == s.Pairs[1].Inner {
		return nil, note.Errorf(note.E05, "recovery: the file is not one custodian's with each of two others")
	}
	return s, nil
}

// Names says whether somebody is one of the three.
func (s *Share) Names(custodian note.Hash) bool {
	return slices.ContainsFunc(s.Pairs, func(p Pair) bool { return p.Outer == custodian || p.Inner == custodian })
}

// Open gives the recovery key to two custodians, in either order. Org is the
// organisation, and want the recipient that its root signed for, whose key alone is
// handed out. E09: the file is of another organisation; E06: it was made with another
// recovery key, or not for these two; then as OpenSecret (FORMAT.md S20).
func (s *Share) Open(a, b *identity.Identity, org note.OrgID, want note.Hash) (*identity.Identity, error) {
	if s.Org != org {
		return nil, note.Errorf(note.E09, "recovery: the file is of another organisation")
	}
	if s.Recovery != want {
		return nil, note.Errorf(note.E06, "recovery: the file is of another recovery key")
	}
	for _, two := range [][2]*identity.Identity{{a, b}, {b, a}} {
		for _, p := range s.Pairs {
			if p.Outer != two[0].Recipient().Hash() || p.Inner != two[1].Recipient().Hash() {
				continue
			}
			file, err := Open(two[0], p.File)
			if err != nil {
				return nil, err
			}
			return OpenSecret(two[1], file, recoveryForm, []note.Line{note.L("org", string(org))}, want)
		}
	}
	return nil, note.Errorf(note.E06, "recovery: the file is not for these two custodians")
}
