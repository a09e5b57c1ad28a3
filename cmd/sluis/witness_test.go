//go:build !noagent

package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// cosigned is a log that asks a witness, which may be away.
type cosigned struct {
	t    *testing.T
	key  translog.Key
	sign func([]byte) []byte
	tree *translog.Log
}

func newCosigned(t *testing.T, lines int) *cosigned {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	point, err := keys.PublicFrom(public)
	if err != nil {
		t.Fatal(err)
	}
	l := &cosigned{t: t, tree: translog.NewLog(), sign: func(b []byte) []byte { return ed25519.Sign(private, b) }}
	if l.key, err = translog.LogKey("d0e1f2/dir", point); err != nil {
		t.Fatal(err)
	}
	for n := range lines {
		h := note.HashOf(fmt.Append(nil, n))
		if err := l.tree.Append(translog.Leaf{Kind: translog.KindOrg, Org: note.OrgID(h[:32]), Hash: h}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// ask wants a cosignature of size lines after old; an error is a witness that is away.
func (l *cosigned) ask(address string, old, size uint64) (status int, text string, err error) {
	root, ok := l.tree.Root(size)
	proof, wrong := l.tree.Growth(old, size)
	if !ok || wrong != nil {
		l.t.Errorf("no growth from %d to %d: %v", old, size, wrong)
	}
	body := fmt.Appendf(nil, "old %d\n", old)
	for _, h := range proof {
		body = append(body, base64.StdEncoding.EncodeToString(h.Bytes())+"\n"...)
	}
	body = append(append(body, '\n'), l.key.Sign(note.Checkpoint{Size: size, Root: root}, l.sign).Bytes()...)
	answer, err := http.Post(address+"/add-checkpoint", "text/plain", bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(said), err
}

// witnessProcess is a running `sluis witness`.
type witnessProcess struct {
	Address string `json:"witness"`
	Key     string `json:"key"`

	t   *testing.T
	cmd *exec.Cmd
	log lockedBuffer
}

func startWitness(t *testing.T, dir string, flags ...string) *witnessProcess {
	t.Helper()
	w := &witnessProcess{t: t}
	w.cmd = exec.Command(binary(t, "sluis"), append([]string{"witness", "--json", "--listen", "127.0.0.1:0", "--name", "oost.example", "--data", dir}, flags...)...)
	w.cmd.Stderr = &w.log
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if w.cmd.ProcessState == nil {
			w.stop(syscall.SIGKILL)
		}
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, w) != nil || w.Address == "" {
		t.Fatalf("the witness does not start: %s %s", line, &w.log)
	}
	return w
}

func (w *witnessProcess) stop(sig syscall.Signal) error {
	w.cmd.Process.Signal(sig)
	return w.cmd.Wait()
}

// TestWitnessKilled: a witness is killed with kill -9 while a log grows, and started
// again. It knows all that it cosigned each time, goes on from there, and stops when
// it is asked to.
func TestWitnessKilled(t *testing.T) {
	const rounds, answers = 5, 20
	dir, l := filepath.Join(t.TempDir(), "witness"), newCosigned(t, 5000)
	key, size := "", uint64(0)
	for range rounds {
		w := startWitness(t, dir, "--of", l.key.String())
		if key == "" {
			key = w.Key
		}
		if w.Key != key {
			t.Fatalf("it became %s", w.Key)
		}
		var got atomic.Uint64
		got.Store(size)
		reached, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			for old := size; ; old++ {
				status, text, err := l.ask(w.Address, old, old+1)
				if err != nil {
					return
				}
				if status != http.StatusOK {
					t.Errorf("from %d: %d %s", old, status, text)
					return
				}
				got.Store(old + 1)
				if old+1 == size+answers {
					close(reached)
				}
			}
		}()
		select {
		case <-reached:
		case <-ended:
			t.Fatalf("it ended by itself: %s", &w.log)
		}
		w.stop(syscall.SIGKILL)
		<-ended
		w = startWitness(t, dir, "--of", l.key.String())
		status, text, err := l.ask(w.Address, 0, 0)
		var held uint64
		if _, wrong := fmt.Sscan(text, &held); err != nil || wrong != nil || status != http.StatusConflict {
			t.Fatalf("%d %q %v %v", status, text, err, wrong)
		}
		if held < got.Load() || held > got.Load()+1 {
			t.Errorf("it cosigned %d and knows of %d", got.Load(), held)
		}
		size = held
		if status, text, err := l.ask(w.Address, size, size); status != http.StatusOK {
			t.Errorf("again: %d %s %v", status, text, err)
		}
		if err := w.stop(syscall.SIGTERM); err != nil {
			t.Errorf("it stops with %v: %s", err, &w.log)
		}
	}
	if size < rounds*answers {
		t.Errorf("the log grew to %d", size)
	}
}

// TestWitnessCommand: its key comes before anything runs, and what it is told wrong
// it says.
func TestWitnessCommand(t *testing.T) {
	dir, l := filepath.Join(t.TempDir(), "witness"), newCosigned(t, 1)
	sluis := func(want int, args ...string) string {
		t.Helper()
		var out, diag bytes.Buffer
		if got := run(t.Context(), args, strings.NewReader(""), &out, &diag); got != want {
			t.Errorf("%q: exit %d: %s%s", args, got, &out, &diag)
		}
		return out.String()
	}
	witness := func(want int, flags ...string) string {
		t.Helper()
		return sluis(want, append([]string{"witness", "--data", dir, "--name", "oost.example", "--listen", "127.0.0.1:0"}, flags...)...)
	}
	key := strings.TrimSuffix(witness(0, "--key"), "\n")
	if k, err := translog.ParseWitnessKey(key); err != nil || k.Name != "oost.example" {
		t.Errorf("%q: %v", key, err)
	}
	if again := witness(0, "--key", "--json"); again != `{"key":"`+key+"\"}\n" {
		t.Errorf("then it is %s", again)
	}
	witness(2)
	witness(2, "--of", key)
	witness(2, "--of", "")
	witness(2, "--of", l.key.String(), "--of", newCosigned(t, 0).key.String())
	w := startWitness(t, dir, "--of", l.key.String(), "--log", "none")
	if w.Key != key {
		t.Errorf("it runs as %s", w.Key)
	}
	if said := sluis(0, "ready", w.Address); said != "ok\n" {
		t.Errorf("ready: %s", said)
	}
	if said := witness(1, "--json", "--of", l.key.String()); !strings.Contains(said, "another witness runs") {
		t.Errorf("a second one: %s", said)
	}
	if err := w.stop(syscall.SIGTERM); err != nil || w.log.String() != "" {
		t.Errorf("it stops with %v: %s", err, &w.log)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if said := witness(1, "--json", "--key"); !strings.Contains(said, "open to others") {
		t.Errorf("in a directory of others: %s", said)
	}
}
