package partners

import (
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestWrongInput: what a person asks for and cannot have is refused before anything is
// signed, and where it helps the error says what to do.
func TestWrongInput(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	anna, ruud := w.as("anna"), w.as("ruud")
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	ofTwo := w.send("fatima", "message", "Gemeente Veldrijk / Zuid")
	w.hire("anna", "nina")
	w.hire("fatima", "piet", w.teamID("Noord"), w.teamID("Zuid"))
	nina := w.as("nina")
	toNoord := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	records := func(l Letter) error {
		_, err := anna.Send(ctx, l)
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want hub.Code
		says string
	}{
		"a zaak that is sent":              {records(Letter{Flow: "zaak", To: "De Regenboog / Zorgteam"}), hub.E01, "zaak new"},
		"alone, and for the team":          {records(Letter{Flow: "message", To: "De Regenboog / Zorgteam", Alone: true, Team: "Intake", Document: text("Dag.")}), hub.E01, ""},
		"a flow that is none":              {records(Letter{Flow: "anders", To: "De Regenboog / Zorgteam", Document: text("Dag.")}), hub.E19, ""},
		"an example of no flow":            {second(Example("anders", w.hub.Now())), hub.E01, ""},
		"a letter by who is in no team":    {second(nina.Send(ctx, Letter{Flow: "message", To: "De Regenboog / Zorgteam", Document: text("Dag.")})), hub.E05, ""},
		"an exchange that is a path":       {second(anna.Read(ctx, "../self")), hub.E01, ""},
		"an invitation that is a path":     {second(anna.Admit(ctx, "../self", note.HashOf(nil))), hub.E01, ""},
		"an invitation to end, but a path": {anna.Uninvite(ctx, "../self"), hub.E01, ""},
		"for a team that takes no part":    {fatimaFor(w, xid), hub.E21, ""},
		"for the own team without a part":  {second(w.as("piet").readAs(ctx, toNoord, "Zuid")), hub.E05, "takes no part"},
		"for an own team without a part":   {second(w.as("fatima").readAs(ctx, ofTwo, "Zuid")), hub.E21, ""},
		"who is responsible goes":          {anna.RemoveParty(ctx, xid, "Veilig Thuis Vechtdal / Intake"), hub.E05, "offer it first"},
		"another organisation in my place": {ruud.ReplaceParty(ctx, xid, "De Regenboog / Zorgteam"), hub.E05, "own organisation"},
		"in the place of the responsible":  {w.as("fatima").ReplaceParty(ctx, ofTwo, "Gemeente Veldrijk / Zuid"), hub.E05, "adds the other team"},
		"a card that is no JSON":           {second(ReadCard([]byte(`{"name":"Intake",}`), note.TeamID(note.NewID()))), hub.E10, "invalid character"},
		"a fingerprint that is short":      {second(ParseFingerprint("0123 4567")), hub.E01, ""},
		"a fingerprint that is none":       {second(ParseFingerprint(strings.Repeat("g", 32))), hub.E01, ""},
		"no admin":                         {second(NewFounding("De Linde", "school").Records(1)), hub.E05, "needs an admin"},
		"an organisation that is a name":   {third(Join(ctx, JoinConfig{Hub: w.hub.URL, Org: "De Linde", Trust: w.trust, Name: "Nina", Words: nil, Dir: t.TempDir()})), hub.E01, "32 hex digits"},
	} {
		if hub.CodeOf(c.err) != c.want || !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %v, want %s and %q", name, c.err, c.want, c.says)
		}
	}
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }

func fatimaFor(w *world, xid note.XID) error {
	_, err := w.as("fatima").Read(w.t.Context(), xid)
	return err
}
