package translog_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

func checkpointVectors(t testing.TB, add adder) {
	p := newParty(t)
	one := p.policy(1, "oost")
	good := string(p.signed("oost", now).Bytes())
	put := func(rule, name, code, text string) {
		v := vector{Policy: one, Note: text}
		if code == "" {
			v.Size, v.Root, v.Time, v.Cosigned = p.cp.Size, p.cp.Root, now, 1
		}
		add(rule, name, code, v)
	}
	changed := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %q to change", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	root := base64.StdEncoding.EncodeToString(p.cp.Root.Bytes())
	put("L10", "three lines", "", good)
	put("L10", "an extension line", "E01", changed(root+"\n", root+"\nmore\n"))
	put("L10", "two lines", "E01", changed(root+"\n", ""))
	put("L10", "an origin with a space", "E01", " "+good)
	put("L10", "an origin with a plus", "E01", "+"+good)
	put("L10", "a size with a leading zero", "E01", changed("\n7\n", "\n07\n"))
	put("L10", "a size above the largest number", "E01", changed("\n7\n", "\n9007199254740992\n"))
	put("L10", "a root of 31 bytes", "E01", changed(root, base64.StdEncoding.EncodeToString(p.cp.Root.Bytes()[1:])))
	put("L10", "a root of 33 bytes", "E01", changed(root, base64.StdEncoding.EncodeToString(append(p.cp.Root.Bytes(), 0))))
	put("L10", "a root without padding", "E01", changed(root, strings.TrimRight(root, "=")))
	put("L10", "a root with bits beyond its end", "E01", changed(root, looser(root)))
	put("L10", "a root with a carriage return", "E01", changed(root+"\n", root+"\r\n"))
	put("L10", "nothing", "E01", "\n")

	lines := strings.SplitAfter(good, "\n")
	head, log, witness := strings.Join(lines[:4], ""), lines[4], lines[5]
	other := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(translog.Signature{Name: fmt.Sprintf("other%d.example", i), Data: []byte("12345")}.String() + "\n")
		}
		return b.String()
	}
	long := translog.Signature{Name: "long.example", Data: make([]byte, 48000)}.String() + "\n"
	put("L11", "signatures of others beside it", "", good+other(62))
	put("L11", "more than 64 signatures", "E01", good+other(63))
	put("L11", "no signatures", "E01", head)
	put("L11", "no empty line", "E01", changed("\n\n", "\n"))
	put("L11", "an empty line more", "E01", good+"\n")
	put("L11", "without the last line feed", "E01", strings.TrimSuffix(good, "\n"))
	put("L11", "a hyphen for the dash", "E01", head+strings.Replace(log, "—", "-", 1)+witness)
	put("L11", "a signature without its dash", "E01", head+strings.TrimPrefix(log, "— ")+witness)
	put("L11", "a line of no signature", "E01", head+log+"more\n"+witness)
	put("L11", "a signature without a name", "E01", head+log+witness+"— MTIzNDU=\n")
	put("L11", "a signature of 4 bytes", "E01", good+"— other.example MTIzNA==\n")
	put("L11", "a signature of 5 bytes", "", good+"— other.example MTIzNDU=\n")
	put("L11", "a signature that is not base64", "E01", good+"— other.example MTIzN!==\n")
	put("L11", "a long signature", "", good+long)
	put("L11", "more than 65536 bytes", "E01", good+long+strings.Replace(long, "long", "longer", 1))
	put("L12", "two lines of one key", "E01", head+log+witness+witness)
	put("L12", "two lines of one name and two keys", "", good+"— oost.example/witness MTIzNDU=\n")

	put("L14", "of that log", "", good)
	bent := *p
	bent.log, _ = translog.LogKey(idOf("other hub")+"/dir", p.log.Public)
	put("L14", "of another log with the same key", "E13", string(bent.signed("oost", now).Bytes()))

	abroad := &translog.Signed{Origin: bent.log.Name, Checkpoint: p.cp}
	abroad.Signatures = []translog.Signature{{Name: p.log.Name, Data: append(p.signed().Signatures[0].Data[:4:4], by("log")([]byte(abroad.Text()))...)}}
	abroad.Signatures = append(abroad.Signatures, p.witnesses["oost"].Cosign(abroad, now, by("oost")))
	put("L14", "of another log, signed by this one", "E13", string(abroad.Bytes()))

	put("L15", "signed by the log", "", head+witness+log)
	put("L15", "without the log's line", "E13", head+witness)
	put("L15", "a byte changed in the log's signature", "E13", head+flipped(t, log)+witness)
	put("L15", "the log's signature of another size", "E13", changed("\n7\n", "\n6\n"))
	short := p.signed("oost", now)
	short.Signatures[0].Data = short.Signatures[0].Data[:67]
	put("L15", "the log's signature a byte short", "E13", string(short.Bytes()))

	put("L16", "cosigned", "", good)
	put("L16", "a byte changed in the witness's signature", "E13", head+log+flipped(t, witness))
	w := p.signed("oost", now)
	w.Signatures[1].Data[11]++
	put("L16", "another time than was signed", "E13", string(w.Bytes()))
	w = p.signed("oost", now)
	w.Signatures[1].Data = append(w.Signatures[1].Data, 0)
	put("L16", "a byte more", "E13", string(w.Bytes()))
	w.Signatures[1].Data = w.Signatures[1].Data[:5]
	put("L16", "a byte of a time", "E13", string(w.Bytes()))
	last := func(at int) string { return string(p.signed("oost", at).Bytes()) }
	add("L16", "the last time of all", "", vector{Policy: one, Note: last(note.MaxTime), Size: p.cp.Size, Root: p.cp.Root, Time: note.MaxTime, Cosigned: 1})
	add("L16", "a time after it", "E13", vector{Policy: one, Note: last(note.MaxTime + 1)})
	plain := p.signed()
	plain.Signatures = append(plain.Signatures, translog.Signature{Name: p.witnesses["oost"].Name,
		Data: append(p.signed("oost", now).Signatures[1].Data[:12:12], by("oost")([]byte(plain.Text()))...)})
	put("L16", "a signature over the text without time", "E13", string(plain.Bytes()))
}

// looser is the same bytes in base64 with other bits beyond its end.
func looser(s string) string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	i := strings.IndexByte(s, '=') - 1
	return s[:i] + string(digits[strings.IndexByte(digits, s[i])+1]) + s[i+1:]
}

// flipped is a signature line with its last byte changed.
func flipped(t testing.TB, line string) string {
	all, err := translog.ParseSignatures(line)
	if err != nil {
		t.Fatal(err)
	}
	all[0].Data[len(all[0].Data)-1] ^= 1
	return all[0].String() + "\n"
}

func policyVectors(t testing.TB, add adder) {
	p := newParty(t)
	ask := func(name, code string, pol *policy) { add("L13", name, code, vector{Policy: pol}) }
	ask("one of one", "", p.policy(1, "oost"))
	ask("two of three", "", p.policy(2, "noord", "oost", "zuid"))
	ask("none of one", "E01", p.policy(0, "oost"))
	ask("none of none", "E01", p.policy(0))
	ask("two of one", "E01", p.policy(2, "oost"))
	ask("one witness twice", "E01", p.policy(1, "oost", "oost"))
	again, err := translog.WitnessKey("oost.example/other", public(t, "oost"))
	if err != nil {
		t.Fatal(err)
	}
	double := p.policy(2, "oost")
	double.Witnesses = append(double.Witnesses, again.String())
	ask("one key under two names", "E01", double)
	same, _ := translog.WitnessKey("oost.example/witness", public(t, "noord"))
	double = p.policy(2, "oost")
	double.Witnesses = append(double.Witnesses, same.String())
	ask("two keys under one name", "E01", double)

	two := p.policy(2, "noord", "oost", "zuid")
	put := func(rule, name, code string, s *translog.Signed, at int64, cosigned int, more ...func(*vector)) {
		v := vector{Policy: two, Note: string(s.Bytes())}
		if cosigned > 0 {
			v.Size, v.Root, v.Time, v.Cosigned = p.cp.Size, p.cp.Root, at, cosigned
		}
		for _, m := range more {
			m(&v)
		}
		add(rule, name, code, v)
	}
	put("L17", "two of three", "", p.signed("noord", now, "zuid", now), now, 2)
	put("L17", "three of three", "", p.signed("noord", now, "oost", now, "zuid", now), now, 3)
	put("L17", "one of three", "E13", p.signed("oost", now), 0, 0)
	put("L17", "none of three", "E13", p.signed(), 0, 0)
	stranger := p.signed("oost", now)
	k, _ := translog.WitnessKey("west.example", public(t, "west"))
	stranger.Signatures = append(stranger.Signatures, k.Cosign(stranger, now, by("west")))
	put("L17", "one of three and a stranger", "E13", stranger, 0, 0)
	wrong := p.signed("noord", now, "oost", now, "zuid", now)
	wrong.Signatures[2].Data[40] ^= 1
	put("L16", "one that does not count, beside a quorum", "E13", wrong, 0, 0)

	within := func(now, seconds int64) func(*vector) { return func(v *vector) { v.Now, v.Within = now, seconds } }
	put("L18", "the second newest of three counts", "", p.signed("noord", now, "oost", now+90, "zuid", now+30), now+30, 3)
	put("L18", "the older of two counts", "", p.signed("noord", now, "oost", now+90), now, 2)
	put("L18", "15 minutes old", "", p.signed("noord", now, "oost", now), now, 2, within(now+900, 900))
	put("L18", "a second older", "E12", p.signed("noord", now, "oost", now), now, 2, within(now+901, 900))
	put("L18", "one witness newer is no quorum", "E12", p.signed("noord", now, "oost", now+500), now, 2, within(now+901, 900))
	known := func(cp note.Checkpoint) func(*vector) {
		return func(v *vector) { v.Known = &checkpoint{cp.Size, cp.Root} }
	}
	both := p.signed("noord", now, "oost", now)
	put("L20", "the same again", "", both, now, 2, known(p.cp))
	put("L20", "longer than what was known", "", both, now, 2, known(note.Checkpoint{Size: 6, Root: rootOf(lines()[:6])}))
	put("L20", "shorter", "E11", both, now, 2, known(note.Checkpoint{Size: 8, Root: hashOf("eight")}))
	put("L20", "another root of one size", "E11", both, now, 2, known(note.Checkpoint{Size: 7, Root: hashOf("seven")}))
}
