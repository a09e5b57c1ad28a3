package translog_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// FuzzParseLeaf: a line of the log that is read is what it prints.
func FuzzParseLeaf(f *testing.F) {
	for _, v := range load(f) {
		f.Add(v.Line)
		for _, line := range v.Lines {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, line string) {
		leaf, err := translog.ParseLeaf(line)
		if err != nil && note.CodeOf(err) != note.E01 || err == nil && leaf.String() != line {
			t.Fatalf("%q is read as %q, %v", line, leaf, err)
		}
	})
}

// FuzzParseSigned: a checkpoint that is read is what it prints, and no policy takes
// one that says it in other bytes.
func FuzzParseSigned(f *testing.F) {
	var policies []*translog.Policy
	for _, v := range load(f) {
		f.Add([]byte(v.Note))
		if p := v.Policy; p != nil && len(policies) < 3 {
			if made, err := translog.NewPolicy(p.Log, p.Witnesses, p.Quorum); err == nil {
				policies = append(policies, made)
			}
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := translog.ParseSigned(raw)
		if err != nil && note.CodeOf(err) != note.E01 || err == nil && !bytes.Equal(s.Bytes(), raw) {
			t.Fatalf("%q: %v", raw, err)
		}
		for _, p := range policies {
			head, refused := p.Verify(raw)
			switch code := note.CodeOf(refused); {
			case refused == nil && (err != nil || head.Checkpoint != s.Checkpoint):
				t.Fatalf("%q is taken for %v", raw, head)
			case refused != nil && code != note.E01 && code != note.E13:
				t.Fatal(refused)
			}
		}
	})
}

// FuzzParseKey: the key of a log or of a witness is read as it prints, and never as
// the other.
func FuzzParseKey(f *testing.F) {
	for _, v := range load(f) {
		f.Add(v.Key)
	}
	f.Fuzz(func(t *testing.T, text string) {
		log, err := translog.ParseLogKey(text)
		witness, other := translog.ParseWitnessKey(text)
		if err == nil && other == nil {
			t.Fatalf("%q is both", text)
		}
		if err == nil && log.String() != text || other == nil && witness.String() != text || strings.Contains(text, "\n") && (err == nil || other == nil) {
			t.Fatalf("%q is read as %q and %q", text, log, witness)
		}
	})
}
