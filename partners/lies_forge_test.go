package partners

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/liar"
	"github.com/sluis-hub/sluis/partners/flow"
)

var messageFrame = flow.Frame{Flow: "message"}

// forgeries are what a hub that lies can hold besides, by name: each is made for the
// stage as it stands, by members who collude with it.
var forgeries = map[string]func(p *play) liar.Held{
	// T26, T27, T28
	"a post with another's signature": entry(func(p *play, f *forged) { f.sign = p.thief.Sign; f.asKey = true }),
	"a post with a key of the liar":   entry(func(p *play, f *forged) { f.sign = p.thief.Sign; f.h.Key = p.thief.Public().ID() }),
	"a post by no party": entry(func(p *play, f *forged) {
		f.as(p.by("joke"), p.by("joke").Parties()[0])
	}),
	"a post for a party by no member of it": entry(func(p *play, f *forged) { f.as(p.by("joke"), f.h.Party) }),
	"a post in a colleague's name":          entry(func(p *play, f *forged) { f.h.Author = p.by("bas").ID }),
	"a text signed again": entry(func(p *play, f *forged) {
		theirs := p.entry(2)
		f.as(p.by("bas"), p.by("bas").Parties()[0])
		f.h.Rcpt, f.h.Body, f.h.CT, f.h.CTSize = theirs.Rcpt, theirs.Body, theirs.CT, theirs.CTSize
		f.h.Binds, f.ct = theirs.Binds, p.parts(p.frame("bas", p.xid, 2))[1]
	}),
	"a post with a wrong bind":         entry(func(_ *play, f *forged) { f.key = identity.New() }),
	"a post of an earlier time":        entry(func(p *play, f *forged) { f.h.Time = p.entry(0).Time - 1 }),
	"a post of an earlier checkpoint":  entry(func(p *play, f *forged) { f.h.CP = p.cpOf(p.entry(0).CP.Size - 1) }),
	"a post with a false root":         entry(func(_ *play, f *forged) { f.h.CP.Root = note.HashOf([]byte("root")) }),
	"a post with a checkpoint to come": entry(func(_ *play, f *forged) { f.h.CP.Size += 3 }),
	"a post without a checkpoint":      entry(func(_ *play, f *forged) { f.h.CP = note.NoLog }),
	"a post that skips a number":       entry(func(_ *play, f *forged) { f.h.Seq++ }),
	"a post after another entry":       entry(func(p *play, f *forged) { f.h.Prev = p.entry(1).Hash() }),
	"a post of another exchange":       entry(func(p *play, f *forged) { f.h.XID = note.XID(note.HashOf([]byte("x"))) }),
	"a post of another epoch":          entry(func(_ *play, f *forged) { f.h.Epoch++; f.epoch++ }),
	"a post of a key of another epoch": entry(func(_ *play, f *forged) { f.h.Rcpt = note.HashOf([]byte("x")) }),
	"a post sealed to another":         entry(func(p *play, f *forged) { f.sealTo = p.traitor.Recipient() }),
	"a post that is cut off":           entry(func(_ *play, f *forged) { f.long(); f.change = func(ct []byte) []byte { return ct[:len(ct)-1] } }),
	"a post with more behind it":       entry(func(_ *play, f *forged) { f.change = func(ct []byte) []byte { return append(ct, 'x') } }),
	"a post for two readers":           entry(func(_ *play, f *forged) { f.change = twice }),
	"a post sealed as before":          entry(func(_ *play, f *forged) { f.long(); f.change = classic }),
	"a post of another body":           entry(func(_ *play, f *forged) { f.body = note.HashOf([]byte("x")) }),
	"a post in a newer form": entry(func(_ *play, f *forged) {
		f.json = []byte(`{"form":"message.text","text":"` + forgedText + `","version":2}`)
	}),
	"a post in a form that is none": entry(func(_ *play, f *forged) {
		f.json = []byte(`{"form":"message.lie","text":"` + forgedText + `","version":1}`)
	}),
	"a post that says two things": entry(func(_ *play, f *forged) {
		f.json = []byte(`{"form":"message.text","text":"` + forgedText + `","text":"x","version":1}`)
	}),
	"a post with a false name": entry(func(_ *play, f *forged) {
		f.json = []byte(`{"author":{"name":"` + forgedText + `","salt":"` + string(note.ZeroHash) + `"},"form":"message.text","text":"x","version":1}`)
	}),
	"a post of no form":                 entry(func(_ *play, f *forged) { f.json = []byte(`{"form":"message.text","version":1}`) }),
	"a close by who is not responsible": entry(func(p *play, f *forged) { f.bare(chain.Close); f.as(p.by("bas"), p.by("bas").Parties()[0]) }),
	"a close with a wrong bind":         entry(func(_ *play, f *forged) { f.bare(chain.Close); f.key = identity.New() }),
	"a close":                           entry(func(_ *play, f *forged) { f.bare(chain.Close) }),
	"a leave by who is responsible":     entry(func(_ *play, f *forged) { f.bare(chain.Leave) }),
	"a leave with a wrong bind": entry(func(p *play, f *forged) {
		f.bare(chain.Leave)
		f.as(p.by("bas"), p.by("bas").Parties()[0])
		f.key = identity.New()
	}),
	"a recall of another's post": entry(func(p *play, f *forged) {
		f.bare(chain.Recall)
		f.as(p.by("bas"), p.by("bas").Parties()[0])
		f.h.Target = p.entry(2).Hash()
	}),
	"a recall with a wrong bind": entry(func(p *play, f *forged) { f.bare(chain.Recall); f.h.Target = p.entry(2).Hash(); f.key = identity.New() }),
	"a recall of nothing":        entry(func(_ *play, f *forged) { f.bare(chain.Recall); f.h.Target = note.HashOf([]byte("x")) }),
	"an offer to no party":       entry(func(p *play, f *forged) { f.h.Type = chain.Offer; f.h.To = p.by("joke").Parties()[0] }),
	"an offer by who is not responsible": entry(func(p *play, f *forged) {
		f.h.Type = chain.Offer
		f.as(p.by("bas"), p.by("bas").Parties()[0])
		f.h.To = p.by("ruud").Parties()[0]
	}),
	"an acceptance of nothing": entry(func(p *play, f *forged) {
		f.h.Type = chain.Accept
		f.as(p.by("bas"), p.by("bas").Parties()[0])
		f.cosign = p.by("ruud")
	}),
	"a rekey that takes a party out": rekey(func(p *play, f *forged) { f.as(p.by("bas"), p.by("bas").Parties()[0]); f.set = f.set[1:] }),
	"a rekey that lets a party in": rekey(func(p *play, f *forged) {
		f.as(p.by("bas"), p.by("bas").Parties()[0])
		f.set = append(f.set, p.by("joke").Parties()[0])
	}),
	"a rekey to a key of the liar": rekey(func(p *play, f *forged) { f.swapKey = p.traitor.Recipient() }),
	"a rekey with a wrong bind":    rekey(func(_ *play, f *forged) { f.key = identity.New() }),
	"a rekey with the key before":  rekey(func(_ *play, f *forged) { f.next = f.key }),

	"an acceptance without a signature of the giver": acceptance(func(*play, *forgery) {}),
	"an acceptance signed by the giver's colleague":  acceptance(func(p *play, f *forgery) { f.cosign = p.by("bas") }),
	"an acceptance signed by their own colleague":    acceptance(func(p *play, f *forgery) { f.cosign = p.by("sjoerd") }),
	"an acceptance by the giver": acceptance(func(p *play, f *forgery) {
		f.by, f.party, f.cosign = p.by("bas"), p.by("bas").Parties()[0], p.by(victim)
	}),
	"an acceptance by a third": acceptance(func(p *play, f *forgery) {
		f.by, f.party, f.cosign = p.by("joke"), p.by("joke").Parties()[0], p.by(victim)
	}),
	"an acceptance that comes too late": acceptance(func(p *play, f *forgery) { f.cosign, f.time = p.by(victim), f.x.State.Time+1801 }),
	"an acceptance in order":            acceptance(func(p *play, f *forgery) { f.cosign = p.by(victim) }),

	"a receipt with another's signature": receipt(func(p *play, r *chain.Receipt) *identity.Signer { return p.thief }),
	"a receipt with a key of the liar":   receipt(func(p *play, r *chain.Receipt) *identity.Signer { r.Key = p.thief.Public().ID(); return p.thief }),
	"a receipt by no party": receipt(func(p *play, r *chain.Receipt) *identity.Signer {
		m := p.by("joke")
		r.Party, r.Org, r.Author, r.Key = m.Parties()[0], m.Org, m.ID, m.keys.Sign.Public().ID()
		return m.keys.Sign
	}),

	"junk":    func(*play) liar.Held { return liar.Held{Data: []byte("sluis.v1/" + forgedText + "\n")} },
	"nothing": func(*play) liar.Held { return liar.Held{} },
	"an empty row": func(*play) liar.Held {
		return liar.Held{Data: []byte(`{"rows":[],"next":{"epoch":1,"count":0},"more":false}`)}
	},
	"a page": func(*play) liar.Held { return liar.Held{Data: []byte("<script>" + forgedText + "</script>")} },
	"a row of no exchange": func(*play) liar.Held {
		return liar.Held{Data: []byte(`{"rows":[{"xid":"../../x","seq":0,"head":"x","receipts":0,"closed":false,"count":1}],"next":{"epoch":1,"count":0},"more":false}`)}
	},
	"a colleague's keyring": func(p *play) liar.Held {
		k, err := p.by("bas").home.Keyring()
		p.must(err)
		return liar.Held{Data: hub.JoinFrame(k.Head, k.File)}
	},
	"a keyring of the liar's": func(p *play) liar.Held {
		m := p.by(p.lied)
		k := &identity.Keyring{Org: m.Org, Member: m.ID, Version: 1, Prev: note.ZeroHash, Identity: p.traitor, Sign: p.thief, Login: p.thief, Unlocks: m.keys.Unlocks}
		head, file, err := k.Seal(p.hub.Now().Unix())
		p.must(err)
		return liar.Held{Data: hub.JoinFrame(head, file)}
	},
	"a token of the victim": func(p *play) liar.Held {
		m := p.by(p.lied)
		ch, err := m.client.Challenge(p.t.Context(), m.ID)
		p.must(err)
		login, err := m.keys.Login.Login(p.url, m.ID, note.Hash(ch.Challenge), p.hub.Now().Unix())
		p.must(err)
		token, err := m.client.Login(p.t.Context(), login)
		p.must(err)
		said, err := json.Marshal(token)
		p.must(err)
		return liar.Held{Data: said}
	},
	"a name of the liar's": func(p *play) liar.Held {
		file, err := seal.Seal(p.by(p.lied).keys.Identity.Recipient(), []byte(`{"name":"`+forgedText+`","salt":"`+string(note.ZeroHash)+`"}`))
		p.must(err)
		return liar.Held{Data: file}
	},
}

// forged is an entry that is made by hand.
type forged struct {
	h       chain.Header
	by      *Member
	json    []byte
	key     *identity.Identity // of the bind
	next    *identity.Identity // of a rekey
	epoch   uint64
	ct      []byte
	body    note.Hash
	change  func(ct []byte) []byte
	sealTo  keys.Recipient
	swapKey keys.Recipient
	sign    func([]byte) note.Sig
	asKey   bool // the signature says that it is of the header's key
	noText  bool
	cosign  *Member
	set     []note.Party
}

func (f *forged) as(m *Member, p note.Party) {
	f.by, f.h.Party, f.h.Org, f.h.Author, f.h.Key = m, p, m.Org, m.ID, m.keys.Sign.Public().ID()
	f.sign = m.keys.Sign.Sign
}

// long has it say more than the least that is sealed.
func (f *forged) long() {
	f.json = []byte(`{"form":"message.text","text":"` + forgedText + strings.Repeat(".", 6000) + `","version":1}`)
}

func (f *forged) bare(t chain.Type) { f.h.Type, f.noText = t, true }

// entry is a lie that comes after the last entry of the exchange, by somebody of the
// police unless the lie says otherwise.
func entry(lie func(*play, *forged)) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		x, f := p.forge(chain.Post)
		lie(p, f)
		return liar.Held{Data: p.finish(x, f)}
	}
}

func (p *play) forge(kind chain.Type) (*Exchange, *forged) {
	p.t.Helper()
	ctx := p.t.Context()
	by := p.by("ruud")
	x, err := by.Read(ctx, p.xid)
	p.must(err)
	s := x.State
	h, err := by.base(ctx, kind, x.Party)
	p.must(err)
	h.XID, h.Seq, h.Prev, h.Epoch, h.Time = s.XID, s.Seq+1, s.Head, s.Epoch, max(h.Time, s.Time)
	body, err := by.complete(x.Frame, chain.Post, text(forgedText), nil)
	p.must(err)
	f := &forged{h: h, by: by, json: body, key: x.opener.caseKeys[s.Epoch], epoch: s.Epoch, sign: by.keys.Sign.Sign, set: s.Parties()}
	return x, f
}

// finish seals, binds and signs.
func (p *play) finish(x *Exchange, f *forged) []byte {
	p.t.Helper()
	key := x.opener.caseKeys[x.State.Epoch]
	if f.ct == nil && !f.noText {
		to := key.Recipient()
		if f.sealTo != "" {
			to = f.sealTo
		}
		plain, hash, err := seal.NewBody(f.json)
		p.must(err)
		f.ct, err = seal.Seal(to, plain)
		p.must(err)
		if f.change != nil {
			f.ct = f.change(f.ct)
		}
		if f.body == "" {
			f.body = hash
		}
		if f.h.Rcpt == "" {
			f.h.Rcpt = key.Recipient().Hash()
		}
		f.h.Body, f.h.CT, f.h.CTSize = f.body, note.HashOf(f.ct), uint64(len(f.ct))
	}
	if f.h.Binds == nil {
		before, err := f.h.Unbound()
		p.must(err)
		f.h.Binds = []chain.Bind{{Epoch: f.epoch, Value: seal.Bind(f.key, before)}}
	}
	signed, err := f.h.Signed()
	p.must(err)
	sig := f.sign(signed)
	if f.asKey {
		sig.Key = f.h.Key
	}
	sigs := []note.Sig{sig}
	if f.cosign != nil {
		sigs = append(sigs, f.cosign.keys.Sign.Sign(signed))
	}
	return hub.JoinFrame(note.Attach(signed, sigs...), f.ct)
}

// rekey is a lie that opens an epoch.
func rekey(lie func(*play, *forged)) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		x, f := p.forge(chain.Rekey)
		f.next = identity.New()
		lie(p, f)
		body, err := f.by.rekeyBody(x, forgedText, false)
		p.must(err)
		f.h.Epoch++
		var files []grantFile
		for _, party := range f.set {
			p.must(f.by.dir.All(p.t.Context()))
			to, err := f.by.dir.Recipient(party)
			p.must(err)
			if f.swapKey != "" {
				to = f.swapKey
			}
			file, err := sealGrant(to, x.opener.xnonce, f.h.Epoch, party, f.next)
			p.must(err)
			files = append(files, grantFile{chain.Grant{Party: party, Epoch: f.h.Epoch, Key: to.Hash(), File: note.HashOf(file)}, file})
		}
		f.h.Rcpt = f.next.Recipient().Hash()
		ct, err := sealBody(&f.h, f.next, body)
		p.must(err)
		signed, err := bound(&f.h, files, []bindTo{{f.epoch, f.key}, {f.h.Epoch, f.next}})
		p.must(err)
		made, err := frame(note.Attach(signed, f.sign(signed)), ct, files)
		p.must(err)
		return liar.Held{Data: made.Frame}
	}
}

// acceptance is a lie about who is responsible.
func acceptance(lie func(*play, *forgery)) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		x, err := p.by("fatima").Read(p.t.Context(), p.xid)
		p.must(err)
		f := forgery{by: p.by("fatima"), party: p.by("fatima").Parties()[0], x: x}
		lie(p, &f)
		return liar.Held{Data: f.frame(p.t)}
	}
}

// receipt is a lie about who has read what the victim's colleague wrote.
func receipt(lie func(*play, *chain.Receipt) *identity.Signer) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		m := p.by("ruud")
		cp, err := m.dir.checkpoint(p.t.Context(), p.hub.Now(), freshToWrite)
		p.must(err)
		r := chain.NewReceipt(p.entry(1), p.hub.Now().Unix(), cp)
		r.Party, r.Org, r.Author, r.Key = m.Parties()[0], m.Org, m.ID, m.keys.Sign.Public().ID()
		by := lie(p, &r)
		signed, err := r.Signed()
		p.must(err)
		sig := by.Sign(signed)
		sig.Key = r.Key
		return liar.Held{Data: note.Attach(signed, sig)}
	}
}

// entry is one of the exchange's, as it stands at the hub.
func (p *play) entry(seq int) *chain.Entry {
	p.t.Helper()
	e, err := chain.Parse(p.parts(p.frame("ruud", p.xid, seq))[0])
	p.must(err)
	return e
}

// cpOf is a checkpoint of the log as it was.
func (p *play) cpOf(size uint64) note.Checkpoint {
	p.t.Helper()
	root, ok := p.by("ruud").dir.lines.Root(size)
	if !ok {
		p.t.Fatalf("the log has no %d lines", size)
	}
	return note.Checkpoint{Size: size, Root: root}
}

func sealGrant(to keys.Recipient, xnonce string, epoch uint64, party note.Party, inside *identity.Identity) ([]byte, error) {
	return seal.SealSecret(to, seal.GrantForm, []note.Line{
		note.L("xnonce", xnonce), note.L("epoch", strconv.FormatUint(epoch, 10)),
		note.L("party", string(party)), note.L("identity", inside.String()),
	})
}

// twice gives a sealed file its reader's stanza a second time.
func twice(file []byte) []byte {
	from, to := bytes.Index(file, []byte("-> ")), bytes.Index(file, []byte("\n--- "))
	stanza := append([]byte("\n"), file[from:to]...)
	return bytes.Join([][]byte{file[:to], stanza, file[to:]}, nil)
}

// classic gives a sealed file the stanza of a key that a quantum computer opens.
func classic(file []byte) []byte {
	from, to := bytes.Index(file, []byte("-> ")), bytes.Index(file, []byte("\n--- "))
	stanza := "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U"
	return bytes.Join([][]byte{file[:from], []byte(stanza), file[to:]}, nil)
}
