package partners

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// View is an exchange as a person or a script sees it (show and inbox).
type View struct {
	Exchange note.XID `json:"exchange"`
	Mark     string   `json:"mark"` // kenmerk, "K7Q-M2P"
	Flow     string   `json:"flow"`
	Kind     string   `json:"kind"`
	Status   string   `json:"status"`
	// Custody is who is responsible, null in an exchange that does not move custody.
	Custody *Holder `json:"custody"`
	// Certainty of custody: fixed, unconfirmed or last_known; only in a handoff.
	Certainty *string       `json:"certainty,omitempty"`
	Due       *deadline.Due `json:"due"`
	Overdue   bool          `json:"overdue"`
	Closed    bool          `json:"closed"`
	With      string        `json:"with"` // the other parties' teams, for a line in a list
	Parties   []Holder      `json:"parties"`
	// Restricted (afgeschermd): single members take part in the place of their team.
	Restricted bool       `json:"restricted,omitempty"`
	Duties     []DutyView `json:"duties"`
	Next       []string   `json:"next"` // of the reading party
	Lease      string     `json:"lease,omitempty"`
	Away       bool       `json:"away,omitempty"`
	// Lags are the parties whose newest key this exchange does not follow yet.
	Lags []Lag `json:"lags,omitempty"`
	// Ended says why nothing after the last entry counts.
	Ended   string      `json:"ended,omitempty"`
	Entries []EntryView `json:"entries"`
}

// Holder is a party by its names; Member only for a single member.
type Holder struct {
	Party        note.Party `json:"party"`
	Organisation string     `json:"organisation"`
	Team         string     `json:"team"`
	Member       string     `json:"member,omitempty"`
}

// whom is the team, or the single member.
func (h Holder) whom() string { return cmp.Or(h.Team, h.Member) }

// Person is who did something. The name comes from the message itself and was
// compared with the member's commitment; without an opening it is empty.
type Person struct {
	ID           note.MemberID `json:"id"`
	Name         string        `json:"name"`
	Organisation string        `json:"organisation"`
	Team         string        `json:"team"`
}

// EntryView is one entry.
type EntryView struct {
	Seq      uint64          `json:"seq"`
	Type     chain.Type      `json:"type"`
	Author   Person          `json:"author"`
	Time     time.Time       `json:"time"`
	Document json.RawMessage `json:"document"`
	State    string          `json:"state"`
	Code     note.Code       `json:"code,omitempty"`
	// Unchecked: «van voor uw tijd, niet nagerekend».
	Unchecked bool       `json:"unchecked,omitempty"`
	Read      []ReadView `json:"read,omitempty"`
}

// ReadView is a signed receipt.
type ReadView struct {
	By   Person    `json:"by"`
	Time time.Time `json:"time"`
}

// DutyView is something that has to be done.
type DutyView struct {
	flow.Duty
	Who string `json:"who,omitempty"`
}

func (d DutyView) String() string {
	parts := []string{d.What}
	if d.Who != "" {
		parts = append(parts, d.Who)
	}
	if !d.Due.IsZero() {
		parts = append(parts, "uiterlijk "+d.Due.String())
	}
	if d.Overdue {
		parts = append(parts, "te laat")
	}
	return strings.Join(parts, ", ")
}

// Show gives one exchange whole. It never signs a receipt.
func (m *Member) Show(ctx context.Context, xid note.XID) (*View, error) {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return nil, err
	}
	v := m.view(x)
	if v.Flow == "zaak" {
		if v, err = m.zaakView(ctx, x); err != nil {
			return nil, err
		}
	}
	if v.Lags, err = m.lags(ctx, x); err != nil && !passing(err) {
		return nil, err
	}
	if !x.Away {
		leases, err := m.leases(ctx, x.Party)
		if err != nil && !passing(err) {
			return nil, err
		}
		v.Lease = m.holder(x, leases[xid])
	}
	return v, nil
}

// view folds a read exchange and puts names to it.
func (m *Member) view(x *Exchange) *View { return m.viewOf(x, m.Fold(x)) }

func (m *Member) viewOf(x *Exchange, s flow.Status) *View {
	names := m.names(x)
	v := &View{
		Exchange: x.XID, Mark: Kenmerk(x.XID), Flow: s.Flow, Kind: s.Kind, Status: s.Status,
		Overdue: s.Overdue, Closed: x.State.Closed, Away: x.Away, Restricted: x.State.Restricted(),
		Duties: []DutyView{}, Next: s.Next[x.Party], Entries: []EntryView{},
	}
	if v.Next == nil {
		v.Next = []string{}
	}
	if x.End != nil {
		v.Ended = x.End.Error()
	}
	if !s.Due.IsZero() {
		v.Due = &s.Due
	}
	if s.Custody != "" {
		h := m.party(s.Custody, names)
		v.Custody = &h
	}
	if s.Flow == "handoff" {
		certainty := s.Certainty
		if x.Away {
			certainty = "last_known"
		}
		v.Certainty = &certainty
	}
	var others []string
	for _, p := range x.State.Parties() {
		h := m.party(p, names)
		v.Parties = append(v.Parties, h)
		if p != x.Party {
			others = append(others, h.Organisation+" / "+h.whom())
		}
	}
	v.With = strings.Join(others, ", ")
	for _, d := range s.Duties {
		if d.Done {
			continue
		}
		view := DutyView{Duty: d}
		if d.Party != "" {
			view.Who = m.party(d.Party, names).whom()
		}
		v.Duties = append(v.Duties, view)
	}
	for _, e := range x.Entries {
		v.Entries = append(v.Entries, m.entryView(x, e, names))
	}
	return v
}

func (m *Member) entryView(x *Exchange, e Entry, names map[note.MemberID]string) EntryView {
	v := EntryView{
		Seq: e.Seq, Type: e.Type, Time: time.Unix(e.Time, 0).UTC(), State: e.State, Code: e.Code, Unchecked: e.Unchecked,
		Author: m.person(e.Author, e.Org, e.Party, names),
	}
	if e.State == Readable {
		v.Document = e.Body
	}
	for _, r := range x.Receipts {
		if r.Entry == e.Hash() {
			by := m.person(r.Author, m.orgOf(r.Party), r.Party, names)
			v.Read = append(v.Read, ReadView{by, time.Unix(r.Time, 0).UTC()})
		}
	}
	return v
}

// names collects the name openings in the bodies, each held to the commitment in
// the member's note: a name that does not fit is not shown.
func (m *Member) names(x *Exchange) map[note.MemberID]string {
	names := map[note.MemberID]string{m.ID: m.self.Name}
	for _, e := range x.Entries {
		if e.State != Readable {
			continue
		}
		var body struct {
			Author *flow.Author `json:"author"`
		}
		if json.Unmarshal(e.Body, &body) != nil || body.Author == nil {
			continue
		}
		if rec := m.dir.book.Member(e.Author); rec != nil && rec.Opens(body.Author.Salt, body.Author.Name) == nil {
			names[e.Author] = body.Author.Name
		}
	}
	return names
}

func (m *Member) person(id note.MemberID, org note.OrgID, p note.Party, names map[note.MemberID]string) Person {
	h := m.party(p, names)
	person := Person{ID: id, Name: names[id], Organisation: h.Organisation, Team: h.Team}
	if o := m.dir.book.Org(org); o != nil {
		person.Organisation = o.Name
	}
	return person
}

func (m *Member) party(p note.Party, names map[note.MemberID]string) Holder {
	h := Holder{Party: p}
	if o := m.dir.book.Org(m.orgOf(p)); o != nil {
		h.Organisation = o.Name
	}
	switch p.Kind() {
	case 't':
		if card := m.dir.book.Card(p.Team()); card != nil {
			h.Team = card.Name
		}
	case 'm':
		h.Member = names[p.Member()]
	}
	return h
}

func (m *Member) orgOf(p note.Party) note.OrgID {
	org, err := m.dir.book.OrgOf(p)
	if err != nil {
		return ""
	}
	return org
}

func (m *Member) leases(ctx context.Context, p note.Party) (map[note.XID]note.MemberID, error) {
	list, err := m.hub.Leases(ctx, p)
	held := map[note.XID]note.MemberID{}
	for _, l := range list {
		if note.IsID(string(l.Member)) {
			held[l.XID] = l.Member
		}
	}
	return held, err
}

func (m *Member) holder(x *Exchange, id note.MemberID) string {
	if id == "" {
		return ""
	}
	if name := m.names(x)[id]; name != "" {
		return name
	}
	return string(id)
}

// Inbox lists the newest exchanges of the member's teams, zaken apart. Cost: the
// rows asked for, whatever lies behind them.
func (m *Member) Inbox(ctx context.Context, team string, limit int) ([]View, error) {
	return m.list(ctx, team, limit, func(v *View) bool { return v.Flow != "zaak" })
}

// Zaken lists the newest zaken of the member's teams.
func (m *Member) Zaken(ctx context.Context, team string, limit int) ([]View, error) {
	return m.list(ctx, team, limit, func(v *View) bool { return v.Flow == "zaak" })
}

func (m *Member) list(ctx context.Context, team string, limit int, want func(*View) bool) ([]View, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	parties := m.Parties()
	if team != "" {
		p, err := m.team(team)
		if err != nil {
			return nil, err
		}
		parties = []note.Party{p}
	}
	views := []View{}
	seen := map[note.XID]bool{}
	for _, p := range parties {
		held, err := m.leases(ctx, p)
		if err != nil {
			return nil, err
		}
		n := 0
		err = m.each(ctx, p, func(row hub.Row) (bool, error) {
			if seen[row.XID] {
				return true, nil
			}
			x, err := m.read(ctx, p, row.XID, &row)
			if passing(err) || ctx.Err() != nil {
				return false, err
			}
			if err == nil && !x.State.Has(p) && slices.ContainsFunc(parties, x.State.Has) {
				return true, nil // another of the own parties has stayed: it is in its list
			}
			v := broken(row, err)
			if err == nil {
				v = m.view(x)
			}
			if want(v) {
				if x != nil {
					v.Lease = m.holder(x, held[row.XID])
				}
				views, seen[row.XID] = append(views, *v), true
				n++
			}
			return n < limit, nil
		})
		if err != nil {
			return nil, err
		}
	}
	return views, nil
}

// broken is the row of an exchange that cannot be read: one bad exchange must not
// hide the others.
func broken(row hub.Row, err error) *View {
	if err == nil {
		return nil
	}
	return &View{
		Exchange: row.XID, Mark: Kenmerk(row.XID), Ended: err.Error(), Closed: row.Closed,
		Parties: []Holder{}, Duties: []DutyView{}, Next: []string{}, Entries: []EntryView{},
	}
}

// each walks a party's exchanges, newest change first, until do says stop.
func (m *Member) each(ctx context.Context, p note.Party, do func(hub.Row) (more bool, err error)) error {
	var before hub.Position
	for {
		page, err := m.hub.Newest(ctx, p, before, 50)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			if !note.IsHash(string(row.XID)) || before.Count > 0 && row.Count >= before.Count {
				return hub.Errorf(hub.E01, "the hub's list is malformed or goes in circles")
			}
			if more, err := do(row); err != nil || !more {
				return err
			}
		}
		if !page.More || len(page.Rows) == 0 {
			return nil
		}
		before = page.Next
	}
}

// ByMark finds an exchange of the member's teams by its mark, "K7Q-M2P". A mark
// that fits several is E30, none is E21.
func (m *Member) ByMark(ctx context.Context, mark string) (note.XID, error) {
	mark = strings.ToUpper(mark)
	hits := map[note.XID]bool{}
	for _, p := range m.Parties() {
		err := m.each(ctx, p, func(row hub.Row) (bool, error) {
			if Kenmerk(row.XID) == mark {
				hits[row.XID] = true
			}
			return true, nil
		})
		if err != nil {
			return "", err
		}
	}
	if len(hits) > 1 {
		return "", hub.Errorf(hub.E30, "this mark fits several exchanges; use the whole id")
	}
	for xid := range hits {
		return xid, nil
	}
	return "", hub.NotFound()
}
