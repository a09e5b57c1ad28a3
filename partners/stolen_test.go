package partners

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners/client"
)

// captured has all that a session sends and gets.
type captured struct {
	mu sync.Mutex
	bytes.Buffer
}

func (c *captured) take(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Write(b)
}

func (c *captured) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	return tapped{conn, c}, err
}

type tapped struct {
	net.Conn
	to *captured
}

func (t tapped) Read(b []byte) (n int, err error) {
	n, err = t.Conn.Read(b)
	t.to.take(b[:n])
	return n, err
}

func (t tapped) Write(b []byte) (int, error) {
	t.to.take(b)
	return t.Conn.Write(b)
}

// tap opens a session of somebody of which everything that passes is captured.
func (w *world) tap(name string) (*Member, *captured) {
	w.t.Helper()
	m, c := w.as(name), &captured{}
	m.client = client.New(w.hub.URL, client.Options{Now: w.hub.Now, Dial: c.dial})
	m.client.As(m.ID, m.keys.Login.Login)
	m.hub, m.dir.hub = m.client, m.client
	return m, c
}

// custodians are three, and what each keeps.
func (w *world) custodians(by string, keys ...*identity.Identity) (list []*identity.Identity, shares []*seal.Share) {
	w.t.Helper()
	m := w.as(by)
	for len(keys) < 3 {
		keys = append(keys, identity.New())
	}
	var three [3]identity.Custodian
	for n, key := range keys {
		three[n] = identity.Custodian{Org: m.Org, Recipient: key.Recipient()}
	}
	_, err := m.MakeRecovery(w.t.Context(), w.roots[m.Org], three, func(files [3][]byte) error {
		for _, file := range files {
			s, err := seal.ParseShare(file)
			w.must(err)
			shares = append(shares, s)
		}
		return nil
	})
	w.must(err)
	return keys, shares
}

// lived is a region in which all that can be sealed was sealed, and the keys that no
// member has: of a recovery and of an invitation.
func lived(t *testing.T) (w *world, others []*identity.Identity) {
	w = newWorld(t)
	ctx := t.Context()
	attachment := filepath.Join(t.TempDir(), "verslag.txt")
	w.must(os.WriteFile(attachment, bytes.Repeat([]byte("verslag "), 500), 0o600))
	custodians, shares := w.custodians("fatima")
	org := w.as("fatima").Org
	recovery, err := shares[0].Open(custodians[0], custodians[1], org, shares[0].Recovery)
	w.must(err)
	for _, name := range slices.Sorted(maps.Keys(w.homes)) {
		w.as(name) // who opens tends, and brings keyring and state
	}
	handoff := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	w.must(w.as("anna").Reply(ctx, handoff, "", text("Met bijlage."), []string{attachment}))
	w.must(w.as("sjoerd").Reply(ctx, handoff, "", text("Dank."), nil))
	w.send("joke", "message", "Gemeente Veldrijk / Zuid")
	w.send("linda", "message", "Politie Vechtdal / Infodesk")
	between := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.must(w.as("ruud").Reply(ctx, between, "", text("Met bijlage."), []string{attachment}))
	_, err = w.as("fatima").NewZaak(ctx, "", w.example("zaak"))
	w.must(err)
	w.must(w.as("fatima").Rotate(ctx, "Noord"))
	w.must(w.as("sjoerd").Rekey(ctx, handoff))
	w.must(w.as("anna").AddParty(ctx, between, "De Regenboog / Zorgteam", false))

	i, err := w.as("fatima").Invite(ctx, "wie komt")
	w.must(err)
	_, _, err = Join(ctx, JoinConfig{
		Dir: filepath.Join(t.TempDir(), "new"), Hub: w.hub.URL, Org: org, Trust: w.trust, Name: "Wie Komt", Words: i.Words, Now: w.hub.Now,
	})
	w.must(err)
	invite, err := identity.InviteFromWords(i.Words, org)
	w.must(err)
	return w, append(others, recovery, invite.Age)
}

// onPaper is the key that somebody's eight words give, without a home or a hub.
func (w *world) onPaper(name string) *identity.Identity {
	w.t.Helper()
	m := w.as(name)
	by, err := identity.FromPhrase(w.phrase[name], m.Org, m.ID)
	w.must(err)
	return by.Age
}

// entitled lists, from records and headers alone, what a member may open.
func entitled(t *testing.T, d *hubtest.Disk, m *Member) map[note.Hash]string {
	may, held := map[note.Hash]string{}, map[note.Hash]bool{m.keys.Identity.Recipient().Hash(): true}
	add := func(what string, hash note.Hash) {
		if _, there := d.Files[hash]; !there {
			t.Errorf("the disk lacks a %s that a record names", what)
		}
		may[hash] = d.Files[hash].What
	}
	for hash, f := range d.Files {
		if f.What == "keyring of "+string(m.ID) || f.What == "state of "+string(m.ID) {
			may[hash] = f.What
		}
	}
	book := m.dir.book
	for _, post := range book.Manifest(m.Org).Teams {
		for epoch := int(book.Team(post.Team).Epoch); epoch >= 0; epoch-- {
			key := book.TeamAt(post.Team, uint64(epoch))
			for _, l := range key.Members {
				if l.Member == m.ID {
					add("team key", l.File)
					held[key.Rcpt] = true
				}
			}
			if held[key.Rcpt] && key.Chain != note.ZeroHash {
				add("team key before", key.Chain)
				held[book.TeamAt(post.Team, uint64(epoch-1)).Rcpt] = true
			}
		}
	}
	type epoch struct {
		xid note.XID
		n   uint64
	}
	cases := map[epoch]bool{}
	var entries []*chain.Entry
	for name, octets := range d.Octets {
		if strings.HasPrefix(name, "row entries ") && strings.HasSuffix(name, " note") {
			e, err := chain.Parse(octets)
			if err != nil {
				t.Fatal(err)
			}
			entries = append(entries, e)
			for _, g := range e.Grants {
				if held[g.Key] {
					add("grant", g.File)
					cases[epoch{e.XID, g.Epoch}] = true
				}
			}
		}
	}
	roots := map[note.Hash]note.Hash{}
	for hash, f := range d.Files {
		var pieces [][32]byte
		for piece := range slices.Chunk(f.Octet, hub.PieceSize) {
			pieces = append(pieces, sha256.Sum256(piece))
		}
		roots[chain.BlobRoot(uint64(len(f.Octet)), pieces)] = hash
	}
	for _, e := range entries {
		if !cases[epoch{e.XID, e.Epoch}] {
			continue
		}
		if e.CTSize > 0 {
			add("text", e.CT)
		}
		for _, b := range e.Blobs {
			add("attachment", roots[b.Root])
		}
	}
	return may
}

// TestStolenDisk: who has the disk of a hub and of its witness, and all that passed in
// somebody's session, opens nothing: every string of 32 octets is taken for a key, and
// for a secret that keys are derived from. With the eight words of one member exactly
// that member's files open. What is planted is found.
func TestStolenDisk(t *testing.T) {
	w, keys := lived(t)
	anna, wire := w.tap("anna")
	list, err := anna.Inbox(t.Context(), "", 10)
	w.must(err)
	for _, v := range list {
		_, err := anna.Show(t.Context(), v.Exchange)
		w.must(err)
	}
	socket, err := anna.client.Socket(t.Context())
	w.must(err)
	if _, open := <-socket.Events(); !open {
		t.Error("the socket says nothing")
	}
	w.must(socket.Close())
	d := w.hub.Disk(t)
	session := map[string][]byte{"session": wire.Bytes()}
	for what, text := range map[string]string{"token": "Authorization: Bearer ", "login": "sluis.v1/login", "list of exchanges": "/newest?", "socket": "Sec-Websocket-Key"} {
		if !bytes.Contains(wire.Bytes(), []byte(text)) && !strings.Contains(strings.ToLower(wire.String()), strings.ToLower(text)) {
			t.Errorf("no %s was captured", what)
		}
	}

	// Every file is somebody's: those who may open them open all.
	for name := range w.homes {
		keys = append(keys, w.onPaper(name))
	}
	all, with := d.Open(keys...)
	kinds := map[string]int{}
	for hash, f := range d.Files {
		if all[hash] == "" {
			t.Errorf("nobody opens a %s", f.What)
		}
		kinds[strings.Fields(f.What)[0]]++
	}
	for _, what := range []string{"keyring", "state", "team", "grant", "text", "attachment", "name"} {
		if kinds[what] == 0 {
			t.Errorf("there is no %s on the disk: %v", what, kinds)
		}
	}
	owners := slices.Collect(maps.Values(with))
	broken, tried := d.Break(session, owners...)
	for _, what := range broken {
		t.Errorf("the thief opens a %s", what)
	}
	if tried < 1000 {
		t.Errorf("only %d strings were tried", tried)
	}
	t.Logf("%d strings, %d files of %v, %d keys", tried, len(d.Files), kinds, len(owners))

	for _, name := range []string{"anna", "sjoerd", "linda"} {
		opened, _ := d.Open(w.onPaper(name))
		may := entitled(t, d, w.as(name))
		for hash, what := range opened {
			if may[hash] == "" {
				t.Errorf("with her words %s opens a %s that is not hers", name, what)
			}
		}
		for hash, what := range may {
			if opened[hash] == "" {
				t.Errorf("with her words %s does not open a %s that is hers", name, what)
			}
		}
		if len(may) < 6 || len(may) > len(d.Files)*3/4 {
			t.Errorf("%s is entitled to %d of %d files", name, len(may), len(d.Files))
		}
	}
	plantKeys(t, d, with)
}

// plantKeys is the control of the thief: a key in each form, each in a place of its own.
func plantKeys(t *testing.T, d *hubtest.Disk, with map[note.Hash]*identity.Identity) {
	var some []*identity.Identity
	for _, kind := range []string{"grant", "text post", "attachment", "team key"} {
		for hash, f := range d.Files {
			if f.What == kind {
				some = append(some, with[hash])
				break
			}
		}
	}
	var secret [2][32]byte
	rand.Read(secret[0][:])
	rand.Read(secret[1][:])
	seed := sha256.Sum256(secret[0][:])
	hashed, err := identity.FromSeed(seed[:])
	if err != nil {
		t.Fatal(err)
	}
	expanded, err := hkdf.Key(sha256.New, secret[1][:], nil, "sluis.v1/words/age", 32)
	if err != nil {
		t.Fatal(err)
	}
	derived, err := identity.FromSeed(expanded)
	if err != nil {
		t.Fatal(err)
	}
	some = append(some, hashed, derived)
	files := maps.Clone(d.Files)
	for _, id := range some[4:] {
		file, err := seal.Seal(id.Recipient(), []byte("planted"))
		if err != nil {
			t.Fatal(err)
		}
		files[note.HashOf(file)] = hubtest.Sealed{What: "planted", Octet: file}
	}
	around := []byte(strings.Repeat("log line of a hub\n", 20))
	in := func(b string) []byte { return slices.Concat(around, []byte(b), around) }
	planted := map[string][]byte{
		"hexadecimal": in(hex.EncodeToString(some[0].Seed())),
		"base64":      in(base64.URLEncoding.EncodeToString(some[1].Seed())),
		"octets":      in(string(some[2].Seed())),
		"text":        in(some[3].String()),
		"hashed":      in(strings.ToUpper(hex.EncodeToString(secret[0][:]))),
		"derived":     in(`{"secret":"` + base64.StdEncoding.EncodeToString(secret[1][:]) + `"}`),
	}
	owners := append(slices.Collect(maps.Values(with)), some...)
	for n, form := range []string{"hexadecimal", "base64", "octets", "text", "hashed", "derived"} {
		disk := &hubtest.Disk{Files: files, Octets: map[string][]byte{form: planted[form]}}
		broken, _ := disk.Break(nil, owners...)
		may, _ := disk.Open(some[n])
		if len(may) == 0 || len(broken) != len(may) {
			t.Errorf("a key as %s opens %d files, and the thief %d", form, len(may), len(broken))
		}
		for hash, what := range broken {
			if may[hash] == "" || !strings.HasSuffix(what, "by a key in "+form) {
				t.Errorf("planted as %s, found: %s", form, what)
			}
		}
	}
}
