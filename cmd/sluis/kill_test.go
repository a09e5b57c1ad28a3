//go:build !noagent

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// load is people who post, each in an exchange of their own, and remember what
// was acknowledged.
type load struct {
	p     *play
	lines []*line
	acked atomic.Int64
}

type line struct {
	m     *partners.Member
	xid   note.XID
	acked []string
	sent  []string
}

func newLoad(p *play) *load {
	l := &load{p: p}
	for _, who := range []string{"anna", "bas", "mohamed", "esra", "jamal", "dennis", "marit", "sanne"} {
		to, team := "Regio Vechtdal", ""
		if who == "anna" || who == "bas" {
			team = "Intake"
		}
		m := p.open(who)
		xid, err := m.Send(context.Background(), partners.Letter{Flow: "message", To: to, Team: team, Document: shortDocument("message")})
		p.must(err)
		l.lines = append(l.lines, &line{m: m, xid: xid})
	}
	return l
}

// run posts until ctx ends; what was under way then is not counted.
func (l *load) run(ctx context.Context) {
	var all sync.WaitGroup
	for i, ln := range l.lines {
		all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				text := fmt.Sprintf("bericht %d.%d", i, n)
				ln.sent = append(ln.sent, text)
				doc, _ := json.Marshal(map[string]any{"form": "message.text", "version": 1, "text": text})
				err := ln.m.Reply(ctx, ln.xid, "", doc, nil)
				switch {
				case err == nil:
					ln.acked = append(ln.acked, text)
					l.acked.Add(1)
				case ctx.Err() == nil && hub.CodeOf(err) != hub.E27:
					l.p.t.Errorf("post: %v", err)
					return
				}
			}
		})
	}
	all.Wait()
}

// lostOrTwice reads everything anew and counts what was acknowledged and is not
// there, and what is there more than once.
func (l *load) lostOrTwice() (lost, twice int) {
	for _, ln := range l.lines {
		// a home that remembers nothing of this exchange must take it from the hub
		l.p.must(os.RemoveAll(filepath.Join(l.p.file.home(l.name(ln)), "exchanges")))
		if _, _, err := ln.m.Resume(context.Background()); err != nil {
			l.p.t.Fatal(err)
		}
		l.p.must(os.RemoveAll(filepath.Join(l.p.file.home(l.name(ln)), "exchanges")))
		v, err := ln.m.Show(context.Background(), ln.xid)
		if hub.CodeOf(err) == hub.E21 {
			lost += len(ln.acked)
			continue
		}
		l.p.must(err)
		if v.Ended != "" {
			l.p.t.Errorf("a chain ended: %s", v.Ended)
		}
		seen := map[string]int{}
		for _, e := range v.Entries {
			var body struct {
				Text string `json:"text"`
			}
			json.Unmarshal(e.Document, &body)
			seen[body.Text]++
		}
		for _, text := range ln.acked {
			if seen[text] == 0 {
				lost++
			}
		}
		for _, n := range seen {
			if n > 1 {
				twice++
			}
		}
	}
	return lost, twice
}

func (l *load) name(ln *line) string {
	for _, person := range l.p.file.People {
		h, err := partners.LoadHome(person.Home)
		l.p.must(err)
		if h.Config.Member == ln.m.ID {
			return filepath.Base(person.Home)
		}
	}
	l.p.t.Fatal("nobody's line")
	return ""
}

// TestKilledUnderLoad: fifty times the hub, or one of two, dies at a random moment
// while eight people post, and is started again. Nothing that was acknowledged is lost, and
// nothing is there twice.
func TestKilledUnderLoad(t *testing.T) {
	p := newPlay(t)
	l := newLoad(p)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); l.run(ctx) }()
	r := rand.New(rand.NewPCG(50, 9))
	for range 50 {
		before := l.acked.Load()
		p.until("somebody posts", func() bool { return l.acked.Load() > before })
		<-time.After(time.Duration(r.IntN(60)) * time.Millisecond)
		n := r.IntN(len(p.hub.Processes))
		p.hub.Processes[n].stop(syscall.SIGKILL)
		p.hub.start(n)
	}
	stop()
	<-done
	lost, twice := l.lostOrTwice()
	if lost > 0 || twice > 0 {
		t.Errorf("of %d acknowledged entries %d are lost, %d are there twice", l.acked.Load(), lost, twice)
	}
	t.Logf("%d acknowledged entries through 50 kills", l.acked.Load())
}
