package store_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// engines open an empty database of each kind.
var engines = map[string]func(t *testing.T) *store.Store{
	"sqlite": func(t *testing.T) *store.Store {
		return open(t, filepath.Join(t.TempDir(), "hub.db"), store.Options{})
	},
	"postgres": func(t *testing.T) *store.Store {
		return openPostgres(t, postgrestest.Database(t), store.Options{})
	},
}

// furnish puts something into every table.
func furnish(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	mia := note.MemberID("10000000000000000000000000000001")
	for _, root := range []string{"named", "waits"} {
		u := hub.Upload{ID: note.ID(fmt.Sprintf("%032x", root[0])), Owner: mia, Root: note.HashOf([]byte(root)), Size: 3, Since: 1}
		ok(s.PutPiece(ctx, u, 0, [32]byte{1}, []byte{0, 1, 255}, 100))
	}
	for seq := range uint64(5) {
		p := link("x", seq, int(seq)*700)
		if seq == 0 {
			p.Grants = []hub.GrantFile{{Party: party, File: []byte("grant")}}
			p.Blobs, p.Uploader = []note.ID{note.ID(fmt.Sprintf("%032x", 'n'))}, mia
		}
		_, err := s.PutEntry(ctx, p)
		ok(err)
	}
	for n := range 150 {
		_, err := s.PutEntry(ctx, link(fmt.Sprint("y", n), 0, 10))
		ok(err)
	}
	_, err := s.PutReceipt(ctx, hub.Receipt{XID: link("x", 0, 0).XID, Author: mia, Note: []byte("seen")})
	ok(err)
	ok(s.Claim(ctx, hub.Lease{XID: link("x", 0, 0).XID, Party: party, Member: mia, Until: 9}, 1))
	ok(s.SetDays(ctx, party, []hub.Day{"2026-12-01"}))
	_, err = s.PutRecords(ctx, []hub.Record{{Object: hub.Object{Kind: hub.ObjectOrg, Data: []byte("org")}, Hash: note.HashOf([]byte("org")),
		Leaf: &hub.Leaf{Kind: hub.ObjectOrg, Org: "o"}}}, 0)
	ok(err)
	ok(s.PutKeyring(ctx, mia, 1, hub.Keyring{Head: []byte("head"), File: []byte("file")}))
	ok(s.PutState(ctx, mia, []byte("state")))
	_, err = s.AddInvite(ctx, hub.Invitation{Locator: "i", Org: "o", By: mia, Login: "l", Ends: 9}, 1, 1)
	ok(err)
	ok(s.AddFounders(ctx, map[note.OrgID]note.KeyID{"o": "k"}))
	_, err = s.Agree(ctx, "hub", "id")
	ok(err)
	_, err = s.Use(ctx, "challenge", time.Time{}, time.Unix(9, 0))
	ok(err)
}

// TestBackup: what a database holds comes into another, of whatever kind, with
// everything in it; and a hub goes on there.
func TestBackup(t *testing.T) {
	for from, openFrom := range engines {
		source := openFrom(t)
		furnish(t, source)
		var backup bytes.Buffer
		saved, err := source.Backup(t.Context(), &backup)
		if err != nil {
			t.Fatal(err)
		}
		for _, tally := range saved {
			if tally.Rows == 0 {
				t.Errorf("%s: nothing of %s", from, tally.Table)
			}
		}
		for to, openTo := range engines {
			t.Run(from+" to "+to, func(t *testing.T) {
				target := openTo(t)
				got, err := target.Restore(t.Context(), bytes.NewReader(backup.Bytes()), 77)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(saved, got); d != "" {
					t.Errorf("saved and restored (-saved +restored):\n%s", d)
				}
				if e := target.Epoch(); e != (hub.Epoch{Epoch: 1, Since: 77}) {
					t.Errorf("epoch %v", e)
				}
				if n := length(t, target, "x"); n != 5 {
					t.Errorf("%d entries", n)
				}
				if err := put(target, "x", 5); err != nil {
					t.Error(err)
				}
				_, err = target.Restore(t.Context(), bytes.NewReader(backup.Bytes()), 78)
				code(t, "restore into what is not empty", err, hub.E20)
				if n := length(t, target, "x"); n != 6 {
					t.Errorf("%d entries after a restore that was refused", n)
				}
			})
		}
	}
}

// TestBackupCut: a backup that is cut short, or changed, leaves the database as
// empty as it was.
func TestBackupCut(t *testing.T) {
	source := engines["sqlite"](t)
	furnish(t, source)
	var b bytes.Buffer
	if _, err := source.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for name, openTo := range engines {
		t.Run(name, func(t *testing.T) {
			target := openTo(t)
			for cut := 120; cut < len(whole); cut += len(whole) / 9 {
				_, err := target.Restore(t.Context(), bytes.NewReader(whole[:cut]), 1)
				code(t, fmt.Sprint("cut after ", cut), err, hub.E18)
			}
			for name, c := range map[string]struct {
				text []byte
				want hub.Code
			}{
				"nothing":         {nil, hub.E01},
				"no backup":       {[]byte("PGDMP\n"), hub.E01},
				"another version": {append([]byte("sluis backup 1\n0"), whole[16:]...), hub.E19},
				"no sum":          {whole[:len(whole)-32], hub.E18},
				"half a sum":      {whole[:len(whole)-1], hub.E18},
				"something after": {append(bytes.Clone(whole), 0), hub.E18},
				"a changed octet": {bytes.Replace(whole, []byte("grant\x00"), []byte("Grant\x00"), 1), hub.E18},
				"a changed text":  {bytes.Replace(whole, []byte("2026-12-01"), []byte("2026-12-02"), 1), hub.E18},
			} {
				_, err := target.Restore(t.Context(), bytes.NewReader(c.text), 1)
				if bytes.Equal(c.text, whole) {
					continue
				}
				code(t, name, err, c.want)
			}
			if _, err := target.Restore(t.Context(), bytes.NewReader(whole), 1); err != nil {
				t.Errorf("the whole, after the others: %v", err)
			}
		})
	}
}
