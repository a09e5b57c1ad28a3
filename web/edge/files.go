package edge

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// kinds of files that an app is made of; a file of another kind is a mistake in
// the build.
var kinds = map[string]string{
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".woff2": "font/woff2",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
}

// headersFile is written by the build: the headers of the page, in which
// {origin} stands for the address of the edge. What is otherwise for one file
// stands in another, under the name of that file and this one.
const headersFile = "headers.json"

// small is what the build adds to the name of a file that it compressed with
// Brotli, which takes too long to do at each start.
const small = ".br"

// file is one file of the app, ready to be sent.
type file struct {
	kind, tag           string
	mark                string // behind its address for as long as it says the same
	plain, gzip, brotli []byte
	own                 map[string]string // headers in place of the page's
}

// files are the app: index.html at /, all others at /assets/.
type files struct {
	page   map[string]string // headers
	byPath map[string]*file
}

func loadFiles(app fs.FS, origin string) (*files, error) {
	f := &files{byPath: map[string]*file{}}
	var err error
	if f.page, err = readHeaders(app, headersFile, origin); err != nil {
		return nil, fmt.Errorf("read the app: %w", err)
	}
	if f.page["Content-Security-Policy"] == "" {
		return nil, fmt.Errorf("read the app: %s has no policy", headersFile)
	}
	err = fs.WalkDir(app, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, headersFile) || path.Ext(name) == small {
			return err
		}
		kind, ok := kinds[path.Ext(name)]
		if !ok {
			return fmt.Errorf("%s is no part of an app", name)
		}
		b, err := fs.ReadFile(app, name)
		if err != nil {
			return err
		}
		at := "/assets/" + name
		if name == "index.html" {
			at = "/"
		}
		if f.byPath[at], err = newFile(kind, b); err != nil {
			return err
		}
		f.byPath[at].own, err = readHeaders(app, name+"."+headersFile, origin)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if f.byPath[at].brotli, err = fs.ReadFile(app, name+small); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err == nil && f.byPath["/"] == nil {
		err = fmt.Errorf("there is no index.html")
	}
	if err != nil {
		return nil, fmt.Errorf("read the app: %w", err)
	}
	return f, nil
}

func readHeaders(app fs.FS, name, origin string) (headers map[string]string, err error) {
	b, err := fs.ReadFile(app, name)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(bytes.ReplaceAll(b, []byte("{origin}"), []byte(origin)), &headers); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return headers, nil
}

func newFile(kind string, b []byte) (*file, error) {
	sum := sha256.Sum256(b)
	marked := sha512.Sum384(b)
	f := &file{kind: kind, tag: `"` + hex.EncodeToString(sum[:16]) + `"`, mark: hex.EncodeToString(marked[:16]), plain: b}
	if strings.HasPrefix(kind, "font/") {
		return f, nil // compressed already
	}
	var short bytes.Buffer
	w, err := gzip.NewWriterLevel(&short, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	f.gzip = short.Bytes()
	return f, nil
}

func (f *files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	everywhere(h)
	for name, value := range f.page {
		h.Set(name, value)
	}
	found := f.byPath[r.URL.Path]
	if found != nil {
		for name, value := range found.own {
			h.Set(name, value)
		}
	}
	switch {
	case found == nil:
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	// Kept, but asked for again each time: who comes back after an update gets all
	// of it, never an old script beside a new page. What the page asks for by what
	// it says is never asked for again: after an update it asks for something else.
	h.Set("Cache-Control", "no-cache")
	if r.URL.Path != "/" && r.URL.RawQuery == found.mark {
		h.Set("Cache-Control", "max-age=31536000, immutable")
	}
	h.Set("Content-Type", found.kind)
	h.Set("ETag", found.tag)
	h.Set("Vary", "Accept-Encoding")
	if r.Header.Get("If-None-Match") == found.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := found.plain
	accepted := r.Header.Get("Accept-Encoding")
	switch {
	case found.brotli != nil && strings.Contains(accepted, "br"):
		h.Set("Content-Encoding", "br")
		body = found.brotli
	case found.gzip != nil && strings.Contains(accepted, "gzip"):
		h.Set("Content-Encoding", "gzip")
		body = found.gzip
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method == http.MethodGet {
		w.Write(body)
	}
}
