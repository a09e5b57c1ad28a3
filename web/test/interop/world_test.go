package interop_test

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// The world of the drawn chains: people whose keys follow from their names, and
// a directory as data, in the form of the view of crypto/vectors/chain.json.

func hash(name string) note.Hash { return note.HashOf([]byte("interop " + name)) }
func id(name string) note.ID     { return note.ID(hash(name)[:32]) }

type person struct {
	name   string
	org    note.OrgID
	author note.MemberID
	key    ed25519.PrivateKey
	public keys.Public
}

func newPerson(name, org string) person {
	p := person{name: name, org: note.OrgID(note.ZeroID), author: note.MemberID(id(name))}
	if org != "" {
		p.org = note.OrgID(id(org))
	}
	seed := sha256.Sum256([]byte("interop key " + name))
	p.key = ed25519.NewKeyFromSeed(seed[:])
	public, err := keys.PublicFrom(p.key.Public().(ed25519.PublicKey))
	if err != nil {
		panic(err)
	}
	p.public = public
	return p
}

// with is p with the key of another.
func (p person) with(other person) person {
	p.key, p.public = other.key, other.public
	return p
}

func (p person) sign(b []byte) note.Sig {
	return note.Sig{Key: p.public.ID(), Hex: hex.EncodeToString(ed25519.Sign(p.key, b))}
}

func team(name string) note.Party { return note.TeamParty(note.TeamID(id("team " + name))) }

// A party's key follows from its name.
func partySeed(p note.Party) []byte {
	sum := sha256.Sum256([]byte("interop key of " + string(p)))
	return sum[:]
}

// known are identities by their seeds, each made once.
var known = map[string]*identity.Identity{}

func fromSeed(seed []byte) *identity.Identity {
	by := known[string(seed)]
	if by == nil {
		made, err := identity.FromSeed(seed)
		if err != nil {
			panic(err)
		}
		known[string(seed)], by = made, made
	}
	return by
}

func partyKey(p note.Party) note.Hash { return fromSeed(partySeed(p)).Recipient().Hash() }

var (
	vt1, vt2, vt3 = team("vt1"), team("vt2"), team("vt3") // no directory knows the organisation of vt3
	gt1, gt2      = team("gt1"), team("gt2")
	politie       = team("politie")

	anna   = newPerson("anna", "vt")
	bram   = newPerson("bram", "vt")
	carla  = newPerson("carla", "vt")
	oud    = newPerson("oud", "vt") // until log size 4200
	vera   = newPerson("vera", "vt")
	dirk   = newPerson("dirk", "gt")
	fatma  = newPerson("fatma", "gt")
	gijs   = newPerson("gijs", "pol")
	hugo   = newPerson("hugo", "gt") // takes part alone
	noor   = newPerson("noor", "")   // a reporter
	vreemd = newPerson("vreemd", "vt")
	// anna2 is anna with a second key, dirkA is dirk with anna's key.
	anna2 = anna.with(newPerson("anna2", "vt"))
	dirkA = dirk.with(anna)

	mHugo = note.MemberParty(hugo.author)
	rNoor = note.MailboxParty(noor.author)

	everybody  = []person{anna, anna2, bram, carla, oud, vera, dirk, dirkA, fatma, gijs, hugo, noor, vreemd}
	allParties = []note.Party{vt1, vt2, vt3, gt1, gt2, politie, mHugo, rNoor}
	allTypes   = []chain.Type{chain.Post, chain.Rekey, chain.Offer, chain.Accept, chain.Close, chain.Recall, chain.Leave}
)

// speaker is the person that usually writes for a party.
func speaker(p note.Party) person {
	return map[note.Party]person{vt1: anna, vt2: carla, vt3: vera, gt1: dirk, gt2: fatma, politie: gijs, mHugo: hugo, rNoor: noor}[p]
}

type view struct {
	Signers []signerRow `json:"signers"`
	Keys    []keyRow    `json:"partyKeys"`
	Orgs    []orgRow    `json:"partyOrgs"`
}

type signerRow struct {
	Name   string        `json:"name"`
	Author note.MemberID `json:"author"`
	Org    note.OrgID    `json:"org"`
	Key    note.KeyID    `json:"key"`
	PK     string        `json:"pk"`
	Party  note.Party    `json:"party"`
	From   uint64        `json:"from"`
	Until  uint64        `json:"until"`
	public keys.Public
}

type keyRow struct {
	Party note.Party `json:"party"`
	RH    note.Hash  `json:"rh"`
	From  uint64     `json:"from"`
	Until uint64     `json:"until"`
}

type orgRow struct {
	Party note.Party `json:"party"`
	Org   note.OrgID `json:"org"`
}

func holds(from, until, size uint64) bool { return from <= size && (until == 0 || size < until) }

func (v *view) Signer(s chain.Signing) (keys.Public, error) {
	known := false
	for _, r := range v.Signers {
		if r.Key != s.Key || r.Author != s.Author || r.Org != s.Org || !holds(r.From, r.Until, s.CP.Size) {
			continue
		}
		known = true
		if r.Party == s.Party {
			return r.public, nil
		}
	}
	if known {
		return keys.Public{}, note.Errorf(note.E05, "key does not sign for the party")
	}
	return keys.Public{}, note.Errorf(note.E06, "key is unknown or revoked")
}

func (v *view) PartyKey(p note.Party, rh note.Hash, cp note.Checkpoint) error {
	for _, r := range v.Keys {
		if r.Party == p && r.RH == rh && holds(r.From, r.Until, cp.Size) {
			return nil
		}
	}
	return note.Errorf(note.E06, "not the current key of the party")
}

func (v *view) PartyOrg(p note.Party, _ note.Checkpoint) (note.OrgID, error) {
	for _, r := range v.Orgs {
		if r.Party == p {
			return r.Org, nil
		}
	}
	return "", note.Errorf(note.E06, "party is unknown")
}

var directory = newView()

func newView() *view {
	v := &view{}
	sign := func(p person, until uint64, parties ...note.Party) {
		for _, party := range parties {
			v.Signers = append(v.Signers, signerRow{p.name, p.author, p.org, p.public.ID(), p.public.String(), party, 0, until, p.public})
		}
	}
	sign(anna, 0, vt1)
	sign(anna2, 0, vt1, gt1)
	sign(bram, 0, vt1)
	sign(carla, 0, vt2)
	sign(oud, 4200, vt1)
	sign(vera, 0, vt3)
	sign(dirk, 0, gt1, mHugo) // too much, so that C30 is seen at work
	sign(dirkA, 0, gt1)
	sign(fatma, 0, gt2)
	sign(gijs, 0, politie)
	sign(hugo, 0, mHugo)
	sign(noor, 0, rNoor)
	for _, p := range allParties {
		v.Keys = append(v.Keys, keyRow{Party: p, RH: partyKey(p)})
	}
	v.Keys = append(v.Keys, keyRow{Party: gt2, RH: hash("old key of gt2"), Until: 4200})
	for _, r := range []orgRow{{vt1, anna.org}, {vt2, anna.org}, {gt1, dirk.org}, {gt2, dirk.org}, {politie, gijs.org}, {mHugo, hugo.org}} {
		v.Orgs = append(v.Orgs, r)
	}
	return v
}

// Case keys follow from their epoch.
func caseSeed(epoch uint64) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "interop case key %d", epoch))
	return sum[:]
}

func caseRcpt(epoch uint64) note.Hash { return fromSeed(caseSeed(epoch)).Recipient().Hash() }

func bindValue(epoch uint64, before []byte) note.Hash {
	key, err := hkdf.Key(sha256.New, caseSeed(epoch), nil, "sluis.v1/bind", 32)
	if err != nil {
		panic(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(before)
	return note.Hash(hex.EncodeToString(mac.Sum(nil)))
}

// holder is an Opener that holds the case keys of some epochs.
type holder map[uint64]bool

func (h holder) Admit(*chain.Entry) {}

func (h holder) Bind(e *chain.Entry, epoch uint64) (fits, known bool) {
	if !h[epoch] {
		return false, false
	}
	for _, b := range e.Binds {
		if b.Epoch == epoch {
			return b.Value == bindValue(epoch, e.Note.Before("bind")), true
		}
	}
	return false, true
}
