package partners

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// lying is a hub that shows what was forged as if it had taken it.
type lying struct {
	hub.API
	xid   note.XID
	frame []byte
}

func (l lying) Entries(ctx context.Context, p note.Party, x note.XID, from uint64) ([][]byte, error) {
	got, err := l.API.Entries(ctx, p, x, from)
	if err != nil || x != l.xid || len(got) > 0 && frameHash(got[len(got)-1]) == frameHash(l.frame) {
		return got, err
	}
	parts, err := hub.SplitFrame(l.frame)
	if err != nil {
		return nil, err
	}
	seq, _ := strconv.ParseUint(strings.TrimPrefix(strings.Split(string(parts[0]), "\n")[2], "seq "), 10, 64)
	if from+uint64(len(got)) == seq {
		got = append(got, l.frame)
	}
	return got, nil
}

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

// TestForgedAcceptances: each is refused by the hub, and by every client when a
// hub shows it all the same; custody stays where it was.
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
			for _, who := range []string{"anna", "bas", "fatima", "sjoerd"} {
				m := w.as(who)
				m.hub = lying{m.hub, xid, frame}
				x, err := m.Read(ctx, xid)
				w.must(err)
				if x.End == nil {
					t.Errorf("%s takes it from a lying hub", who)
				}
				if v := m.view(x); v.Custody == nil || v.Custody.Team != "Intake" {
					t.Errorf("%s shows %v as holder", who, v.Custody)
				}
			}
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
