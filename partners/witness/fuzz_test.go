package witness_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/translog"
)

// form is how a body begins that is not malformed (C2SP tlog-witness).
var form = regexp.MustCompile(`^old (?:0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n[^\n]`)

// Whatever is sent, the answer is one of the protocol, and a body that is not
// malformed has the form; what is cosigned is in it, under the log's own signature.
func FuzzBody(f *testing.F) {
	g := grow(f, "noord", 20, "")
	for _, size := range []uint64{0, 1, 10, 20} {
		f.Add(g.body(0, size))
		f.Add(g.body(size, 20))
	}
	for _, text := range []string{"", "old 0\n", "old 0\n\n", "old 1\nAAAA\n\n"} {
		f.Add(text)
	}
	w := serve(f, filepath.Join(f.TempDir(), "witness"), newClock().now, g)
	handler := w.Handler()
	signature := g.signed(20).Signatures[0].String()
	f.Fuzz(func(t *testing.T, sent string) {
		answered := httptest.NewRecorder()
		handler.ServeHTTP(answered, httptest.NewRequest(http.MethodPost, "/add-checkpoint", strings.NewReader(sent)))
		switch answered.Code {
		case http.StatusBadRequest:
		case http.StatusOK:
			ours := false
			for _, size := range []uint64{0, 1, 10, 20} {
				ours = ours || strings.Contains(sent, g.signed(size).Signatures[0].String())
			}
			if !ours {
				t.Errorf("cosigned without the log: %q", sent)
			}
			fallthrough
		case http.StatusNotFound, http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity:
			if parts := form.FindStringSubmatch(sent); parts == nil || len(parts[1]) > translog.MaxProof*45 {
				t.Errorf("%d for what has not the form: %q", answered.Code, sent)
			}
		default:
			t.Errorf("%d for %q", answered.Code, sent)
		}
		if strings.Contains(answered.Body.String(), signature) {
			t.Errorf("it answered with the signature of the log")
		}
	})
}
