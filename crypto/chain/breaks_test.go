package chain_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// TestBreaksBetweenOfferAndAccept: 200 runs in which messages get lost, come
// twice and late, clients and the hub stop and start again, and people write
// across each other, while one tries to accept what was not co-signed. At no
// moment does any client see a holder without both signatures in its chain;
// after healing all agree.
func TestBreaksBetweenOfferAndAccept(t *testing.T) {
	moved, refused := 0, 0
	for seed := range uint64(200) {
		r := &run{t: t, rng: rand.New(rand.NewPCG(seed, 3))}
		s := begin(t, genesis(anna, vt1, gt1, politie), anna)
		s = s.does(t, chain.Post, gt1)
		r.hub = post{state: s.state, raws: s.raws}
		for _, c := range []*client{
			{who: anna, party: vt1}, {who: bram, party: vt1},
			{who: gijs, party: politie}, {who: kees, party: politie}, {who: dirk, party: gt1},
		} {
			c.holder = vt1
			r.clients = append(r.clients, c)
			r.fetch(c)
		}
		r.send(r.clients[0], r.draft(r.clients[0], chain.Offer), anna)
		for range 90 {
			r.step()
			for _, c := range r.clients {
				r.check(c)
			}
		}
		for _, c := range r.clients {
			r.fetch(c)
			r.check(c)
			if c.saw.State.Head != r.hub.state.Head || c.saw.State.Owner != r.hub.state.Owner {
				t.Errorf("seed %d: %s does not agree with the hub", seed, c.who.name)
			}
		}
		if r.hub.state.Owner != vt1 {
			moved++
		}
		refused += r.refused
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("custody moved in %d runs of 200; %d attempts refused", moved, refused)
	if moved < 20 || moved > 180 || refused < 200 {
		t.Errorf("runs are too much alike: custody moved in %d, %d refusals", moved, refused)
	}
}

// post is a hub: a list of texts and the state it keeps beside them.
type post struct {
	state *chain.State
	raws  []string
}

type client struct {
	who   person
	party note.Party
	saw   chain.Result
	at    int // entries fetched
	// asked are the accepts it signed and asked a co-signature for; done is the
	// one it holds with both.
	asked, done []byte
	cosigned    note.Hash // the offer it co-signed for
	// What check has found in the chain so far.
	checked int
	holder  note.Party
}

type run struct {
	t       *testing.T
	rng     *rand.Rand
	hub     post
	clients []*client
	flying  [][]byte // entries on their way to the hub
	refused int
}

func (r *run) fetch(c *client) {
	var entries []*chain.Entry
	for _, raw := range r.hub.raws[c.at:] {
		entries = append(entries, parse(r.t, []byte(raw)))
	}
	c.saw = c.saw.Extend(entries, directory, holdAll(9))
	c.at = len(r.hub.raws)
	if c.saw.End != nil {
		r.t.Errorf("%s: %v", c.who.name, c.saw.End)
	}
}

// draft makes a header on what the client saw, perhaps too old.
func (r *run) draft(c *client, typ chain.Type) chain.Header {
	s := &story{state: c.saw.State, n: r.rng.IntN(1 << 30)}
	h := s.draft(typ, c.who, c.party)
	h.Time = c.saw.State.Time + int64(r.rng.IntN(2000))
	return h
}

func (r *run) send(c *client, h chain.Header, by ...person) {
	r.flying = append(r.flying, seal(r.t, h, by...))
}

func (r *run) put(raw []byte) {
	e, err := chain.Parse(raw)
	if err == nil {
		if slices.Contains(r.hub.raws, string(raw)) {
			return
		}
		var next *chain.State
		if next, err = r.hub.state.Append(e, directory); err == nil {
			r.hub = post{next, append(r.hub.raws, string(raw))}
			return
		}
	}
	r.refused++
}

func (r *run) step() {
	c := r.clients[r.rng.IntN(len(r.clients))]
	if r.rng.IntN(3) > 0 {
		r.fetch(c)
	}
	state := c.saw.State
	switch r.rng.IntN(14) {
	case 0, 1, 2, 3: // a message arrives, perhaps once more later
		if n := len(r.flying); n > 0 {
			i := r.rng.IntN(n)
			r.put(r.flying[i])
			if r.rng.IntN(2) == 0 {
				r.flying = slices.Delete(r.flying, i, i+1)
			}
		}
	case 4: // or is lost
		if n := len(r.flying); n > 0 {
			r.flying = slices.Delete(r.flying, n-1, n)
		}
	case 5: // the hub stops and starts from its disk
		b, err := json.Marshal(r.hub.state)
		if err != nil {
			r.t.Fatal(err)
		}
		r.hub.state = new(chain.State)
		if err := json.Unmarshal(b, r.hub.state); err != nil {
			r.t.Fatal(err)
		}
		r.flying = nil
	case 6: // a client stops and starts with nothing but its own co-signature and asked bytes
		c.saw, c.at, c.checked, c.holder = chain.Result{}, 0, 0, vt1
		r.fetch(c)
	case 7: // withdraw, decline, or a third writes across
		if r.rng.IntN(6) == 0 && state.May(c.party, chain.Post) == nil {
			r.send(c, r.draft(c, chain.Post), c.who)
		}
	case 8: // offer again
		if c == r.clients[0] && state.May(c.party, chain.Offer) == nil && r.rng.IntN(2) == 0 {
			r.send(c, r.draft(c, chain.Offer), c.who)
		}
	case 9, 10: // the receiver signs and asks
		if state.May(c.party, chain.Accept) == nil && c.asked == nil {
			c.asked = seal(r.t, r.draft(c, chain.Accept), c.who)
		}
	case 11, 12: // the offering member answers, once for each offer
		r.answer(r.clients[0], r.clients[2+r.rng.IntN(2)])
	case 13: // somebody accepts without a co-signature of the offering member
		if state.Offer != nil {
			h := r.draft(c, chain.Accept)
			signed := string(seal(r.t, h))
			for _, by := range [][]person{{c.who}, {c.who, bram}, {c.who, vreemd}, {gijs, kees}} {
				var sigs []note.Sig
				for _, p := range by {
					sigs = append(sigs, p.sign([]byte(signed)))
				}
				r.flying = append(r.flying, note.Attach([]byte(signed), sigs...))
			}
		}
	}
	if c.done != nil && r.rng.IntN(2) == 0 {
		r.flying = append(r.flying, c.done)
	}
}

// answer co-signs what a receiver asked for, if it stands in the way the
// offering member sees the chain.
func (r *run) answer(giver, receiver *client) {
	if receiver.asked == nil || giver.saw.State.Offer == nil {
		return
	}
	offer := giver.saw.State.Offer.Entry
	if giver.saw.State.Offer.Member != giver.who.author || giver.cosigned == offer {
		return
	}
	signed := receiver.asked[:len(receiver.asked)-len("sig  \n")-32-128]
	sig := note.Sig{Key: receiver.who.public().ID(), Hex: string(receiver.asked[len(receiver.asked)-129 : len(receiver.asked)-1])}
	e, err := giver.saw.State.CheckAccept(signed, sig, directory)
	if err != nil {
		receiver.asked = nil // told no: it may ask anew
		r.refused++
		return
	}
	if fits, _ := holdAll(9).Bind(e, e.Epoch); !fits {
		r.t.Fatal("bind of an accept that was asked for")
	}
	giver.cosigned = offer
	receiver.done = note.Attach(signed, sig, giver.who.sign(signed))
	receiver.asked = nil
}

// check: whoever this client shows as the holder, two people signed for it.
func (r *run) check(c *client) {
	entries := c.saw.Verdicts
	for ; c.checked < len(entries); c.checked++ {
		if e := entries[c.checked].Entry; e.Type == chain.Accept {
			if !twoSigned(entries[c.checked-1].Entry, e) {
				r.t.Errorf("%s counts an accept without two signatures", c.who.name)
			}
			c.holder = e.Party
		}
	}
	if c.saw.State.Owner != c.holder {
		r.t.Errorf("%s shows a holder that no accept made", c.who.name)
	}
}
