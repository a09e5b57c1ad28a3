package roster_test

import (
	"bytes"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

func draft[D roster.Draft](r *D, err error) (roster.Draft, error) {
	if err != nil {
		return nil, err
	}
	return *r, nil
}

// parse reads a note of any kind.
func parse(kind string, data []byte) (roster.Draft, error) {
	switch kind {
	case roster.KindOrg:
		return draft(roster.ParseOrg(data))
	case roster.KindVouch:
		return draft(roster.ParseVouch(data))
	case roster.KindManifest:
		return draft(roster.ParseManifest(data))
	case roster.KindMember:
		return draft(roster.ParseMember(data))
	case roster.KindTeam:
		return draft(roster.ParseTeam(data))
	case roster.KindMailbox:
		return draft(roster.ParseMailbox(data))
	}
	return nil, errors.New("not a note")
}

func based(t testing.TB) *world {
	w := newWorld(t, func(int) int { return 0 })
	base(w)
	return w
}

// What is read from a record prints as the bytes that were signed.
func TestSignedBytes(t *testing.T) {
	for _, s := range based(t).steps {
		d, err := parse(s.Kind, s.Data)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := d.Signed()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(s.Data, append(signed, "sig "...)) {
			t.Errorf("%s prints as\n%s", s.Kind, cmp.Diff(string(s.Data), string(signed)))
		}
	}
}

// A book gives member notes back to the byte, though it does not keep them so.
func TestMemberNotes(t *testing.T) {
	w := based(t)
	for _, s := range w.steps {
		if s.Kind == roster.KindMember {
			if got := w.book.MemberNote(note.HashOf(s.Data)); !bytes.Equal(got.Note.Bytes(), s.Data) {
				t.Errorf("a member note comes back as\n%s", got.Note.Bytes())
			}
		}
	}
	if w.book.MemberNote(hashOf("no note")) != nil {
		t.Error("a note that was never added")
	}
}

// Whatever is looked up that is no id, hash or party is just not there.
func TestMalformedLookups(t *testing.T) {
	w := based(t)
	b := w.book
	for _, x := range []string{"", "x", "0", string(note.ZeroHash), string(note.ZeroID) + "0", "\x00", "t" + string(note.ZeroHash)} {
		b.Forget(note.MemberID(x))
		_, _, ok := b.Login(note.MemberID(x))
		_, known := b.TeamOrg(note.TeamID(x))
		_, err := b.Recipient(note.Hash(x))
		if ok || known || err == nil || b.Member(note.MemberID(x)) != nil || b.MemberNote(note.Hash(x)) != nil || b.Team(note.TeamID(x)) != nil ||
			b.Org(note.OrgID(x)) != nil || b.Card(note.TeamID(x)) != nil || b.Mailbox(note.MemberID(x)) != nil || b.Active(note.MemberID(x)) {
			t.Errorf("%q is found", x)
		}
		for _, v := range []chain.View{b, b.Now(time.Now)} {
			if _, err := v.Signer(chain.Signing{Party: note.Party(x), CP: note.NoLog}); note.CodeOf(err) != note.E06 {
				t.Errorf("signer of %q: %v", x, err)
			}
			if err := v.PartyKey(note.Party(x), note.Hash(x), note.NoLog); note.CodeOf(err) != note.E06 {
				t.Errorf("key of %q: %v", x, err)
			}
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, d := range map[string]roster.Draft{
		"a time before 1970":    roster.Org{Org: "0", Time: -1},
		"an empty organisation": roster.Org{},
		"an empty vouch":        roster.Vouch{},
		"an empty manifest":     roster.Manifest{},
		"an empty member":       roster.Member{},
		"an empty team":         roster.Team{},
		"an empty mailbox":      roster.Mailbox{},
	} {
		if _, err := roster.Write(d, signer("any")); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCardRoundTrip(t *testing.T) {
	want := &roster.Card{Team: note.TeamID(idOf("team")), Name: "Gebiedsteam", Kind: "gebiedsteam", PhoneDay: "058 123 45 67",
		Hours: []roster.Hours{{Days: []int{1, 2}, From: "09:00", To: "12:30"}}, Area: []string{"8911"}, Duty: note.TeamID(idOf("duty"))}
	raw, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := roster.ParseCard(raw)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatal(d)
	}
	if _, err := (&roster.Card{Team: want.Team, Name: "x", Kind: ""}).Encode(); note.CodeOf(err) != note.E10 {
		t.Fatalf("a card without kind: %v", err)
	}
}

func TestReads(t *testing.T) {
	w := based(t)
	b, a, e := w.book, w.orgs[0], w.orgs[4]
	ta := note.TeamID(idOf("team anna"))
	arie, ali, bea := a.named("arie").id, a.named("ali").id, note.MemberID(idOf("member bea"))

	if got, want := b.Org(a.id).Name, "Organisatie a"; got != want {
		t.Errorf("name %q", got)
	}
	if got := b.Orgs(); len(got) != 4 || !slices.IsSorted(got) || slices.Contains(got, w.orgs[3].id) {
		t.Errorf("organisations %v", got)
	}
	if got := b.Vouchers(e.id); !slices.Equal(got, []note.OrgID{a.id, w.orgs[2].id}) {
		t.Errorf("vouchers %v", got)
	}
	if b.Manifest(a.id).Version != 4 || b.Manifest(e.id) != nil || b.Manifest("x") != nil || b.Org("x") != nil || b.Vouchers("x") != nil {
		t.Error("manifests")
	}
	if b.Team(ta).Epoch != 2 || b.TeamAt(ta, 1).Epoch != 1 || b.TeamAt(ta, 3) != nil || b.Team("x") != nil || b.TeamAt("x", 0) != nil {
		t.Error("teams")
	}
	if org, ok := b.TeamOrg(ta); org != a.id || !ok {
		t.Error("organisation of a team")
	}
	if _, ok := b.TeamOrg("x"); ok {
		t.Error("organisation of no team")
	}
	if b.Member(arie).Sign != public("sign arie") || b.Member(a.named("anna").id).Sign != public("sign anna2") || b.Member(bea) != nil || b.Member("x") != nil {
		t.Error("members")
	}
	if got := b.TeamsOf(arie); !slices.Equal(got, []note.TeamID{ta}) {
		t.Errorf("teams of Arie: %v", got)
	}
	if b.TeamsOf(ali) != nil || b.TeamsOf("x") != nil || b.Assigned("x") != nil {
		t.Error("teams of nobody")
	}
	if got := b.Assigned(ta); len(got) != 4 || slices.Contains(got, ali) {
		t.Errorf("assigned %v", got)
	}
	if !b.Active(arie) || b.Active(bea) || b.Active(a.named("asha").id) {
		t.Error("active")
	}
	if key, org, ok := b.Login(arie); key != public("login arie") || org != a.id || !ok {
		t.Error("login of a member")
	}
	if got := b.Size(); got != 23 { // a mailbox has no number
		t.Errorf("size %d", got)
	}
	if d, signers := w.reset(a, ta); true {
		w.addTeam(a, d, signers)
		if !b.Team(ta).Reset || b.TeamAt(ta, 2).Reset {
			t.Error("reset")
		}
	}
}

func TestObjects(t *testing.T) {
	w := based(t)
	b, a := w.book, w.orgs[0]
	id, err := identity.FromSeed(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Recipient(id.Recipient().Hash()); note.CodeOf(err) != note.E06 {
		t.Errorf("recipient before: %v", err)
	}
	w.add(roster.KindRecipient, []byte(id.Recipient()))
	if got, err := b.Recipient(id.Recipient().Hash()); err != nil || got != id.Recipient() {
		t.Errorf("recipient after: %v", err)
	}
	terms := []byte("afspraken")
	w.add(roster.KindTerms, terms)
	if b.Terms(a.id) != nil || b.Terms(w.orgs[4].id) != nil || b.Terms("x") != nil {
		t.Error("terms that no manifest names")
	}
	m := w.next(a)
	m.Terms = note.HashOf(terms)
	w.publish(a, m)
	if !bytes.Equal(b.Terms(a.id), terms) {
		t.Error("terms")
	}
}

// A mailbox whose life has ended leaves nothing.
func TestForget(t *testing.T) {
	w := based(t)
	box := w.boxes[0].draft
	raw := w.steps[len(w.steps)-1].Data
	if w.book.Mailbox(box.RID).XID != box.XID {
		t.Fatal("mailbox is not there")
	}
	w.book.Forget(box.RID)
	w.book.Forget(box.RID)
	if w.book.Mailbox(box.RID) != nil {
		t.Error("mailbox is still there")
	}
	if err := w.book.PartyKey(note.MailboxParty(box.RID), box.Rcpt, note.NoLog); note.CodeOf(err) != note.E06 {
		t.Errorf("its key: %v", err)
	}
	if _, _, ok := w.book.Login(box.RID); ok {
		t.Error("it can log in")
	}
	if err := w.book.Add(roster.KindMailbox, raw); err != nil || w.book.Mailbox(box.RID) == nil {
		t.Errorf("put back: %v", err)
	}
	id, err := identity.FromSeed(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := w.mailboxDraft(w.orgs[0], "other")
	d.Rcpt = id.Recipient().Hash()
	d.RID = keys.RID(d.Login, d.Author, d.Rcpt)
	w.add(roster.KindMailbox, write(t, d, signer("box author other")))
	w.add(roster.KindRecipient, []byte(id.Recipient()))
	w.book.Forget(d.RID)
	if _, err := w.book.Recipient(d.Rcpt); note.CodeOf(err) != note.E06 {
		t.Errorf("its recipient: %v", err)
	}
	w.add(roster.KindRecipient, []byte(id.Recipient()))
	if _, err := w.book.Recipient(d.Rcpt); err != nil {
		t.Errorf("its recipient, put back: %v", err)
	}
}

// What a mailbox names and another record as well is not forgotten with it.
func TestForgetShared(t *testing.T) {
	w := based(t)
	a := w.orgs[0]
	id, err := identity.FromSeed(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	rh := id.Recipient().Hash()
	mailbox := func(name string) note.MemberID {
		d := w.mailboxDraft(a, name)
		d.Rcpt = rh
		d.RID = keys.RID(d.Login, d.Author, d.Rcpt)
		w.add(roster.KindMailbox, write(t, d, signer("box author "+name)))
		return d.RID
	}
	named := func(want int, kept bool) {
		t.Helper()
		_, err := w.book.Recipient(rh)
		if got := w.book.Named(rh); got != want || (err == nil) != kept {
			t.Errorf("named by %d, want %d; recipient: %v, want it kept %v", got, want, err, kept)
		}
	}
	w.add(roster.KindRecipient, []byte(id.Recipient()))
	named(0, true)
	one, two := mailbox("one"), mailbox("two")
	named(2, true)
	w.book.Forget(one)
	w.book.Forget(one)
	named(1, true)
	w.book.Forget(two)
	named(0, false)

	w.add(roster.KindRecipient, []byte(id.Recipient()))
	one = mailbox("one")
	d := w.memberDraft(a, "sharer")
	d.Rcpt = rh
	raw, taken := write(t, d, signer("sign sharer")), errors.New("taken back")
	if err := w.book.Batch(func(add func(string, []byte) error) error { return errors.Join(add(roster.KindMember, raw), taken) }); !errors.Is(err, taken) {
		t.Fatal(err)
	}
	named(1, true)
	for range 2 {
		w.add(roster.KindMember, raw)
		named(2, true)
	}
	m := w.next(a)
	m.Recovery = rh
	w.publish(a, m)
	named(3, true)
	m = w.next(a)
	m.Audit = rh
	w.publish(a, m)
	named(5, true)
	w.book.Forget(one)
	named(4, true)
	for _, p := range w.book.Manifest(a.id).Teams {
		if team := w.book.Team(p.Team); team != nil && w.book.Named(team.Rcpt) != 1 {
			t.Errorf("a team's key is named by %d", w.book.Named(team.Rcpt))
		}
	}
}

// The order in which organisations are fetched makes no difference, as long as
// records keep their numbers: here first B, then A, then C that both vouch for.
func TestPartialOrder(t *testing.T) {
	w := based(t)
	whole, part := w.book, roster.NewBook(w.founders)
	number := func(i int) (n uint64) {
		for _, s := range w.steps[:i] {
			if s.Kind != roster.KindMember {
				n++
			}
		}
		return n
	}
	for _, org := range []*org{w.orgs[1], w.orgs[0], w.orgs[2]} {
		for i, s := range w.steps {
			if bytes.Contains(s.Data, []byte("\norg "+string(org.id)+"\n")) {
				if err := part.AddAt(number(i), s.Kind, s.Data); err != nil {
					t.Fatalf("%s: %v", s.Kind, err)
				}
			}
		}
		if part.Org(org.id) == nil || part.Manifest(org.id).Hash() != whole.Manifest(org.id).Hash() {
			t.Fatal("organisation differs")
		}
	}
	if part.Size() != whole.Size() {
		t.Errorf("size %d, want %d", part.Size(), whole.Size())
	}
}

// Readers see a batch whole or not at all, and never wait for each other.
func TestReadersAndWriter(t *testing.T) {
	w := newWorld(t, func(int) int { return 0 })
	a := w.addOrg("a")
	w.found(a, "anna", "arie", "asha")
	m := a.man
	tid := m.Teams[0].Team
	ask := chain.Signing{Party: note.TeamParty(tid), Org: a.id, Author: a.named("arie").id, Key: public("sign arie").ID(), CP: note.NoLog}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	views := []chain.View{w.book, w.book.Now(time.Now), w.book.Since(func(note.XID) (uint64, bool) { return 1, true })}
	for _, v := range views {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := v.Signer(ask); err != nil {
					t.Error(err)
					return
				}
				if newest := w.book.Manifest(ask.Org); len(newest.Members) != len(m.Members) && !w.book.Active(newest.Members[0].Member) {
					t.Error("half a batch is seen")
					return
				}
				w.book.Orgs()
				w.book.TeamsOf(ask.Author)
				w.book.Login(ask.Author)
			}
		})
	}
	for range 50 {
		legal["new member"](w)
	}
	close(stop)
	wg.Wait()
}
