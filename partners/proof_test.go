package partners

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// proven is a proof of an exchange with an acceptance, and who made it.
func proven(t *testing.T) (w *world, proof []byte) {
	t.Helper()
	w = newWorld(t)
	w.dismissNobody("fatima")
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	offer, accept := w.handOver("anna", "fatima", xid)
	w.must(offer)
	w.must(accept)
	dir := filepath.Join(t.TempDir(), "out")
	w.must(w.as("fatima").Export(t.Context(), xid, dir))
	proof, err := os.ReadFile(filepath.Join(dir, "proof.sluis"))
	w.must(err)
	return w, proof
}

// TestHostileProof: a proof that lacks something, has something of another, or is not
// whole, proves nothing.
func TestHostileProof(t *testing.T) {
	w, proof := proven(t)
	split := func(b []byte) [][]byte {
		parts, err := hub.SplitFrame(b)
		w.must(err)
		return parts
	}
	stranger := NewFounding("De Linde", "school")
	record, err := stranger.Record(w.hub.Now().Unix())
	w.must(err)
	const entries, receipts, records, log = 0, 1, 2, 3
	for name, c := range map[string]struct {
		of     int
		change func(list [][]byte) [][]byte
		want   note.Code
	}{
		"as it is":                     {entries, func(l [][]byte) [][]byte { return l }, ""},
		"no entries":                   {entries, func([][]byte) [][]byte { return nil }, note.E01},
		"an entry without a text":      {entries, func(l [][]byte) [][]byte { l[1] = hub.JoinFrame(split(l[1])[0]); return l }, note.E01},
		"an entry that is no frame":    {entries, func(l [][]byte) [][]byte { l[1] = []byte("entry"); return l }, note.E01},
		"the text of another entry":    {entries, func(l [][]byte) [][]byte { l[1] = hub.JoinFrame(split(l[1])[0], split(l[0])[1]); return l }, note.E08},
		"without an entry between":     {entries, func(l [][]byte) [][]byte { return slices.Delete(l, 1, 2) }, note.E02},
		"without the last entry":       {entries, func(l [][]byte) [][]byte { return l[:len(l)-1] }, note.E05},
		"a receipt that is none":       {receipts, func(l [][]byte) [][]byte { return append(l, []byte("receipt\n")) }, note.E01},
		"a record without its text":    {records, func(l [][]byte) [][]byte { l[0] = hub.JoinFrame(split(l[0])[0]); return l }, note.E01},
		"without a record of the log":  {records, withoutNewest, note.E06},
		"with a record of no log":      {records, func(l [][]byte) [][]byte { return append(l, hub.JoinFrame([]byte(hub.ObjectOrg), record)) }, note.E11},
		"a record of a kind that none": {records, func(l [][]byte) [][]byte { return append(l, hub.JoinFrame([]byte("blad"), record)) }, note.E01},
	} {
		parts := split(proof)
		parts[c.of] = hub.JoinFrame(c.change(split(parts[c.of]))...)
		if _, err := CheckProof(hub.JoinFrame(parts...)); note.CodeOf(err) != c.want || err != nil && c.want == "" {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	parts := split(proof)
	for name, b := range map[string][]byte{
		"nothing": nil, "a text": []byte("proof"), "three parts": hub.JoinFrame(parts[:log]...), "five parts": hub.JoinFrame(append(parts, nil)...),
	} {
		if _, err := CheckProof(b); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: %v, want E01", name, err)
		}
	}
	bent := split(proof)
	bent[log] = append(bytes.Clone(bent[log]), "more\n"...)
	if _, err := CheckProof(hub.JoinFrame(bent...)); note.CodeOf(err) != note.E01 {
		t.Errorf("a log with a line that is none: %v, want E01", err)
	}
}

// withoutNewest leaves out the last manifest.
func withoutNewest(records [][]byte) [][]byte {
	for i := len(records) - 1; i >= 0; i-- {
		if pair, err := hub.SplitFrame(records[i]); err == nil && string(pair[0]) == hub.ObjectManifest {
			return slices.Delete(records, i, i+1)
		}
	}
	return nil
}
