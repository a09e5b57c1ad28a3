package interop

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	agetest "c2sp.org/CCTV/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// damage is files that are nearly age files of one post-quantum stanza, each with
// the verdict of Go: those of the age format itself (c2sp.org/CCTV), and one file
// changed in every way that changes a header little.
func damage() []damaged {
	all := standard()
	by := identity.New()
	file := must(seal.Seal(by.Recipient(), []byte("een kort bericht")))
	add := func(name string, file []byte) {
		d := damaged{Name: name, By: by.String(), File: file}
		d.Code, d.Hash = open(by, file)
		all = append(all, d)
	}
	add("as it was sealed", file)
	for n := 0; n < len(file); n += 7 {
		add(fmt.Sprintf("byte %d changed", n), slices.Concat(file[:n], []byte{file[n] ^ 1<<(n%8)}, file[n+1:]))
		add(fmt.Sprintf("byte %d left out", n), slices.Concat(file[:n], file[n+1:]))
		add(fmt.Sprintf("a byte more at %d", n), slices.Concat(file[:n], []byte(" \n=A-\r\x00")[n%7:n%7+1], file[n:]))
	}
	header, payload, _ := bytes.Cut(file, []byte("\n--- "))
	lines := strings.SplitAfter(string(header)+"\n", "\n")
	lines = lines[:len(lines)-1]
	rest := "--- " + string(payload)
	with := func(name string, lines ...string) { add(name, []byte(strings.Join(lines, "")+rest)) }
	for n := range lines {
		before, after := lines[:n:n], lines[n+1:]
		with(fmt.Sprintf("line %d twice", n), slices.Concat(before, lines[n:n+1], lines[n:n+1], after)...)
		with(fmt.Sprintf("line %d left out", n), slices.Concat(before, after)...)
		for _, more := range []string{"\n", "->\n", "-> \n", "-> x\n\n", "--\n", "---\n", "--- \n", "=\n", "A\n"} {
			with(fmt.Sprintf("%q before line %d", more, n), slices.Concat(before, []string{more}, lines[n:])...)
		}
		for _, end := range []string{" ", " x", "\r", "=", "\t", "A"} {
			changed := strings.TrimSuffix(lines[n], "\n") + end + "\n"
			with(fmt.Sprintf("line %d with %q at its end", n, end), slices.Concat(before, []string{changed}, after)...)
		}
	}
	return all
}

// standard gives the binary vectors of the age format that need no passphrase.
func standard() (all []damaged) {
	for _, name := range must(fs.Glob(agetest.Vectors, "*")) {
		head, file, _ := strings.Cut(string(must(fs.ReadFile(agetest.Vectors, name))), "\n\n")
		v := map[string]string{}
		for line := range strings.SplitSeq(head, "\n") {
			key, value, _ := strings.Cut(line, ": ")
			v[key] = value
		}
		if v["armored"] != "" || v["passphrase"] != "" {
			continue
		}
		text := []byte(file)
		if v["compressed"] == "zlib" {
			text = must(io.ReadAll(must(zlib.NewReader(strings.NewReader(file)))))
		}
		if len(text) > 1<<20 {
			continue // all of them are classic
		}
		by, err := identity.Parse(v["identity"])
		if err != nil {
			by = identity.New() // a classic file is refused whoever opens it
		}
		d := damaged{Name: "CCTV " + name, By: by.String(), File: text}
		d.Code, d.Hash = open(by, text)
		all = append(all, d)
	}
	return all
}
