package chain_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// The oracle is a second implementation, written from FORMAT.md's words: one
// regular expression for each type, and every rule looked up anew in the whole
// list of texts. It shares nothing with the package but the test's directory.

// text is an entry as lines of words, in order.
type text struct {
	raw, signed string
	lines       [][]string
	sigs        [][]string
}

func (x text) all(name string) (found [][]string) {
	for _, l := range x.lines {
		if l[0] == name {
			found = append(found, l[1:])
		}
	}
	return found
}

func (x text) get(name string) string {
	if l := x.all(name); l != nil {
		return l[0][0]
	}
	return ""
}

func (x text) num(name string) int { return number(x.get(name)) }

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func sha(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

var oracleForms = func() map[string]*regexp.Regexp {
	const head = `xid H\nseq N\nprev H\nepoch N\ntype TYPE\nparty P\norg I\nauthor I\nkey I\ntime N\ncp N H\nnonce I\n`
	const grants, blobs, sig = `(?:grant P N H H\n)*`, `(?:blob H N\n)*`, `sig I S\n`
	tails := map[string]string{
		"genesis": `rcpt H\n` + grants + blobs + `body H\nct H N\nbind N H\n` + sig,
		"post":    `rcpt H\n` + blobs + `body H\nct H N\nbind N H\n` + sig,
		"rekey":   `rcpt H\n` + grants + `body H\nct H N\nbind N H\nbind N H\n` + sig,
		"offer":   `to P\nrcpt H\nbody H\nct H N\nbind N H\n` + sig,
		"accept":  `rcpt H\nbody H\nct H N\nbind N H\n` + sig + sig,
		"close":   `bind N H\n` + sig,
		"recall":  `target H\nbind N H\n` + sig,
		"leave":   `bind N H\n` + sig,
	}
	forms := map[string]*regexp.Regexp{}
	for name, tail := range tails {
		r := strings.NewReplacer("TYPE", name, "H", "[0-9a-f]{64}", "I", "[0-9a-f]{32}", "P", "[tmr][0-9a-f]{32}",
			"N", "(?:0|[1-9][0-9]{0,15})", "S", "[0-9a-f]{128}")
		forms[name] = regexp.MustCompile(`^sluis\.v1/entry\n` + r.Replace(head+tail) + `$`)
	}
	return forms
}()

// oracleParse holds when a text is an entry at all: C1 to C11.
func oracleParse(raw string) (text, bool) {
	x := text{raw: raw}
	if len(raw) > 65536 {
		return x, false
	}
	matched := false
	for _, form := range oracleForms {
		matched = matched || form.MatchString(raw)
	}
	if !matched {
		return x, false
	}
	last := ""
	for _, l := range strings.SplitAfter(raw, "\n")[1:] {
		if l == "" {
			break
		}
		words := strings.Fields(l)
		if words[0] == strings.SplitN(last, " ", 2)[0] && l <= last {
			return x, false // repeated lines are sorted
		}
		if words[0] == "sig" {
			if last != "" && strings.HasPrefix(last, "sig") && words[1] == strings.Fields(last)[1] {
				return x, false
			}
			x.sigs = append(x.sigs, words[1:])
		} else {
			x.lines = append(x.lines, words)
		}
		last = l
	}
	x.signed = raw[:strings.Index(raw, "\nsig ")+1]
	for _, n := range [][]string{{x.get("seq")}, {x.get("epoch")}, {x.get("time")}, {x.get("cp")}, second(x.all("grant")), first(x.all("bind")), second(x.all("blob")), second(x.all("ct"))} {
		for _, v := range n {
			if number(v) > 1<<53-1 {
				return x, false
			}
		}
	}
	zeros := strings.Repeat("0", 64)
	if time.Unix(int64(x.num("time")), 0).UTC().Year() > 9999 {
		return x, false
	}
	if x.get("type") == "genesis" && (x.get("xid") != zeros || x.num("seq") != 0 || x.get("prev") != zeros || x.num("epoch") != 0) {
		return x, false
	}
	for _, ct := range x.all("ct") {
		if number(ct[1]) < 5755 || number(ct[1]) > 272059 {
			return x, false
		}
	}
	cp := x.all("cp")[0]
	return x, (cp[0] == "0") == (cp[1] == zeros)
}

func first(all [][]string) []string  { return column(all, 0) }
func second(all [][]string) []string { return column(all, 1) }
func column(all [][]string, i int) (c []string) {
	for _, v := range all {
		c = append(c, v[i])
	}
	return c
}

// partiesOf lists who has a grant for an epoch in one entry.
func partiesOf(x text, epoch int) (set []string) {
	for _, g := range x.all("grant") {
		if number(g[1]) == epoch {
			set = append(set, g[0])
		}
	}
	slices.Sort(set)
	return set
}

// tale is a list of entries that all count.
type tale []text

func (c tale) head() text { return c[len(c)-1] }
func (c tale) xid() string {
	return sha(c[0].signed)
}

func (c tale) epoch() int { return c.head().num("epoch") }

func (c tale) opener(epoch int) text {
	for _, x := range c {
		if x.num("epoch") == epoch {
			return x
		}
	}
	panic("no such epoch")
}

func (c tale) set() []string { return partiesOf(c.opener(c.epoch()), c.epoch()) }

func (c tale) owner() string {
	owner := c[0].get("party")
	for _, x := range c {
		if x.get("type") == "accept" {
			owner = x.get("party")
		}
	}
	return owner
}

func (c tale) over() bool {
	for i, x := range c {
		if x.get("type") == "close" || x.get("type") == "recall" && i == 1 && x.get("target") == sha(c[0].raw) {
			return true
		}
	}
	return false
}

// oracle gives the code of an entry after a list that counts, "" when it counts too.
func oracle(c tale, raw string) note.Code {
	x, ok := oracleParse(raw)
	if !ok {
		return "E01"
	}
	if len(c) == 0 {
		return oracleFirst(x)
	}
	typ, party, head := x.get("type"), x.get("party"), c.head()
	is := func(types ...string) bool { return slices.Contains(types, typ) }

	// Its place: C14 to C21.
	if x.get("xid") != c.xid() && !(is("genesis") && sha(x.signed) == c.xid()) {
		return "E05"
	}
	if x.num("seq") == head.num("seq") && raw != head.raw {
		return "E03"
	}
	if x.num("seq") != len(c) {
		return "E02"
	}
	if x.get("prev") != sha(head.raw) {
		return "E03"
	}
	if x.num("time") < head.num("time") || x.num("cp") < head.num("cp") {
		return "E05"
	}
	if x.num("cp") == head.num("cp") && x.all("cp")[0][1] != head.all("cp")[0][1] {
		return "E11"
	}
	if is("rekey") && x.num("epoch") != c.epoch()+1 || !is("rekey") && x.num("epoch") != c.epoch() {
		return "E05"
	}

	// Who may write what: C22 to C30.
	set, owner := c.set(), c.owner()
	leaver := ""
	if head.get("type") == "leave" {
		leaver = head.get("party")
	}
	if c.over() || !slices.Contains(set, party) || leaver != "" && !is("rekey") || leaver == party {
		return "E05"
	}
	if party[0] == 'r' && !is("post", "recall") || is("offer", "close") && party != owner || is("leave") && party == owner {
		return "E05"
	}
	if is("accept") && (head.get("type") != "offer" || head.get("to") != party) {
		return "E05"
	}
	if code := oracleAuthor(x); code != "" {
		return code
	}

	plain := false
	if is("rekey") {
		code := note.Code("")
		if code, plain = oracleRekey(c, x, set, owner, leaver); code != "" {
			return code
		}
	}
	// Content: C46 to C52.
	if is("offer") && (!slices.Contains(set, x.get("to")) || x.get("to") == owner || x.get("to")[0] == 'r') {
		return "E05"
	}
	if is("accept") && (x.num("time") > head.num("time")+1800 || x.get("author") == head.get("author") || x.get("key") == head.get("key")) {
		return "E05"
	}
	if is("recall") {
		writer := ""
		for i, y := range c {
			if x.get("target") == sha(y.raw) && (y.get("type") == "post" || i == 0 && len(c) == 1) {
				writer = y.get("party")
			}
		}
		if writer == "" || writer != party && owner != party {
			return "E05"
		}
	}
	if is("post", "offer", "accept") && x.get("rcpt") != c.opener(c.epoch()).get("rcpt") {
		return "E05"
	}
	if code := oracleBinds(c, x, plain || is("close")); code != "" {
		return code
	}
	return oracleSigned(c, x)
}

func oracleFirst(x text) note.Code {
	party := x.get("party")
	if x.get("type") != "genesis" {
		return "E02"
	}
	set := partiesOf(x, 0)
	if party[0] == 'r' || !slices.Contains(set, party) || oracleGrants(x) != "" {
		return "E05"
	}
	for _, p := range set {
		if p[0] == 'r' && (len(set) != 2 || party[0] != 't') {
			return "E05"
		}
	}
	if x.get("bind") != "0" {
		return "E05"
	}
	if code := oracleAuthor(x); code != "" {
		return code
	}
	return oracleSigned(nil, x)
}

func oracleAuthor(x text) note.Code {
	party := x.get("party")
	if party[0] != 't' && party[1:] != x.get("author") || party[0] == 'r' && x.get("org") != strings.Repeat("0", 32) {
		return "E05"
	}
	return ""
}

// oracleGrants: C31, C32.
func oracleGrants(x text) note.Code {
	given := map[string]bool{}
	for _, g := range x.all("grant") {
		if given[g[0]+g[1]] || number(g[1]) > x.num("epoch") {
			return "E05"
		}
		given[g[0]+g[1]] = true
	}
	return ""
}

// oracleRekey: C31, C32, C36 to C45; plain when the set is unchanged or forced.
func oracleRekey(c tale, x text, set []string, owner, leaver string) (code note.Code, plain bool) {
	epoch, party := x.num("epoch"), x.get("party")
	if oracleGrants(x) != "" {
		return "E05", false
	}
	for _, y := range c {
		if y.get("type") == "genesis" || y.get("type") == "rekey" {
			if y.get("rcpt") == x.get("rcpt") {
				return "E05", false
			}
		}
	}
	next := partiesOf(x, epoch)
	for _, g := range x.all("grant") {
		if number(g[1]) < epoch && (party != owner || !slices.Contains(next, g[0])) {
			return "E05", false
		}
	}
	var added, removed []string
	for _, p := range next {
		if !slices.Contains(set, p) {
			added = append(added, p)
		}
	}
	for _, p := range set {
		if !slices.Contains(next, p) {
			removed = append(removed, p)
		}
	}
	if leaver != "" {
		if len(added) > 0 || !slices.Equal(removed, []string{leaver}) {
			return "E05", false
		}
		return "", true
	}
	if len(added)+len(removed) == 0 {
		return "", true
	}
	if party == owner {
		if slices.Contains(removed, owner) {
			return "E05", false
		}
		reporter := strings.Contains(strings.Join(partiesOf(c[0], 0), " "), "r")
		for _, p := range added {
			if p[0] == 'r' || reporter && p[0] != 't' {
				return "E05", false
			}
			if reporter {
				if code := oracleSameOrg(owner, p); code != "" {
					return code, false
				}
			}
		}
		return "", false
	}
	restricted := strings.Contains(" "+strings.Join(set, " "), " m")
	if restricted || !slices.Equal(removed, []string{party}) || len(added) != 1 || added[0][0] != 't' {
		return "E05", false
	}
	return oracleSameOrg(party, added[0]), false
}

func oracleSameOrg(a, b string) note.Code {
	org := map[string]note.OrgID{}
	for _, r := range directory.Orgs {
		org[string(r.Party)] = r.Org
	}
	if org[a] == "" || org[b] == "" {
		return "E06"
	}
	if org[a] != org[b] {
		return "E05"
	}
	return ""
}

// oracleBinds: C53, C54.
func oracleBinds(c tale, x text, mayBeOlder bool) note.Code {
	var epochs []int
	for _, b := range x.all("bind") {
		epochs = append(epochs, number(b[0]))
	}
	slices.Sort(epochs)
	if x.get("type") == "rekey" {
		if epochs[1] != x.num("epoch") || epochs[0] == epochs[1] {
			return "E05"
		}
		epochs = epochs[:1]
	}
	if epochs[0] == c.epoch() {
		return ""
	}
	if epochs[0] > c.epoch() || !mayBeOlder {
		return "E05"
	}
	for _, y := range c {
		if y.get("party") == x.get("party") && y.num("epoch") > epochs[0] {
			return "E05"
		}
	}
	return ""
}

// oracleSigned: C55 to C58.
func oracleSigned(c tale, x text) note.Code {
	size := uint64(x.num("cp"))
	for _, g := range x.all("grant") {
		current := slices.ContainsFunc(directory.Keys, func(r keyRow) bool {
			return string(r.Party) == g[0] && string(r.RH) == g[2] && r.From <= size && (r.Until == 0 || size < r.Until)
		})
		if !current {
			return "E06"
		}
	}
	if code := oracleSignature(x, x.get("party"), x.get("org"), x.get("author"), x.get("key")); code != "" {
		return code
	}
	if x.get("type") == "accept" {
		offer := c.head()
		return oracleSignature(x, offer.get("party"), offer.get("org"), offer.get("author"), offer.get("key"))
	}
	return ""
}

func oracleSignature(x text, party, org, author, key string) note.Code {
	size, known, pk := uint64(x.num("cp")), false, ""
	for _, r := range directory.Signers {
		if string(r.Key) == key && string(r.Org) == org && string(r.Author) == author && r.From <= size && (r.Until == 0 || size < r.Until) {
			known = true
			if string(r.Party) == party {
				pk = r.PK
			}
		}
	}
	if !known {
		return "E06"
	}
	if pk == "" {
		return "E05"
	}
	for _, s := range x.sigs {
		if s[0] == key {
			public, _ := hex.DecodeString(pk)
			sig, _ := hex.DecodeString(s[1])
			if ed25519.Verify(public, []byte(x.signed), sig) {
				return ""
			}
			return "E04"
		}
	}
	return "E05"
}

// told reads texts that all parse.
func told(raws []string) tale {
	var c tale
	for _, raw := range raws {
		x, _ := oracleParse(raw)
		c = append(c, x)
	}
	return c
}

// verdictOf is the package's code for the same question.
func verdictOf(s *chain.State, raw string) (*chain.State, note.Code) {
	e, err := chain.Parse([]byte(raw))
	if err != nil {
		return nil, note.CodeOf(err)
	}
	var next *chain.State
	if s == nil {
		next, err = chain.Begin(e, directory)
	} else {
		next, err = s.Append(e, directory)
	}
	return next, note.CodeOf(err)
}
