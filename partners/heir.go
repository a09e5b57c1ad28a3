package partners

import (
	"context"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// An Heir is somebody whom the admins have put in a team, with the keys that it has
// now: a reset of the team seals to those of them that are named, and to just these
// keys. Any admin put them there, so each is heard before.
type Heir struct {
	Member note.MemberID `json:"member"`
	Code   string        `json:"code"`             // of the account
	Person string        `json:"person,omitempty"` // whose name this home knows: whom it admitted
	Note   note.Hash     `json:"note"`             // the member note with these keys
	// Compared says that these keys were compared here before, or are the own. Only then
	// the words are told: who has yet to hear them is not to read them.
	Compared bool     `json:"compared"`
	Words    []string `json:"words,omitempty"`

	said []string
}

// Heirs lists, for an admin (E05), who would get a new key of a team of the own
// organisation. E29: nobody is in the team.
func (m *Member) Heirs(ctx context.Context, team string) ([]Heir, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	if _, err := m.administered(); err != nil {
		return nil, err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return nil, err
	}
	if t.Org != m.Org {
		return nil, hub.Errorf(hub.E05, "only a team of the own organisation can be reset")
	}
	compared, err := m.confirmations()
	if err != nil {
		return nil, err
	}
	var list []Heir
	for _, mid := range m.dir.book.Assigned(t.ID) {
		if !m.dir.book.Active(mid) {
			continue
		}
		rec := m.dir.book.Member(mid)
		h := Heir{Member: mid, Code: hub.AccountCode(mid), Person: m.knownName(mid), Note: rec.Hash(), said: m.memberWords(rec)}
		h.Compared = compared[memberPlace(mid)] == h.Note
		if mid == m.ID {
			h.Person, h.Compared = m.self.Name, slices.Equal(h.said, m.ownWords())
		}
		if h.Compared {
			h.Words = h.said
		}
		list = append(list, h)
	}
	if len(list) == 0 {
		return nil, hub.Errorf(hub.E29, "nobody is in the team: put somebody in it first")
	}
	return list, nil
}

// HeardHeir finds who of a list has the eight words that somebody read aloud, and
// keeps that these keys were compared, as CompareMember does. E28: no phrase; E16: they
// are nobody's.
func (m *Member) HeardHeir(list []Heir, heard []string) (Heir, error) {
	said, err := heardWords(heard)
	if err != nil {
		return Heir{}, err
	}
	i := slices.IndexFunc(list, func(h Heir) bool { return slices.Equal(h.said, said) })
	if i < 0 {
		return Heir{}, note.Errorf(note.E16, "what was read aloud are the words of nobody whom this key is for: nobody gets it")
	}
	h := list[i]
	h.Compared, h.Words = true, h.said
	return h, m.keepConfirmed(memberPlace(h.Member), h.Note)
}

// NamedHeir finds who of a list has this id, account code or name. E21 nobody, E30
// several, or names that read the same; E06: its keys of now were not compared here, so its words are to be heard.
func (m *Member) NamedHeir(list []Heir, who string) (Heir, error) {
	people := make([]called, len(list))
	for i, h := range list {
		people[i] = called{h.Member, h.Person}
	}
	hits, _ := whoIs(people, who, false)
	switch len(hits) {
	case 0:
		return Heir{}, hub.Errorf(hub.E21, "the team has no such member: ask for the account code")
	case 1:
	default:
		return Heir{}, hub.Errorf(hub.E30, "several members of the team fit")
	}
	h := list[slices.IndexFunc(list, func(h Heir) bool { return h.Member == hits[0] })]
	if !h.Compared {
		return Heir{}, note.Errorf(note.E06, "the keys of %s were not compared: call on a number that you knew before, and hear the words", h.Code)
	}
	return h, nil
}

// chosen are the members of a reset, each once, with the keys that they were listed with.
func chosen(to []Heir) (list []decided) {
	for _, h := range to {
		list = append(list, decided{h.Member, h.Note})
	}
	slices.SortFunc(list, func(a, b decided) int { return strings.Compare(string(a.member), string(b.member)) })
	return slices.CompactFunc(list, func(a, b decided) bool { return a.member == b.member })
}
