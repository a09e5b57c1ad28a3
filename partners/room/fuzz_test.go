package room_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/room"
)

const (
	org    = note.OrgID("0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a")
	author = note.MemberID("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")
	now    = 1771234567
)

var team = note.TeamParty("0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c")

// one is a directory in which one key signs for one team.
type one struct{ key keys.Public }

func (o one) Signer(s chain.Signing) (keys.Public, error) {
	if s.Key != o.key.ID() || s.Party != team || s.Org != org || s.Author != author {
		return keys.Public{}, note.Errorf(note.E06, "key is unknown")
	}
	return o.key, nil
}

func (one) PartyKey(note.Party, note.Hash, note.Checkpoint) error { return nil }

func (one) PartyOrg(note.Party, note.Checkpoint) (note.OrgID, error) { return org, nil }

// FuzzOpen: of all texts that somebody with the case key could seal, only those that
// the sender signed are taken, and they say what they said.
func FuzzOpen(f *testing.F) {
	seed := func(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }
	key, err := identity.FromSeed(seed(1))
	if err != nil {
		f.Fatal(err)
	}
	by, err := identity.SignerFromSeed(seed(2))
	if err != nil {
		f.Fatal(err)
	}
	state := &chain.State{XID: note.XID(note.HashOf(nil)), Head: note.HashOf(nil), Set: []note.Party{team}, Seq: 3, Epoch: 1}
	signed := map[string]room.Frame{} // by kind; each run of the fuzzer draws nonces of its own
	for _, kind := range []string{room.Here, room.Ask, room.Cosigned, room.Refused, room.Text} {
		said := room.Frame{Kind: kind, Party: team, Org: org, Author: author, Time: now, Seq: state.Seq, Head: state.Head, Payload: []byte(kind)}
		data, err := room.Seal(said, state, key, by)
		if err != nil {
			f.Fatal(err)
		}
		plain, err := seal.Open(key, data)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := room.Open(data, state, key, one{by.Public()}, now); err != nil {
			f.Fatal(err)
		}
		signed[kind] = said
		f.Add(plain)
		f.Add(plain[:len(plain)-1])
		f.Add(append(plain, 0, 0, 0, 0))
	}
	f.Add(hub.JoinFrame(nil, nil))
	f.Fuzz(func(t *testing.T, plain []byte) {
		data, err := seal.Seal(key.Recipient(), plain)
		if err != nil {
			t.Fatal(err)
		}
		frame, err := room.Open(data, state, key, one{by.Public()}, now)
		switch code := hub.CodeOf(err); {
		case err == nil && !reflect.DeepEqual(frame, signed[frame.Kind]):
			t.Fatalf("a frame that nobody signed is taken: %+v", frame)
		case err != nil && (code == "" || code >= "E20" && code != hub.E23):
			t.Fatalf("%q: %v", plain, err)
		}
	})
}
