package edge_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/web/edge"
)

// FuzzAnswer: whatever a hub answers with, nothing but data in three headers of its
// own comes through, behind a fence.
func FuzzAnswer(f *testing.F) {
	f.Add(200, "Content-Type", "application/json", "{}")
	f.Add(200, "content-type", "text/html", "<script>")
	f.Add(200, "Set-Cookie", "a=b", "{}")
	f.Add(301, "Location", "https://elsewhere.example", "")
	f.Add(200, "Content-Type", "application/json; charset=utf-8", "{}")
	f.Add(200, "Content-Encoding", "gzip", "{}")
	f.Add(404, "Content-Security-Policy", "default-src *", "{}")
	f.Add(204, "Service-Worker-Allowed", "/", "")
	f.Add(200, "Clear-Site-Data", "\"*\"", "x")
	var status int
	var name, value, body string
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Add(name, value)
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	f.Cleanup(hub.Close)
	before, err := edge.New(edge.Config{Origin: "http://sluis.example", Hub: hub.URL, App: app, NetworkKey: make([]byte, 32), Trust: trust(f)})
	if err != nil {
		f.Fatal(err)
	}
	ours := []string{
		"Content-Security-Policy", "Cache-Control", "X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy",
		"Cross-Origin-Embedder-Policy", "Referrer-Policy", "X-Frame-Options", "Strict-Transport-Security",
	}
	passed := []string{"Content-Length", "Content-Type", "Retry-After", "Date"}
	f.Fuzz(func(t *testing.T, s int, n, v, b string) {
		if s < 200 || s > 599 || strings.ContainsAny(n+v, "\r\n\x00") {
			return
		}
		status, name, value, body = s, n, v, b
		answer := httptest.NewRecorder()
		before.ServeHTTP(answer, httptest.NewRequest("GET", "http://sluis.example/api/hello", nil))
		for header, values := range answer.Header() {
			if !slices.Contains(ours, header) && !slices.Contains(passed, header) || len(values) != 1 {
				t.Fatalf("%s: %q comes through", header, values)
			}
		}
		for _, header := range ours {
			if answer.Header().Get(header) == "" {
				t.Fatalf("no %s", header)
			}
		}
		if kind, _, _ := strings.Cut(answer.Header().Get("Content-Type"), ";"); !slices.Contains([]string{"", "application/json", "application/octet-stream", "text/plain"}, strings.ToLower(strings.TrimSpace(kind))) {
			t.Fatalf("%q comes through", kind)
		}
		if answer.Code >= 300 && answer.Code < 400 {
			t.Fatalf("status %d comes through", answer.Code)
		}
	})
}
