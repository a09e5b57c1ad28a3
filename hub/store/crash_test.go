package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

var party = note.TeamParty("a0000000000000000000000000000001")

// link is entry seq of a chain whose hashes follow from its name.
func link(x string, seq uint64, size int) hub.Placement {
	hash := func(seq uint64) note.Hash { return note.HashOf(fmt.Append(nil, x, seq)) }
	p := hub.Placement{
		XID: note.XID(note.HashOf([]byte(x))), Seq: seq, Prev: note.ZeroHash, Hash: hash(seq),
		Note: fmt.Appendf(nil, "note %d", seq), Ciphertext: bytes.Repeat([]byte{byte(seq)}, size), State: []byte("{}"),
		Seats: []hub.Seat{{Party: party, Stays: true}},
	}
	if seq > 0 {
		p.Prev = hash(seq - 1)
	}
	return p
}

// length checks that a chain is whole and says how long it is.
func length(t *testing.T, s *store.Store, x string) uint64 {
	t.Helper()
	xid := note.XID(note.HashOf([]byte(x)))
	head, err := s.Exchange(t.Context(), xid)
	if hub.CodeOf(err) == hub.E21 {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	next := uint64(0)
	for next <= head.Seq {
		some, err := s.Entries(t.Context(), xid, party, next, hub.MaxBatch)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) == 0 {
			t.Fatalf("%s: entry %d of %d is missing", x, next, head.Seq)
		}
		for _, e := range some {
			want := link(x, next, len(e.Ciphertext))
			if e.Seq != next || e.Hash != want.Hash || !bytes.Equal(e.Note, want.Note) || !bytes.Equal(e.Ciphertext, want.Ciphertext) {
				t.Fatalf("%s: entry %d is not the one that was put", x, next)
			}
			next++
		}
	}
	return next
}

// TestKill: a process that is killed while it writes loses nothing that it was
// told is stored, and stores nothing in part.
func TestKill(t *testing.T) {
	if path := os.Getenv("SLUIS_STORE_VICTIM"); path != "" {
		victim(path)
		return
	}
	path := filepath.Join(t.TempDir(), "hub.db")
	told := map[string]uint64{}
	for range 5 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
		cmd.Env = append(os.Environ(), "SLUIS_STORE_VICTIM="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; n < 200 && lines.Scan(); n++ {
			x, count, _ := strings.Cut(lines.Text(), " ")
			if told[x], err = strconv.ParseUint(count, 10, 64); err != nil {
				t.Fatal(err)
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what was told before the kill
			x, count, _ := strings.Cut(lines.Text(), " ")
			if n, err := strconv.ParseUint(count, 10, 64); err == nil {
				told[x] = max(n, told[x])
			}
		}
		cmd.Wait() // its error is that it was killed
		s := open(t, path, store.Options{})
		for x, count := range told {
			if got := length(t, s, x); got < count {
				t.Errorf("%s: %d entries were told to be stored, %d are there", x, count, got)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// victim writes eight chains at once and tells on stdout what is stored, until
// it is killed.
func victim(path string) {
	s, err := store.OpenSQLite(path, store.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for w := range 8 {
		go func() {
			x := fmt.Sprint("x", w)
			head, err := s.Exchange(context.Background(), note.XID(note.HashOf([]byte(x))))
			seq := head.Seq + 1
			if hub.CodeOf(err) == hub.E21 {
				seq = 0
			}
			for ; ; seq++ {
				if _, err := s.PutEntry(context.Background(), link(x, seq, 6000)); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Fprintf(os.Stdout, "%s %d\n", x, seq+1)
			}
		}()
	}
	select {}
}

// TestFull: when there is no room left an act fails with E24; what was stored is
// there, reading goes on, and so does writing once there is room.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	s := open(t, path, store.Options{MaxBytes: 1 << 20})
	stored := uint64(0)
	for ; ; stored++ {
		_, err := s.PutEntry(t.Context(), link("x", stored, 6000))
		if hub.CodeOf(err) == hub.E24 {
			break
		}
		if err != nil || stored > 1000 {
			t.Fatalf("entry %d: %v, want E24 at some time", stored, err)
		}
	}
	if got := length(t, s, "x"); got != stored {
		t.Errorf("%d entries, want %d", got, stored)
	}
	if err := s.SetDays(t.Context(), party, []hub.Day{"2026-11-21"}); err != nil {
		t.Errorf("an act that needs no room: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path, store.Options{})
	if _, err := s.PutEntry(t.Context(), link("x", stored, 6000)); err != nil {
		t.Error(err)
	}
	if got := length(t, s, "x"); got != stored+1 {
		t.Errorf("%d entries, want %d", got, stored+1)
	}
}

// TestFullTogether: of acts that share a transaction only those fail for which
// there is no room.
func TestFullTogether(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "hub.db"), store.Options{MaxBytes: 1 << 20})
	outcomes := make(chan error, 40)
	for w := range cap(outcomes) {
		size := 100
		if w%2 == 0 {
			size = 300_000
		}
		go func() {
			_, err := s.PutEntry(context.WithoutCancel(t.Context()), link(fmt.Sprint("x", w), 0, size))
			outcomes <- err
		}()
	}
	full := 0
	for range cap(outcomes) {
		if err := <-outcomes; hub.CodeOf(err) == hub.E24 {
			full++
		} else if err != nil {
			t.Error(err)
		}
	}
	if full < 16 || full > 20 {
		t.Errorf("%d acts found no room, want 17 or a few more", full)
	}
}
