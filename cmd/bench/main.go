//go:build linux

// Command bench measures what Sluis promises about speed and memory, each figure
// beside its floor: the least code that does the bare act, run in the same
// minutes on the same cores. It prints one table.
//
// Hub and floor are processes of their own; floor and hub take turns, so that a
// busy machine slows both, and what is shown is the median of the turns. What a
// member has to make beforehand (keys, sealed and signed entries) is made before
// the clock runs.
//
//	go run ./cmd/bench [-only seal,put,deliver,idle,inbox,empty,replica,rotate,move,manifest,hubs,postgres] [-rounds 5]
//
// BENCH_EXCHANGES sets how many exchanges the large inbox has. Linux only: memory
// and processor time come from /proc.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A bench is everything that one run shares.
type bench struct {
	ctx    context.Context
	dir    string // gone at the end
	rounds int
	began  time.Time
	table  table
}

// Each subject adds its rows to the table.
var subjects = []struct {
	name string
	run  func(*bench) error
}{
	{"seal", benchSeal},
	{"put", benchPut},
	{"deliver", benchDeliver},
	{"idle", benchIdle},
	{"inbox", benchInbox},
	{"empty", benchEmpty},
	{"replica", benchReplica},
	{"rotate", benchRotate},
	{"move", benchMove},
	{"manifest", benchManifest},
	{"hubs", benchHubs},
	{"postgres", benchPostgres},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	var err error
	if len(os.Args) >= 3 && os.Args[1] == "floor" { // by ourselves only: see process.go
		err = serveFloor(ctx, os.Args[2:])
	} else {
		err = run(ctx)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	only := flag.String("only", "", "subjects, separated by commas; all without it")
	rounds := flag.Int("rounds", 5, "turns of floor and ours")
	flag.Parse()
	if *rounds < 1 || flag.NArg() > 0 {
		return errors.New("usage: bench [-only subject,…] [-rounds n]")
	}
	dir, err := os.MkdirTemp("", "sluis-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{ctx: ctx, dir: dir, rounds: *rounds, began: time.Now()}
	b.say("building the hub")
	build := exec.CommandContext(ctx, "go", "build", "-tags", "noagent", "-o", b.path("sluis-hub"), "./cmd/sluis")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the hub (from the top of the repository): %w\n%s", err, out)
	}
	for _, s := range subjects {
		if *only != "" && !strings.Contains(","+*only+",", ","+s.name+",") {
			continue
		}
		b.say("%s", s.name)
		if err := s.run(b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	b.say("done")
	return b.table.write(os.Stdout)
}

func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }

// say tells what is going on, for whoever waits.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%5.0fs  %s\n", time.Since(b.began).Seconds(), fmt.Sprintf(format, args...))
}

// wait is for what needs time itself, such as memory that settles.
func (b *bench) wait(d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-b.ctx.Done():
		return b.ctx.Err()
	case <-t.C:
		return nil
	}
}
