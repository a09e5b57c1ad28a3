package chain_test

import (
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// The vectors of receipts.

type receiptMaker struct {
	t       tb
	vectors []receiptVector
}

func (m *receiptMaker) draft(s *story, on int, by person, party note.Party) chain.Receipt {
	r := chain.NewReceipt(s.entries[on], s.entries[on].Time+30, logAt)
	r.Party, r.Org, r.Author, r.Key = party, by.org, by.author, by.public().ID()
	return r
}

func (m *receiptMaker) seal(r chain.Receipt, by ...person) string {
	signed, err := r.Signed()
	if err != nil {
		m.t.Fatal(err)
	}
	var sigs []note.Sig
	for _, p := range by {
		sigs = append(sigs, p.sign(signed))
	}
	return string(note.Attach(signed, sigs...))
}

func (m *receiptMaker) raw(rule, name string, code note.Code, s *story, on int, raw string) {
	v := receiptVector{rule, name, code, s.raws, on, raw}
	if got := v.verdict(m.t); got != code {
		m.t.Errorf("%s %s: code %q, want %q", rule, name, got, code)
	}
	m.vectors = append(m.vectors, v)
}

func (m *receiptMaker) like(rule, name string, code note.Code, s *story, on int, by person, party note.Party, f func(*chain.Receipt)) {
	r := m.draft(s, on, by, party)
	if f != nil {
		f(&r)
	}
	m.raw(rule, name, code, s, on, m.seal(r, by))
}

func makeReceipts(t tb) []receiptVector {
	m := &receiptMaker{t: t}
	s := begin(t, genesis(anna, vt1, gt1, politie), anna).does(t, chain.Post, gt1)
	good := m.seal(m.draft(s, 1, anna, vt1), anna)
	text := func(old, new string) string {
		changed := strings.Replace(good[:strings.Index(good, "\nsig ")+1], old, new, 1)
		return string(note.Attach([]byte(changed), anna.sign([]byte(changed))))
	}
	m.raw("C70", "receipt", "", s, 1, good)
	m.raw("C70", "other label", "E01", s, 1, text("receipt", "recept"))
	m.raw("C70", "unknown line", "E01", s, 1, text("time ", "seq 1\ntime "))
	for _, name := range []string{"xid", "entry", "party", "org", "author", "key", "time", "cp"} {
		m.raw("C70", "no "+name, "E01", s, 1, text(line([]byte(good), name), ""))
	}
	m.raw("C70", "two signatures", "E01", s, 1, m.seal(m.draft(s, 1, anna, vt1), anna, bram))
	m.raw("C70", "no signature", "E01", s, 1, m.seal(m.draft(s, 1, anna, vt1)))
	m.raw("C70", "no log with a root", "E01", s, 1, text("cp 4100", "cp 0"))

	m.like("N20", "in the last second of the year 9999", "", s, 1, anna, vt1, func(r *chain.Receipt) { r.Time = note.MaxTime })
	m.raw("N20", "in the second after it", "E01", s, 1, text(line([]byte(good), "time"), "time 253402300800\n"))

	other := begin(t, genesis(bram, vt1, gt1, politie), bram)
	m.like("C71", "of this exchange", "", s, 0, dirk, gt1, nil)
	m.like("C71", "of another exchange", "E05", s, 0, dirk, gt1, func(r *chain.Receipt) { r.XID = other.state.XID })
	m.like("C71", "on another entry", "E05", s, 0, dirk, gt1, func(r *chain.Receipt) { r.Entry = hash("other") })

	changed := s.put(t, change(s.draft(chain.Rekey, anna, vt1), to(vt1, gt1, gt2)), anna).does(t, chain.Post, vt1)
	m.like("C72", "by a party", "", changed, 3, dirk, gt1, nil)
	m.like("C72", "by a party that was added later", "", changed, 0, fatma, gt2, nil)
	m.like("C72", "by a party that is gone, on an entry of its time", "", changed, 1, gijs, politie, nil)
	m.like("C72", "by a party that was gone", "E05", changed, 3, gijs, politie, nil)
	m.like("C72", "by a party that never was", "E05", s, 0, carla, vt2, nil)
	m.like("C72", "after close", "", s.does(t, chain.Close, vt1), 2, dirk, gt1, nil)

	m.like("C73", "by a colleague of the author", "", s, 1, eva, gt1, nil)
	m.like("C73", "on an own entry", "E05", s, 1, dirk, gt1, nil)
	accepted := s.does(t, chain.Offer, vt1).does(t, chain.Accept, politie)
	m.like("C73", "on an own accept", "", accepted, 3, gijs, politie, nil)
	m.like("C73", "on an own offer", "E05", accepted, 2, anna, vt1, nil)

	at := s.entries[1].Time
	m.like("C74", "at the time of its entry", "", s, 1, anna, vt1, func(r *chain.Receipt) { r.Time = at })
	m.like("C74", "a second before its entry", "E05", s, 1, anna, vt1, func(r *chain.Receipt) { r.Time = at - 1 })

	cp := func(size uint64, root string) func(*chain.Receipt) {
		return func(r *chain.Receipt) { r.CP = note.Checkpoint{Size: size, Root: hash(root)} }
	}
	m.like("C75", "the log of its entry", "", s, 1, anna, vt1, nil)
	m.like("C75", "a larger log", "", s, 1, anna, vt1, cp(4101, "log 4101"))
	m.like("C75", "a smaller log", "E05", s, 1, anna, vt1, cp(4099, "log 4099"))
	m.like("C75", "same size, other root", "E11", s, 1, anna, vt1, cp(4100, "other"))

	box := begin(t, genesis(anna, vt1, rNoor), anna)
	m.like("C76", "by a mailbox", "", box, 0, noor, rNoor, nil)
	m.like("C76", "by another for the mailbox", "E05", box, 0, gast, rNoor, nil)
	m.like("C76", "by a mailbox with an organisation", "E05", box, 0, noor, rNoor, func(r *chain.Receipt) { r.Org = dirk.org })

	m.like("C77", "by a known key", "", s, 1, oud, vt1, nil)
	m.like("C77", "by a revoked key", "E06", s, 1, oud, vt1, cp(4200, "log 4200"))
	m.like("C77", "by a member of another team", "E05", s, 1, bram, politie, nil)
	m.raw("C77", "signed by a colleague", "E05", s, 1, m.seal(m.draft(s, 1, anna, vt1), bram))
	m.raw("C77", "changed after it was signed", "E04", s, 1, strings.Replace(good, "time 177", "time 178", 1))
	return m.vectors
}
