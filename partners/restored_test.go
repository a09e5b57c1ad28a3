package partners

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestRecordsBringTheLogBack: a hub that was restored from before the newest records
// signs no log; with the records of somebody's home it goes on where it was, and
// nobody sees a difference.
func TestRecordsBringTheLogBack(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	backup := w.hub.Backup(t)
	w.dismiss("fatima", "sjoerd")
	m := w.as("joke")
	records, err := m.Records(ctx)
	w.must(err)
	before := m.dir.head
	w.hub.Stop()
	w.hub = w.hub.Restored(t, backup)
	for _, dir := range w.homes {
		w.must(MoveHub(dir, w.hub.URL))
	}
	joke := w.as("joke")
	if _, err := joke.Send(ctx, Letter{Flow: "message", To: "Politie Vechtdal / Infodesk", Document: w.example("message")}); hub.CodeOf(err) != hub.E12 && hub.CodeOf(err) != hub.E27 && hub.CodeOf(err) != note.E11 {
		t.Errorf("before the records are back: %v", err)
	}
	w.hub.Seed(t, records)
	joke = w.as("joke")
	if after := joke.dir.head; after.Checkpoint != before.Checkpoint {
		t.Errorf("the log is %+v, was %+v", after, before)
	}
	w.must(w.as("anna").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Nog iets."}), nil))
	h, err := LoadHome(w.homes["sjoerd"])
	w.must(err)
	_, err = Open(ctx, h, Options{Now: w.hub.Now})
	w.refused(err, hub.E22) // he left, and still has
}
