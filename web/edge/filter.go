package edge

import (
	"mime"
	"net/http"
	"slices"
)

// An answer of the hub is data. Served from the app's own address, HTML or a
// script in it would run as the app; so only these types pass, and only these
// headers.
var (
	dataTypes = []string{"application/json", "application/octet-stream", "text/plain"}
	answered  = []string{"Content-Length", "Content-Type", "Retry-After"}
	asked     = []string{"Accept", "Authorization", "Content-Type"}
)

// pass copies the named headers, those that stand once.
func pass(to, from http.Header, names []string) {
	for _, name := range names {
		if all := from.Values(name); len(all) == 1 {
			to.Set(name, all[0])
		}
	}
}

// fence is set on everything that comes from the hub, whatever it is.
func fence(h http.Header) {
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	everywhere(h)
}

// everywhere is set on every answer of the edge.
func everywhere(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload")
}

// harmless says whether an answer may pass: a plain status, and data or nothing.
func harmless(r *http.Response) bool {
	if r.StatusCode < 200 || r.StatusCode >= 600 || r.StatusCode >= 300 && r.StatusCode < 400 {
		return false
	}
	if len(r.Header.Values("Content-Encoding")) > 0 {
		return false
	}
	kinds := r.Header.Values("Content-Type")
	if len(kinds) == 0 {
		return r.ContentLength == 0
	}
	kind, _, err := mime.ParseMediaType(kinds[0])
	return err == nil && len(kinds) == 1 && slices.Contains(dataTypes, kind)
}
