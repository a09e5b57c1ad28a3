//go:build !noagent

package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// actor is a member of the demo that does things by itself, so that a lone
// visitor meets somebody: it is reachable, reads, answers, takes up, offers,
// comes to the room, co-signs and accepts. It does nothing that a person could
// not do with the same commands.
type actor struct {
	home string
	m    *partners.Member
	log  *slog.Logger
	// offering holds the exchanges in which this actor is waiting to co-sign.
	offering map[note.XID]bool
	ended    chan note.XID
	// back says that this actor took up what was under way before a restart.
	back bool
	// inRoom ends this actor's stay in the room of an exchange that it may receive.
	inRoom map[note.XID]context.CancelFunc
}

// act runs until ctx ends.
func (a *actor) act(ctx context.Context) {
	a.offering, a.ended = map[note.XID]bool{}, make(chan note.XID)
	a.inRoom = map[note.XID]context.CancelFunc{}
	for ctx.Err() == nil {
		if err := a.work(ctx); err != nil && ctx.Err() == nil {
			a.log.Debug("demo member pauses", "home", a.home, "code", hub.CodeOf(err))
			pause(ctx, 2*time.Second)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// work is reachable for its teams and looks at what is new, on each event and
// every ten seconds.
func (a *actor) work(ctx context.Context) error {
	live, err := a.m.Live(ctx)
	if err != nil {
		return err
	}
	defer live.Close()
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	if err := a.goOn(ctx); err != nil {
		return err
	}
	for {
		if err := a.look(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case xid := <-a.ended:
			delete(a.offering, xid)
		case <-tick.C:
			if err := live.Reachable(now().Add(time.Hour)); err != nil {
				return err
			}
			if err := a.m.Tend(ctx); err != nil { // the next tick tries again
				a.log.Debug("demo member made no team key", "home", a.home, "code", hub.CodeOf(err))
			}
		case _, ok := <-live.Changed():
			if !ok {
				return nil
			}
		}
	}
}

// look reacts to everything that changed since it last looked.
func (a *actor) look(ctx context.Context) error {
	changed, seen, err := a.m.News(ctx)
	if err != nil {
		return err
	}
	for _, xid := range changed {
		if err := a.step(ctx, xid); err != nil {
			return err
		}
	}
	return seen()
}

// goOn takes up the handoffs that were under way before a restart. Nothing of them
// need change any more: the other side may be on its way to the room.
func (a *actor) goOn(ctx context.Context) error {
	if a.back {
		return nil
	}
	rows, err := a.m.Inbox(ctx, "", 50)
	if err != nil {
		return err
	}
	for _, v := range rows {
		if v.Flow != "handoff" || v.Closed {
			continue
		}
		if err := a.step(ctx, v.Exchange); err != nil {
			return err
		}
	}
	a.back = true
	return nil
}

// step does what is to be done in one exchange now. That somebody else was first,
// or the step is gone, is no error: it looks again at the next change.
func (a *actor) step(ctx context.Context, xid note.XID) error {
	if a.offering[xid] {
		return nil
	}
	err := a.react(ctx, xid)
	switch hub.CodeOf(err) {
	case hub.E20, hub.E29, hub.E31, hub.E05:
		return nil
	}
	return err
}

// react does the one next step of an exchange that is this actor's to do.
func (a *actor) react(ctx context.Context, xid note.XID) error {
	v, err := a.m.Show(ctx, xid)
	if err != nil {
		return err
	}
	x, err := a.m.Read(ctx, xid)
	if err != nil {
		return err
	}
	if over := v.Closed || v.Ended != ""; over || a.colleagues(x) {
		if leave := a.inRoom[xid]; over && leave != nil {
			leave()
		}
		return nil
	}
	if !a.mine(x) {
		if _, err := a.m.Receipt(ctx, xid); err != nil {
			return err
		}
	}
	switch v.Flow {
	case "handoff":
		return a.handoff(ctx, v)
	case "inquiry":
		return a.inquiry(ctx, v)
	case "feedback":
		return a.feedback(ctx, v)
	case "message":
		if !a.mine(x) {
			return a.message(ctx, v)
		}
	}
	return nil
}

// colleagues says whether a colleague began the exchange: it is theirs to go on with.
// Other organisations have teams of the same name, so parties are compared.
func (a *actor) colleagues(x *partners.Exchange) bool {
	first := x.Entries[0]
	return first.Author != a.m.ID && slices.Contains(a.m.Parties(), first.Party)
}

// mine says whether the newest entry is of this actor's own team.
func (a *actor) mine(x *partners.Exchange) bool {
	return slices.Contains(a.m.Parties(), x.Entries[len(x.Entries)-1].Party)
}

func (a *actor) can(v *partners.View, form string) bool {
	for _, n := range v.Next {
		if n == form {
			return true
		}
	}
	return false
}

func (a *actor) say(ctx context.Context, v *partners.View, doc map[string]any) error {
	doc["version"] = 1
	b, err := strict.Encode(doc)
	if err != nil {
		return err
	}
	return a.m.Reply(ctx, v.Exchange, "", b, nil)
}

func (a *actor) handoff(ctx context.Context, v *partners.View) error {
	switch {
	case a.can(v, "accept"):
		if err := a.m.Accept(ctx, v.Exchange, "", nil); err != nil {
			return err
		}
		if leave := a.inRoom[v.Exchange]; leave != nil {
			leave()
		}
		return nil
	case v.Status == "proposed" && a.can(v, "handoff.acknowledged"):
		if err := a.m.Claim(ctx, v.Exchange, ""); err != nil {
			return err
		}
		return a.say(ctx, v, map[string]any{"form": "handoff.acknowledged"})
	case v.Status == "acknowledged" && a.can(v, "offer") && !a.standing(v):
		a.offering[v.Exchange] = true
		go a.offer(ctx, v.Exchange)
	case a.can(v, "handoff.declined"): // it is this side's to take over
		a.come(ctx, v.Exchange)
	case v.Status == "accepted" && a.can(v, "handoff.family_contacted"):
		return a.say(ctx, v, map[string]any{"form": "handoff.family_contacted", "on": now().Format(time.DateOnly)})
	}
	return nil
}

func (a *actor) standing(v *partners.View) bool {
	return len(v.Entries) > 0 && v.Entries[len(v.Entries)-1].Type == "offer"
}

// come goes to the room and waits there for who proposed it, in a session of its
// own; only who meets somebody there can offer.
func (a *actor) come(ctx context.Context, xid note.XID) {
	if a.inRoom[xid] != nil {
		return
	}
	ctx, leave := context.WithCancel(ctx)
	a.inRoom[xid] = leave
	go func() {
		for ctx.Err() == nil {
			h, err := partners.LoadHome(a.home)
			if err != nil {
				return
			}
			m, err := partners.Open(ctx, h, partners.Options{Now: now})
			if err == nil {
				err = m.Talk(ctx, xid, func(partners.TalkEvent) {})
			}
			if ctx.Err() == nil {
				a.log.Debug("demo member left the room", "home", a.home, "code", hub.CodeOf(err))
				pause(ctx, 2*time.Second)
			}
		}
	}()
}

// offer waits in a session of its own, for it may take half an hour.
func (a *actor) offer(ctx context.Context, xid note.XID) {
	defer func() {
		select {
		case a.ended <- xid:
		case <-ctx.Done():
		}
	}()
	h, err := partners.LoadHome(a.home)
	if err != nil {
		return
	}
	m, err := partners.Open(ctx, h, partners.Options{Now: now})
	if err != nil {
		return
	}
	if err := m.Offer(ctx, xid, "", nil, func(*partners.Exchange) {}); err != nil {
		a.log.Debug("demo offer ended", "home", a.home, "code", hub.CodeOf(err))
	}
}

func (a *actor) inquiry(ctx context.Context, v *partners.View) error {
	switch {
	case a.can(v, "inquiry.answers") && (v.Status == "sent" || v.Status == "received" || v.Status == "assigned"):
		var sent struct {
			Questions []struct {
				ID string `json:"id"`
			} `json:"questions"`
		}
		if json.Unmarshal(v.Entries[0].Document, &sent) != nil {
			return nil
		}
		var answers []map[string]any
		for i, q := range sent.Questions {
			if i == 0 {
				answers = append(answers, map[string]any{"question": q.ID, "kind": "antwoord", "nature": "eigen_waarneming",
					"text": "Het kind kwam de laatste vier weken drie keer te laat en was stil. Dat is een eigen waarneming."})
				continue
			}
			answers = append(answers, map[string]any{"question": q.ID, "kind": "weigering", "code": "geen_noodzaak",
				"motivation": "Wij zien niet waarom dit nodig is voor het onderzoek. Bel ons als dat anders is."})
		}
		doc := map[string]any{"form": "inquiry.answers", "answers": answers,
			"informed": map[string]any{"state": "ja"}, "role": "aandachtsfunctionaris"}
		if a.m.Kind() == "politie" {
			doc["wpgBasis"] = map[string]any{"article": 18}
		}
		return a.say(ctx, v, doc)
	case a.can(v, "inquiry.filed"):
		return a.say(ctx, v, map[string]any{"form": "inquiry.filed", "on": now().Format(time.DateOnly)})
	}
	return nil
}

func (a *actor) feedback(ctx context.Context, v *partners.View) error {
	if v.Status == "question" && a.can(v, "feedback.reply") {
		return a.say(ctx, v, map[string]any{"form": "feedback.reply",
			"text": "Het gebiedsteam neemt vandaag contact op met het gezin. U houdt uw eigen zorg voor het kind."})
	}
	return nil
}

func (a *actor) message(ctx context.Context, v *partners.View) error {
	if !a.can(v, "message.text") {
		return nil
	}
	return a.say(ctx, v, map[string]any{"form": "message.text", "text": "Dank je wel. Ik heb je bericht gelezen en kom erop terug."})
}
