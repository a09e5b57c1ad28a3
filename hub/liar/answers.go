package liar

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// What a lie can do, by what it is about. "refuse" with a code goes everywhere, and so
// does "answer", with other octets.
var acts = map[string][]string{
	"entries":    {"drop", "keep", "swap", "copy", "put", "add", "other", "blank", "flip", "digit", "cut", "grow", "double", "take", "strip"},
	"receipts":   {"drop", "put", "add", "flip"},
	"log":        {"drop", "keep", "swap", "add", "hash", "version", "kind", "number", "org", "copy"},
	"checkpoint": {"true", "strip", "witness", "log", "origin", "time", "root", "size", "old"},
	"objects":    {"withhold", "change", "flip", "swap"},
	"mailboxes":  {"drop", "flip"},
	"piece":      {"flip", "cut", "grow", "other"},
	"keyring":    {"flip", "cut", "grow", "blank"},
	"state":      {"flip"},
	"newest":     {"drop", "circle", "head", "other"},
	"changes":    {"drop", "circle", "head", "other"},
	"leases":     {},
	"hello":      {"hub", "time"},
	"put":        {"lose", "conflict"},
	"answer":     {}, "invitation": {}, "challenge": {}, "login": {}, "find": {}, "available": {}, "publish": {},
	"POST receipts": {},
}

// known says whether a lie can be told.
func (l *Liar) known(lie Lie) error {
	can, is := acts[lie.On]
	if !is || lie.Do != "refuse" && lie.Do != "answer" && !slices.Contains(can, lie.Do) {
		return hub.Errorf(hub.E01, "nobody can lie about %s by %s", lie.On, lie.Do)
	}
	if _, held := l.held[lie.With]; lie.With != "" && lie.Do != "refuse" && !held {
		return hub.Errorf(hub.E01, "the liar holds no %q", lie.With)
	}
	return nil
}

// bend makes a lie of what the hub answers.
func (l *Liar) bend(r *http.Request, a *asked, body []byte) ([]byte, error) {
	switch a.on {
	case "entries":
		return l.entries(r, a)
	case "receipts", "mailboxes":
		parts, err := hub.SplitFrame(body)
		for _, lie := range a.lies {
			parts = l.list(lie, parts)
		}
		return hub.JoinFrame(parts...), err
	case "log":
		return l.log(r, a.lies)
	case "checkpoint":
		return l.checkpoint(r, a.lies, body)
	case "objects":
		return l.objects(a, body)
	case "newest", "changes":
		return l.rows(r, a.lies, body)
	case "keyring":
		parts, err := hub.SplitFrame(body)
		for _, lie := range a.lies {
			i := 1 // the file
			if lie.Part == "note" {
				i = 0
			}
			if i < len(parts) {
				parts[i] = damage(lie, parts[i])
			}
		}
		return hub.JoinFrame(parts...), err
	case "hello":
		return l.hello(a.lies, body)
	}
	for _, lie := range a.lies {
		if lie.Do == "other" {
			body = l.Held(lie.With).Data
		} else {
			body = damage(lie, body)
		}
	}
	return body, nil
}

// place is an index of a list, counted from its end when negative.
func place(at *int, n int) (int, bool) {
	if at == nil {
		return 0, false
	}
	i := *at
	if i < 0 {
		i += n
	}
	return i, i >= 0 && i < n
}

// each gives the places that a lie is about.
func each(at *int, n int) (all []int) {
	if at == nil {
		for i := range n {
			all = append(all, i)
		}
		return all
	}
	if i, ok := place(at, n); ok {
		all = append(all, i)
	}
	return all
}

// list changes a list of octets.
func (l *Liar) list(lie Lie, list [][]byte) [][]byte {
	i, there := place(lie.At, len(list))
	switch lie.Do {
	case "drop":
		if lie.At == nil {
			return nil
		}
		if there {
			list = slices.Delete(slices.Clone(list), i, i+1)
		}
	case "keep":
		list = list[:min(lie.N, len(list))]
	case "swap":
		if there && lie.To < len(list) {
			list = slices.Clone(list)
			list[i], list[lie.To] = list[lie.To], list[i]
		}
	case "copy":
		if there {
			list = slices.Insert(slices.Clone(list), min(lie.To, len(list)), list[i])
		}
	case "put":
		if there {
			list = slices.Clone(list)
			list[i] = l.Held(lie.With).Data
		}
	case "add":
		list = append(slices.Clone(list), l.Held(lie.With).Data)
	case "flip", "cut", "grow", "blank":
		list = slices.Clone(list)
		for _, i := range each(lie.At, len(list)) {
			list[i] = damage(lie, list[i])
		}
	}
	return list
}

// damage changes octets. N counts them, from the end when negative.
func damage(lie Lie, b []byte) []byte {
	switch lie.Do {
	case "blank":
		return nil
	case "cut":
		return b[:max(0, len(b)-lie.N)]
	case "grow":
		return append(slices.Clone(b), bytes.Repeat([]byte{'x'}, max(1, lie.N))...)
	case "double":
		return append(slices.Clone(b), b...)
	case "digit": // the last one of a value of a line
		return digit(slices.Clone(b), lie.Line, lie.N)
	case "flip":
		b = slices.Clone(b)
		at := lie.N
		if at < 0 {
			at += len(b)
		}
		if at >= 0 && at < len(b) {
			b[at] ^= 1
		}
	}
	return b
}

// digit changes the last digit of a line's nth value.
func digit(b []byte, line string, n int) []byte {
	at := bytes.Index(b, []byte("\n"+line+" ")) + len(line) + 2
	for ; n > 0; n-- {
		at += bytes.IndexByte(b[at:], ' ') + 1
	}
	at += bytes.IndexAny(b[at:], " \n") - 1
	if b[at]++; b[at]-1 == '9' || b[at]-1 == 'f' {
		b[at] = '0'
	}
	return b
}

// entries makes a lie of a whole exchange, and gives the part that was asked for: what
// hides an entry shows the ones after it in its place.
func (l *Liar) entries(r *http.Request, a *asked) ([]byte, error) {
	query := r.URL.Query()
	from, err := strconv.Atoi(query.Get("from"))
	if err != nil {
		return nil, err
	}
	query.Set("from", "0")
	path := r.URL.Path
	for _, lie := range a.lies {
		if lie.Do == "other" {
			path = "/api/exchanges/" + string(l.Held(lie.With).XID) + "/entries"
		}
	}
	whole, err := l.get(r, path, query)
	if err != nil {
		return nil, err
	}
	frames, err := hub.SplitFrame(whole)
	if err != nil {
		return nil, err
	}
	for _, lie := range a.lies {
		if lie.Part == "" {
			frames = l.list(lie, frames)
			continue
		}
		source := slices.Clone(frames)
		for _, i := range each(lie.At, len(frames)) {
			if frames[i], err = l.part(lie, frames[i], source); err != nil {
				return nil, err
			}
		}
	}
	return hub.JoinFrame(frames[min(from, len(frames)):]...), nil
}

// part changes one part of an entry.
func (l *Liar) part(lie Lie, frame []byte, all [][]byte) ([]byte, error) {
	parts, err := hub.SplitFrame(frame)
	if err != nil {
		return nil, err
	}
	if lie.Do == "strip" && len(parts) > 2 { // of a grant even its place
		return hub.JoinFrame(parts[:2]...), nil
	}
	for i := range parts {
		is := "grant"
		if i < 2 {
			is = []string{"note", "text"}[i]
		}
		if is != lie.Part || len(parts[i]) == 0 && lie.Do != "put" {
			continue
		}
		switch lie.Do {
		case "put":
			parts[i] = l.Held(lie.With).Data
		case "take": // the same part of another entry
			other, err := hub.SplitFrame(all[lie.To])
			if err != nil || i >= len(other) {
				return nil, fmt.Errorf("liar: entry %d has no such part", lie.To)
			}
			parts[i] = other[i]
		default:
			parts[i] = damage(lie, parts[i])
		}
	}
	return hub.JoinFrame(parts...), nil
}

// objects withholds or changes objects of the directory, and shows those that the
// liar made.
func (l *Liar) objects(a *asked, body []byte) ([]byte, error) {
	got, err := hub.SplitFrame(body)
	if err != nil {
		return nil, err
	}
	hashes := hashesOf(a.body)
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, h := range hashes {
		if i >= len(got) {
			break
		}
		for _, held := range l.held {
			for _, o := range held.Objects {
				if len(got[i]) == 0 && note.HashOf(o) == h {
					got[i] = o
				}
			}
		}
		for _, lie := range a.lies {
			held := l.held[lie.With]
			if lie.With != "" && held.Hash != h {
				continue
			}
			switch lie.Do {
			case "withhold":
				got[i] = nil
			case "change":
				got[i] = held.Data
			case "flip":
				got[i] = damage(lie, got[i])
			}
		}
	}
	for _, lie := range a.lies {
		if lie.Do == "swap" && len(got) > 1 {
			got[0], got[1] = got[1], got[0]
		}
	}
	return hub.JoinFrame(got...), nil
}

// rows changes a list of exchanges.
func (l *Liar) rows(r *http.Request, lies []Lie, body []byte) ([]byte, error) {
	var page hub.Page
	if err := json.Unmarshal(body, &page); err != nil {
		return nil, err
	}
	for _, lie := range lies {
		xid := l.Held(lie.With).XID
		switch lie.Do {
		case "drop":
			page.Rows = slices.DeleteFunc(page.Rows, func(r hub.Row) bool { return r.XID == xid })
		case "circle": // the first row, whatever comes before it
			first, err := l.get(r, r.URL.Path, url.Values{"limit": {"1"}})
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(first, &page); err != nil {
				return nil, err
			}
			page.More = true
		case "head": // as it was when that was held
			for i := range page.Rows {
				if page.Rows[i].XID == xid {
					page.Rows[i].Head = l.Held(lie.With).Hash
				}
			}
		case "other": // an exchange in the place of another
			for i := range page.Rows {
				page.Rows[i].XID = xid
			}
		}
	}
	return json.Marshal(page)
}

func (l *Liar) hello(lies []Lie, body []byte) ([]byte, error) {
	var h hub.Hello
	if err := json.Unmarshal(body, &h); err != nil {
		return nil, err
	}
	for _, lie := range lies {
		switch lie.Do {
		case "hub":
			h.Hub = strings.Repeat("0", len(h.Hub))
		case "time":
			h.Time += int64(lie.N)
		}
	}
	return json.Marshal(h)
}

// whole asks the hub for its whole log.
func (l *Liar) whole(r *http.Request) ([]hub.Leaf, error) {
	var list struct {
		Leaves []hub.Leaf `json:"leaves"`
	}
	b, err := l.get(r, "/api/directory", url.Values{"from": {"0"}, "limit": {strconv.Itoa(hub.MaxRows)}})
	if err != nil {
		return nil, err
	}
	return list.Leaves, json.Unmarshal(b, &list)
}
