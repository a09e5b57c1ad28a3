package partners

import (
	"strconv"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/liar"
)

// stages are what honest people do before a lie, by name.
var stages = map[string]func(p *play, how string){
	"region":  func(*play, string) {},
	"talk":    (*play).talk,
	"said":    (*play).said,
	"letter":  (*play).letter,
	"grant":   (*play).badGrant,
	"handoff": (*play).handoff,
	"rekeyed": (*play).rekeyed,
	"file":    (*play).withFile,
}

const (
	intake   = "Veilig Thuis Vechtdal / Intake"
	infodesk = "Politie Vechtdal / Infodesk"
)

// exchange is one in which somebody of the police and a colleague of the victim have
// written so many entries.
func (p *play) exchange(word string, n int) note.XID {
	p.t.Helper()
	ctx := p.t.Context()
	xid, err := p.by("ruud").Send(ctx, Letter{Flow: "message", To: intake, Document: text(word + " 0")})
	p.must(err)
	for i := 1; i < n; i++ {
		who := []string{"ruud", "bas"}[i%2]
		p.must(p.by(who).Reply(ctx, xid, "", text(word+" "+strconv.Itoa(i)), nil))
	}
	return xid
}

// frame gives what the hub shows a member of an entry.
func (p *play) frame(by string, xid note.XID, seq int) []byte {
	p.t.Helper()
	m := p.by(by)
	all, err := m.hub.Entries(p.t.Context(), m.Parties()[0], xid, 0)
	p.must(err)
	return all[seq]
}

func (p *play) parts(frame []byte) [][]byte {
	p.t.Helper()
	parts, err := hub.SplitFrame(frame)
	p.must(err)
	return parts
}

// talk is an exchange of four entries, and another of four.
func (p *play) talk(string) {
	p.xid = p.exchange(honestText, 4)
	other := p.exchange(otherText, 4)
	second := p.frame("bas", other, 2)
	p.liar.Hold("the other exchange", liar.Held{XID: other, Data: second})
	p.liar.Hold("an entry of the other exchange", liar.Held{Data: second})
	p.liar.Hold("a text of the other exchange", liar.Held{Data: p.parts(second)[1]})
	for _, part := range p.parts(p.frame("bas", other, 0))[2:] {
		if len(part) > 0 {
			p.liar.Hold("a grant of the other exchange", liar.Held{Data: part})
		}
	}
	p.liar.Hold("as it was", liar.Held{XID: p.xid, Hash: frameHash(p.frame("bas", p.xid, 1))})
	p.must2(p.by("ruud").Receipt(p.t.Context(), other))
	m := p.by("ruud")
	receipts, err := m.hub.Receipts(p.t.Context(), m.Parties()[0], other)
	p.must(err)
	p.liar.Hold("a receipt of the other exchange", liar.Held{Data: receipts[0]})
}

func (p *play) must2(_ any, err error) {
	p.t.Helper()
	p.must(err)
}

// said is a talk in which somebody who colludes said what no hub can see to be wrong.
func (p *play) said(forgery string) {
	p.talk("")
	make := forgeries[forgery]
	if make == nil {
		p.t.Fatalf("nobody forges %q", forgery)
	}
	who := "ruud"
	if forgery == "a text signed again" {
		who = "bas"
	}
	p.must2(p.by(who).hub.Put(p.t.Context(), make(p).Data))
}

// letter is an exchange of one entry.
func (p *play) letter(string) { p.xid = p.exchange(honestText, 1) }

// withFile is an exchange with a file of several pieces.
func (p *play) withFile(string) {
	name := p.file("brief.txt", honestText+string(zeros(2<<20+17)))
	xid, err := p.by("ruud").Send(p.t.Context(), Letter{Flow: "message", To: intake, Document: text(honestText), Files: []string{name}})
	p.must(err)
	p.xid = xid
}

// rekeyed is an exchange in its second epoch, with two entries in each.
func (p *play) rekeyed(string) {
	p.xid = p.exchange(honestText, 2)
	ctx := p.t.Context()
	p.must(p.by("ruud").Rekey(ctx, p.xid))
	p.must(p.by("bas").Reply(ctx, p.xid, "", text(honestText+" 3"), nil))
}

// handoff is one that the victim proposed to a gebiedsteam; with an offer it stands.
func (p *play) handoff(how string) {
	ctx := p.t.Context()
	m := p.as(victim)
	xid, err := m.Send(ctx, Letter{Flow: "handoff", To: p.to, Document: p.example("handoff")})
	p.must(err)
	p.xid = xid
	if how != "offered" && how != "withdrawn" {
		return
	}
	x, err := m.Read(ctx, xid)
	p.must(err)
	body, err := m.custodyBody(x, chain.Offer, nil)
	p.must(err)
	p.must(m.add(ctx, x, act{Type: chain.Offer, Party: x.Party, To: p.by("fatima").Parties()[0], Body: body}))
	if how == "withdrawn" {
		p.must(m.postWithdrawal(ctx, x, x.State.Offer.Entry, "withdrawn"))
	}
}

// badGrant is an exchange whose author, who colludes, sealed something else to the
// victim's team than the key of the exchange. No hub can see it.
func (p *play) badGrant(how string) {
	ctx := p.t.Context()
	by := p.by("ruud")
	p.must(by.dir.All(ctx))
	theirs := p.by("bas").Parties()[0]
	parties := []note.Party{by.Parties()[0], theirs}
	body, err := by.complete(&messageFrame, chain.Genesis, text(forgedText), nil)
	p.must(err)
	h, err := by.base(ctx, chain.Genesis, parties[0])
	p.must(err)
	h.XID, h.Prev = note.XID(note.ZeroHash), note.ZeroHash
	key := identity.New()
	files, err := by.grant(&h, key, 0, parties[:1], string(h.Nonce), nil)
	p.must(err)
	inside, xnonce, party, epoch := key, string(h.Nonce), theirs, uint64(0)
	to, err := by.dir.Recipient(theirs)
	p.must(err)
	sealTo := to
	switch how {
	case "another key":
		inside = identity.New()
	case "to somebody else":
		sealTo = p.traitor.Recipient()
	case "another exchange":
		xnonce = string(note.NewID())
	case "another party":
		party = parties[0]
	case "another epoch":
		epoch = 1
	}
	file, err := sealGrant(sealTo, xnonce, epoch, party, inside)
	p.must(err)
	if how == "two readers" {
		file = twice(file)
	}
	files = append(files, grantFile{chain.Grant{Party: theirs, Key: to.Hash(), File: note.HashOf(file)}, file})
	h.Rcpt = key.Recipient().Hash()
	ct, err := sealBody(&h, key, body)
	p.must(err)
	f, err := by.finish(h, ct, files, bindTo{0, key})
	p.must(err)
	p.must2(by.hub.Put(ctx, f.Frame))
	p.xid = f.Entry.XID
}
