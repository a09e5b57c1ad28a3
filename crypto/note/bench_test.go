package note_test

import (
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
)

// entryForm is the grammar of an entry, the note that a hub parses most.
var entryForm = &note.Form{
	Label: "entry",
	Fields: []note.Field{
		note.Once("xid", note.IsHash), note.Once("seq", note.IsNum), note.Once("prev", note.IsHash),
		note.Once("epoch", note.IsNum), note.Once("type", note.OneOf("genesis", "post")),
		note.Once("party", note.IsParty), note.Once("org", note.IsID), note.Once("author", note.IsID),
		note.Once("key", note.IsID), note.Once("time", note.IsNum), note.Once("cp", note.IsNum, note.IsHash),
		note.Once("nonce", note.IsID), note.Maybe("to", note.IsParty), note.Maybe("rcpt", note.IsHash),
		note.Any("grant", note.IsParty, note.IsNum, note.IsHash, note.IsHash),
		note.Any("blob", note.IsHash, note.IsNum), note.Maybe("body", note.IsHash),
		note.Maybe("ct", note.IsHash, note.IsNum), note.Some("bind", note.IsNum, note.IsHash),
	},
	MinSigs: 1, MaxSigs: 2,
}

func entryLines() []note.Line {
	id, hash := strings.Repeat("5f", 16), strings.Repeat("0c", 32)
	return []note.Line{
		note.L("xid", hash), note.L("seq", "3"), note.L("prev", hash), note.L("epoch", "1"),
		note.L("type", "post"), note.L("party", "t"+id), note.L("org", id), note.L("author", id),
		note.L("key", id), note.L("time", "1771234567"), note.L("cp", "4182", hash), note.L("nonce", id),
		note.L("rcpt", hash), note.L("body", hash), note.L("ct", hash, "5755"), note.L("bind", "1", hash),
	}
}

func BenchmarkParse(b *testing.B) {
	signed, err := entryForm.Build(entryLines()...)
	if err != nil {
		b.Fatal(err)
	}
	raw := note.Attach(signed, note.Sig{Key: "5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f", Hex: strings.Repeat("ab", 64)})
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := entryForm.Parse(raw); err != nil {
			b.Fatal(err)
		}
	}
}
