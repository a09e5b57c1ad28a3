package liar

import (
	"context"
	"encoding/json"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// watch is what a member gave while it was lied to.
type watch struct {
	entries  int
	receipts int
	records  int
	files    [][]byte // all that is sealed
}

// note keeps what one request brings.
func (w *watch) note(by note.MemberID, on string, body []byte) {
	switch on {
	case "put":
		parts, err := hub.SplitFrame(body)
		if err != nil || len(parts) == 0 {
			return
		}
		if e, err := chain.Parse(parts[0]); err == nil && e.Author == by { // or it is put back
			w.entries++
			w.files = append(w.files, parts[1:]...)
		}
	case "publish":
		w.records++
		if parts, err := hub.SplitFrame(body); err == nil {
			w.files = append(w.files, parts...)
		}
	case "POST receipts":
		w.receipts++
	}
}

// Given is what a member brought since Tell.
type Given struct {
	Entries  int `json:"entries"`
	Receipts int `json:"receipts"`
	Records  int `json:"records"`
	// Leaked counts what was sealed to the liar: it could open so many.
	Leaked int `json:"leaked"`
}

// Given tells what the member brought, and what the liar can open of it with any of
// these keys.
func (l *Liar) Given(traitors ...*identity.Identity) Given {
	l.mu.Lock()
	defer l.mu.Unlock()
	g := Given{Entries: l.watch.entries, Receipts: l.watch.receipts, Records: l.watch.records}
	for _, f := range l.watch.files {
		for _, by := range traitors {
			if _, err := seal.Open(by, f); err == nil {
				g.Leaked++
			}
		}
	}
	return g
}

// refusal says with which code a lie refuses a request.
func (l *Liar) refusal(a *asked) (hub.Code, bool) {
	for i, lie := range a.lies {
		if lie.Do == "refuse" {
			l.tell(a.at[i])
			return hub.Code(lie.With), true
		}
	}
	return "", false
}

// instead is what a lie answers without asking the hub.
func (l *Liar) instead(a *asked) ([]byte, bool) {
	for i, lie := range a.lies {
		if lie.Do == "answer" {
			l.tell(a.at[i])
			return l.Held(lie.With).Data, true
		}
	}
	return nil, false
}

// swallow takes an entry, says that it stands, and brings it nowhere.
func (l *Liar) swallow(a *asked) (hub.Placed, bool) {
	for i, lie := range a.lies {
		if lie.On != "put" || lie.Do != "lose" {
			continue
		}
		parts, err := hub.SplitFrame(a.body)
		if err != nil || len(parts) == 0 {
			return hub.Placed{}, false
		}
		e, err := chain.Parse(parts[0])
		if err != nil {
			return hub.Placed{}, false
		}
		l.tell(a.at[i])
		return hub.Placed{XID: e.XID, Seq: e.Seq, Hash: e.Hash()}, true
	}
	return hub.Placed{}, false
}

func (l *Liar) tell(i int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i < len(l.told) {
		l.told[i]++
	}
}

func withAsked(ctx context.Context, a *asked) context.Context {
	return context.WithValue(ctx, askedKey{}, a)
}

func askedOf(ctx context.Context) *asked {
	a, _ := ctx.Value(askedKey{}).(*asked)
	return a
}

// hashesOf are those that a request names.
func hashesOf(body []byte) []note.Hash {
	var ask struct {
		Hashes []note.Hash `json:"hashes"`
	}
	if json.Unmarshal(body, &ask) != nil {
		return nil
	}
	return ask.Hashes
}
