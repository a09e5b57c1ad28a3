package seal_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

const shareFile = "../vectors/share.json"

const shareAbout = "The recovery key of an organisation; op says what is done, code is empty when it succeeds, and then out is what it gives. " +
	"words: the key of a custodian from words and org; out is its recipient. custodian: read text. share: read text. " +
	"open: read text, and open it with the keys of two custodians, whose seeds are hex, for org, against want."

type shareVector struct {
	Rule string    `json:"rule"`
	Name string    `json:"name"`
	Code note.Code `json:"code"`
	Op   string    `json:"op"`
	In   shareIn   `json:"in"`
	Out  string    `json:"out,omitempty"`
}

type shareIn struct {
	Words []string   `json:"words,omitempty"`
	Text  string     `json:"text,omitempty"`
	Seeds []string   `json:"seeds,omitempty"`
	Org   note.OrgID `json:"org,omitempty"`
	Want  note.Hash  `json:"want,omitempty"`
}

func (v shareVector) run() (string, error) {
	switch v.Op {
	case "words":
		id, err := identity.CustodianFromWords(v.In.Words, v.In.Org)
		if err != nil {
			return "", err
		}
		return string(id.Recipient()), nil
	case "custodian":
		c, err := identity.ParseCustodian([]byte(v.In.Text))
		return string(c.Recipient), err
	}
	share, err := seal.ParseShare([]byte(v.In.Text))
	if err != nil || v.Op == "share" {
		return "", err
	}
	id, err := share.Open(input{Seed: v.In.Seeds[0]}.identity(), input{Seed: v.In.Seeds[1]}.identity(), v.In.Org, v.In.Want)
	if err != nil {
		return "", err
	}
	return id.String(), nil
}

// writeShares makes the vectors anew, with random bytes from a fixed seed.
func writeShares(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 3)
	list := shareVectors(t)
	for i, v := range list {
		if v.Code == "" {
			out, err := v.run()
			if err != nil {
				t.Fatalf("%s %s: %v", v.Rule, v.Name, err)
			}
			list[i].Out = out
		}
	}
	b, err := json.MarshalIndent(struct {
		About   string        `json:"about"`
		Vectors []shareVector `json:"vectors"`
	}{shareAbout, list}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(shareFile, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

const (
	shareOrg  = note.OrgID("0000000000000000000000000000000a")
	shareOrg2 = note.OrgID("0000000000000000000000000000000b")
)

// shareText is a share of custodians a, b and c as an attacker could write it too:
// a's, with the key that is in the text inner for b.
func shareText(t *testing.T, inner []byte, change func(lines []note.Line)) string {
	t.Helper()
	a, b, c := someIdentity("custodian a"), someIdentity("custodian b"), someIdentity("custodian c")
	pair := func(outer, in *identity.Identity, text []byte) note.Line {
		file := sealTo(sealTo(text, in.AgeRecipient()), outer.AgeRecipient())
		return note.L("pair", string(outer.Recipient().Hash()), string(in.Recipient().Hash()), hex.EncodeToString(file))
	}
	lines := []note.Line{
		note.L("org", string(shareOrg)), note.L("recovery", string(someIdentity("recovery").Recipient().Hash())),
		pair(a, b, inner), pair(c, a, inner),
	}
	if change != nil {
		change(lines)
	}
	text := "sluis.v1/share\n"
	for _, l := range lines[:2] {
		text += l.Name + " " + strings.Join(l.Values, " ") + "\n"
	}
	var pairs []string
	for _, l := range lines[2:] {
		pairs = append(pairs, l.Name+" "+strings.Join(l.Values, " ")+"\n")
	}
	slices.Sort(pairs)
	return text + strings.Join(pairs, "")
}

func recoveryText(org note.OrgID, name string) []byte {
	return []byte("sluis.v1/recovery\norg " + string(org) + "\nidentity " + someIdentity(name).String() + "\n")
}

func shareVectors(t *testing.T) (list []shareVector) {
	add := func(rule, name string, code note.Code, op string, in shareIn) {
		list = append(list, shareVector{Rule: rule, Name: name, Code: code, Op: op, In: in})
	}
	words := strings.Split("aaibaar-antilope-lopend-antilope-hiel-afkoelen-brengen-deksel", "-")
	add("I26", "eight words", "", "words", shareIn{Words: words, Org: shareOrg})
	add("I26", "the same words for another organisation", "", "words", shareIn{Words: words, Org: shareOrg2})
	add("I26", "seven words", note.E01, "words", shareIn{Words: words[:7], Org: shareOrg})

	good := "sluis.v1/custodian\norg " + string(shareOrg) + "\nrecipient " + string(someIdentity("custodian a").Recipient()) + "\n"
	add("I27", "a custodian", "", "custodian", shareIn{Text: good})
	add("I27", "a recipient with one letter changed", note.E01, "custodian", shareIn{Text: strings.Replace(good, "age1pq1", "age1pq1q", 1)})
	add("I27", "without organisation", note.E01, "custodian", shareIn{Text: strings.Replace(good, "org "+string(shareOrg)+"\n", "", 1)})

	right := recoveryText(shareOrg, "recovery")
	whole := shareText(t, right, nil)
	want := someIdentity("recovery").Recipient().Hash()
	open := func(rule, name string, code note.Code, text string, a, b string, change ...func(*shareIn)) {
		in := shareIn{Text: text, Seeds: []string{seed("custodian " + a), seed("custodian " + b)}, Org: shareOrg, Want: want}
		for _, c := range change {
			c(&in)
		}
		add(rule, name, code, "open", in)
	}
	open("S17", "a recovery key", "", whole, "a", "b")
	open("S17", "a line too many", note.E01, shareText(t, append(slices.Clone(right), "time 1\n"...), nil), "a", "b")
	open("S17", "a team key in its place", note.E01, shareText(t, bytes.Replace(right, []byte("recovery"), []byte("teamkey"), 1), nil), "a", "b")

	add("S18", "a share", "", "share", shareIn{Text: whole})
	lines := strings.SplitAfter(whole, "\n")
	add("S18", "one pair", note.E01, "share", shareIn{Text: strings.Join(lines[:4], "")})
	add("S18", "the file in capitals", note.E01, "share", shareIn{Text: strings.Join(lines[:4], "") + strings.Replace(lines[4], "6167652d", "6167652D", 1)})
	add("S18", "half a byte too much", note.E01, "share", shareIn{Text: strings.TrimSuffix(whole, "\n") + "0\n"})

	other := string(someIdentity("custodian d").Recipient().Hash())
	add("S19", "two pairs of three", "", "share", shareIn{Text: whole})
	add("S19", "two pairs of four", note.E05, "share", shareIn{Text: shareText(t, right, func(l []note.Line) { l[3].Values[1] = other })})
	add("S19", "the same pair twice", note.E05, "share", shareIn{Text: shareText(t, right, func(l []note.Line) {
		l[3].Values[0], l[3].Values[1] = l[2].Values[1], l[2].Values[0]
	})})
	add("S19", "a pair of one, first", note.E05, "share", shareIn{Text: shareText(t, right, func(l []note.Line) {
		l[2].Values[0], l[2].Values[1], l[3].Values[0], l[3].Values[1] = "0"+other[1:], "0"+other[1:], "1"+other[1:], "2"+other[1:]
	})})
	add("S19", "a pair of one, last", note.E05, "share", shareIn{Text: shareText(t, right, func(l []note.Line) {
		l[2].Values[0], l[2].Values[1], l[3].Values[0], l[3].Values[1] = "f"+other[1:], "f"+other[1:], "1"+other[1:], "2"+other[1:]
	})})

	open("S20", "a and b", "", whole, "a", "b")
	open("S20", "b and a", "", whole, "b", "a")
	open("S20", "a and c", "", whole, "a", "c")
	open("S20", "b and c, who have no pair in this file", note.E06, whole, "b", "c")
	open("S20", "a alone", note.E06, whole, "a", "a")
	open("S20", "a and somebody else", note.E06, whole, "a", "d")
	open("S20", "another organisation's file", note.E09, whole, "a", "b", func(in *shareIn) { in.Org = shareOrg2 })
	open("S20", "another organisation's line", note.E09, shareText(t, right, func(l []note.Line) { l[0].Values[0] = string(shareOrg2) }), "a", "b")
	open("S20", "another organisation's key", note.E09, shareText(t, recoveryText(shareOrg2, "recovery"), nil), "a", "b")
	open("S20", "of an earlier recovery key", note.E06, whole, "a", "b", func(in *shareIn) { in.Want = someIdentity("later").Recipient().Hash() })
	open("S20", "another key inside", note.E07, shareText(t, recoveryText(shareOrg, "false"), nil), "a", "b")
	open("S20", "sealed the other way round", note.E18, shareText(t, right, func(l []note.Line) {
		l[2].Values[0], l[2].Values[1] = l[2].Values[1], l[2].Values[0]
	}), "a", "b")
	open("S20", "not sealed to the second", note.E18, shareText(t, right, func(l []note.Line) {
		l[2].Values[2] = hex.EncodeToString(sealTo(right, someIdentity("custodian a").AgeRecipient()))
	}), "a", "b")
	open("S20", "sealed to both at once", note.E14, shareText(t, right, func(l []note.Line) {
		l[2].Values[2] = hex.EncodeToString(sealTo(right, someIdentity("custodian a").AgeRecipient(), someIdentity("custodian b").AgeRecipient()))
	}), "a", "b")
	return list
}

func TestShareVectors(t *testing.T) {
	if *update {
		writeShares(t)
	}
	b, err := os.ReadFile(shareFile)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Vectors []shareVector }
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Vectors) < 30 {
		t.Errorf("%d vectors", len(all.Vectors))
	}
	for _, v := range all.Vectors {
		t.Run(v.Rule+"/"+v.Name, func(t *testing.T) {
			out, err := v.run()
			if note.CodeOf(err) != v.Code || (err == nil) != (v.Code == "") {
				t.Fatalf("%s: %v, want %q", v.Op, err, v.Code)
			}
			if diff := cmp.Diff(v.Out, out); diff != "" {
				t.Errorf("%s (-want +got):\n%s", v.Op, diff)
			}
		})
	}
}

// TestDivideRecovery: each two of the three open the key with either's file, nobody
// with one key, whatever files there are.
func TestDivideRecovery(t *testing.T) {
	key := identity.New()
	three := []*identity.Identity{identity.New(), identity.New(), identity.New()}
	to := [3]keys.Recipient{three[0].Recipient(), three[1].Recipient(), three[2].Recipient()}
	files, err := seal.DivideRecovery(shareOrg, key, to)
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for n, file := range files {
		share, err := seal.ParseShare(file)
		if err != nil {
			t.Fatal(err)
		}
		for a := range three {
			for b := range three {
				got, err := share.Open(three[a], three[b], shareOrg, key.Recipient().Hash())
				if may := a != b && (a == n || b == n); (err == nil) != may {
					t.Errorf("file %d with keys %d and %d: %v", n, a, b, err)
				} else if may {
					if opened++; got.String() != key.String() {
						t.Error("another key came out")
					}
				}
			}
			if !share.Names(to[a].Hash()) {
				t.Errorf("file %d does not name custodian %d", n, a)
			}
			// Whatever opens with one key alone is another sealed file.
			for _, p := range share.Pairs {
				plain, err := seal.Open(three[a], p.File)
				if err == nil && !bytes.HasPrefix(plain, []byte("age-encryption.org/v1\n")) {
					t.Errorf("custodian %d opens a pair alone", a)
				}
				if err == nil {
					if _, err := seal.Open(three[a], plain); err == nil {
						t.Errorf("custodian %d opens both halves of a pair", a)
					}
				}
			}
		}
		if share.Names(key.Recipient().Hash()) {
			t.Error("the recovery key itself is named as a custodian")
		}
	}
	if opened != 12 {
		t.Errorf("opened %d times, want 12", opened)
	}
	to[2] = to[0]
	if _, err := seal.DivideRecovery(shareOrg, key, to); note.CodeOf(err) != note.E05 {
		t.Errorf("two custodians with one key: %v", err)
	}
	to[2] = "age1pq1"
	if _, err := seal.DivideRecovery(shareOrg, key, to); note.CodeOf(err) != note.E14 {
		t.Errorf("a custodian without a key: %v", err)
	}
}

func FuzzParseShare(f *testing.F) {
	f.Add([]byte("sluis.v1/share\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if s, err := seal.ParseShare(text); err == nil && len(s.Pairs) != 2 {
			t.Error("a share that was read has no two pairs")
		}
	})
}
