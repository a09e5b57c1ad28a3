package partners

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func TestHandoffWithOfferAndAcceptance(t *testing.T) {
	w := newWorld(t)
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	w.status("fatima", xid, "proposed")
	if h := w.holder("fatima", xid); h != "Intake" {
		t.Fatalf("before acceptance %q is responsible", h)
	}
	w.must(w.as("fatima").Reply(t.Context(), xid, "", doc(map[string]any{"form": "handoff.acknowledged"}), nil))
	w.status("anna", xid, "acknowledged")
	offer, accept := w.handOver("anna", "fatima", xid)
	w.must(offer)
	w.must(accept)
	for _, who := range []string{"anna", "bas", "fatima", "sjoerd"} {
		if h := w.holder(who, xid); h != "Noord" {
			t.Errorf("%s sees %q responsible", who, h)
		}
	}
	for _, who := range []string{"anna", "fatima"} {
		if v := w.show(who, xid); v.Certainty == nil || *v.Certainty != "fixed" {
			t.Errorf("%s is not certain: %v", who, v.Certainty)
		}
	}
	if v := w.show("fatima", xid); v.Entries[0].Author.Name != "anna" {
		t.Errorf("author is shown as %q", v.Entries[0].Author.Name)
	}
}

func TestOutsidersSeeNothing(t *testing.T) {
	w := newWorld(t)
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	_, mine := w.as("joke").Show(t.Context(), xid)
	_, none := w.as("joke").Show(t.Context(), note.XID(note.HashOf([]byte("no such exchange"))))
	w.refused(mine, hub.E21)
	if mine.Error() != none.Error() {
		t.Errorf("not yours and not there differ: %q and %q", mine, none)
	}
}

func TestInquiryAnsweredInPart(t *testing.T) {
	w := newWorld(t)
	xid := w.send("anna", "inquiry", "De Regenboog / Zorgteam")
	n, err := w.as("joke").Receipt(t.Context(), xid)
	w.must(err)
	if n != 1 {
		t.Fatalf("%d receipts, want 1", n)
	}
	w.status("anna", xid, "received")
	w.must(w.as("joke").Reply(t.Context(), xid, "", doc(map[string]any{"form": "inquiry.assigned", "competent": true}), nil))
	w.must(w.as("joke").Reply(t.Context(), xid, "", doc(map[string]any{
		"form": "inquiry.answers", "informed": map[string]any{"state": "ja"}, "role": "aandachtsfunctionaris",
		"answers": []map[string]any{
			{"question": "1", "kind": "antwoord", "nature": "eigen_waarneming", "text": "Drie keer te laat."},
			{"question": "2", "kind": "weigering", "code": "geen_noodzaak", "motivation": "Wij zien niet waarom dit nodig is."},
		}}), nil))
	w.status("anna", xid, "partly_answered")
}

func TestFeedbackGivenAndRead(t *testing.T) {
	w := newWorld(t)
	xid := w.send("anna", "feedback", "De Regenboog / Zorgteam")
	w.status("joke", xid, "sent")
	_, err := w.as("joke").Receipt(t.Context(), xid)
	w.must(err)
	w.status("anna", xid, "read")
}

func TestZaakJoinsExchanges(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	file, err := w.as("anna").NewZaak(ctx, "", w.example("zaak"))
	w.must(err)
	xid, err := w.as("anna").Send(ctx, Letter{Flow: "handoff", To: "Gemeente Veldrijk / Noord", Zaak: file, Document: w.example("handoff")})
	w.must(err)
	_, err = w.as("bas").Send(ctx, Letter{Flow: "handoff", To: "Gemeente Veldrijk / Zuid", Zaak: file, Document: w.example("handoff")})
	w.refused(err, hub.E29) // one open handoff per zaak
	_, err = w.as("fatima").Show(ctx, file)
	w.refused(err, hub.E21)
	offer, accept := w.handOver("anna", "fatima", xid)
	w.must(offer)
	w.must(accept)
	v := w.show("bas", file)
	var forms []string
	for _, e := range v.Entries {
		forms = append(forms, formOf(e.Document))
	}
	for _, want := range []string{"zaak.exchange", "zaak.custody"} {
		if !slices.Contains(forms, want) {
			t.Errorf("zaak holds %v, not %s", forms, want)
		}
	}
	list, err := w.as("anna").Zaken(ctx, "", 10)
	w.must(err)
	inbox, err := w.as("anna").Inbox(ctx, "", 10)
	w.must(err)
	if len(list) != 1 || len(inbox) != 1 {
		t.Errorf("%d zaken and %d exchanges, want 1 and 1", len(list), len(inbox))
	}
}

func TestMessageRecallAndClose(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.must(w.as("ruud").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Ontvangen."}), nil))
	w.must(w.as("ruud").Recall(ctx, xid, 1))
	w.must(w.as("ruud").Recall(ctx, xid, 1)) // again is a success
	if v := w.show("anna", xid); v.Entries[1].State != Recalled || v.Entries[1].Document != nil {
		t.Errorf("recalled message shows as %s", v.Entries[1].State)
	}
	w.refused(w.as("ruud").Close(ctx, xid), hub.E05)
	w.must(w.as("anna").Close(ctx, xid))
	w.must(w.as("anna").Close(ctx, xid))
	w.status("ruud", xid, "closed")
	w.refused(w.as("ruud").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Nog iets."}), nil), hub.E29)
}

func TestPartiesComeAndGo(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.refused(w.as("ruud").AddParty(ctx, xid, "De Regenboog / Zorgteam", false), hub.E05)
	w.must(w.as("anna").AddParty(ctx, xid, "De Regenboog / Zorgteam", false))
	v := w.show("joke", xid)
	if v.Entries[0].State != Unreadable || v.Entries[0].Code != hub.E07 || !v.Entries[0].Unchecked {
		t.Errorf("a newcomer sees the past as %s %s", v.Entries[0].State, v.Entries[0].Code)
	}
	w.must(w.as("joke").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Wij lezen mee."}), nil))
	w.must(w.as("anna").AddParty(ctx, xid, "Gemeente Veldrijk / Noord", true))
	if v := w.show("fatima", xid); v.Entries[0].State != Readable {
		t.Errorf("with history the past is %s %s", v.Entries[0].State, v.Entries[0].Code)
	}
	w.must(w.as("fatima").ReplaceParty(ctx, xid, "Zuid"))
	w.must(w.as("linda").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Wij zijn er nu."}), nil))
	w.must(w.as("joke").Leave(ctx, xid))
	w.refused(w.as("joke").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Toch nog."}), nil), hub.E29, hub.E05)
	w.must(w.as("ruud").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Gezien."}), nil)) // brings the forced rekey
	w.must(w.as("anna").RemoveParty(ctx, xid, "Politie Vechtdal / Infodesk"))
	w.must(w.as("anna").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Alleen voor de blijvers."}), nil))
	v = w.show("ruud", xid)
	if last := v.Entries[len(v.Entries)-1]; last.Type != "rekey" {
		t.Errorf("a removed party sees %s after it went", last.Type)
	}
}

func TestAttachments(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	dir := t.TempDir()
	data := make([]byte, 3<<20+17)
	rand.Read(data)
	w.must(os.WriteFile(filepath.Join(dir, "verslag.pdf"), data, 0o600))
	w.must(os.WriteFile(filepath.Join(dir, "leeg.txt"), nil, 0o600))
	xid, err := w.as("anna").Send(ctx, Letter{Flow: "message", To: "Politie Vechtdal / Infodesk", Document: w.example("message"),
		Files: []string{filepath.Join(dir, "verslag.pdf"), filepath.Join(dir, "leeg.txt")}})
	w.must(err)
	ruud := w.as("ruud")
	x, err := ruud.Read(ctx, xid)
	w.must(err)
	for name, want := range map[string][]byte{"verslag.pdf": data, "0/leeg.txt": {}} {
		a, err := x.File(name)
		w.must(err)
		out := filepath.Join(dir, "out")
		w.must(ruud.Download(ctx, x, a, out))
		got, err := os.ReadFile(out)
		w.must(err)
		if !bytes.Equal(got, want) {
			t.Errorf("%s came back changed", name)
		}
	}
	_, err = x.File("anders.pdf")
	w.refused(err, hub.E21)
}

func TestExportProvesItself(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	offer, accept := w.handOver("anna", "fatima", xid)
	w.must(offer)
	w.must(accept)
	dir := filepath.Join(t.TempDir(), "out")
	w.must(w.as("fatima").Export(ctx, xid, dir))
	proof, err := os.ReadFile(filepath.Join(dir, "proof.sluis"))
	w.must(err)
	p, err := CheckProof(proof)
	w.must(err)
	if p.XID != xid || len(p.Entries) != 3 || p.Entries[0].Document == nil || p.Receipts < 2 {
		t.Errorf("proof shows %d entries and %d receipts", len(p.Entries), p.Receipts)
	}
	for i := 0; i < len(proof); i += max(1, len(proof)/97) {
		broken := bytes.Clone(proof)
		broken[i] ^= 1
		if _, err := CheckProof(broken); err == nil {
			t.Errorf("a proof with byte %d changed passes", i)
		}
	}
}

func TestPhraseOpensWithoutDevice(t *testing.T) {
	w := newWorld(t)
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.must(os.Remove(filepath.Join(w.homes["anna"], "device.key")))
	w.must(os.Remove(filepath.Join(w.homes["anna"], "keyring")))
	w.must(os.Remove(filepath.Join(w.homes["anna"], "keyring.head")))
	h, err := LoadHome(w.homes["anna"])
	w.must(err)
	_, err = Open(t.Context(), h, Options{Phrase: w.phrase["bas"], Now: w.hub.Now})
	w.refused(err, hub.E28)
	m, err := Open(t.Context(), h, Options{Phrase: w.phrase["anna"], Now: w.hub.Now})
	w.must(err)
	v, err := m.Show(t.Context(), xid)
	w.must(err)
	if v.Entries[0].State != Readable {
		t.Errorf("after the phrase the message is %s", v.Entries[0].State)
	}
}

func TestClaims(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	w.must(w.as("fatima").Claim(ctx, xid, ""))
	w.must(w.as("fatima").Claim(ctx, xid, ""))
	w.refused(w.as("sjoerd").Claim(ctx, xid, ""), hub.E31)
	w.must(w.as("fatima").Release(ctx, xid, ""))
	w.must(w.as("fatima").Release(ctx, xid, ""))
	w.must(w.as("sjoerd").Claim(ctx, xid, ""))
}
