package room_test

import (
	"bytes"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/room"
)

// A frame that somebody with the case key sealed is refused when it was said in another
// place, by another or at another time, or not as a whole.
func TestOpenRefuses(t *testing.T) {
	key, err := identity.FromSeed(bytes.Repeat([]byte{1}, 32))
	must(t, err)
	by, err := identity.SignerFromSeed(bytes.Repeat([]byte{2}, 32))
	must(t, err)
	state := chain.State{XID: note.XID(note.HashOf(nil)), Head: note.HashOf(nil), Set: []note.Party{team}, Seq: 3, Epoch: 1}
	other, later, without := state, state, state
	other.XID = note.XID(note.HashOf([]byte("another")))
	later.Epoch = 2
	without.Set = []note.Party{note.TeamParty("0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d")}
	said := room.Frame{Kind: room.Text, Party: team, Org: org, Author: author, Time: now, Seq: 3, Head: state.Head, Payload: []byte("waar")}

	for name, c := range map[string]struct {
		at, read chain.State
		now      int64
		change   func(parts [][]byte) [][]byte
		want     note.Code
	}{
		"as it was said":       {state, state, now, nil, ""},
		"of another exchange":  {other, state, now, nil, note.E09},
		"of another epoch":     {later, state, now, nil, note.E09},
		"with another payload": {state, state, now, func(p [][]byte) [][]byte { return [][]byte{p[0], []byte("leugen")} }, note.E08},
		"without a payload":    {state, state, now, func(p [][]byte) [][]byte { return p[:1] }, note.E01},
		"by who takes no part": {without, without, now, nil, note.E05},
		"at the last second":   {state, state, now + room.MaxAge, nil, ""},
		"a second too late":    {state, state, now + room.MaxAge + 1, nil, note.E12},
		"at the first second":  {state, state, now - room.MaxAge, nil, ""},
		"a second too early":   {state, state, now - room.MaxAge - 1, nil, note.E12},
		"with a signature for another": {state, state, now, func(p [][]byte) [][]byte {
			return [][]byte{bytes.Replace(p[0], []byte("\nkind text\n"), []byte("\nkind ask\n"), 1), p[1]}
		}, note.E04},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := room.Seal(said, &c.at, key, by)
			must(t, err)
			if c.change != nil {
				plain, err := seal.Open(key, data)
				must(t, err)
				parts, err := hub.SplitFrame(plain)
				must(t, err)
				data, err = seal.Seal(key.Recipient(), hub.JoinFrame(c.change(parts)...))
				must(t, err)
			}
			if _, err := room.Open(data, &c.read, key, one{by.Public()}, c.now); hub.CodeOf(err) != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
