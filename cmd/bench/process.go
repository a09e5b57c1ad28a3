//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/sluis-hub/sluis/hub"
)

// process is a hub or a floor, measured from outside.
type process struct {
	base string // http://host:port
	id   string // of a hub
	log  string // key of its directory log
	cmd  *exec.Cmd
}

// hub starts the blind build of the hub on a data directory. Its log goes to a
// file, as it would on a server. Records are seeded when there are any; more are
// further flags.
func (b *bench) hub(name string, records []hub.Object, more ...string) (*process, error) {
	args := append([]string{"--json", "hub", "--listen", "127.0.0.1:0", "--data", b.path(name)}, more...)
	if records != nil {
		var parts [][]byte
		for _, o := range records {
			parts = append(parts, []byte(o.Kind), o.Data)
		}
		if err := os.WriteFile(b.path(name+".records"), hub.JoinFrame(parts...), 0o600); err != nil {
			return nil, err
		}
		args = append(args, "--records", b.path(name+".records"))
	}
	return b.start(name, exec.Command(b.path("sluis-hub"), args...))
}

// floor starts the bare server of floor.go, on SQLite or on the PostgreSQL at an
// address.
func (b *bench) floor(name string, database ...string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return b.start(name, exec.Command(self, append([]string{"floor", b.path(name)}, database...)...))
}

// start waits until the process has said its address.
func (b *bench) start(name string, cmd *exec.Cmd) (*process, error) {
	log, err := os.Create(b.path(name + ".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	var said struct{ Hub, ID, Log string }
	if err == nil {
		err = json.Unmarshal(line, &said)
	}
	if err == nil && said.Hub == "" {
		err = fmt.Errorf("it said %s", line)
	}
	if err != nil {
		p.stop()
		text, _ := os.ReadFile(log.Name())
		return nil, fmt.Errorf("%s did not start: %w\n%s", name, err, text)
	}
	p.base, p.id, p.log = said.Hub, said.ID, said.Log
	return p, nil
}

// stop ends the process and waits for it, however it ends: its data is ours to lose.
func (p *process) stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// end asks the process to finish, as an operator would.
func (p *process) end() error {
	p.cmd.Process.Signal(syscall.SIGTERM)
	return p.cmd.Wait()
}

func (p *process) addr() string { return strings.TrimPrefix(p.base, "http://") }

// resident is the resident memory in bytes (proc(5)).
func (p *process) resident() (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	pages, err := strconv.ParseInt(strings.Fields(string(text))[1], 10, 64)
	return float64(pages) * float64(os.Getpagesize()), err
}

// cpu is the processor time used so far, counted in ticks of 10 ms (proc(5)).
func (p *process) cpu() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}
