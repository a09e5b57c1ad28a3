package partners

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// A Joining is a newcomer between the invitation and the first day: the keys are made,
// the home is there, and nobody but the admin knows. Its two halves may be days apart.
type Joining struct {
	home *Home
	keys *identity.Keyring
	kept joining
	inv  *identity.Invite
	hub  hub.API
	as   func(account note.MemberID, sign client.SignLogin)
	now  func() time.Time
	door *Door // that was checked
}

// A Door is the organisation that lets a newcomer in, as the newcomer's own replica of
// the records has it.
type Door struct {
	Org      note.OrgID `json:"id"`
	Name     string     `json:"name"`               // as it signed
	Founder  bool       `json:"founder"`            // by the trust file; else two others vouched for it:
	Vouchers []string   `json:"vouchers,omitempty"` // their names
	Root     note.KeyID `json:"root"`
	Alike    bool       `json:"alike,omitempty"` // another organisation has a name that reads the same
	// Withheld is set when there may be such a one: the hub withholds what others are
	// called. Who stands in the trust file is who it is, whatever they are called.
	Withheld bool `json:"withheld,omitempty"`
}

// joining is what the home keeps meanwhile, sealed to the newcomer.
type joining struct {
	Words []string `json:"words"` // of the invitation
	Note  string   `json:"note"`  // member note
	Name  string   `json:"name"`  // hex, sealed to the invitation
}

const joiningFile = "joining"

// JoinConfig is what a newcomer starts from, all of it told or handed over outside
// the hub.
type JoinConfig struct {
	Dir   string // of the home that is made
	Hub   string // address
	Org   note.OrgID
	Trust Trust
	Name  string   // as colleagues will see it
	Words []string // of the invitation
	Now   func() time.Time
}

// Join answers an invitation: it makes the newcomer's keys and home, with two ways in
// that were tried, and brings the answer. It returns the eight words of the second way,
// to be written down. E28: no invitation is under these words, or no longer.
func Join(ctx context.Context, c JoinConfig) (j *Joining, phrase []string, err error) {
	if err := personName(c.Name); err != nil {
		return nil, nil, err
	}
	if !note.IsID(string(c.Org)) {
		return nil, nil, hub.Errorf(hub.E01, "an organisation is 32 hex digits")
	}
	if _, err := c.Trust.Policy(); err != nil {
		return nil, nil, err
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	inv, err := identity.InviteFromWords(c.Words, c.Org)
	if err != nil {
		return nil, nil, err
	}
	api := client.New(c.Hub, client.Options{Now: c.Now})
	j = &Joining{inv: inv, hub: api, as: api.As, now: c.Now}
	j.asInvited()
	if err := api.Renew(ctx); err != nil {
		return nil, nil, wrongInvitation(err)
	}
	if err := rightHub(ctx, api, c.Trust); err != nil {
		return nil, nil, err
	}
	n := newNewcomer(c.Org, c.Name)
	at := c.Now().Unix()
	if phrase, err = n.Settle(ctx, c.Dir, HomeConfig{Hub: c.Hub}, c.Trust, at); err != nil {
		return nil, nil, err
	}
	if j.home, err = LoadHome(c.Dir); err != nil {
		return nil, nil, err
	}
	if err := j.tryWaysIn(phrase); err != nil {
		return nil, nil, err
	}
	if err := j.prepare(n, c.Words, at); err != nil {
		return nil, nil, err
	}
	return j, phrase, j.answer(ctx)
}

// rightHub: the newcomer's hub is the one that the trust file names.
func rightHub(ctx context.Context, api hub.API, t Trust) error {
	hello, err := api.Hello(ctx)
	if err == nil && t.Hub != "" && hello.Hub != t.Hub {
		err = hub.Errorf(hub.E17, "this is hub %s, the trust file names %s", hello.Hub, t.Hub)
	}
	return err
}

// wrongInvitation says of a refused login what it means here.
func wrongInvitation(err error) error {
	if hub.CodeOf(err) == hub.E22 {
		return hub.Errorf(hub.E28, "there is no invitation with these words for this organisation, or no longer: check them, or ask for new ones")
	}
	return err
}

func (j *Joining) asInvited() { j.as(note.MemberID(j.inv.Locator), j.inv.Login.Login) }

// tryWaysIn opens the keyring by each way, so that nobody finds out later that one
// does not work.
func (j *Joining) tryWaysIn(phrase []string) error {
	k, err := j.home.Keyring()
	if err != nil {
		return err
	}
	paper, err := identity.FromPhrase(phrase, j.home.Config.Org, j.home.Config.Member)
	if err != nil {
		return err
	}
	if _, err := identity.OpenKeyring(k.Head, k.File, paper); err != nil {
		return err
	}
	device, err := j.home.Device()
	if err != nil {
		return err
	}
	j.keys, err = identity.OpenKeyring(k.Head, k.File, device)
	return err
}

// prepare makes the answer, once: what is brought again later is the same.
func (j *Joining) prepare(n *Newcomer, words []string, at int64) error {
	rec, err := n.record(at)
	if err != nil {
		return err
	}
	text, err := strict.Encode(newcomerName{"newcomer", 1, n.Name, hex.EncodeToString(n.salt[:])})
	if err != nil {
		return err
	}
	plain, _, err := seal.NewBody(text)
	if err != nil {
		return err
	}
	name, err := seal.Seal(j.inv.Age.Recipient(), plain)
	if err != nil {
		return err
	}
	j.kept = joining{words, string(rec), hex.EncodeToString(name)}
	return j.home.writeSealed(joiningFile, j.keys.Identity, j.kept)
}

// answer brings the answer; again is a success. E20: somebody else answered with
// these words.
func (j *Joining) answer(ctx context.Context) error {
	name, err := hex.DecodeString(j.kept.Name)
	if err != nil {
		return hub.Errorf(hub.E10, "what the home keeps of the invitation is damaged")
	}
	j.asInvited()
	err = j.hub.Answer(ctx, hub.Answer{
		Member: []byte(j.kept.Note), Recipient: []byte(j.keys.Identity.Recipient()), Name: name,
		MAC: j.inv.MemberMAC(note.HashOf([]byte(j.kept.Note))),
	})
	if hub.CodeOf(err) == hub.E20 {
		return hub.Errorf(hub.E20, "somebody answered this invitation already: tell the admin, by telephone")
	}
	return wrongInvitation(err)
}

// ResumeJoining takes up a joining that is in a home, and brings its answer again. E29:
// there is none, the newcomer has arrived.
func ResumeJoining(ctx context.Context, h *Home, now func() time.Time) (*Joining, error) {
	if now == nil {
		now = time.Now
	}
	api := client.New(h.Config.Hub, client.Options{Now: now})
	j := &Joining{home: h, hub: api, as: api.As, now: now}
	if waiting, err := h.joining(); err != nil || !waiting {
		return nil, errors.Join(err, hub.Errorf(hub.E29, "this home waits for no admission"))
	}
	device, err := h.Device()
	if err != nil {
		return nil, err
	}
	k, err := h.Keyring()
	if errors.Is(err, fs.ErrNotExist) || device == nil {
		return nil, hub.Errorf(hub.E17, "the home was left half made: remove it, and ask for a new invitation")
	}
	if err != nil {
		return nil, err
	}
	if j.keys, err = identity.OpenKeyring(k.Head, k.File, device); err != nil {
		return nil, err
	}
	if err := h.readSealed(joiningFile, j.keys.Identity, &j.kept); err != nil {
		return nil, err
	}
	if j.inv, err = identity.InviteFromWords(j.kept.Words, h.Config.Org); err != nil {
		return nil, err
	}
	return j, j.answer(ctx)
}

// joining says whether the home waits for an admission.
func (h *Home) joining() (bool, error) {
	b, err := h.read(joiningFile)
	return b != nil, err
}

// Look tells whose door it is, once the admin has admitted the newcomer: it checks the
// organisation against the admin's word, by the directory that it verified itself. E21:
// not admitted yet. E06: the organisation, or the manifest, is not the one that the admin
// vouched for, or does not name this newcomer with these keys.
func (j *Joining) Look(ctx context.Context) (*Door, error) {
	j.asInvited()
	o, err := j.hub.Outcome(ctx)
	if err != nil {
		return nil, wrongInvitation(err)
	}
	j.as(j.keys.Member, j.keys.Login.Login)
	dir, err := newDirectory(j.hub, j.home)
	if err != nil {
		return nil, err
	}
	if err := dir.Sync(ctx); err != nil {
		return nil, err
	}
	if err := dir.Need(ctx, j.keys.Org); err != nil {
		return nil, err
	}
	org, err := j.compare(dir, o)
	if err != nil {
		return nil, err
	}
	alike, err := dir.alike(ctx, org)
	if err != nil {
		return nil, err
	}
	_, founder := j.home.Trust.Founders[org.Org]
	d := &Door{Org: org.Org, Name: org.Name, Founder: founder, Root: org.Root.ID(), Alike: len(alike) > 0}
	d.Withheld = !founder && dir.nameless(org.Org)
	for _, by := range dir.book.Vouchers(org.Org) {
		if v := dir.book.Org(by); v != nil {
			d.Vouchers = append(d.Vouchers, v.Name)
		}
	}
	j.door = d
	return d, nil
}

// Arrive goes in by the door that Look gave, and no other: it pins the organisation's
// root in the keyring, and opens the home, which publishes that. E29: nobody looked.
func (j *Joining) Arrive(ctx context.Context) (*Member, error) {
	if j.door == nil {
		return nil, hub.Errorf(hub.E29, "look first whose door it is")
	}
	j.keys.Pins = slices.DeleteFunc(j.keys.Pins, func(p identity.Pin) bool { return p.Org == j.keys.Org })
	j.keys.Pins = append(j.keys.Pins, identity.Pin{Org: j.keys.Org, Root: j.door.Root})
	head, file, err := j.keys.Seal(j.now().Unix())
	if err != nil {
		return nil, err
	}
	if err := j.home.SetKeyring(hub.Keyring{Head: head, File: file}); err != nil {
		return nil, err
	}
	if err := j.home.remove(joiningFile); err != nil {
		return nil, err
	}
	return Open(ctx, j.home, Options{Now: j.now})
}

// compare holds what the directory has against the admin's word (FORMAT.md I25) and
// gives the organisation.
func (j *Joining) compare(dir *Directory, o hub.Outcome) (*roster.Org, error) {
	org := dir.book.Org(j.keys.Org)
	if org == nil {
		return nil, note.Errorf(note.E06, "the directory has no such organisation")
	}
	if err := j.inv.CheckOrg(org.Hash(), o.Manifest, o.MAC); err != nil {
		return nil, err
	}
	if !dir.hasManifest(j.keys.Org, o.Manifest) {
		return nil, note.Errorf(note.E06, "the manifest that the admin vouched for is not in the directory log")
	}
	rec := dir.book.Member(j.keys.Member)
	if rec == nil || rec.Hash() != note.HashOf([]byte(j.kept.Note)) {
		return nil, note.Errorf(note.E06, "the organisation does not name this newcomer with these keys")
	}
	return org, nil
}

// hasManifest says whether the log has that manifest of an organisation.
func (d *Directory) hasManifest(org note.OrgID, manifest note.Hash) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, n := range d.lines.Of(org, 0) {
		if l, _ := d.lines.At(n); l.Kind == roster.KindManifest && l.Hash == manifest {
			return true
		}
	}
	return false
}
