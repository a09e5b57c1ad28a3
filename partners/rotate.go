package partners

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// maxRotations bounds how often a team key is made again because a colleague, or
// an admin, was first.
const maxRotations = 4

// A JoinWaiting is somebody whom an admin put in a team and whom nobody there has let
// in: LetIn gives the team's key, for the words that they read aloud. Those are not in
// here: who has to hear them is not to read them.
type JoinWaiting struct {
	Team     note.TeamID   `json:"team"`
	Name     string        `json:"name"` // of the team
	Member   note.MemberID `json:"member"`
	Person   string        `json:"person,omitempty"` // whose name this home knows: whom it admitted
	Sign     note.KeyID    `json:"sign"`
	Since    time.Time     `json:"since"`
	Returner bool          `json:"returner,omitempty"` // held the key before, with other keys of its own
}

// JoinsWaiting lists who would get the key of one of the member's own teams.
func (m *Member) JoinsWaiting(ctx context.Context) ([]JoinWaiting, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	list := []JoinWaiting{}
	for _, tid := range m.heldTeams() {
		c, _ := changeOf(m.dir.book, tid)
		for _, mid := range c.join {
			rec := m.dir.book.Member(mid)
			since, err := m.dir.lasting(ctx, m.Org, func(man *roster.Manifest) bool { return belongs(m.dir.book, man, tid, mid, rec.Hash()) })
			if err != nil {
				return nil, err
			}
			list = append(list, JoinWaiting{
				Team: tid, Name: m.PartyTeam(note.TeamParty(tid)), Member: mid, Sign: rec.Sign.ID(),
				Person: m.knownName(mid), Since: time.Unix(since, 0).UTC(), Returner: slices.Contains(c.gone, mid) || m.heldBefore(tid, mid),
			})
		}
	}
	return list, nil
}

// heldBefore says whether a member is in an earlier key of the team.
func (m *Member) heldBefore(tid note.TeamID, mid note.MemberID) bool {
	for epoch := m.dir.book.Team(tid).Epoch; ; epoch-- {
		if m.dir.book.TeamAt(tid, epoch).Has(mid) {
			return true
		}
		if epoch == 0 {
			return false
		}
	}
}

// heldTeams are the own teams whose newest key is sealed to this member's keys:
// only those can it make a next one for.
func (m *Member) heldTeams() (list []note.TeamID) {
	own := m.keys.Identity.Recipient().Hash()
	for _, tid := range m.dir.book.TeamsOf(m.ID) {
		t := m.dir.book.Team(tid)
		if t != nil && slices.ContainsFunc(t.Members, func(w roster.Wrap) bool { return w.Member == m.ID && w.Rcpt == own }) {
			list = append(list, tid)
		}
	}
	return list
}

// LetIn gives the key of an own team to those of who waits for it whose words were
// heard, by a new key that everybody in the team gets; with history they can open what
// was sealed to the keys before as well. Each of heard is the eight words that one of
// them read aloud from their own program (Keys), as they were typed; they are held to
// the keys that would get it, again each time the directory moved. Nobody is let in
// when one of them fits nobody who waits (E16) or is no such words (E28), nor without
// any (E01). E29 when nobody waits, or somebody whose words fitted waits no more.
func (m *Member) LetIn(ctx context.Context, team string, history bool, heard ...[]string) error {
	if len(heard) == 0 {
		return hub.Errorf(hub.E01, "nobody is let in without the words that were read aloud")
	}
	var said [][]string
	for _, typed := range heard {
		phrase, err := heardWords(typed)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(said, func(p []string) bool { return slices.Equal(p, phrase) }) {
			said = append(said, phrase)
		}
	}
	if err := m.dir.Sync(ctx); err != nil {
		return err
	}
	p, err := m.team(team)
	if err != nil {
		return err
	}
	c, _ := changeOf(m.dir.book, p.Team())
	if len(c.join) == 0 {
		return hub.Errorf(hub.E29, "nobody waits for the key of this team")
	}
	who, err := m.fitting(c, said)
	if err != nil {
		return err
	}
	var refused error
	err = m.rotate(ctx, p.Team(), history, func(c teamChange) (in []note.MemberID, due bool) {
		var still [][]string // a colleague may have let one of them in meanwhile
		for i, mid := range who {
			if slices.Contains(c.join, mid) {
				still = append(still, said[i])
			}
		}
		if in, refused = m.fitting(c, still); refused != nil {
			return nil, false
		}
		return in, len(in) > 0
	})
	if refused != nil {
		return refused
	}
	if err != nil {
		return err
	}
	for _, mid := range who {
		if newest := m.dir.book.Team(p.Team()); newest == nil || !newest.Has(mid) {
			return hub.Errorf(hub.E29, "member %s does not wait for the key of this team any more", mid)
		}
	}
	return nil
}

// fitting tells of each of some words which of those who wait has them now, E16 when
// nobody does.
func (m *Member) fitting(c teamChange, said [][]string) ([]note.MemberID, error) {
	who := make([]note.MemberID, len(said))
	for i, phrase := range said {
		at := slices.IndexFunc(c.join, func(mid note.MemberID) bool {
			rec := m.dir.book.Member(mid)
			return rec != nil && slices.Equal(m.memberWords(rec), phrase)
		})
		if at < 0 {
			return nil, note.Errorf(note.E16, "what was read aloud are the words of nobody who waits for this key: nobody is let in")
		}
		who[i] = c.join[at]
	}
	return who, nil
}

// Rotate gives an own team a new key for the same people, because a member asks.
func (m *Member) Rotate(ctx context.Context, team string) error {
	if err := m.dir.Sync(ctx); err != nil {
		return err
	}
	p, err := m.team(team)
	if err != nil {
		return err
	}
	asked := true
	return m.rotate(ctx, p.Team(), true, func(c teamChange) ([]note.MemberID, bool) {
		due := asked || c.due()
		asked = false // whoever was first made a new key as well
		return nil, due
	})
}

// Tend makes the next key of each own team that somebody left, and of each whose
// recovery key or members' own keys changed. Whichever client comes first does it;
// the others find it done. What fails in one team does not keep the others from
// theirs.
func (m *Member) Tend(ctx context.Context) error {
	if err := m.dir.Sync(ctx); err != nil {
		return err
	}
	return m.tend(ctx)
}

// tend is Tend by what is known of the directory.
func (m *Member) tend(ctx context.Context) error {
	var failed []error
	for _, tid := range m.heldTeams() {
		if c, _ := changeOf(m.dir.book, tid); !c.due() {
			continue
		}
		err := m.rotate(ctx, tid, true, func(c teamChange) ([]note.MemberID, bool) { return nil, c.due() })
		if err != nil {
			failed = append(failed, fmt.Errorf("new key for team %s: %w", m.PartyTeam(note.TeamParty(tid)), err))
		}
	}
	return errors.Join(failed...)
}

// rotate makes the next key of a team for as long as want says that one is due, and
// whom to let in with it. A colleague who was first has done the same.
func (m *Member) rotate(ctx context.Context, tid note.TeamID, history bool, want func(teamChange) (in []note.MemberID, due bool)) error {
	unlock, err := m.home.lock("rotate") // several commands in one home
	if err != nil {
		return err
	}
	defer unlock()
	var refused error
	for range maxRotations {
		if err := m.dir.Sync(ctx); err != nil {
			return err
		}
		c, ok := changeOf(m.dir.book, tid)
		in, due := want(c)
		if !ok || !due {
			return nil
		}
		if !slices.Contains(m.heldTeams(), tid) {
			return hub.Errorf(hub.E05, "who does not hold the key of a team cannot make the next one")
		}
		before := m.dir.book.Team(tid)
		if refused = m.nextEpoch(ctx, before, m.decided(slices.Concat(c.stay, in)), history); refused == nil {
			return m.dir.Sync(ctx)
		}
		switch hub.CodeOf(refused) {
		case note.E11, hub.E20, hub.E05, hub.E06: // the log went on since we looked
			continue
		}
		return refused
	}
	return refused
}

// decided is a member of a next epoch, with the note that was there when it was decided
// that it belongs in: by a comparison of words, or because it succeeds the one before.
type decided struct {
	member note.MemberID
	note   note.Hash
}

func (m *Member) decided(members []note.MemberID) (list []decided) {
	for _, mid := range members {
		if rec := m.dir.book.Member(mid); rec != nil {
			list = append(list, decided{mid, rec.Hash()})
		}
	}
	return list
}

// nextEpoch makes and publishes the key after before, sealed to each of the members
// with the key that the newest manifest names, to the organisation's recovery key if
// it has one, and with history the key before it, sealed to this one.
func (m *Member) nextEpoch(ctx context.Context, before *roster.Team, members []decided, history bool) error {
	d := &epochDraft{of: before, key: identity.New()}
	if history {
		old, err := m.teamKeys.forRecipient(ctx, note.TeamParty(before.Team), before.Rcpt)
		if err != nil {
			return fmt.Errorf("the key before it: %w", err)
		}
		d.old = old
	}
	objects, err := m.sealEpoch(ctx, d, members, false)
	if err != nil {
		return err
	}
	raw, err := roster.Write(d.note, m.keys.Sign.Sign)
	if err != nil {
		return err
	}
	return m.publishEpoch(ctx, d, append(objects, hub.Object{Kind: hub.ObjectTeam, Data: raw}))
}

// publishEpoch brings a signed epoch to the hub. The key counts when the log has it.
func (m *Member) publishEpoch(ctx context.Context, d *epochDraft, objects []hub.Object) error {
	if err := m.hub.Publish(ctx, objects); err != nil {
		return err
	}
	m.teamKeys.hold(d.key)
	return nil
}

// An epochDraft is the next epoch of a team while it is made.
type epochDraft struct {
	of   *roster.Team
	key  *identity.Identity
	old  *identity.Identity // handed on, nil when it is not
	note roster.Team
}

// sealEpoch fills in the note of the next epoch and makes what it names.
func (m *Member) sealEpoch(ctx context.Context, d *epochDraft, members []decided, reset bool) (objects []hub.Object, err error) {
	// Who belongs to the team must be known as freshly as whom an exchange is for.
	if _, err := m.dir.checkpoint(ctx, m.now(), freshToAct); err != nil {
		return nil, err
	}
	book, before := m.dir.book, d.of
	// That may have brought news. What was decided of other keys is decided anew (E20).
	var notes []*roster.Member
	for _, w := range members {
		rec := book.Member(w.member)
		if rec == nil || rec.Hash() != w.note {
			return nil, hub.Errorf(hub.E20, "the keys of a member changed meanwhile")
		}
		if !slices.Contains(book.Assigned(before.Team), w.member) || !book.Active(w.member) {
			return nil, hub.Errorf(hub.E20, "a member is in the team no more")
		}
		if err := m.ownKey(w.member, rec.Rcpt); err != nil {
			return nil, err
		}
		notes = append(notes, rec)
	}
	d.note = roster.Team{
		Org: before.Org, Team: before.Team, Epoch: before.Epoch + 1, Prev: before.Hash(), Time: max(m.now().Unix(), before.Time),
		Rcpt: d.key.Recipient().Hash(), By: m.ID, Chain: note.ZeroHash, Reset: reset,
	}
	wrap := func(to keys.Recipient, epoch uint64, whom string, key *identity.Identity) (note.Hash, error) {
		file, err := sealTeamKey(to, before.Org, before.Team, epoch, whom, key)
		if err == nil {
			objects = append(objects, hub.Object{Kind: hub.ObjectTeamKey, Data: file})
		}
		return note.HashOf(file), err
	}
	objects = append(objects, recipientObject(d.key))
	for _, rec := range notes {
		mid := rec.Member
		to, err := book.Recipient(rec.Rcpt)
		if err != nil {
			return nil, err
		}
		file, err := wrap(to, d.note.Epoch, string(mid), d.key)
		if err != nil {
			return nil, err
		}
		d.note.Members = append(d.note.Members, roster.Wrap{Member: mid, Rcpt: rec.Rcpt, File: file})
	}
	if rh := book.Manifest(before.Org).Recovery; rh != "" {
		to, err := m.dir.recipient(ctx, rh)
		if err != nil {
			return nil, fmt.Errorf("the organisation's recovery key: %w", err)
		}
		file, err := wrap(to, d.note.Epoch, "recovery", d.key)
		if err != nil {
			return nil, err
		}
		d.note.Recovery = &roster.Wrap{Rcpt: rh, File: file}
	}
	if d.old != nil {
		if d.note.Chain, err = wrap(d.key.Recipient(), before.Epoch, "chain", d.old); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

// recipient gives a recipient by its hash, from the home or the hub.
func (d *Directory) recipient(ctx context.Context, rh note.Hash) (keys.Recipient, error) {
	got := map[note.Hash][]byte{}
	if err := d.fetch(ctx, []named{{hub.ObjectRecipient, rh}}, got); err != nil {
		return "", err
	}
	if got[rh] == nil {
		return "", note.Errorf(note.E06, "the hub withholds a recipient that a record names")
	}
	return keys.ParseRecipient(string(got[rh]))
}
