package partners

import (
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// forgery makes an acceptance by hand, with whoever's keys.
type forgery struct {
	by     *Member
	party  note.Party
	x      *Exchange
	cosign *Member // nil: one signature only
	time   int64   // 0: now
}

func (f forgery) frame(t *testing.T) []byte {
	t.Helper()
	s := f.x.State
	h, err := f.by.base(t.Context(), chain.Accept, f.party)
	if err != nil {
		t.Fatal(err)
	}
	h.XID, h.Seq, h.Prev, h.Epoch, h.Time = s.XID, s.Seq+1, s.Head, s.Epoch, max(h.Time, s.Time)
	if f.time != 0 {
		h.Time = f.time
	}
	key := f.x.opener.caseKeys[s.Epoch]
	h.Rcpt = key.Recipient().Hash()
	body, err := f.by.custodyBody(f.x, chain.Accept, nil)
	if err != nil {
		t.Fatal(err)
	}
	ct, err := sealBody(&h, key, body)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := bound(&h, nil, []bindTo{{s.Epoch, key}})
	if err != nil {
		t.Fatal(err)
	}
	sigs := []note.Sig{f.by.keys.Sign.Sign(signed)}
	if f.cosign != nil {
		sigs = append(sigs, f.cosign.keys.Sign.Sign(signed))
	}
	return hub.JoinFrame(note.Attach(signed, sigs...), ct)
}

// TestForgedAcceptances: each is refused by the hub. What a client says of them, when a
// hub shows them all the same, is among the lies (T28).
func TestForgedAcceptances(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	anna, bas, fatima, sjoerd, joke := w.as("anna"), w.as("bas"), w.as("fatima"), w.as("sjoerd"), w.as("joke")
	noord := fatima.Parties()[0]
	read := func(m *Member, xid note.XID) *Exchange {
		x, err := m.Read(ctx, xid)
		w.must(err)
		return x
	}
	propose := func() note.XID { return w.send("anna", "handoff", "Gemeente Veldrijk / Noord") }
	offer := func(xid note.XID) {
		x := read(anna, xid)
		body, err := anna.custodyBody(x, chain.Offer, nil)
		w.must(err)
		w.must(anna.add(ctx, x, act{Type: chain.Offer, Party: x.Party, To: noord, Body: body}))
	}
	for name, c := range map[string]struct {
		codes []hub.Code
		forge func(xid note.XID) []byte
	}{
		"without a standing offer": {[]hub.Code{hub.E05}, func(xid note.XID) []byte {
			return forgery{by: fatima, party: noord, x: read(fatima, xid), cosign: anna}.frame(t)
		}},
		"without the co-signature": {[]hub.Code{hub.E01}, func(xid note.XID) []byte {
			offer(xid)
			return forgery{by: fatima, party: noord, x: read(fatima, xid)}.frame(t)
		}},
		"co-signed by a colleague of the giver": {[]hub.Code{hub.E05}, func(xid note.XID) []byte {
			offer(xid)
			return forgery{by: fatima, party: noord, x: read(fatima, xid), cosign: bas}.frame(t)
		}},
		"co-signed by a colleague of the receiver": {[]hub.Code{hub.E05}, func(xid note.XID) []byte {
			offer(xid)
			return forgery{by: fatima, party: noord, x: read(fatima, xid), cosign: sjoerd}.frame(t)
		}},
		"by the giver itself": {[]hub.Code{hub.E05}, func(xid note.XID) []byte {
			offer(xid)
			return forgery{by: bas, party: bas.Parties()[0], x: read(bas, xid), cosign: anna}.frame(t)
		}},
		"by a third party": {[]hub.Code{hub.E05, hub.E21}, func(xid note.XID) []byte {
			offer(xid)
			return forgery{by: joke, party: joke.Parties()[0], x: read(fatima, xid), cosign: anna}.frame(t)
		}},
		"after a withdrawal": {[]hub.Code{hub.E05}, func(xid note.XID) []byte {
			offer(xid)
			x := read(anna, xid)
			w.must(anna.postWithdrawal(ctx, x, x.State.Offer.Entry, "withdrawn"))
			return forgery{by: fatima, party: noord, x: read(fatima, xid), cosign: anna}.frame(t)
		}},
		"dated after the thirty minutes": {[]hub.Code{hub.E05, hub.E26}, func(xid note.XID) []byte {
			offer(xid)
			x := read(fatima, xid)
			return forgery{by: fatima, party: noord, x: x, cosign: anna, time: x.State.Time + 1801}.frame(t)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			xid := propose()
			frame := c.forge(xid)
			_, err := w.as(forger(name)).hub.Put(ctx, frame)
			w.refused(err, c.codes...)
		})
	}
}

// forger is who puts it: the hub takes entries from their author only.
func forger(name string) string {
	switch {
	case strings.Contains(name, "giver itself"):
		return "bas"
	case strings.Contains(name, "third party"):
		return "joke"
	}
	return "fatima"
}

// TestAcceptanceTooLateByTheHubsClock: whatever time stands in it, the hub takes
// no acceptance more than thirty minutes after it stored the offer.
func TestAcceptanceTooLateByTheHubsClock(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	anna, fatima := w.as("anna"), w.as("fatima")
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	x, err := anna.Read(ctx, xid)
	w.must(err)
	body, err := anna.custodyBody(x, chain.Offer, nil)
	w.must(err)
	w.must(anna.add(ctx, x, act{Type: chain.Offer, Party: x.Party, To: fatima.Parties()[0], Body: body}))
	y, err := fatima.Read(ctx, xid)
	w.must(err)
	frame := forgery{by: fatima, party: fatima.Parties()[0], x: y, cosign: anna, time: y.State.Time}.frame(t)
	w.hub.Pass(31 * time.Minute)
	_, err = fatima.hub.Put(ctx, frame)
	w.refused(err, hub.E05)
	w.refused(w.as("fatima").Accept(ctx, xid, "", nil), hub.E29)
	w.must(w.as("fatima").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Te laat, bied het opnieuw aan."}), nil))
	if h := w.holder("anna", xid); h != "Intake" {
		t.Errorf("%q is responsible", h)
	}
}
