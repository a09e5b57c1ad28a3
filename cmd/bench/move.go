//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/partners"
)

// A member of two teams moves a zaak from one to the other: what the sheet says is said
// again in a new sheet, and in each exchange that belongs to it the one team takes the
// place of the other, with a new case key for everybody in it. The exchanges are
// another organisation's, so nobody has to accept. The floor is the bare library: the
// files that have to be sealed, four for each exchange. The zaak of twice as many says
// whether one exchange costs more in it.
const (
	moveExchanges = 50
	moveSealed    = 4 // for each: what is said again, what the new key is for, and the key for two
)

func benchMove(b *bench) error {
	to := identity.New().AgeRecipient()
	body := make([]byte, seal.Pad(1024))
	bare := func() error {
		var file bytes.Buffer
		for range moveExchanges * moveSealed {
			file.Reset()
			out, err := age.Encrypt(&file, to)
			if err != nil {
				return err
			}
			out.Write(body)
			if err := out.Close(); err != nil {
				return err
			}
		}
		return nil
	}
	var all, each turns
	for turn := range b.rounds + 1 {
		floor, err := took(1, bare)
		if err != nil {
			return err
		}
		few, err := b.move(moveExchanges, turn)
		if err != nil {
			return err
		}
		many, err := b.move(2*moveExchanges, turn)
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			all.add(floor[0], few)
			each.add(few/moveExchanges, many/(2*moveExchanges))
		}
	}
	b.table.bound(fmt.Sprintf("moving a zaak of %d exchanges", moveExchanges), all, func(v float64) string { return fmt.Sprintf("%.0f ms", v) }, goal{bound: 10_000})
	b.table.compare(fmt.Sprintf("… one of them, in a zaak of %d against one of %d", 2*moveExchanges, moveExchanges), each,
		func(v float64) string { return fmt.Sprintf("%.1f ms", v) }, goal{bound: 1.3})
	return nil
}

// office is a hub with somebody who is in two teams, and somebody who writes to one.
type office struct {
	*bench
	hub           *process
	witness       *watched
	mover, writer *partners.Member
}

func (o *office) stop() {
	o.hub.stop()
	o.witness.stop()
}

func (b *bench) office(name string) (*office, error) {
	now := time.Now().Unix()
	trust := partners.Trust{Founders: map[note.OrgID]note.KeyID{}, Quorum: 1}
	gemeente, police := partners.NewFounding("Gemeente", "gebiedsteam"), partners.NewFounding("Politie", "politie")
	card := func(name, kind string) roster.Card {
		return roster.Card{Name: name, Kind: kind, PhoneDay: "088 000 1100", Area: []string{"8701"}}
	}
	north, south := gemeente.Team(card("Noord", "gebiedsteam")), gemeente.Team(card("Zuid", "gebiedsteam"))
	mover := gemeente.Member("mover", true, north, south)
	writer := police.Member("writer", true, police.Team(card("Infodesk", "politie")))
	records, err := gemeente.Records(now)
	if err != nil {
		return nil, err
	}
	more, err := police.Records(now)
	if err != nil {
		return nil, err
	}
	trust.Founders[gemeente.Org], trust.Founders[police.Org] = gemeente.RootID(), police.RootID()
	o := &office{bench: b}
	if o.witness, err = b.watch(name); err != nil {
		return nil, err
	}
	if o.hub, err = b.hub(name, append(records, more...), "--witness", o.witness.flag); err != nil {
		return nil, errors.Join(err, o.witness.stop())
	}
	if err := o.settle(name, trust, now, mover, writer); err != nil {
		o.stop()
		return nil, err
	}
	return o, nil
}

// settle gives the two their homes.
func (o *office) settle(name string, trust partners.Trust, now int64, mover, writer *partners.Newcomer) error {
	if err := o.witness.of(o.hub); err != nil {
		return err
	}
	trust.Hub, trust.Log, trust.Witnesses = o.hub.id, o.hub.log, []string{o.witness.Key().String()}
	for _, p := range []struct {
		who *partners.Newcomer
		is  **partners.Member
	}{{mover, &o.mover}, {writer, &o.writer}} {
		dir := o.path(name + "-" + p.who.Name)
		if _, err := p.who.Settle(o.ctx, dir, partners.HomeConfig{Hub: o.hub.base}, trust, now); err != nil {
			return err
		}
		home, err := partners.LoadHome(dir)
		if err != nil {
			return err
		}
		if *p.is, err = partners.Open(o.ctx, home, partners.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// move makes a zaak with so many exchanges, in an office where nothing else is, and
// takes the time of moving it, in milliseconds.
func (b *bench) move(exchanges, turn int) (float64, error) {
	o, err := b.office(fmt.Sprintf("move-%d-%d", exchanges, turn))
	if err != nil {
		return 0, err
	}
	defer o.stop()
	doc, err := partners.Example("zaak", time.Now())
	if err != nil {
		return 0, err
	}
	sheet, err := o.mover.NewZaak(o.ctx, "Noord", doc)
	if err != nil {
		return 0, err
	}
	if doc, err = partners.Example("message", time.Now()); err != nil {
		return 0, err
	}
	for range exchanges {
		xid, err := o.writer.Send(o.ctx, partners.Letter{Flow: "message", To: "Gemeente / Noord", Document: doc})
		if err != nil {
			return 0, err
		}
		link, err := json.Marshal(map[string]any{"form": "zaak.exchange", "version": 1, "xid": xid, "flow": "message"})
		if err != nil {
			return 0, err
		}
		if err := o.mover.Reply(o.ctx, sheet, "Noord", link, nil); err != nil {
			return 0, err
		}
	}
	var r partners.Moved
	spent, err := took(1, func() (err error) {
		r, err = o.mover.MoveZaak(o.ctx, sheet, "Gemeente / Zuid", func(note.XID) {})
		return err
	})
	if err != nil {
		return 0, err
	}
	if r.Done != exchanges || len(r.Left) > 0 || !r.Closed {
		return 0, fmt.Errorf("of %d exchanges %d moved, %d are left, closed %v", exchanges, r.Done, len(r.Left), r.Closed)
	}
	return spent[0], nil
}
