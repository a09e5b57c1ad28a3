//go:build !noagent

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
	"github.com/sluis-hub/sluis/partners"
)

// deployed is the hub as clients meet it: one process on SQLite, or two behind a
// balancer, each with a road of its own to the PostgreSQL and the Redis they share.
type deployed struct {
	Address   string // http://host:port, for clients
	ID        string
	Processes []*hubProcess

	t        testing.TB
	args     []string // of each process
	witness  *hubtest.Witness
	balancer *hubtest.Road
	postgres *postgrestest.Server
	redis    *redistest.Server
	database string // its address, past the roads
}

// onSQLite starts one hub.
func onSQLite(t testing.TB, dir string, args ...string) *deployed {
	t.Helper()
	w := hubtest.Watch(t, time.Now)
	d := &deployed{t: t, args: append(args, "--witness", w.Flag()), witness: w, Processes: []*hubProcess{{dir: dir, at: "127.0.0.1:0"}}}
	h := d.start(0)
	d.Address, d.ID = h.Address, h.ID
	return d
}

// onTwo starts two hubs on those servers. Where hubs are killed the database is
// not waited for: it has what it confirmed.
func onTwo(t testing.TB, dir string, postgres *postgrestest.Server, redis *redistest.Server, args ...string) *deployed {
	t.Helper()
	w := hubtest.Watch(t, time.Now)
	d := &deployed{t: t, postgres: postgres, redis: redis, balancer: hubtest.NewRoad(t), witness: w}
	if postgres != nil {
		d.database = postgres.Schema(t)
	} else {
		d.database = postgrestest.Database(t)
	}
	d.Address = "http://" + d.balancer.Addr()
	d.args = append(args, "--origin", d.Address, "--witness", w.Flag())
	for _, name := range []string{"one", "two"} {
		h := &hubProcess{dir: filepath.Join(dir, name), at: "127.0.0.1:0"}
		if len(d.Processes) > 0 { // all have the keys of the first
			for _, key := range []string{"token.key", "log.key"} {
				copyFile(t, filepath.Join(d.Processes[0].dir, key), filepath.Join(h.dir, key))
			}
		}
		h.database = hubtest.NewRoad(t, postgrestest.End(t, d.database))
		h.redis = hubtest.NewRoad(t, filepath.Join(redis.Dir(), "r.sock"))
		d.Processes = append(d.Processes, h)
		d.start(len(d.Processes) - 1)
	}
	d.ID = d.Processes[0].ID
	d.balancer.To(d.Processes[0].at, d.Processes[1].at)
	return d
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o700)
	}
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// start starts a process that does not run, where it was before, and waits until
// it serves.
func (d *deployed) start(n int, more ...string) *hubProcess {
	d.t.Helper()
	h := d.Processes[n]
	args := append(append([]string{}, d.args...), more...)
	if h.database != nil {
		file := h.dir + ".database"
		if err := os.MkdirAll(h.dir, 0o700); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(postgrestest.By(d.t, d.database, h.database.Addr())), 0o600); err != nil {
			d.t.Fatal(err)
		}
		args = append(args, "--database-file", file, "--redis", "redis://"+h.redis.Addr())
	}
	fresh := startHub(d.t, h.dir, h.at, args...)
	d.witness.Watches(d.t, fresh.Log)
	fresh.database, fresh.redis, fresh.at = h.database, h.redis, strings.TrimPrefix(fresh.Address, "http://")
	d.Processes[n] = fresh
	return fresh
}

// stop ends all processes, in the way of the signal.
func (d *deployed) stop(sig syscall.Signal) {
	for _, h := range d.Processes {
		h.stop(sig)
	}
}

// again starts all processes anew.
func (d *deployed) again(more ...string) {
	d.t.Helper()
	for n := range d.Processes {
		d.start(n, more...)
	}
}

// listen is where clients connect, host:port.
func (d *deployed) listen() string { return strings.TrimPrefix(d.Address, "http://") }

// hubProcess is a running hub.
type hubProcess struct {
	Address string `json:"hub"`
	ID      string `json:"id"`
	Log     string `json:"log"` // key of its directory log

	cmd             *exec.Cmd
	log             *lockedBuffer
	dir             string
	at              string        // host:port
	database, redis *hubtest.Road // nil for one that needs none
}

// trust is what a member's home starts from.
func (d *deployed) trust(founders map[note.OrgID]note.KeyID) partners.Trust {
	return partners.Trust{Hub: d.ID, Founders: founders, Log: d.Processes[0].Log, Witnesses: []string{d.witness.Key()}, Quorum: 1}
}

// startHub starts the deployed build and waits until it says where it listens.
func startHub(t testing.TB, data, listen string, args ...string) *hubProcess {
	t.Helper()
	return startBuild(t, "hub", data, listen, args...)
}

func startBuild(t testing.TB, build, data, listen string, args ...string) *hubProcess {
	t.Helper()
	h := &hubProcess{dir: data, at: listen, log: &lockedBuffer{}}
	h.cmd = exec.Command(binary(t, build), append([]string{"hub", "--json", "--data", data, "--listen", listen}, args...)...)
	h.cmd.Stderr = h.log
	out, err := h.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, h) != nil {
		h.cmd.Process.Kill()
		h.cmd.Wait()
		t.Fatalf("the hub does not start: %s %s", line, h.log)
	}
	t.Cleanup(func() { h.stop(syscall.SIGTERM) })
	return h
}

// stop ends the process with a signal and waits for it.
func (h *hubProcess) stop(sig syscall.Signal) error {
	if h.cmd.ProcessState != nil {
		return nil
	}
	h.cmd.Process.Signal(sig)
	return h.cmd.Wait()
}
