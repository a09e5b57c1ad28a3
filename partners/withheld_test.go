package partners

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/room"
)

// keyless is a hub that gives the sealed keys of some entries to nobody, and says other
// things that no hub should.
type keyless struct {
	hub.API
	at      []int // of these entries
	asked   int
	changes func(asked int) hub.Page
	invited []hub.Invited
}

func (k *keyless) Entries(ctx context.Context, p note.Party, xid note.XID, from uint64) ([][]byte, error) {
	frames, err := k.API.Entries(ctx, p, xid, from)
	for i, f := range frames {
		parts, bad := hub.SplitFrame(f)
		if bad == nil && slices.Contains(k.at, int(from)+i) {
			for n := range parts[2:] {
				parts[2+n] = nil
			}
			frames[i] = hub.JoinFrame(parts...)
		}
	}
	return frames, err
}

func (k *keyless) Changes(ctx context.Context, p note.Party, after hub.Position, limit int) (hub.Page, error) {
	if k.changes == nil {
		return k.API.Changes(ctx, p, after, limit)
	}
	if k.asked++; k.asked > 10 {
		return hub.Page{}, hub.Errorf(hub.E27, "asked for ever")
	}
	return k.changes(k.asked), nil
}

func (k *keyless) Invited(context.Context) ([]hub.Invited, error) { return k.invited, nil }

// without is somebody at a device that knows nothing, to whom the keys of some entries
// are not given.
func (w *world) without(t *testing.T, name string, at ...int) *Member {
	t.Helper()
	h := w.copied(t, name)
	w.must(os.RemoveAll(h.path("exchanges")))
	m, err := Open(t.Context(), h, Options{Now: w.hub.Now})
	w.must(err)
	m.hub = &keyless{API: m.hub, at: at}
	return m
}

// TestWithheldKeys: who is not given a key signs nothing that needs it.
func TestWithheldKeys(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	letter := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.must(w.as("anna").Rekey(ctx, letter))
	proposed := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	w.must(w.as("anna").Rekey(ctx, proposed))
	read := func(m *Member, xid note.XID) *Exchange {
		x, err := m.Read(ctx, xid)
		w.must(err)
		return x
	}
	for name, c := range map[string]struct {
		who string
		at  []int
		do  func(m *Member) error
	}{
		"the newest, and writes": {"ruud", []int{1}, func(m *Member) error {
			return second(m.next(ctx, read(m, letter), act{Type: chain.Post, Party: m.Parties()[0], Body: text("Dag.")}))
		}},
		"all, and makes a new one": {"ruud", []int{0, 1}, func(m *Member) error { return m.renew(ctx, read(m, letter), "asked") }},
		"all, and closes": {"anna", []int{0, 1}, func(m *Member) error {
			return m.add(ctx, read(m, letter), act{Type: chain.Close, Party: m.Parties()[0]})
		}},
		"the oldest, and lets somebody in":    {"anna", []int{0}, func(m *Member) error { return letIn(m, read(m, letter), w.as("joke").Parties()[0]) }},
		"the newest, and accepts":             {"fatima", []int{1}, func(m *Member) error { return accepts(m, read(m, proposed)) }},
		"the newest, and hears a room's word": {"fatima", []int{1}, func(m *Member) error { x := read(m, proposed); return second((&visit{m: m, x: x}).open(x, nil)) }},
	} {
		if err := c.do(w.without(t, c.who, c.at...)); hub.CodeOf(err) != hub.E07 {
			t.Errorf("%s is not given %s: %v, want E07", c.who, name, err)
		}
	}
	if n := len(read(w.as("anna"), letter).Entries) + len(read(w.as("anna"), proposed).Entries); n != 4 {
		t.Errorf("%d entries stand, want 4", n)
	}
}

func letIn(m *Member, x *Exchange, p note.Party) error {
	if err := m.dir.All(context.Background()); err != nil {
		return err
	}
	return m.add(context.Background(), x, act{Type: chain.Rekey, Party: x.Party, Set: append(x.State.Parties(), p), Older: []uint64{0, 1}, Body: []byte("{}")})
}

func accepts(m *Member, x *Exchange) error {
	_, err := m.pendingAccept(context.Background(), x, chain.Standing{Entry: note.HashOf(nil), To: m.Parties()[0]}, nil)
	return err
}

// TestLongerLogThanHere: nobody writes with an older view of who is who than the
// exchange was written with.
func TestLongerLogThanHere(t *testing.T) {
	w := newWorld(t)
	m := w.as("anna")
	x, err := m.Read(t.Context(), w.send("anna", "message", "Politie Vechtdal / Infodesk"))
	w.must(err)
	x.State.CP.Size++
	_, err = m.next(t.Context(), x, act{Type: chain.Post, Party: x.Party, Body: []byte("{}")})
	w.refused(err, hub.E12)
}

// TestRoomOfAnotherBranch: somebody in the room who saw another entry in the place of
// one of ours is told so, whatever the hub shows each of us.
func TestRoomOfAnotherBranch(t *testing.T) {
	w := newWorld(t)
	m := w.as("anna")
	x, err := m.Read(t.Context(), w.send("anna", "message", "Politie Vechtdal / Infodesk"))
	w.must(err)
	v := &visit{m: m, x: x, changed: make(chan struct{}, 1)}
	for name, c := range map[string]struct {
		head note.Hash
		want hub.Code
	}{"ours": {x.State.Head, ""}, "another": {note.HashOf(nil), hub.E03}} {
		seen := *x.State
		seen.Head = c.head
		data, err := room.Seal(room.Frame{Kind: room.Here, Party: x.Party, Org: m.Org, Author: m.ID, Time: m.now().Unix()}, &seen, x.opener.caseKeys[0], m.keys.Sign)
		w.must(err)
		if _, err := v.open(x, data); hub.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestAskedAcceptance: nobody co-signs an acceptance that is not whole, not bound to the
// exchange, or of another than who asks.
func TestAskedAcceptance(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	anna, fatima, sjoerd := w.as("anna"), w.as("fatima"), w.as("sjoerd")
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	x, err := anna.Read(ctx, xid)
	w.must(err)
	body, err := anna.custodyBody(x, chain.Offer, nil)
	w.must(err)
	w.must(anna.add(ctx, x, act{Type: chain.Offer, Party: x.Party, To: fatima.Parties()[0], Body: body}))
	x, err = anna.Read(ctx, xid)
	w.must(err)
	theirs, err := fatima.Read(ctx, xid)
	w.must(err)
	parts, err := hub.SplitFrame(forgery{by: fatima, party: fatima.Parties()[0], x: theirs}.frame(t))
	w.must(err)
	signed, _, _ := strings.Cut(string(parts[0]), "\nsig ")
	signed += "\n"
	good := [][]byte{[]byte(signed), signLine(fatima, []byte(signed)), parts[1]}
	unbound := slices.Clone(good)
	unbound[0] = changedBind(good[0])
	unbound[1] = signLine(fatima, unbound[0])
	for name, c := range map[string]struct {
		parts [][]byte
		by    note.MemberID
		want  hub.Code
	}{
		"as it should be":            {good, fatima.ID, ""},
		"without its text":           {good[:2], fatima.ID, hub.E01},
		"with a signature of nobody": {[][]byte{good[0], []byte("sig"), good[2]}, fatima.ID, hub.E01},
		"bound to nothing":           {unbound, fatima.ID, hub.E09},
		"asked by a colleague":       {good, sjoerd.ID, hub.E05},
	} {
		_, err := anna.cosignable(ctx, x, *x.State.Offer, room.Frame{Author: c.by, Payload: hub.JoinFrame(c.parts...)})
		if hub.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// changedBind is signed bytes with another digit in the value of the bind.
func changedBind(signed []byte) []byte {
	out := slices.Clone(signed)
	at := len(out) - 2 // the last digit of the last line
	if out[at]++; out[at] == '9'+1 || out[at] == 'f'+1 {
		out[at] = '0'
	}
	return out
}

func signLine(m *Member, signed []byte) []byte {
	s := m.keys.Sign.Sign(signed)
	return []byte(string(s.Key) + " " + s.Hex)
}

// TestListsThatAreNone: a hub that lists nonsense, or the same for ever, is not asked on.
func TestListsThatAreNone(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("fatima")
	row := func(xid note.XID, count uint64) hub.Page {
		return hub.Page{Rows: []hub.Row{{XID: xid, Count: count}}, Next: hub.Position{Epoch: 1, Count: count}, More: true}
	}
	xid := note.XID(note.HashOf(nil))
	for name, changes := range map[string]func(asked int) hub.Page{
		"a path":       func(n int) hub.Page { return row("../self", uint64(n)) },
		"in a circle":  func(int) hub.Page { return row(xid, 1) },
		"in backwards": func(n int) hub.Page { return row(xid, uint64(20-n)) },
	} {
		m.hub = &keyless{API: m.client, changes: changes}
		if _, _, err := m.News(ctx); hub.CodeOf(err) != hub.E01 {
			t.Errorf("%s: %v, want E01", name, err)
		}
	}
	m.hub = &keyless{API: m.client, invited: []hub.Invited{{Locator: "../self"}}}
	_, err := m.Newcomers(ctx)
	w.refused(err, hub.E01)
}

// TestUnknownToTheDirectory: of who is not in the directory no key is taken from elsewhere.
func TestUnknownToTheDirectory(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("anna")
	nobody := note.TeamParty(note.TeamID(note.NewID()))
	w.refused(m.dir.NeedParty(ctx, nobody), hub.E06)
	_, err := m.dir.Recipient(nobody)
	w.refused(err, hub.E06)
	_, err = m.teamKeys.forRecipient(ctx, nobody, note.HashOf(nil))
	w.refused(err, hub.E06)
	_, err = m.dir.recipient(ctx, note.HashOf([]byte("recipient")))
	w.refused(err, hub.E06)
	j, _, err := w.join("nina", w.invite("fatima"))
	w.must(err)
	j.keys.Org = note.OrgID(note.NewID())
	_, err = j.compare(m.dir, hub.Outcome{})
	w.refused(err, hub.E06)
}

// TestNewestRecordsWithheld: a team is not written to while the log has newer records of
// its organisation than could be had: one of them may revoke its key.
func TestNewestRecordsWithheld(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("anna")
	w.must(m.dir.All(ctx))
	desk := w.as("ruud").Parties()[0]
	_, err := m.dir.Recipient(desk)
	w.must(err)
	w.dismissNobody("ruud")
	m.dir.hub = &bending{API: m.hub, of: w.hub, fails: hub.Errorf(hub.E21, "no objects")}
	w.must(m.dir.Sync(ctx))
	_, err = m.dir.Recipient(desk)
	w.refused(err, hub.E06)
}

// TestFlowToCome: an exchange of a flow that this client does not know is answered by
// one that does.
func TestFlowToCome(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	joke, anna := w.as("joke"), w.as("anna")
	w.must(joke.dir.All(ctx))
	body, err := json.Marshal(map[string]any{"form": "message.text", "version": 1, "text": "Dag.", "frame": flow.Frame{Flow: "anders", Custody: "stays"}})
	w.must(err)
	f, err := joke.begin(ctx, []note.Party{joke.Parties()[0], anna.Parties()[0]}, body, nil)
	w.must(err)
	w.must(joke.put(ctx, f))
	w.refused(anna.Reply(ctx, f.Entry.XID, "", text("Dag."), nil), hub.E19)
	x, err := anna.Read(ctx, f.Entry.XID)
	w.must(err)
	w.refused(anna.allowed(x, chain.Post, text("Dag.")), hub.E19)
}

// TestHubOfAnotherRegion: who joins does so at the hub that the trust file names.
func TestHubOfAnotherRegion(t *testing.T) {
	w := newWorld(t)
	v, elsewhere := w.invite("fatima"), w.trust
	elsewhere.Hub = string(note.NewID())
	_, _, err := Join(t.Context(), JoinConfig{Dir: filepath.Join(t.TempDir(), "nina"), Hub: v.Hub, Org: v.Org, Trust: elsewhere, Name: "nina", Words: v.Words, Now: w.hub.Now})
	w.refused(err, hub.E17)
	h, err := LoadHome(w.homes["ruud"])
	w.must(err)
	h.Trust.Hub = string(note.NewID())
	found := Diagnose(t.Context(), h, w.hub.Now)
	if !slices.ContainsFunc(found, func(d Diagnosis) bool { return d.What == "hub-id" && hub.CodeOf(d.Err) == hub.E17 }) {
		t.Errorf("nothing says that it is another hub: %+v", found)
	}
}

// TestMemberOfNoManifest: keys that no manifest names open no home, whatever a hub lets in.
func TestMemberOfNoManifest(t *testing.T) {
	w := newWorld(t)
	m := w.as("anna")
	m.ID = note.MemberID(note.NewID())
	w.refused(m.start(t.Context(), nil), hub.E06)
}

// TestAdmittedAndRevoked: a newcomer whose keys were revoked does not come back with the
// same answer, at a home that knows nothing of the admission either.
func TestAdmittedAndRevoked(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	_, _, err := w.join("nina", v)
	w.must(err)
	fatima := w.as("fatima")
	before, err := fatima.home.read(inviteFile(v.Locator))
	w.must(err)
	seen := w.answer("fatima", v)
	n, err := fatima.Admit(ctx, v.Locator, seen)
	w.must(err)
	_, err = fatima.ChangeOrganisation(ctx, nil, Revoke(n.Member, "left"))
	w.must(err)
	_, err = fatima.Admit(ctx, v.Locator, seen)
	w.refused(err, hub.E06)
	w.must(fatima.home.write(inviteFile(v.Locator), before))
	_, err = fatima.Admit(ctx, v.Locator, seen)
	w.refused(err, hub.E06)
	if !strings.Contains(err.Error(), "invite again") {
		t.Errorf("the admin is not told what to do: %v", err)
	}
}

// TestTeamWithoutKey: there is nothing to compare of a team that has no key.
func TestTeamWithoutKey(t *testing.T) {
	w := newWorld(t)
	fatima := w.as("fatima")
	card := roster.Card{Team: note.TeamID(note.NewID()), Name: "Leeg", Kind: "gebiedsteam", PhoneDay: "088 000 1100", Area: []string{"8701"}}
	raw, err := card.Encode()
	w.must(err)
	w.manifestOf(fatima, func(m *roster.Manifest) {
		m.Teams = append(slices.Clone(m.Teams), roster.Posting{Team: card.Team, Card: note.HashOf(raw)})
		slices.SortFunc(m.Teams, func(a, b roster.Posting) int { return strings.Compare(string(a.Team), string(b.Team)) })
	}, hub.Object{Kind: hub.ObjectCard, Data: raw})
	anna := w.as("anna")
	w.must(anna.dir.All(t.Context()))
	w.refused(anna.ConfirmKey(t.Context(), "Gemeente Veldrijk / Leeg", w.teamSaid("fatima")), hub.E06)
}
