//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/partners"
)

// A member gives a team of 200 a new key: it is sealed to each of them, signed,
// published, checked by the hub and by the witness, and fetched and verified back.
// The floor is the bare library: one secret sealed to 200 recipients, a file each.
const rotatePeople = 200

func benchRotate(b *bench) error {
	now := time.Now().Unix()
	f := partners.NewFounding("Gemeente", "gebiedsteam")
	team := f.Team(roster.Card{Name: "Groot team", Kind: "gebiedsteam", PhoneDay: "088 000 1100", Area: []string{"8701"}})
	for n := range rotatePeople {
		f.Member(fmt.Sprintf("lid %d", n), n == 0, team)
	}
	records, err := f.Records(now)
	if err != nil {
		return err
	}
	w, err := b.watch("rotate")
	if err != nil {
		return err
	}
	defer w.stop()
	h, err := b.hub("rotate", records, "--witness", w.flag)
	if err != nil {
		return err
	}
	defer h.stop()
	if err := w.of(h); err != nil {
		return err
	}
	trust := partners.Trust{
		Hub: h.id, Founders: map[note.OrgID]note.KeyID{f.Org: f.RootID()},
		Log: h.log, Witnesses: []string{w.Key().String()}, Quorum: 1,
	}
	if _, err := f.People()[1].Settle(b.ctx, b.path("rotate-home"), partners.HomeConfig{Hub: h.base}, trust, now); err != nil {
		return err
	}
	home, err := partners.LoadHome(b.path("rotate-home"))
	if err != nil {
		return err
	}
	m, err := partners.Open(b.ctx, home, partners.Options{})
	if err != nil {
		return err
	}
	secret := []byte(identity.New().String())
	var to []age.Recipient
	for range rotatePeople {
		to = append(to, identity.New().AgeRecipient())
	}
	var files bytes.Buffer
	bare := func() error {
		files.Reset()
		for _, r := range to {
			out, err := age.Encrypt(&files, r)
			if err != nil {
				return err
			}
			out.Write(secret)
			if err := out.Close(); err != nil {
				return err
			}
		}
		return nil
	}
	var t turns
	for turn := range b.rounds + 1 {
		floor, err := took(1, bare)
		if err != nil {
			return err
		}
		ours, err := took(1, func() error { return m.Rotate(b.ctx, "") })
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			t.add(floor[0], ours[0])
		}
	}
	k, err := m.Keys(b.ctx)
	if err != nil {
		return err
	}
	if len(k.Teams) != 1 || k.Teams[0].Epoch != uint64(b.rounds)+1 || !k.Teams[0].Held {
		return fmt.Errorf("rotated %d times, the keys are %+v", b.rounds+1, k.Teams)
	}
	show := func(v float64) string { return fmt.Sprintf("%.0f ms", v) }
	b.table.bound(fmt.Sprintf("a new key for a team of %d", rotatePeople), t, show, goal{bound: 2000})
	size, err := epochSize(b.path("rotate-home"), f.Org, team, rotatePeople)
	if err != nil {
		return err
	}
	b.table.beside("… all of it, signed note and sealed files", []float64{size}, func(v float64) string { return fmt.Sprintf("%.0f kB", v/1000) })
	return nil
}

// epochSize is what a new key for so many is in octets: a sealed file each and the one
// that hands on the key before it, and the signed note, which the home keeps.
func epochSize(home string, org note.OrgID, team note.TeamID, people int) (float64, error) {
	key := identity.New()
	file, err := seal.SealSecret(key.Recipient(), seal.TeamKeyForm, []note.Line{
		note.L("org", string(org)), note.L("tid", string(team)), note.L("epoch", "1"),
		note.L("to", string(note.NewID())), note.L("identity", key.String()),
	})
	if err != nil {
		return 0, err
	}
	entries, err := os.ReadDir(filepath.Join(home, "directory"))
	if err != nil {
		return 0, err
	}
	var signed int64
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(home, "directory", e.Name()))
		if err != nil {
			return 0, err
		}
		if _, err := roster.ParseTeam(text); err == nil {
			signed = max(signed, int64(len(text)))
		}
	}
	return float64((people+1)*len(file)) + float64(signed), nil
}
