package hubtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/server"
)

// A Disk is all that a hub keeps, as somebody has it who carries its disk away.
type Disk struct {
	// Files are the sealed files, by hash, each with what the records say that it
	// is: "text post", "grant", "attachment", "team key", "keyring of …", "state of …",
	// "name of a newcomer".
	Files map[note.Hash]Sealed
	// Octets are all the files in the data directories of the hub and its witness as
	// they lie there, rows that were deleted included, and each value of each row of
	// the database.
	Octets map[string][]byte
}

// Sealed is a sealed file and what it is.
type Sealed struct {
	What  string
	Octet []byte
}

// ageIntro is how each sealed file begins; there is no other mark.
const ageIntro = "age-encryption.org/v1\n"

// Disk carries the disk of the hub away, which may run.
func (h *Hub) Disk(t testing.TB) *Disk {
	t.Helper()
	d := &Disk{Files: map[note.Hash]Sealed{}, Octets: map[string][]byte{}}
	d.directory(t, "witness", h.witness.dir)
	var rows []byte
	if h.config.Database == "" {
		d.directory(t, "hub", h.config.Data)
		c := h.config
		c.Data = t.TempDir()
		for name, octets := range d.Octets {
			name, of := strings.CutPrefix(name, "hub ")
			if !of || strings.HasSuffix(name, "-shm") { // which belongs to who runs it
				continue
			}
			if err := os.WriteFile(filepath.Join(c.Data, name), octets, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var all bytes.Buffer
		if _, err := server.Backup(context.Background(), c, &all); err != nil {
			t.Fatal(err)
		}
		rows = all.Bytes()
	} else {
		d.directory(t, "hub", h.config.Data)
		rows = h.Backup(t)
	}
	d.rows(t, rows)
	d.whole(t)
	return d
}

func (d *Disk) directory(t testing.TB, name, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		d.Octets[name+" "+filepath.Base(path)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rows reads the octets of a backup (package store says how they go): each value,
// and each sealed file among them.
func (d *Disk) rows(t testing.TB, b []byte) {
	t.Helper()
	take := func(n int) []byte {
		if n > len(b) {
			t.Fatal("the rows of the hub end too early")
		}
		part := b[:n:n]
		b = b[n:]
		return part
	}
	line := func() string { return strings.TrimSuffix(string(take(bytes.IndexByte(b, '\n')+1)), "\n") }
	line()
	line()
	pieces := map[string]map[uint64][]byte{}
	for {
		mark := take(1)[0]
		if mark == 4 {
			break
		}
		head := strings.Fields(string(mark) + line())
		table, columns := head[1], head[2:]
		for n := 0; take(1)[0] == 1; n++ {
			row := map[string][]byte{}
			for _, c := range columns {
				switch kind := take(1)[0]; kind {
				case 0:
				case 1:
					row[c] = take(8)
				default:
					row[c] = take(int(binary.BigEndian.Uint32(take(4))))
					d.Octets[fmt.Sprintf("row %s %d %s", table, n, c)] = row[c]
				}
			}
			if table == "pieces" {
				upload := string(row["upload"])
				if pieces[upload] == nil {
					pieces[upload] = map[uint64][]byte{}
				}
				pieces[upload][binary.BigEndian.Uint64(row["n"])] = row["data"]
				continue
			}
			d.row(t, table, row)
		}
	}
	for _, parts := range pieces {
		var file []byte
		for n := range uint64(len(parts)) {
			file = append(file, parts[n]...)
		}
		d.add("attachment", file)
	}
}

func (d *Disk) add(what string, file []byte) { d.Files[note.HashOf(file)] = Sealed{what, file} }

func (d *Disk) row(t testing.TB, table string, row map[string][]byte) {
	t.Helper()
	for column, value := range row {
		for _, part := range parts(value) {
			if !bytes.HasPrefix(part, []byte(ageIntro)) {
				continue
			}
			what := table + " " + column
			switch table {
			case "entries":
				e, err := chain.Parse(row["note"])
				if err != nil {
					t.Fatal(err)
				}
				what = "text " + string(e.Type)
			case "grants":
				what = "grant"
			case "objects":
				what = "team key"
			case "keyrings":
				what = "keyring of " + string(row["member"])
			case "states":
				what = "state of " + string(row["member"])
			case "invites":
				what = "name of a newcomer"
			}
			d.add(what, part)
		}
	}
}

// parts are a value and, where it is a frame, its parts.
func parts(value []byte) [][]byte {
	all := [][]byte{value}
	if !bytes.Contains(value, []byte(ageIntro)) || bytes.HasPrefix(value, []byte(ageIntro)) {
		return all
	}
	if inner, err := hub.SplitFrame(value); err == nil {
		for _, p := range inner {
			all = append(all, parts(p)...)
		}
	}
	return all
}

// whole makes sure that no sealed file of a row was overlooked.
func (d *Disk) whole(t testing.TB) {
	t.Helper()
	known := func(at []byte) bool {
		for _, f := range d.Files {
			if bytes.HasPrefix(at, f.Octet[:min(len(f.Octet), len(at))]) {
				return true
			}
		}
		return false
	}
	for name, octets := range d.Octets {
		if !strings.HasPrefix(name, "row ") || strings.HasPrefix(name, "row pieces ") {
			continue
		}
		for rest := octets; ; {
			at := bytes.Index(rest, []byte(ageIntro))
			if at < 0 {
				break
			}
			if !known(rest[at:]) {
				t.Errorf("%s holds a sealed file that was not taken out of it", name)
			}
			rest = rest[at+len(ageIntro):]
		}
	}
}
