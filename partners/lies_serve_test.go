//go:build lies

package partners

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/liar"
)

// What a test of another client is told of the region, as JSON in the file that
// SLUIS_LIES_SAY names.
type lieRegion struct {
	Control string      `json:"control"` // where it says what shall happen
	Hub     string      `json:"hub"`     // the liar
	Trust   Trust       `json:"trust"`
	Victim  lieVictim   `json:"victim"`
	Novice  lieVictim   `json:"novice"` // who is lied to at a new device
	Cases   []liar.Case `json:"cases"`
}

type lieVictim struct {
	Org    note.OrgID    `json:"org"`
	Member note.MemberID `json:"member"`
	Code   string        `json:"code"`
	Phrase string        `json:"phrase"`
}

func (p *play) account(name string) lieVictim {
	m := p.by(name)
	return lieVictim{m.Org, m.ID, hub.AccountCode(m.ID), strings.Join(p.phrase[name], " ")}
}

// lieScene is what the stage of a case holds.
type lieScene struct {
	Exchange note.XID  `json:"exchange"`
	To       string    `json:"to"`
	Root     note.Hash `json:"root"` // of the file in it
}

// lieEnd is what the liar noticed until it became honest.
type lieEnd struct {
	liar.Given
	Untold []liar.Lie `json:"untold"`
}

// TestLiesServe lets the test of another client play the cases: it lays their stages,
// and lies, when it is told to. That test builds it with -tags lies; it tells of itself in
// the file that SLUIS_LIES_SAY names, and the addresses in SLUIS_LIES_EDGES are those under
// which that client knows the hub.
func TestLiesServe(t *testing.T) {
	file := os.Getenv("SLUIS_LIES_SAY")
	if file == "" {
		t.Fatal("SLUIS_LIES_SAY names no file")
	}
	cases, err := liar.Cases()
	if err != nil {
		t.Fatal(err)
	}
	cases = slices.DeleteFunc(cases, func(c liar.Case) bool { return c.Only == "go" })
	p := newPlay(t, strings.Fields(os.Getenv("SLUIS_LIES_EDGES"))...)
	p.liar.Deaf(true) // what a socket brings would have read what a case has not
	asked := make(chan func(), 1)
	answer := func(name string, act func(id string) any) {
		http.HandleFunc("POST /"+name, func(w http.ResponseWriter, r *http.Request) {
			var ask struct {
				ID string `json:"id"`
			}
			if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			done := make(chan any)
			asked <- func() { // a test may fail in its own goroutine only
				var said any
				defer func() { done <- said }()
				t.Run(name+" "+ask.ID, func(t *testing.T) {
					p.world.t = t
					said = act(ask.ID)
				})
			}
			said := <-done
			if said == nil {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			_ = json.NewEncoder(w).Encode(said) // who went away hears nothing
		})
	}
	which := func(id string) liar.Case {
		at := slices.IndexFunc(cases, func(c liar.Case) bool { return c.ID == id })
		if at < 0 {
			p.t.Fatalf("there is no case %q", id)
		}
		return cases[at]
	}
	answer("stage", func(id string) any {
		p.set(which(id))
		scene := lieScene{Exchange: p.xid, To: p.to}
		if p.xid != "" {
			if x, err := p.by("bas").Read(p.t.Context(), p.xid); err == nil && len(x.Attachments()) > 0 {
				scene.Root = x.Attachments()[0].File.Root
			}
		}
		return scene
	})
	answer("lie", func(id string) any {
		p.must(p.liar.Tell(p.by(p.lied).ID, which(id).Lies...))
		return true
	})
	answer("honest", func(string) any {
		return lieEnd{p.liar.Given(p.traitor), p.liar.Honest()}
	})
	answer("read", func(string) any { // what another member reads last
		v, err := p.by("ruud").Show(p.t.Context(), p.xid)
		p.must(err)
		return map[string]string{"ended": v.Ended, "document": string(v.Entries[len(v.Entries)-1].Document)}
	})
	over := false
	answer("end", func(string) any { over = true; return true })

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	p.must(err)
	control := &http.Server{}
	go func() { _ = control.Serve(listener) }()                   // ends when it is closed
	defer func() { _ = control.Shutdown(context.Background()) }() // the last answer goes out first
	said, err := json.Marshal(lieRegion{
		Control: "http://" + listener.Addr().String(), Hub: p.url, Trust: p.trust, Cases: cases,
		Victim: p.account(victim), Novice: p.account(novice),
	})
	p.must(err)
	p.must(os.WriteFile(file+".new", said, 0o600))
	p.must(os.Rename(file+".new", file))
	for !over {
		select {
		case act := <-asked:
			act()
		case <-t.Context().Done():
			return
		}
	}
}
