package partners

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
)

// world is a small region on a real hub: people act by name, as in a play.
type world struct {
	t      *testing.T
	hub    *hubtest.Hub
	url    string // where members find the hub
	homes  map[string]string
	phrase map[string][]string
	roots  map[note.OrgID]*RootKey
	wrap   map[string]func(hub.API) hub.API // what stands between a member and the hub
	trust  Trust
}

// The cast: two caseworkers of Veilig Thuis, two of a gebiedsteam, a second team
// there, a school, a police desk.
func newWorld(t *testing.T) *world {
	t.Helper()
	h := hubtest.Start(t)
	return settle(t, h, h.URL)
}

// settle has the cast, and more caseworkers of Veilig Thuis, live in a region whose
// hub is at that address.
func settle(t *testing.T, h *hubtest.Hub, url string, more ...string) *world {
	t.Helper()
	w := &world{t: t, hub: h, url: url, homes: map[string]string{}, phrase: map[string][]string{}, roots: map[note.OrgID]*RootKey{}, wrap: map[string]func(hub.API) hub.API{}}
	now := time.Now().Unix()
	trust := Trust{Hub: w.hub.ID(), Founders: map[note.OrgID]note.KeyID{}, Log: w.hub.LogKey(), Witnesses: []string{w.hub.Witness().Key()}, Quorum: 1}
	dir := t.TempDir()
	type person struct{ name, team string }
	type org struct {
		name, kind string
		teams      []string
		people     []person
	}
	var all []*Founding
	intake := []person{{"anna", "Intake"}, {"bas", "Intake"}}
	for _, name := range more {
		intake = append(intake, person{name, "Intake"})
	}
	for _, o := range []org{
		{"Veilig Thuis Vechtdal", "veilig_thuis", []string{"Intake"}, intake},
		{"Gemeente Veldrijk", "gebiedsteam", []string{"Noord", "Zuid"}, []person{{"fatima", "Noord"}, {"sjoerd", "Noord"}, {"linda", "Zuid"}}},
		{"De Regenboog", "school", []string{"Zorgteam"}, []person{{"joke", "Zorgteam"}}},
		{"Politie Vechtdal", "politie", []string{"Infodesk"}, []person{{"ruud", "Infodesk"}}},
	} {
		f := NewFounding(o.name, o.kind)
		ids := map[string]note.TeamID{}
		for _, name := range o.teams {
			ids[name] = f.Team(roster.Card{Name: name, Kind: o.kind, PhoneDay: "088 000 1100", Area: []string{"8701"}})
		}
		for i, p := range o.people {
			f.Member(p.name, i == 0, ids[p.team])
		}
		trust.Founders[f.Org] = f.RootID()
		w.roots[f.Org] = &RootKey{f.Org, f.Root}
		all = append(all, f)
	}
	w.trust = trust
	for _, f := range all {
		objects, err := f.Records(now)
		if err != nil {
			t.Fatal(err)
		}
		w.hub.Seed(t, objects)
		for _, n := range f.People() {
			home := filepath.Join(dir, n.Name)
			words, err := n.Settle(t.Context(), home, HomeConfig{Hub: w.url}, trust, now)
			if err != nil {
				t.Fatal(err)
			}
			w.homes[n.Name], w.phrase[n.Name] = home, words
		}
	}
	return w
}

// as opens a session of somebody, with the clock of the test.
func (w *world) as(name string) *Member {
	w.t.Helper()
	h, err := LoadHome(w.homes[name])
	if err != nil {
		w.t.Fatal(err)
	}
	m, err := Open(w.t.Context(), h, Options{Now: w.hub.Now})
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	if wrap := w.wrap[name]; wrap != nil {
		m.hub = wrap(m.hub)
	}
	return m
}

// said are the words that each of them reads aloud from their own program.
func (w *world) said(names ...string) (list [][]string) {
	w.t.Helper()
	for _, name := range names {
		k, err := w.as(name).Keys(w.t.Context())
		w.must(err)
		list = append(list, k.Words)
	}
	return list
}

// teamSaid are the words that somebody reads aloud of the first own team.
func (w *world) teamSaid(name string) []string {
	w.t.Helper()
	k, err := w.as(name).Keys(w.t.Context())
	w.must(err)
	return k.Teams[0].Words
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refused demands a failure with one of these codes.
func (w *world) refused(err error, codes ...hub.Code) {
	w.t.Helper()
	for _, c := range codes {
		if hub.CodeOf(err) == c {
			return
		}
	}
	w.t.Fatalf("got %v, want one of %v", err, codes)
}

func (w *world) example(name string) []byte {
	w.t.Helper()
	b, err := Example(name, w.hub.Now())
	w.must(err)
	return b
}

func doc(v map[string]any) []byte {
	v["version"] = 1
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// send begins an exchange from an example.
func (w *world) send(by, name, to string) note.XID {
	w.t.Helper()
	xid, err := w.as(by).Send(w.t.Context(), Letter{Flow: name, To: to, Document: w.example(name)})
	w.must(err)
	return xid
}

func (w *world) show(by string, xid note.XID) *View {
	w.t.Helper()
	v, err := w.as(by).Show(w.t.Context(), xid)
	w.must(err)
	return v
}

func (w *world) status(by string, xid note.XID, want string) {
	w.t.Helper()
	if v := w.show(by, xid); v.Status != want {
		w.t.Fatalf("%s sees status %q, want %q (next %v)", by, v.Status, want, v.Next)
	}
}

// holder is the team that is responsible, as this person sees it.
func (w *world) holder(by string, xid note.XID) string {
	w.t.Helper()
	if c := w.show(by, xid).Custody; c != nil {
		return c.Team
	}
	return ""
}

// handOver runs an offer and an acceptance side by side.
func (w *world) handOver(giver, receiver string, xid note.XID) (offer, accept error) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	standing := make(chan struct{})
	done := make(chan error, 1)
	g := w.as(giver)
	go func() { done <- g.Offer(ctx, xid, "", nil, func(*Exchange) { close(standing) }) }()
	select {
	case <-standing:
	case err := <-done:
		return err, nil
	}
	accept = w.as(receiver).Accept(ctx, xid, "", nil)
	if accept != nil {
		cancel()
	}
	return <-done, accept
}
