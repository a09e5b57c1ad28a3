package liar_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/liar"
)

// TestCases: each has a name of its own, after the attack of the test list.
func TestCases(t *testing.T) {
	cases, err := liar.Cases()
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`^T\d\d [^\n/]+$`)
	seen := map[string]bool{}
	for _, c := range cases {
		if seen[c.ID] || !names.MatchString(c.ID) || c.Stage == "" || c.Act == "" {
			t.Errorf("%q is no case", c.ID)
		}
		seen[c.ID] = true
	}
}

// TestOneIsLiedTo: who is not lied to gets the hub's answer, who is gets the lie, and
// so does nobody once it is honest; what was told to nobody is told.
func TestOneIsLiedTo(t *testing.T) {
	frame := hub.JoinFrame([]byte("a"), []byte("b"))
	real := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write(frame)
	}))
	defer real.Close()
	l, err := liar.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Before(real.URL, liar.Secrets{}); err != nil {
		t.Fatal(err)
	}
	ask := func(who string) string {
		req, err := http.NewRequest("GET", l.URL+"/api/exchanges/x/receipts?party=y", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer x."+base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"`+who+`"}`))+".x")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	first := 0
	if err := l.Tell("anna", liar.Lie{On: "receipts", Do: "drop", At: &first}, liar.Lie{On: "keyring", Do: "blank"}); err != nil {
		t.Fatal(err)
	}
	if got := ask("bas"); got != string(frame) {
		t.Errorf("bas is told %q", got)
	}
	if got := ask("anna"); got != string(hub.JoinFrame([]byte("b"))) {
		t.Errorf("anna is told %q", got)
	}
	if untold := l.Honest(); len(untold) != 1 || untold[0].On != "keyring" {
		t.Errorf("told to nobody: %+v", untold)
	}
	if got := ask("anna"); got != string(frame) {
		t.Errorf("then anna is told %q", got)
	}
	for _, none := range []liar.Lie{{On: "nothing", Do: "drop"}, {On: "receipts", Do: "sing"}, {On: "receipts", Do: "add", With: "what is not held"}} {
		if err := l.Tell("anna", none); hub.CodeOf(err) != note.E01 {
			t.Errorf("%+v: %v", none, err)
		}
	}
}
