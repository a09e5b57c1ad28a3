package main_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A layer is a part of the house and what of the house it may import. The first
// layer that fits a package counts; "x/..." is x and all below it, "*x" whatever
// ends in x. Test files may import what tests adds.
type layer struct {
	rooms []string
	may   []string
	tests []string
	why   string
}

// The packages of crypto that hold no secret: whoever imports only these can
// check everything and open or sign nothing.
var open = []string{"crypto/note", "crypto/keys", "crypto/chain", "crypto/roster", "crypto/translog"}

var layers = []layer{
	{
		[]string{"crypto/note", "crypto/vectors"}, nil, nil,
		"the text form is the ground that all else stands on, and vectors are files",
	},
	{
		[]string{"crypto/keys", "crypto/strict", "crypto/words"}, []string{"crypto/note"}, nil,
		"public keys, strict JSON and words need the text form and no more",
	},
	{
		[]string{"crypto/translog", "crypto/chain"}, []string{"crypto/note", "crypto/keys"}, []string{"crypto/..."},
		"a chain asks its View who may sign and never knows how a roster keeps that",
	},
	{
		[]string{"crypto/roster"}, []string{"crypto/note", "crypto/keys", "crypto/chain", "crypto/translog", "crypto/strict"}, []string{"crypto/..."},
		"the roster answers for a chain; it opens and signs nothing, so that a hub can keep it",
	},
	{
		[]string{"crypto/identity"}, []string{"crypto/note", "crypto/keys", "crypto/words"}, []string{"crypto/..."},
		"private halves know nothing of what they are used for",
	},
	{
		[]string{"crypto/seal"}, []string{"crypto/note", "crypto/keys", "crypto/identity", "crypto/chain"}, []string{"crypto/..."},
		"sealing knows keys and the root of an attachment, not who takes part",
	},
	{
		[]string{"hub"}, open, []string{"crypto/..."},
		"the language of the hub has no place for secrets and does no work",
	},
	{
		[]string{"hub/redis"}, nil, []string{"hub/redis/..."},
		"the way to Redis knows addresses and passwords, and nothing of what goes along it",
	},
	{
		[]string{"hub/redis/redistest"}, nil, nil,
		"a Redis inside a test",
	},
	{
		[]string{"hub/relay", "hub/desk", "hub/directory", "hub/invites", "hub/sequencer", "hub/store", "hub/bus", "hub/presence", "hub/auth", "hub/gate", "hub/meter", "hub/notify"},
		slices.Concat([]string{"hub"}, open), []string{"hub/...", "crypto/..."},
		"a room of the hub speaks the hub's language, asks others through small interfaces of its own, and can neither open nor sign",
	},
	{
		[]string{"hub/store/storetest"}, slices.Concat([]string{"hub", "hub/store", "hub/store/postgrestest"}, open), []string{"crypto/..."},
		"a contract test knows the contract only, so that a second store can pass it",
	},
	{
		[]string{"hub/store/postgrestest"}, nil, nil,
		"a server for tests is a server, and knows nothing of what is kept in it",
	},
	{
		[]string{"hub/bus/bustest"}, slices.Concat([]string{"hub", "hub/bus"}, open), []string{"crypto/..."},
		"a contract test knows the contract only, so that a second bus can pass it",
	},
	{
		[]string{"hub/presence/presencetest"}, slices.Concat([]string{"hub", "hub/presence"}, open), []string{"crypto/..."},
		"a contract test knows the contract only, so that a second presence can pass it",
	},
	{
		[]string{"hub/server"},
		slices.Concat([]string{"hub", "hub/relay", "hub/desk", "hub/directory", "hub/invites", "hub/sequencer", "hub/store", "hub/bus", "hub/presence", "hub/redis", "hub/auth", "hub/gate", "hub/meter", "hub/notify"}, open),
		[]string{"hub/...", "crypto/..."},
		"the server joins the rooms on one page and is as blind as they are",
	},
	{
		[]string{"hub/liar"}, slices.Concat([]string{"hub", "crypto/identity", "crypto/seal"}, open), []string{"crypto/..."},
		"a hub that lies has keys of its own, and knows no more of its victims than their answers",
	},
	{
		[]string{"hub/hubtest"}, []string{"hub/...", "partners/witness", "crypto/..."}, nil,
		"a whole hub inside a test, with who watches it, and members to use it",
	},
	{
		[]string{"partners/witness"}, slices.Concat([]string{"hub"}, open), []string{"crypto/..."},
		"a witness judges the log alone: it must not share code with those it watches",
	},
	{
		[]string{"partners/client"}, slices.Concat([]string{"hub", "crypto/identity"}, open), []string{"crypto/...", "hub/hubtest"},
		"the client carries what is sealed already; it signs a login and opens nothing",
	},
	{
		[]string{"partners/..."}, []string{"partners/...", "crypto/...", "hub"}, []string{"hub/hubtest", "hub/liar"},
		"members meet a hub only through its language, never through its rooms",
	},
	{
		[]string{"web/test/interop"}, nil, []string{"crypto/...", "partners/flow", "partners/message"},
		"it is tests only: what Go makes of everything that the browser part must agree about",
	},
	{
		[]string{"web/..."}, slices.Concat([]string{"web/...", "hub"}, open), []string{"crypto/...", "hub/hubtest"},
		"the edge serves the app and filters what a hub answers; it holds no keys and nobody builds on it",
	},
	{
		[]string{"cmd/..."}, []string{"cmd/...", "web/...", "partners/...", "hub/...", "crypto/..."}, nil,
		"a program may join everything",
	},
}

// A driver is code from outside, or a part of the standard library with power,
// and the few packages that may touch it. cmd/bench, no part of Sluis, measures
// some of them bare.
type driver struct {
	paths []string
	by    []string
	why   string
}

// floors may touch what the hub and seals are built on: it measures both beside
// the bare library.
const floors = "cmd/bench"

var drivers = []driver{
	{[]string{"database/sql/...", "modernc.org/...", "github.com/jackc/..."}, []string{"hub/store", floors}, "SQL has one home"},
	{[]string{"github.com/redis/..."}, []string{"hub/redis", "hub/bus", "hub/presence", "hub/redis/redistest", floors}, "Redis carries liveness only, never data"},
	{[]string{"github.com/gorilla/websocket"}, []string{"hub/gate", "partners/client", floors}, "one package at each end of the socket"},
	{[]string{"github.com/golang-jwt/..."}, []string{"hub/auth"}, "tokens are made and read in one room"},
	{[]string{"filippo.io/..."}, []string{"crypto/identity", "crypto/seal", "hub/hubtest", floors}, "one place seals, one place holds what opens, and a thief in a test has only the bare library"},
	{[]string{"golang.org/x/mod/..."}, []string{"crypto/translog", floors}, "the tree of the log has one home"},
	{[]string{"golang.org/x/crypto/..."}, []string{"crypto/identity"}, "words become keys in one place"},
	{[]string{"golang.org/x/text/..."}, []string{"crypto/strict", "crypto/roster", "crypto/words", "partners/..."}, "text of people is brought into one form where it enters"},
	{[]string{"github.com/alecthomas/kong"}, []string{"cmd/..."}, "flags are read in cmd alone"},
	{[]string{"flag", "os/signal"}, []string{"cmd/..."}, "flags and signals are read in cmd alone"},
	{[]string{"os/exec", "plugin"}, []string{"cmd/...", "*test"}, "no library starts other programs"},
	{[]string{"github.com/google/go-cmp/...", "github.com/rogpeppe/go-internal/...", "pgregory.net/rapid", "testing/...", "*test"},
		[]string{"*test"}, "what tests use is not built into a program"},
	{[]string{"unsafe", "C"}, nil, "memory safe, and built without a C compiler"},
	{[]string{"math/rand/..."}, []string{"hub/...", "partners/...", "cmd/..."}, "what crypto draws is unguessable"},
	{[]string{"net/...", "os/...", "log/..."}, []string{"hub/relay", "hub/desk", "hub/directory", "hub/invites", "hub/sequencer", "hub/store", "hub/store/postgrestest", "hub/store/storetest", "hub/bus", "hub/presence", "hub/redis/...", "hub/auth", "hub/gate",
		"hub/notify", "hub/server", "hub/hubtest", "hub/liar", "partners/...", "web/...", "cmd/..."}, "crypto and the hub's language do no input or output"},
}

// badNames say nothing about what is inside.
var badNames = []string{"util", "utils", "common", "types", "helper", "helpers", "models", "misc", "base"}

func fits(pattern, room string) bool {
	if end, is := strings.CutPrefix(pattern, "*"); is {
		return strings.HasSuffix(room, end)
	}
	tree, all := strings.CutSuffix(pattern, "/...")
	return room == pattern || all && (room == tree || strings.HasPrefix(room, tree+"/"))
}

func anyFits(patterns []string, room string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return fits(p, room) })
}

// foreign says whether an import is of neither this module nor the standard library.
func foreign(to string) bool {
	first, _, _ := strings.Cut(to, "/")
	return first != "." && strings.Contains(first, ".")
}

// check tells of every arrow that may not be, with the reason.
func check(g graph) []string {
	var wrong []string
	for _, room := range slices.Sorted(maps.Keys(g)) {
		if name := filepath.Base(room); slices.Contains(badNames, name) {
			wrong = append(wrong, fmt.Sprintf("%s: a package is named after its task, and %s is none", room, name))
		}
		at := slices.IndexFunc(layers, func(l layer) bool { return anyFits(l.rooms, room) })
		if at < 0 {
			wrong = append(wrong, fmt.Sprintf("%s belongs to no layer: say in arrows_test.go what it may import, and why", room))
			continue
		}
		l := layers[at]
		for to, file := range g[room].code {
			if our, is := strings.CutPrefix(to, "./"); is && !anyFits(l.may, our) {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", file, to, l.why))
			}
			known := false
			for _, d := range drivers {
				if anyFits(d.paths, to) {
					known = true
					if !anyFits(d.by, room) {
						wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", file, to, d.why))
					}
				}
			}
			if foreign(to) && !known {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: code from outside has one home; name it in arrows_test.go", file, to))
			}
		}
		for to, file := range g[room].test {
			our, is := strings.CutPrefix(to, "./")
			if is && our != room && !anyFits(l.may, our) && !anyFits(l.tests, our) {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", file, to, l.why))
			}
		}
	}
	return wrong
}

func TestHouseArrows(t *testing.T) {
	for _, w := range check(readGraph(t, nil)) {
		t.Error(w)
	}
}

// forbidden are arrows (./ is this module) that somebody could be tempted to draw, at least one for
// each line of layers and drivers. Each must turn the test red by itself.
var forbidden = []struct{ from, to string }{
	{"crypto/note", "./crypto/keys"},
	{"crypto/vectors", "./crypto/note"},
	{"crypto/keys", "./crypto/chain"},
	{"crypto/words", "./crypto/identity"},
	{"crypto/strict", "./hub"},
	{"crypto/chain", "./crypto/roster"},
	{"crypto/chain", "./crypto/seal"},
	{"crypto/translog", "./crypto/roster"},
	{"crypto/roster", "./crypto/identity"},
	{"crypto/roster", "./crypto/seal"},
	{"crypto/identity", "./crypto/seal"},
	{"crypto/seal", "./crypto/roster"},
	{"crypto/seal", "./partners"},
	{"hub", "./crypto/identity"},
	{"hub", "./hub/store"},
	{"hub/relay", "./crypto/seal"},
	{"hub/relay", "./crypto/identity"},
	{"hub/relay", "./hub/store"},
	{"hub/relay", "./partners"},
	{"hub/desk", "./hub/bus"},
	{"hub/directory", "./hub/relay"},
	{"hub/store", "./crypto/seal"},
	{"hub/bus", "./hub/presence"},
	{"hub/presence", "./web"},
	{"hub/redis", "./hub/bus"},
	{"hub/redis/redistest", "./hub/presence"},
	{"hub/gate", "./hub/redis"},
	{"hub/auth", "./crypto/identity"},
	{"hub/gate", "./hub/auth"},
	{"hub/gate", "./partners/client"},
	{"hub/gate", "./hub/hubtest"},
	{"hub/notify", "./crypto/words"},
	{"hub/store/storetest", "./hub/relay"},
	{"hub/store/postgrestest", "./hub/store"},
	{"hub/bus/bustest", "./hub/presence"},
	{"hub/presence/presencetest", "./hub/bus"},
	{"hub/server", "./crypto/seal"},
	{"hub/server", "./partners"},
	{"hub/server", "./hub/hubtest"},
	{"hub/hubtest", "./partners/client"},
	{"hub/liar", "./hub/relay"},
	{"hub/liar", "./partners"},
	{"partners", "./hub/relay"},
	{"partners", "./hub/hubtest"},
	{"partners", "./web"},
	{"partners/client", "./crypto/seal"},
	{"partners/client", "./partners"},
	{"partners/client", "./hub/gate"},
	{"partners/witness", "./partners"},
	{"partners/witness", "./crypto/identity"},
	{"web/test/interop", "./crypto/seal"},
	{"web/edge", "./partners"},
	{"web/edge", "./crypto/identity"},
	{"cmd/sluis", "example.org/new"},

	{"hub/relay", "database/sql"},
	{"hub/server", "modernc.org/sqlite"},
	{"cmd/sluis", "modernc.org/sqlite"},
	{"hub/relay", "github.com/redis/go-redis/v9"},
	{"partners/room", "github.com/gorilla/websocket"},
	{"hub/gate", "github.com/golang-jwt/jwt/v5"},
	{"partners", "filippo.io/age"},
	{"hub/relay", "filippo.io/age"},
	{"hub/auth", "golang.org/x/crypto/argon2"},
	{"crypto/chain", "golang.org/x/mod/sumdb/tlog"},
	{"hub/gate", "golang.org/x/text/unicode/norm"},
	{"hub/server", "github.com/alecthomas/kong"},
	{"hub/server", "flag"},
	{"hub/server", "os/signal"},
	{"partners", "os/exec"},
	{"partners", "testing"},
	{"partners", "./partners/flow/flowtest"},
	{"hub/relay", "pgregory.net/rapid"},
	{"hub/gate", "unsafe"},
	{"hub/store", "C"},
	{"crypto/seal", "math/rand/v2"},
	{"crypto/chain", "net/http"},
	{"crypto/roster", "os"},
	{"crypto/seal", "log/slog"},
	{"hub", "net"},

	{"partners/util", "./crypto/note"},
	{"crypto/agreement", "./crypto/note"},
}

// Each forbidden arrow, added to the tree as it is, is told of.
func TestHouseForbiddenArrows(t *testing.T) {
	g := readGraph(t, nil)
	before := check(g)
	seen := map[string]bool{}
	for _, a := range forbidden {
		file := a.from + "/added.go"
		var added []string
		for _, w := range check(g.with(a.from, a.to, file)) {
			if !slices.Contains(before, w) {
				added = append(added, w)
			}
		}
		if len(added) == 0 {
			t.Errorf("%s imports %s: nobody complains", a.from, a.to)
		}
		for _, w := range added {
			_, why, _ := strings.Cut(w, ": ")
			seen[why] = true
		}
	}
	for _, l := range layers {
		if anyFits(l.rooms, "cmd/sluis") {
			continue // may import everything
		}
		if !seen[l.why] {
			t.Errorf("no forbidden arrow shows the layer of %s", l.rooms)
		}
	}
	for _, d := range drivers {
		if !seen[d.why] {
			t.Errorf("no forbidden arrow shows the driver rule for %s", d.paths)
		}
	}
}

// Test files may reach further than code, but not up.
func TestHouseForbiddenArrowsOfTests(t *testing.T) {
	g := readGraph(t, nil)
	before := len(check(g))
	for _, a := range []struct {
		from, to string
		allowed  bool
	}{
		{"hub/relay", "./hub/store", true},
		{"hub/auth", "./crypto/identity", true},
		{"hub/relay", "./partners", false},
		{"crypto/chain", "./crypto/roster", true},
		{"crypto/chain", "./hub", false},
		{"partners", "./hub/hubtest", true},
		{"partners", "./hub/relay", false},
		{"crypto/keys", "filippo.io/age", true},
	} {
		if more := len(check(g.with(a.from, a.to, a.from+"/added_test.go"))) - before; (more == 0) != a.allowed {
			t.Errorf("a test of %s imports %s: %d complaints", a.from, a.to, more)
		}
	}
}

// A file with a forbidden import, laid over the real tree, is found by reading
// the tree, even behind a build tag that nobody sets.
func TestHouseForbiddenArrowInAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "opens.go")
	source := "//go:build neverset\n\npackage relay\n\nimport _ \"" + module + "/crypto/seal\"\n"
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	before := check(readGraph(t, nil))
	after := check(readGraph(t, map[string]string{"hub/relay/opens.go": file}))
	if len(after) != len(before)+1 || !slices.ContainsFunc(after, func(w string) bool {
		return strings.HasPrefix(w, "hub/relay/opens.go imports ./crypto/seal: ")
	}) {
		t.Errorf("got %q", after)
	}
}
