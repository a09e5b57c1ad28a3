//go:build !noagent

package main

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// window is the length of the shortest piece of a secret that counts as found.
const window = 12

// searcher finds secrets in bytes, however they were written down: as they are,
// in hex, base 64 (each offset, both alphabets), UTF-16, percent-encoded,
// reversed, any piece of twelve bytes, and all that inside gzip, zlib and zstd.
type searcher struct {
	byStart map[[window]byte][]needle
}

type needle struct {
	text   []byte
	secret string
	how    string
}

func newSearcher(secrets []string) *searcher {
	s := &searcher{byStart: map[[window]byte][]needle{}}
	for _, secret := range secrets {
		for how, text := range encodings([]byte(secret)) {
			s.add(needle{text, secret, how})
		}
		for i := 0; i+window <= len(secret); i++ {
			s.add(needle{[]byte(secret[i : i+window]), secret, "piece"})
		}
	}
	return s
}

func (s *searcher) add(n needle) {
	key := [window]byte(n.text[:window])
	s.byStart[key] = append(s.byStart[key], n)
}

// encodings are the ways in which bytes are written down in practice.
func encodings(b []byte) map[string][]byte {
	all := map[string][]byte{
		"raw":       b,
		"hex":       []byte(hex.EncodeToString(b)),
		"HEX":       []byte(strings.ToUpper(hex.EncodeToString(b))),
		"utf-16 le": interleave(b, 1),
		"utf-16 be": interleave(b, 0),
	}
	var percent strings.Builder
	for _, c := range b {
		fmt.Fprintf(&percent, "%%%02X", c)
	}
	all["percent"] = []byte(percent.String())
	back := slices.Clone(b)
	slices.Reverse(back)
	all["reversed"] = back
	for skip := range 3 {
		// the letters that follow from b alone, wherever it begins in a group of three
		padded := append(make([]byte, skip), b...)
		from, to := (skip*8+5)/6, len(padded)*8/6
		all[fmt.Sprintf("base64 +%d", skip)] = []byte(base64.RawStdEncoding.EncodeToString(padded)[from:to])
		all[fmt.Sprintf("base64url +%d", skip)] = []byte(base64.RawURLEncoding.EncodeToString(padded)[from:to])
	}
	return all
}

func interleave(b []byte, zeroAt int) []byte {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		if zeroAt == 0 {
			out = append(out, 0, c)
		} else {
			out = append(out, c, 0)
		}
	}
	return out
}

// search tells which secrets stand in data, each with how.
func (s *searcher) search(data []byte) map[string]string {
	found := map[string]string{}
	s.scan(data, "", found)
	for _, packed := range []struct {
		how   string
		magic []byte
		open  func(io.Reader) (io.Reader, error)
	}{
		{"gzip ", []byte{0x1f, 0x8b, 8}, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"zlib ", []byte{0x78}, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }},
		{"zstd ", []byte{0x28, 0xb5, 0x2f, 0xfd}, func(r io.Reader) (io.Reader, error) {
			return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(32<<20))
		}},
	} {
		for rest := data; ; {
			i := bytes.Index(rest, packed.magic)
			if i < 0 {
				break
			}
			rest = rest[i:]
			if r, err := packed.open(bytes.NewReader(rest)); err == nil {
				// what unpacks before an error counts too
				plain, _ := io.ReadAll(io.LimitReader(r, 4<<20))
				s.scan(plain, packed.how, found)
			}
			rest = rest[1:]
		}
	}
	return found
}

func (s *searcher) scan(data []byte, prefix string, found map[string]string) {
	for i := 0; i+window <= len(data); i++ {
		for _, n := range s.byStart[[window]byte(data[i:i+window])] {
			if bytes.HasPrefix(data[i:], n.text) && found[n.secret] == "" {
				found[n.secret] = prefix + n.how
			}
		}
	}
}
