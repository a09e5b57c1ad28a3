package interop_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/message"
)

// reader is one party with its key, who opens what a chain names.
type reader struct {
	sealed
	xnonce note.ID
	rcpt   map[uint64]note.Hash // by epoch, from the entry that opened it
	keys   map[uint64]*identity.Identity
	failed map[uint64]error
}

// read says in one text what the reader makes of a chain: of each entry that keeps
// its place its verdict, its sealed text and its attachments; then the end.
func (s *sealer) read(entries []*chain.Entry) *sealed {
	r := &reader{s.sealed, "", map[uint64]note.Hash{}, map[uint64]*identity.Identity{}, map[uint64]error{}}
	var b strings.Builder
	result := chain.Replay(entries, directory, r)
	for i, v := range result.Verdicts {
		text := ""
		if slices.Contains(r.Reads, i) {
			text = r.text(v.Entry)
		}
		fmt.Fprintf(&b, "%t %t %s%s\n", v.Effect, v.Checked, said(v.Code), text)
	}
	state := note.Hash("")
	if result.State != nil {
		state = stateHash(result.State)
	}
	fmt.Fprintf(&b, "%s %s", said(note.CodeOf(result.End)), state)
	r.Told = b.String()
	return &r.sealed
}

func said(code note.Code) string {
	if code == "" {
		return "-"
	}
	return string(code)
}

// Admit opens the reader's grants, as a client does.
func (r *reader) Admit(e *chain.Entry) {
	if e.Type == chain.Genesis {
		r.xnonce = e.Nonce
	}
	r.rcpt[e.Epoch] = e.Rcpt
	for _, g := range e.Grants {
		if r.keys[g.Epoch] != nil || g.Party != r.Reader {
			continue
		}
		key, err := r.open(g)
		if err != nil {
			r.failed[g.Epoch] = err
			continue
		}
		r.keys[g.Epoch] = key
		delete(r.failed, g.Epoch)
	}
}

func (r *reader) open(g chain.Grant) (*identity.Identity, error) {
	file := r.Files[g.File]
	if note.HashOf(file) != g.File {
		return nil, note.Errorf(note.E08, "grant file is not the signed one")
	}
	return seal.OpenSecret(fromSeed(partySeed(g.Party)), file, seal.GrantForm, []note.Line{
		note.L("xnonce", string(r.xnonce)), note.L("epoch", strconv.FormatUint(g.Epoch, 10)), note.L("party", string(g.Party)),
	}, r.rcpt[g.Epoch])
}

// Bind recomputes a bind line.
func (r *reader) Bind(e *chain.Entry, epoch uint64) (fits, known bool) {
	key := r.keys[epoch]
	if key == nil {
		return false, false
	}
	for _, b := range e.Binds {
		if b.Epoch == epoch {
			return seal.Bind(key, e.Note.Before("bind")) == b.Value, true
		}
	}
	return false, true
}

// text is what the sealed text of an entry holds, and its attachments, or why not.
func (r *reader) text(e *chain.Entry) string {
	if e.CT == "" {
		return ""
	}
	json, err := r.body(e)
	if err != nil {
		return " " + said(note.CodeOf(err))
	}
	told := " " + string(note.HashOf(json))
	doc, err := message.Forms.Read("", e.Type, json)
	if told += " " + said(note.CodeOf(err)); err != nil {
		return told
	}
	for _, f := range doc.Common().Files {
		told += " " + r.attachment(e, f)
	}
	return told
}

func (r *reader) body(e *chain.Entry) ([]byte, error) {
	key := r.keys[e.Epoch]
	if key == nil {
		if err := r.failed[e.Epoch]; err != nil {
			return nil, err
		}
		return nil, note.Errorf(note.E07, "the key of this part is not ours")
	}
	ct := r.Files[e.CT]
	if uint64(len(ct)) != e.CTSize || note.HashOf(ct) != e.CT {
		return nil, note.Errorf(note.E08, "sealed text is not the signed one")
	}
	plain, err := seal.Open(key, ct)
	if err != nil {
		return nil, err
	}
	return seal.ReadBody(plain, e.Body)
}

func (r *reader) attachment(e *chain.Entry, f flow.File) string {
	for _, b := range e.Blobs {
		if b.Root != f.Root {
			continue
		}
		by, err := identity.Parse(f.Identity)
		if err != nil {
			return said(note.CodeOf(err))
		}
		var content bytes.Buffer
		piece := func(n uint32) ([]byte, error) { return r.Pieces[b.Root][n], nil }
		if err := seal.OpenAttachment(&content, piece, b.Root, b.Size, by); err != nil {
			return said(note.CodeOf(err))
		}
		return string(note.HashOf(content.Bytes()))
	}
	return "unnamed"
}
