//go:build !noagent

package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/partners"
)

// TestDemoThatDoesNotStart checks that a start that fails costs the region that
// stands there nothing.
func TestDemoThatDoesNotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for name, test := range map[string]struct {
		listen string
		break_ func(data string) error
	}{
		"the port is taken":  {taken.Addr().String(), func(string) error { return nil }},
		"the hub is damaged": {"127.0.0.1:0", func(data string) error { return os.WriteFile(filepath.Join(data, "hub"), nil, 0o600) }},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			region := &demoFile{Hub: "http://127.0.0.1:1", People: []demoPerson{{Name: "Anna", Home: filepath.Join(data, "homes", "anna")}}}
			ready := filepath.Join(data, "demo.json")
			if err := errors.Join(region.write(ready), os.Mkdir(filepath.Join(data, "witness"), 0o700)); err != nil {
				t.Fatal(err)
			}
			before, err := os.ReadFile(ready)
			if err != nil {
				t.Fatal(err)
			}
			if err := test.break_(data); err != nil {
				t.Fatal(err)
			}
			there := names(t, data)
			ctx, stop := context.WithTimeout(context.Background(), time.Minute)
			defer stop()
			demo := &demoCmd{Data: data, Listen: test.listen, Quiet: true}
			if err := demo.Run(ctx, &app{out: io.Discard, err: io.Discard}); err == nil || ctx.Err() != nil {
				t.Fatalf("the demo started: %v", err)
			}
			after, err := os.ReadFile(ready)
			if err != nil || string(after) != string(before) {
				t.Errorf("demo.json is %q, %v", after, err)
			}
			if now := names(t, data); !slices.Equal(now, there) {
				t.Errorf("there is %v, there was %v", now, there)
			}
		})
	}
}

// TestDemoFileIsWhole checks that what cannot be written in full leaves what stands.
func TestDemoFileIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "demo.json")
	if err := os.Mkdir(path, 0o700); err != nil { // nothing can be put in its place
		t.Fatal(err)
	}
	if err := (&demoFile{Hub: "http://127.0.0.1:1"}).write(path); err == nil {
		t.Error("a folder was replaced")
	}
	if left := names(t, dir); !slices.Equal(left, []string{"demo.json"}) {
		t.Errorf("left behind: %v", left)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

// TestActorComesBack checks that an acting member that was in the room of a handoff
// is there again after a restart, although nothing of the exchange changed.
func TestActorComesBack(t *testing.T) {
	p := newPlay(t)
	xid := p.send("anna", "handoff", "Gebiedsteam Noord")
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	present := make(chan bool, 64)
	talk := make(chan error, 1)
	anna := p.open("anna")
	go func() {
		talk <- anna.Talk(ctx, xid, func(e partners.TalkEvent) {
			if e.What == "present" {
				present <- len(e.Present) > 0
			}
		})
	}()
	sees := func(somebody bool) {
		t.Helper()
		for {
			select {
			case is := <-present:
				if is == somebody {
					return
				}
			case <-ctx.Done():
				t.Fatalf("waited in vain: somebody there: %v", somebody)
			}
		}
	}
	act := func() (end func()) {
		actor := &actor{home: p.file.home("fatima"), m: p.open("fatima"), log: slog.New(slog.DiscardHandler)}
		ctx, leave := context.WithCancel(ctx)
		over := make(chan struct{})
		go func() { defer close(over); actor.act(ctx) }()
		return func() { leave(); <-over }
	}
	end := act()
	sees(true)
	p.until("fatima has dealt with what is new", func() bool {
		changed, _, err := p.open("fatima").News(ctx)
		return err == nil && len(changed) == 0
	})
	end()
	sees(false)
	head := len(p.show("anna", xid).Entries)
	end = act()
	sees(true)
	if n := len(p.show("anna", xid).Entries); n != head {
		t.Errorf("the exchange changed: %d entries, %d before", n, head)
	}
	end()
	stop()
	if err := <-talk; err != nil {
		t.Error(err)
	}
}

// TestActorAnswersOfOneName checks that an acting member takes a team of another
// organisation, which is called as its own, for no colleague: it answers.
func TestActorAnswersOfOneName(t *testing.T) {
	p := newPlay(t)
	xid := p.send("hanna", "message", "Veilig Thuis Vechtdal / Intake")
	carla := p.open("carla")
	actor := &actor{home: p.file.home("carla"), m: carla, log: slog.New(slog.DiscardHandler)}
	p.must(actor.look(t.Context()))
	p.must(actor.look(t.Context())) // once is enough
	v := p.show("hanna", xid)
	if n := len(v.Entries); n != 2 || v.Entries[1].Author.ID != carla.ID {
		t.Errorf("%d entries", n)
	}
	inside := p.send("anna", "message", "Veilig Thuis Kustland / Intake")
	p.must(actor.look(t.Context()))
	if n := len(p.show("anna", inside).Entries); n != 1 {
		t.Errorf("what a colleague began has %d entries", n)
	}
}
