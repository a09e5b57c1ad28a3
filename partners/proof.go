package partners

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// A proof is one file that shows, without hub or home, who wrote what in an
// exchange: SHA-256 and Ed25519 are enough to check it. It is a
// frame of three frames:
//
//	entries   for each entry: its note, then the padded plaintext of its body
//	          (empty when it was not readable)
//	receipts  the receipt notes
//	records   for each directory record that the exchange leans on: its kind, then its text
//	log       the lines of the directory log, up to the newest checkpoint that is named
//
// Whoever holds a proof can show it to anybody: it names the writers for ever.

// Export writes an exchange to a new or empty directory: proof.sluis, the
// entries as text files to read, and the attachments in files/, where no name
// that a sender chose can stand in the place of another file.
func (m *Member) Export(ctx context.Context, xid note.XID, dir string) error {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return err
	}
	proof, err := m.proof(x)
	if err != nil {
		return err
	}
	if err := emptyDir(dir); err != nil {
		return err
	}
	put := func(b []byte) func(io.Writer) error {
		return func(w io.Writer) error { _, err := w.Write(b); return err }
	}
	if err := create(filepath.Join(dir, "proof.sluis"), put(proof)); err != nil {
		return err
	}
	for _, e := range x.Entries {
		if e.State != Readable {
			continue
		}
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, e.Body, "", "  "); err != nil {
			return err
		}
		pretty.WriteByte('\n')
		name := fmt.Sprintf("%04d-%s.json", e.Seq, safeName(formOf(e.Body)))
		if err := create(filepath.Join(dir, name), put(pretty.Bytes())); err != nil {
			return err
		}
	}
	list := x.Attachments()
	if len(list) == 0 {
		return nil
	}
	if err := os.Mkdir(filepath.Join(dir, "files"), 0o700); err != nil {
		return err
	}
	for _, a := range list {
		name := fmt.Sprintf("%04d-%d-%s", a.Seq, a.Index, safeName(a.File.Name))
		if err := create(filepath.Join(dir, "files", name), func(w io.Writer) error { return m.fetch(ctx, x, a, w) }); err != nil {
			return err
		}
	}
	return nil
}

// emptyDir makes a directory; one that is there must be empty.
func emptyDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	there, err := os.ReadDir(dir)
	if err == nil && len(there) > 0 {
		err = fmt.Errorf("%s is not empty: name a new directory", dir)
	}
	return err
}

// create writes a file that was not there; one that cannot be finished goes away.
func create(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// safeName keeps a sender's file name inside the directory and on one line.
func safeName(s string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '/', r == '\\', r == ':', unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			return '_'
		}
		return r
	}, s)
	if len(clean) > 150 {
		clean = clean[len(clean)-150:]
	}
	return strings.ToValidUTF8(clean, "_")
}

func (m *Member) proof(x *Exchange) ([]byte, error) {
	var entries [][]byte
	for i, e := range x.Entries {
		var plain []byte
		if e.State == Readable {
			parts, err := hub.SplitFrame(x.frames[i])
			if err != nil {
				return nil, err
			}
			if plain, err = seal.Open(x.opener.caseKeys[e.Epoch], parts[1]); err != nil {
				return nil, err
			}
		}
		entries = append(entries, hub.JoinFrame(e.Note.Bytes(), plain))
	}
	kept, err := m.kept(x.XID)
	if err != nil {
		return nil, err
	}
	size := x.State.CP.Size
	for _, raw := range kept.receipts {
		if r, err := chain.ParseReceipt(raw); err == nil {
			size = max(size, r.CP.Size)
		}
	}
	records, lines, err := m.dir.records(x, size)
	if err != nil {
		return nil, err
	}
	return hub.JoinFrame(hub.JoinFrame(entries...), hub.JoinFrame(kept.receipts...), hub.JoinFrame(records...), lines), nil
}

// records are what the signatures of x lean on, in the order a book takes them, as
// far as the log had them at a size; and its lines up to there.
func (d *Directory) records(x *Exchange, size uint64) (out [][]byte, text []byte, err error) {
	orgs := map[note.OrgID]bool{}
	for _, e := range x.Entries {
		orgs[e.Org] = true
	}
	d.mu.Lock()
	lines := d.lines
	d.mu.Unlock()
	for _, p := range x.State.Parties() {
		orgs[lines.OrgOf(p.Team())] = true
	}
	wanted := map[uint64]bool{}
	for waiting := slices.Collect(maps.Keys(orgs)); len(waiting) > 0; waiting = waiting[1:] {
		for _, n := range lines.Of(waiting[0], 0) {
			l, _ := lines.At(n)
			wanted[n] = true
			// whoever vouches for one of them belongs to them
			if by := note.OrgID(l.Subject); l.Kind == hub.ObjectVouch && !orgs[by] {
				orgs[by], waiting = true, append(waiting, by)
			}
		}
	}
	var objects []hub.Object
	done := map[note.Hash]bool{}
	for n := range size {
		l, _ := lines.At(n)
		text = append(text, l.String()+"\n"...)
		if wanted[n] {
			if objects, err = d.gather(named{l.Kind, l.Hash}, done, objects); err != nil {
				return nil, nil, err
			}
		}
	}
	for _, o := range objects {
		out = append(out, hub.JoinFrame([]byte(o.Kind), o.Data))
	}
	return out, text, nil
}

// Proven is what a proof shows.
type Proven struct {
	XID      note.XID      `json:"exchange"`
	Entries  []ProvenEntry `json:"entries"`
	Receipts int           `json:"receipts"`
	Owner    note.Party    `json:"owner"`
	Roots    []ProvenOrg   `json:"organisations"`
	State    *chain.State  `json:"-"`
	Book     *roster.Book  `json:"-"`
}

// ProvenEntry is one entry whose signature holds; Document is nil when its text was not in the proof.
type ProvenEntry struct {
	Seq      uint64          `json:"seq"`
	Type     chain.Type      `json:"type"`
	Author   note.MemberID   `json:"author"`
	Team     string          `json:"team"`
	Org      note.OrgID      `json:"organisation"`
	Time     int64           `json:"time"`
	Document json.RawMessage `json:"document"`
}

// ProvenOrg is an organisation that signed; compare its fingerprint with what
// that organisation itself publishes.
type ProvenOrg struct {
	Org         note.OrgID `json:"org"`
	Name        string     `json:"name"`
	Fingerprint note.KeyID `json:"fingerprint"`
}

// CheckProof verifies a proof by itself. It shows that the named organisations'
// keys signed these texts in this order; that those keys are theirs must be
// compared by whoever reads it, which is why the fingerprints are shown.
func CheckProof(proof []byte) (*Proven, error) {
	parts, err := hub.SplitFrame(proof)
	if err != nil || len(parts) != 4 {
		return nil, note.Errorf(note.E01, "this is not a proof")
	}
	log, err := proofLog(parts[3])
	if err != nil {
		return nil, err
	}
	book, err := proofBook(parts[2], log)
	if err != nil {
		return nil, err
	}
	raw, err := hub.SplitFrame(parts[0])
	if err != nil {
		return nil, err
	}
	p := &Proven{Book: book}
	orgs := map[note.OrgID]bool{}
	at := map[note.Hash]*chain.Entry{}
	for i, b := range raw {
		pair, err := hub.SplitFrame(b)
		if err != nil || len(pair) != 2 {
			return nil, note.Errorf(note.E01, "entry %d of the proof is malformed", i)
		}
		e, err := chain.Parse(pair[0])
		if err != nil {
			return nil, err
		}
		if i == 0 {
			p.State, err = chain.Begin(e, book)
			p.XID = e.XID
		} else {
			p.State, err = p.State.Append(e, book)
		}
		if err != nil {
			return nil, err
		}
		pe := ProvenEntry{Seq: e.Seq, Type: e.Type, Author: e.Author, Org: e.Org, Time: e.Time}
		if card := book.Card(e.Party.Team()); card != nil {
			pe.Team = card.Name
		}
		if len(pair[1]) > 0 {
			if pe.Document, err = seal.ReadBody(pair[1], e.Body); err != nil {
				return nil, err
			}
		}
		p.Entries = append(p.Entries, pe)
		orgs[e.Org] = true
		at[e.Hash()] = e
	}
	if p.State == nil {
		return nil, note.Errorf(note.E01, "this proof has no entries")
	}
	p.Owner = p.State.Owner
	if p.Receipts, err = proofReceipts(parts[1], p, at); err != nil {
		return nil, err
	}
	for _, id := range book.Orgs() {
		if o := book.Org(id); o != nil && orgs[id] {
			p.Roots = append(p.Roots, ProvenOrg{id, o.Name, o.Root.ID()})
		}
	}
	return p, nil
}

// logged are the kinds of records that have a line in the log.
var logged = []string{hub.ObjectOrg, hub.ObjectVouch, hub.ObjectManifest, hub.ObjectTeam}

// proofLog makes the log again: its roots are in what the entries' authors signed.
func proofLog(text []byte) (*translog.Log, error) {
	log := translog.NewLog()
	for line := range strings.Lines(string(text)) {
		l, err := translog.ParseLeaf(strings.TrimSuffix(line, "\n"))
		if err == nil {
			err = log.Append(l)
		}
		if err != nil {
			return nil, err
		}
	}
	return log, nil
}

// whole: of each organisation in the proof there are all records that the log has, so
// that no revocation was left out.
func whole(book *roster.Book, log *translog.Log) error {
	for _, org := range book.Orgs() {
		for _, n := range log.Of(org, 0) {
			if l, _ := log.At(n); !book.Holds(l.Kind, l.Hash) {
				return note.Errorf(note.E06, "the proof lacks a record of organisation %s", org)
			}
		}
	}
	return nil
}

// proofBook takes the roots in the proof for granted: see CheckProof.
func proofBook(frame []byte, log *translog.Log) (*roster.Book, error) {
	records, err := hub.SplitFrame(frame)
	if err != nil {
		return nil, err
	}
	roots := map[note.OrgID]note.KeyID{}
	type record struct {
		kind string
		data []byte
	}
	var list []record
	for _, r := range records {
		pair, err := hub.SplitFrame(r)
		if err != nil || len(pair) != 2 {
			return nil, note.Errorf(note.E01, "a record of the proof is malformed")
		}
		if string(pair[0]) == hub.ObjectOrg {
			o, err := roster.ParseOrg(pair[1])
			if err != nil {
				return nil, err
			}
			roots[o.Org] = o.Root.ID()
		}
		list = append(list, record{string(pair[0]), pair[1]})
	}
	book := roster.NewBook(roots)
	book.UseLog(log)
	numbers := map[named]uint64{}
	for n := range log.Size() {
		l, _ := log.At(n)
		numbers[named{l.Kind, l.Hash}] = n
	}
	for _, r := range list {
		if n, numbered := numbers[named{r.kind, note.HashOf(r.data)}]; numbered {
			err = book.AddAt(n, r.kind, r.data)
		} else if slices.Contains(logged, r.kind) {
			err = note.Errorf(note.E11, "a record of the proof is not in its log")
		} else {
			err = book.Add(r.kind, r.data)
		}
		if err != nil {
			return nil, err
		}
	}
	return book, whole(book, log)
}

func proofReceipts(frame []byte, p *Proven, at map[note.Hash]*chain.Entry) (int, error) {
	raw, err := hub.SplitFrame(frame)
	if err != nil {
		return 0, err
	}
	for _, b := range raw {
		r, err := chain.ParseReceipt(b)
		if err != nil {
			return 0, err
		}
		e := at[r.Entry]
		if e == nil {
			return 0, note.Errorf(note.E05, "receipt on an entry that is not in the proof")
		}
		if err := p.State.CheckReceipt(r, e, p.Book); err != nil {
			return 0, err
		}
	}
	return len(raw), nil
}

// Kenmerk is the short mark of an exchange on screen: the first 30 bits of its
// id in Crockford's base 32, "K7Q-M2P".
func Kenmerk(x note.XID) string {
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	n, err := strconv.ParseUint(string(x[:8]), 16, 64)
	if err != nil {
		return ""
	}
	n >>= 2
	var b [7]byte
	for i := 6; i >= 0; i-- {
		if i == 3 {
			b[i] = '-'
			continue
		}
		b[i] = letters[n&31]
		n >>= 5
	}
	return string(b[:])
}
