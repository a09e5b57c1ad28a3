//go:build !noagent

package main

import (
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners"
)

// TestWrongInput types what people get wrong, and looks at the code, the next
// step, and that nothing is lost.
func TestWrongInput(t *testing.T) {
	p := newPlay(t)
	message := `{"form":"message.text","version":1,"text":"Graag overleg."}`
	post := `{"form":"message.text","version":1,"text":"Antwoord."}`
	open := func() note.XID { return p.send("anna", "message", "Regio Vechtdal", "--team", "Intake") }

	t.Run("words at login", func(t *testing.T) {
		words := strings.Fields(p.file.phrase("anna"))
		typo := append([]string{words[0][:3] + "q"}, words[1:]...)
		r := p.sluisIn("anna", strings.Join(typo, " "), "login", "--phrase", "--json")
		r.refused(hub.E28)
		if !strings.Contains(r.Out, "1") || strings.Contains(r.Out, words[7]) {
			t.Errorf("no help with the typo, or too much: %s", r.Out)
		}
		other := p.sluisIn("anna", p.file.phrase("bas"), "login", "--phrase", "--json")
		other.refused(hub.E28)
		p.sluisIn("anna", strings.ToUpper(strings.Join(words, "-")), "login", "--phrase").ok()
	})
	t.Run("a document with an unknown field, of a newer version, of no form", func(t *testing.T) {
		send := []string{"send", "--flow", "message", "--team", "Intake", "--to", "Regio Vechtdal", "--file", "-", "--json"}
		p.sluisIn("anna", `{"form":"message.text","version":1,"text":"a","kleur":"rood"}`, send...).refused(hub.E10)
		p.sluisIn("anna", `{"form":"message.text","version":2,"text":"a"}`, send...).refused(hub.E19)
		p.sluisIn("anna", `{"form":"message.sound","version":1,"text":"a"}`, send...).refused(hub.E19)
		p.sluisIn("anna", `{"form":"message.text","version":1,"text":"a","Text":"b"}`, send...).refused(hub.E10)
		p.sluisIn("anna", `geen json`, send...).refused(hub.E10)
		p.sluisIn("anna", `{"form":"message.text","version":1,"text":"`+strings.Repeat("a", 300<<10)+`"}`, send...).refused(hub.E10, hub.E23)
	})
	t.Run("names", func(t *testing.T) {
		send := func(to string) result {
			return p.sluisIn("anna", message, "send", "--flow", "message", "--team", "Intake", "--to", to, "--file", "-", "--json")
		}
		r := send("Infodesk")
		r.refused(hub.E30)
		if strings.Count(r.Out, "(Politie") != 2 {
			t.Errorf("the teams it fits are not listed: %s", r.Out)
		}
		send("Gebiedsteam Nergens").refused(hub.E21)
		send("Veilig Thuis Vechtdal / Intake").refused(hub.E29) // the own team
		p.sluisIn("bas", message, "send", "--flow", "message", "--to", "Regio Vechtdal", "--file", "-", "--json").refused(hub.E30)
	})
	t.Run("what is not there and what is not yours", func(t *testing.T) {
		xid := open()
		mine := p.sluis("sanne", "show", string(xid), "--json")
		none := p.sluis("sanne", "show", string(note.HashOf([]byte("niets"))), "--json")
		mine.refused(hub.E21)
		if mine.Out != none.Out {
			t.Errorf("the answers differ: %s %s", mine.Out, none.Out)
		}
		p.sluis("sanne", "show", "K7Q-M2P", "--json").refused(hub.E21)
	})
	t.Run("usage", func(t *testing.T) {
		for _, args := range [][]string{{"shwo"}, {"show"}, {"send", "--flow", "brief"}, {"term", "gisteren", "5wd"}, {"term", "2026-11-21", "5 dagen"}, {"term", "2026-11-21", "5h"}} {
			if r := p.sluis("anna", append(args, "--json")...); r.Code != 2 || !strings.Contains(r.Out, `"usage"`) {
				t.Errorf("%v: exit %d, %s", args, r.Code, r.Out)
			}
		}
	})
	t.Run("clock off by a day", func(t *testing.T) {
		for _, offset := range []string{"24h", "-24h"} {
			r := p.sluisIn("anna", message, "SLUIS_CLOCK_OFFSET="+offset, "send", "--flow", "message", "--team", "Intake", "--to", "Regio Vechtdal", "--file", "-", "--json")
			r.refused(hub.E26)
		}
	})
	t.Run("two at once", func(t *testing.T) {
		xid := p.send("anna", "handoff", "Gebiedsteam Centrum", "--team", "Intake")
		p.sluis("esra", "claim", string(xid)).ok()
		p.sluis("esra", "claim", string(xid)).ok()
		p.sluis("jamal", "claim", string(xid), "--json").refused(hub.E31)
		// answering at once: both stand, in some order
		a, b := p.start("esra", post, "reply", string(xid), "--file", "-"), p.start("jamal", post, "reply", string(xid), "--file", "-")
		p.wait(a).ok()
		p.wait(b).ok()
		if n := len(p.show("anna", xid).Entries); n != 3 {
			t.Errorf("%d entries, want 3", n)
		}
		// accepting at once: one gets it, the other hears that a colleague did
		offer := p.offer("anna", xid)
		a, b = p.start("esra", "", "accept", string(xid), "--json"), p.start("jamal", "", "accept", string(xid), "--json")
		first, second := p.wait(a), p.wait(b)
		if first.Code != 0 {
			first, second = second, first
		}
		first.ok()
		second.refused(hub.E31)
		p.wait(offer).ok()
	})
	t.Run("acceptance without an offer, by a third party, after a withdrawal, after thirty minutes", func(t *testing.T) {
		xid := p.send("anna", "handoff", "Gebiedsteam Centrum", "--team", "Intake")
		p.sluis("esra", "accept", string(xid), "--json").refused(hub.E29)
		offer := p.offer("anna", xid)
		p.sluis("sanne", "accept", string(xid), "--json").refused(hub.E21)
		p.sluis("anna", "accept", string(xid), "--json").refused(hub.E29)
		offer.cmd.Process.Signal(syscall.SIGINT)
		p.wait(offer).refused(hub.E29)
		p.sluis("esra", "accept", string(xid), "--json").refused(hub.E29)
		if last := p.show("esra", xid).Entries; !strings.Contains(string(last[len(last)-1].Document), "custody.withdrawn") {
			t.Errorf("the interrupted offer was not withdrawn")
		}
		offer = p.offer("anna", xid)
		offer.cmd.Process.Kill() // leaves the offer standing
		offer.cmd.Wait()
		p.sluis("esra", "SLUIS_CLOCK_OFFSET=31m", "accept", string(xid), "--json").refused(hub.E26)
		if c := p.show("esra", xid).Custody; c == nil || c.Team != "Intake" {
			t.Errorf("%v is responsible", c)
		}
	})
	t.Run("an offer that is declined by a colleague", func(t *testing.T) {
		xid := p.send("anna", "handoff", "Gebiedsteam Centrum", "--team", "Intake")
		offer := p.offer("anna", xid)
		// everything else waits while an offer stands
		p.sluisIn("jamal", post, "reply", string(xid), "--file", "-", "--json").refused(hub.E29)
		p.sluis("jamal", "decline", string(xid), "--reason", "capaciteit").ok()
		p.wait(offer).refused(hub.E29)
		p.sluis("esra", "accept", string(xid), "--json").refused(hub.E29)
		if v := p.show("anna", xid); v.Status != "declined" || v.Custody.Team != "Intake" {
			t.Errorf("status %s, responsible %v", v.Status, v.Custody)
		}
	})
	t.Run("the hub stops in the middle of an attachment", func(t *testing.T) {
		data := make([]byte, 12<<20)
		rand.Read(data)
		path := filepath.Join(p.dir, "groot.bin")
		p.must(os.WriteFile(path, data, 0o600))
		send := func() *running {
			return p.start("anna", message, "send", "--flow", "message", "--team", "Intake", "--to", "Regio Vechtdal", "--file", "-", "--attach", path)
		}
		r := send()
		p.until("pieces arrive", func() bool { return strings.Contains(r.err.String(), "van") })
		p.hub.stop(syscall.SIGKILL)
		p.hub.again()
		res := p.wait(r)
		if res.Code != 0 { // it gave up: the same command goes on where it stopped
			res = p.wait(send())
		}
		out := filepath.Join(p.dir, "terug.bin")
		p.sluis("els", "attach", "get", res.ok(), "groot.bin", "--out", out).ok()
		got, err := os.ReadFile(out)
		p.must(err)
		if string(got) != string(data) {
			t.Error("the attachment came back changed")
		}
	})
	t.Run("no room left at the hub", func(t *testing.T) {
		if hubtest.Two() {
			t.Skip("PostgreSQL has no bound of ours; that its disk is full is tested in hub/store")
		}
		xid := open()
		p.hub.stop(syscall.SIGTERM)
		p.hub.again("--max-size", "1")
		p.sluisIn("anna", post, "reply", string(xid), "--file", "-", "--json").refused(hub.E24)
		p.hub.stop(syscall.SIGTERM)
		p.hub.again()
		v := p.show("anna", xid) // any command sends what waits
		if len(v.Entries) != 2 {
			t.Errorf("after there is room again %d entries, want 2", len(v.Entries))
		}
	})
	t.Run("the hub is away", func(t *testing.T) {
		xid := open()
		p.hub.stop(syscall.SIGTERM)
		p.sluisIn("anna", post, "reply", string(xid), "--file", "-", "--json").refused(hub.E27)
		var v partners.View
		r := p.sluis("anna", "show", string(xid), "--json")
		if json.Unmarshal([]byte(r.Out), &v) != nil || !v.Away {
			t.Errorf("without a hub: exit %d %s", r.Code, r.Out)
		}
		p.hub.again()
	})
}
