package gate

import (
	"strings"

	"github.com/sluis-hub/sluis/hub"
)

// scopes is a set of token scopes; open is the set of no token at all.
type scopes uint8

const (
	open    scopes = 0
	member  scopes = 1
	mailbox scopes = 2
	unlock  scopes = 4
	invite  scopes = 8
)

func (s scopes) has(scope hub.Scope) bool {
	switch scope {
	case hub.ScopeMember:
		return s&member != 0
	case hub.ScopeMailbox:
		return s&mailbox != 0
	case hub.ScopeUnlock:
		return s&unlock != 0
	case hub.ScopeInvite:
		return s&invite != 0
	}
	return false
}

// route is one way in.
type route struct {
	method, pattern string
	scopes          scopes
	class           class
	// query names what the query may hold; with a ! it must.
	query []string
	// body is the content type the body must have, nil for none; size its largest
	// number of bytes.
	body   []string
	size   int64
	handle func(*call) error

	parts []string // the pattern between its slashes, "" where a name stands
	names []string
}

// compile prepares the patterns of a table.
func compile(routes []route) []route {
	for i := range routes {
		rt := &routes[i]
		for part := range strings.SplitSeq(rt.pattern[1:], "/") {
			if name, ok := strings.CutPrefix(part, "{"); ok {
				rt.names = append(rt.names, strings.TrimSuffix(name, "}"))
				part = ""
			}
			rt.parts = append(rt.parts, part)
		}
	}
	return routes
}

// fits compares a path, as it was sent, with the pattern: no cleaning, no
// decoding, no redirects. It fills in what stands at the names.
func (rt *route) fits(path string, args *[3]string) bool {
	rest, found := strings.CutPrefix(path, "/")
	if !found {
		return false
	}
	named := 0
	for i, part := range rt.parts {
		text, tail, more := strings.Cut(rest, "/")
		if more != (i < len(rt.parts)-1) {
			return false
		}
		switch {
		case part == "":
			args[named] = text
			named++
		case part != text:
			return false
		}
		rest = tail
	}
	return true
}
