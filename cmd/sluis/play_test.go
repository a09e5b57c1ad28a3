//go:build !noagent

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/partners"
)

// binaries are built once for all tests: the hub as it is deployed, which can
// neither open nor sign, and a member's tool whose clock can be moved.
var binaries = sync.OnceValues(func() (dir string, err error) {
	dir, err = os.MkdirTemp("", "sluis-bin-")
	if err != nil {
		return "", err
	}
	binariesDir = dir
	for name, tags := range map[string]string{"hub": "noagent,testclock", "hub-syncoff": "noagent,syncoff", "sluis": "testclock"} {
		c := exec.Command("go", "build", "-tags", tags, "-o", filepath.Join(dir, name), ".")
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			return "", fmt.Errorf("build %s: %v\n%s", name, err, out)
		}
	}
	return dir, nil
})

var binariesDir string // set once they are built

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(binariesDir)
	os.Exit(code)
}

func binary(t testing.TB, name string) string {
	t.Helper()
	dir, err := binaries()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

// play is the demo's region on a hub in a process of its own, with people who
// act through the command line. Nobody does anything by itself.
type play struct {
	t    testing.TB
	dir  string
	hub  *deployed
	file *demoFile
}

func newPlay(t testing.TB) *play {
	t.Helper()
	if !hubtest.Two() {
		return newPlayOn(t, onSQLite)
	}
	return newPlayOn(t, func(t testing.TB, dir string, args ...string) *deployed {
		return onTwo(t, dir, nil, redistest.Start(t), args...)
	})
}

// newPlayOn has the hub be what deploy starts in a directory.
func newPlayOn(t testing.TB, deploy func(t testing.TB, dir string, args ...string) *deployed) *play {
	t.Helper()
	p := &play{t: t, dir: t.TempDir()}
	r, err := loadRegion()
	p.must(err)
	objects, founders, err := r.found(time.Now().Unix())
	p.must(err)
	records := filepath.Join(p.dir, "records.sluis")
	p.must(os.WriteFile(records, recordsFile(objects), 0o600))
	p.hub = deploy(t, filepath.Join(p.dir, "hub"), "--records", records)
	p.file, err = r.settle(context.Background(), p.dir, p.hub.Address, p.hub.trust(founders), time.Now().Unix())
	p.must(err)
	return p
}

func (p *play) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// lockedBuffer collects what a process writes while others read it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// result is how a command ended.
type result struct {
	t        testing.TB
	Code     int
	Out, Err string
}

// sluis runs a command as somebody; words before it with = are environment.
func (p *play) sluis(who string, args ...string) result {
	p.t.Helper()
	return p.sluisIn(who, "", args...)
}

func (p *play) sluisIn(who, stdin string, args ...string) result {
	p.t.Helper()
	return p.wait(p.start(who, stdin, args...))
}

// running is a command that has not ended.
type running struct {
	cmd      *exec.Cmd
	out, err *lockedBuffer
}

// start begins a command as somebody without waiting for it.
func (p *play) start(who, stdin string, args ...string) *running {
	p.t.Helper()
	r := &running{out: &lockedBuffer{}, err: &lockedBuffer{}}
	env := append(os.Environ(), "SLUIS_HOME="+p.file.home(who))
	for len(args) > 0 && strings.Contains(args[0], "=") && !strings.HasPrefix(args[0], "-") {
		env, args = append(env, args[0]), args[1:]
	}
	r.cmd = exec.Command(binary(p.t, "sluis"), args...)
	r.cmd.Env, r.cmd.Dir = env, p.dir
	r.cmd.Stdin, r.cmd.Stdout, r.cmd.Stderr = strings.NewReader(stdin), r.out, r.err
	p.must(r.cmd.Start())
	return r
}

func (p *play) wait(r *running) result {
	p.t.Helper()
	err := r.cmd.Wait()
	if r.cmd.ProcessState == nil {
		p.t.Fatal(err)
	}
	return result{p.t, r.cmd.ProcessState.ExitCode(), r.out.String(), r.err.String()}
}

// ok demands success and gives stdout without its last line feed.
func (r result) ok() string {
	r.t.Helper()
	if r.Code != 0 {
		r.t.Fatalf("exit %d\n%s%s", r.Code, r.Out, r.Err)
	}
	return strings.TrimSuffix(r.Out, "\n")
}

// refused demands exit status 1 with one of the codes, of a command with --json.
func (r result) refused(codes ...hub.Code) {
	r.t.Helper()
	var f struct {
		Error fault `json:"error"`
	}
	lines := strings.Split(strings.TrimSpace(r.Out), "\n")
	if r.Code != 1 || json.Unmarshal([]byte(lines[len(lines)-1]), &f) != nil {
		r.t.Fatalf("exit %d, want 1 with an error\n%s%s", r.Code, r.Out, r.Err)
	}
	for _, c := range codes {
		if f.Error.Code == string(c) && f.Error.Next != "" {
			return
		}
	}
	r.t.Fatalf("error %+v, want one of %v", f.Error, codes)
}

// into reads the JSON that a successful command printed.
func (r result) into(v any) {
	r.t.Helper()
	if err := json.Unmarshal([]byte(r.ok()), v); err != nil {
		r.t.Fatalf("%v in %s", err, r.Out)
	}
}

// send begins an exchange from the example of its flow.
func (p *play) send(who, flow, to string, args ...string) note.XID {
	p.t.Helper()
	example := p.sluis(who, "example", flow).ok()
	return note.XID(p.sluisIn(who, example, append([]string{"send", "--flow", flow, "--to", to, "--file", "-"}, args...)...).ok())
}

// show reads an exchange as somebody.
func (p *play) show(who string, xid note.XID) *partners.View {
	p.t.Helper()
	v := &partners.View{}
	p.sluis(who, "show", string(xid), "--json").into(v)
	return v
}

// offer starts an offer and returns when it stands.
func (p *play) offer(who string, xid note.XID, env ...string) *running {
	p.t.Helper()
	r := p.start(who, "", append(env, "offer", string(xid), "--json")...)
	p.until("the offer stands", func() bool { return strings.Contains(r.out.String(), "standing") })
	return r
}

// until waits for something that another process does.
func (p *play) until(what string, holds func() bool) {
	p.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	end := time.After(30 * time.Second)
	for !holds() {
		select {
		case <-tick.C:
		case <-end:
			p.t.Fatalf("waited too long: %s", what)
		}
	}
}

// phrase is somebody's eight words.
func (d *demoFile) phrase(name string) string {
	for _, p := range d.People {
		if filepath.Base(p.Home) == name {
			return p.Phrase
		}
	}
	return ""
}
