package partners

import (
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// A name tells two apart only for who knows all names. The log says which organisations
// there are, the hub has their records: one that it withholds may have any name.

// pinned says whether the root of an organisation was known before the directory was.
func (d *Directory) pinned(org note.OrgID) bool {
	_, founder := d.home.Trust.Founders[org]
	return founder || org == d.home.Config.Org
}

// nameless says whether there is an organisation, but this one, whose name nobody here knows.
func (d *Directory) nameless(but note.OrgID) bool {
	return d.misses(func(org note.OrgID) bool { return org != but && d.book.Org(org) == nil })
}

// teamless says whether an organisation may have teams that are not in the address book. A
// card that is there and does not count makes no team.
func (d *Directory) teamless(org note.OrgID) bool {
	if d.lacks(org) {
		return true
	}
	man := d.book.Manifest(org)
	if man == nil {
		return false
	}
	for _, p := range man.Teams {
		if _, err := d.book.CheckCard(p.Team); hub.CodeOf(err) == note.E06 {
			return true
		}
	}
	return false
}

// misses says whether something is missing of an organisation that may count.
func (d *Directory) misses(of func(note.OrgID) bool) bool {
	for _, org := range d.lines.Orgs() {
		if d.mayCount(org) && of(org) {
			return true
		}
	}
	return false
}

// mayCount says whether an organisation may count, by the lines of the log alone: who is
// no founder and has nobody's vouch has no teams (FORMAT.md R9), and stands in nobody's way.
func (d *Directory) mayCount(org note.OrgID) bool {
	if d.pinned(org) {
		return true
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, n := range d.lines.Of(org, 0) {
		if l, _ := d.lines.At(n); l.Kind == roster.KindVouch && l.Subject != note.ID(org) {
			return true
		}
	}
	return false
}
