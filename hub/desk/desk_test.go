package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/desk"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

const (
	mia note.MemberID = "10000000000000000000000000000001"
	tom note.MemberID = "20000000000000000000000000000002"
	ria note.MemberID = "30000000000000000000000000000003"
)

var (
	ours   = note.TeamParty("a0000000000000000000000000000001")
	theirs = note.TeamParty("b0000000000000000000000000000002")
	xid    = note.XID(strings.Repeat("c", 64))
)

// world is a desk over a real database, with one exchange of ours.
type world struct {
	*testing.T
	*desk.Desk
	time   time.Time
	events []hub.Event
}

func (w *world) ActsFor(account note.MemberID, party note.Party) bool {
	return party == ours && (account == mia || account == tom) || party == theirs && account == ria
}

func (w *world) Reachable(_ context.Context, teams []note.TeamID) ([]note.TeamID, error) {
	return slices.DeleteFunc(slices.Clone(teams), func(t note.TeamID) bool { return t != ours.Team() }), nil
}

func (w *world) Announce(party note.Party, e hub.Event) {
	if e.Party != party {
		w.Errorf("event of %s announced to %s", e.Party, party)
	}
	w.events = append(w.events, e)
}

func (w *world) heard(want ...hub.Event) {
	w.Helper()
	w.same("heard", w.events, want)
	w.events = nil
}

func newWorld(t *testing.T, now string) *world {
	t.Helper()
	s := storetest.Open(t)
	_, err := s.PutEntry(t.Context(), hub.Placement{XID: xid, Prev: note.ZeroHash, Hash: "h", Note: []byte("n"), State: []byte("s"),
		Seats: []hub.Seat{{Party: ours, Stays: true}}, Ends: 1})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t}
	w.at(now)
	w.Desk = desk.New(s, w, w, func() time.Time { return w.time }, w)
	return w
}

// at sets the clock, by local time in the Netherlands.
func (w *world) at(s string) {
	w.Helper()
	l, err := time.LoadLocation("Europe/Amsterdam")
	if err == nil {
		w.time, err = time.ParseInLocation("2006-01-02 15:04:05", s, l)
	}
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) as(m note.MemberID) context.Context {
	return hub.WithCaller(w.Context(), hub.Caller{Account: m, Scope: hub.ScopeMember})
}

func (w *world) same(what string, got, want any) {
	w.Helper()
	if d := cmp.Diff(want, got); d != "" {
		w.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func (w *world) code(what string, err error, want hub.Code) {
	w.Helper()
	if hub.CodeOf(err) != want {
		w.Errorf("%s: %v, want %s", what, err, want)
	}
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func TestLeases(t *testing.T) {
	w := newWorld(t, "2026-11-21 09:00:00")
	lease, err := w.Claim(w.as(mia), ours, xid)
	w.must(err)
	want := hub.Lease{XID: xid, Party: ours, Member: mia, Until: w.time.Add(hub.LeaseLife).Unix()}
	w.same("lease", lease, want)
	w.heard(hub.Event{Event: hub.EventLease, Party: ours, XID: xid, Member: mia, Time: want.Until})
	_, err = w.Claim(w.as(tom), ours, xid)
	w.code("claim by a colleague", err, hub.E31)
	w.must(w.Release(w.as(tom), ours, xid))
	w.heard()
	all, err := w.Leases(w.as(tom), ours)
	w.must(err)
	w.same("leases", all, []hub.Lease{want})

	w.time = w.time.Add(time.Hour)
	lease, err = w.Claim(w.as(mia), ours, xid)
	w.must(err)
	w.same("until", lease.Until, w.time.Add(hub.LeaseLife).Unix())
	w.events = nil
	w.time = w.time.Add(hub.LeaseLife - time.Second)
	_, err = w.Claim(w.as(tom), ours, xid)
	w.code("claim while it lasts", err, hub.E31)
	w.time = w.time.Add(time.Second)
	_, err = w.Claim(w.as(tom), ours, xid)
	w.code("claim after it ended", err, "")
	w.events = nil
	w.must(w.Release(w.as(tom), ours, xid))
	w.heard(hub.Event{Event: hub.EventLease, Party: ours, XID: xid})
	w.must(w.Release(w.as(tom), ours, xid))
	w.heard()
	_, err = w.Claim(w.as(mia), ours, xid)
	w.must(err)
}

// TestDates: a day is announced once, at seven by Dutch time, in winter and in
// summer, also when no hub ran at that hour.
func TestDates(t *testing.T) {
	w := newWorld(t, "2026-03-28 06:59:59")
	day := func(d hub.Day) hub.Event { return hub.Event{Event: hub.EventDay, Party: ours, Day: d} }
	w.must(w.SetDates(w.as(mia), ours, []hub.Day{"2026-03-27", "2026-03-28", "2026-03-29", "2026-04-02", "2026-03-29"}))
	days, err := w.Dates(w.as(tom), ours)
	w.must(err)
	w.same("days", days, []hub.Day{"2026-03-28", "2026-03-29", "2026-04-02"})
	fire := func(at string, want ...hub.Event) {
		t.Helper()
		w.at(at)
		for range 2 {
			w.must(w.Fire(t.Context(), w.time))
			w.heard(want...)
			want = nil
		}
	}
	fire("2026-03-28 06:59:59")
	fire("2026-03-28 07:00:00", day("2026-03-28"))
	fire("2026-03-29 01:30:00")
	fire("2026-03-29 06:59:59") // summer time began in the night
	fire("2026-03-29 07:00:00", day("2026-03-29"))
	w.at("2026-03-29 12:00:00")
	w.must(w.SetDates(w.as(mia), ours, []hub.Day{"2026-03-29", "2026-03-30", "2026-04-02"}))
	fire("2026-03-29 12:00:01")
	fire("2026-04-09 12:00:00", day("2026-03-30"), day("2026-04-02"))
	w.must(w.SetDates(w.as(mia), ours, []hub.Day{"2026-04-10"}))
	w.must(w.SetDates(w.as(tom), ours, nil))
	fire("2026-04-11 12:00:00")
}

func TestRefused(t *testing.T) {
	w := newWorld(t, "2026-11-21 09:00:00")
	many := make([]hub.Day, hub.MaxDates+1)
	for i := range many {
		many[i] = "2026-12-01"
	}
	as := func(scope hub.Scope) context.Context {
		return hub.WithCaller(t.Context(), hub.Caller{Account: mia, Scope: scope})
	}
	for _, who := range []struct {
		name string
		ctx  context.Context
		want hub.Code
	}{
		{"nobody", t.Context(), hub.E22},
		{"a mailbox", as(hub.ScopeMailbox), hub.E22},
		{"an unlock key", as(hub.ScopeUnlock), hub.E22},
		{"of another team", w.as(ria), hub.E21},
	} {
		_, claim := w.Claim(who.ctx, ours, xid)
		_, leases := w.Leases(who.ctx, ours)
		_, dates := w.Dates(who.ctx, ours)
		for act, err := range map[string]error{
			"claim": claim, "release": w.Release(who.ctx, ours, xid), "leases": leases,
			"set dates": w.SetDates(who.ctx, ours, nil), "dates": dates,
		} {
			w.code(act+" by "+who.name, err, who.want)
		}
		if who.want == hub.E22 {
			_, err := w.Available(who.ctx, nil)
			w.code("available for "+who.name, err, hub.E22)
		}
	}
	_, err := w.Claim(w.as(mia), ours, note.XID(strings.Repeat("d", 64)))
	w.code("claim of what is not there", err, hub.E21)
	_, err = w.Claim(w.as(ria), theirs, xid)
	w.code("claim of what is not theirs", err, hub.E21)
	w.code("too many days", w.SetDates(w.as(mia), ours, many), hub.E23)
	w.code("no day", w.SetDates(w.as(mia), ours, []hub.Day{"2026-02-30"}), hub.E01)
	_, err = w.Available(w.as(mia), make([]note.TeamID, hub.MaxRows+1))
	w.code("too many teams", err, hub.E23)
	w.heard()
}

func TestAvailable(t *testing.T) {
	w := newWorld(t, "2026-11-21 09:00:00")
	got, err := w.Available(w.as(ria), []note.TeamID{theirs.Team(), ours.Team()})
	w.must(err)
	w.same("available", got, []note.TeamID{ours.Team()})
}
