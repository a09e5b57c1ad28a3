package identity_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

var update = flag.Bool("update", false, "write the vectors again")

const vectorFile = "../vectors/identity.json"

const about = "op says what is done with in; code is empty when it succeeds, and then out is what it gives. " +
	"Seeds, keys, hashes, secrets, messages and credential ids are hex; files are base64; identities, recipients, words and notes are text. " +
	"identity: read text. seed: the identity of a seed. sign: the key pair of a seed and its signature over message. " +
	"words: derive for phrase (org, member), invite (org) or mailbox (hub). " +
	"invite: compare mac with what words and org give for a member note (for member: hash) or an organisation (for org: hash of its note, and manifest). passkey: derive from rp, credential, secret. device: read text. " +
	"head: read a keyring head. check: is it signed with login over file. follows: is it the one after before (empty: the first). " +
	"keyring: open file under head with method, then compare with member where given, then with the version seen. " +
	"login: read a login note. answer: is it signed with key for origin and challenge."

type vectors struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

type vector struct {
	Rule string            `json:"rule"`
	Name string            `json:"name"`
	Code note.Code         `json:"code"`
	Op   string            `json:"op"`
	In   input             `json:"in"`
	Out  map[string]string `json:"out,omitempty"`
}

type input struct {
	Text       string   `json:"text,omitempty"`
	Seed       string   `json:"seed,omitempty"`
	Message    string   `json:"message,omitempty"`
	For        string   `json:"for,omitempty"`
	Words      []string `json:"words,omitempty"`
	Org        string   `json:"org,omitempty"`
	Member     string   `json:"member,omitempty"`
	Hub        string   `json:"hub,omitempty"`
	RP         string   `json:"rp,omitempty"`
	Credential string   `json:"credential,omitempty"`
	Secret     string   `json:"secret,omitempty"`
	File       string   `json:"file,omitempty"`
	Login      string   `json:"login,omitempty"`
	Before     string   `json:"before,omitempty"`
	Head       string   `json:"head,omitempty"`
	Method     *method  `json:"method,omitempty"`
	Note       *member  `json:"memberNote,omitempty"`
	Seen       uint64   `json:"seen,omitempty"`
	Key        string   `json:"key,omitempty"`
	Origin     string   `json:"origin,omitempty"`
	Challenge  string   `json:"challenge,omitempty"`
	Hash       string   `json:"hash,omitempty"`
	Manifest   string   `json:"manifest,omitempty"`
	MAC        string   `json:"mac,omitempty"`
}

// method is an unlock method with its secrets.
type method struct {
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Identity string `json:"identity"`
	Login    string `json:"loginSeed"`
}

// member is what a member note says.
type member struct {
	Sign  string    `json:"sign"`
	Login string    `json:"login"`
	Rcpt  note.Hash `json:"rcpt"`
}

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic("vector: " + err.Error())
	}
	return b
}

func unbase64(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic("vector: " + err.Error())
	}
	return b
}

func public(s string) keys.Public {
	p, err := keys.ParsePublic(s)
	if err != nil {
		panic("vector: " + err.Error())
	}
	return p
}

// run does what a vector says.
func (v vector) run() (out map[string]string, err error) {
	in := v.In
	switch v.Op {
	case "identity":
		id, err := identity.Parse(in.Text)
		if err != nil {
			return nil, err
		}
		return map[string]string{"seed": hex.EncodeToString(id.Seed())}, nil
	case "seed":
		id, err := identity.FromSeed(unhex(in.Seed))
		if err != nil {
			return nil, err
		}
		return map[string]string{"identity": id.String(), "recipient": string(id.Recipient()), "rh": string(id.Recipient().Hash())}, nil
	case "sign":
		s, err := identity.SignerFromSeed(unhex(in.Seed))
		if err != nil {
			return nil, err
		}
		sig := s.Sign(unhex(in.Message))
		return map[string]string{"public": s.Public().String(), "keyid": string(sig.Key), "signature": sig.Hex}, nil
	case "words":
		return derive(in)
	case "invite":
		return invite(in)
	case "passkey":
		m, err := identity.FromPasskey(unhex(in.Credential), unhex(in.Secret))
		if err != nil {
			return nil, err
		}
		salt := identity.PRFSalt(in.RP)
		out := describe(m)
		out["salt"] = hex.EncodeToString(salt[:])
		return out, nil
	case "device":
		m, err := identity.ParseDevice([]byte(in.Text))
		if err != nil {
			return nil, err
		}
		return describe(m), nil
	case "head":
		h, err := keys.ParseKeyringHead([]byte(in.Text))
		if err != nil {
			return nil, err
		}
		return map[string]string{"hash": string(h.Hash())}, nil
	case "check", "follows":
		h, err := keys.ParseKeyringHead([]byte(in.Text))
		if err != nil {
			return nil, err
		}
		if v.Op == "check" {
			return nil, h.Check(public(in.Login), unbase64(in.File))
		}
		var before *keys.KeyringHead
		if in.Before != "" {
			if before, err = keys.ParseKeyringHead([]byte(in.Before)); err != nil {
				return nil, err
			}
		}
		return nil, h.Follows(before)
	case "keyring":
		return openKeyring(in)
	case "login", "answer":
		l, err := keys.ParseLogin([]byte(in.Text))
		if err != nil {
			return nil, err
		}
		if v.Op == "login" {
			return map[string]string{"account": string(l.Account), "origin": l.Origin}, nil
		}
		return nil, keys.CheckLogin(l, public(in.Key), in.Origin, note.Hash(in.Challenge))
	}
	panic("vector: unknown op " + v.Op)
}

func derive(in input) (map[string]string, error) {
	switch in.For {
	case "phrase":
		m, err := identity.FromPhrase(in.Words, note.OrgID(in.Org), note.MemberID(in.Member))
		if err != nil {
			return nil, err
		}
		return describe(m), nil
	case "invite":
		v, err := identity.InviteFromWords(in.Words, note.OrgID(in.Org))
		if err != nil {
			return nil, err
		}
		return map[string]string{"locator": string(v.Locator), "identity": v.Age.String(), "login": v.Login.Public().String()}, nil
	}
	m, err := identity.MailboxFromWords(in.Words, in.Hub)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"rid": string(m.RID), "identity": m.Age.String(),
		"login": m.Login.Public().String(), "author": m.Author.Public().String(),
	}, nil
}

func invite(in input) (map[string]string, error) {
	i, err := identity.InviteFromWords(in.Words, note.OrgID(in.Org))
	if err != nil {
		return nil, err
	}
	hash, manifest, mac := note.Hash(in.Hash), note.Hash(in.Manifest), note.Hash(in.MAC)
	if in.For == "member" {
		if err := i.CheckMember(hash, mac); err != nil {
			return nil, err
		}
		return map[string]string{"mac": string(i.MemberMAC(hash))}, nil
	}
	if err := i.CheckOrg(hash, manifest, mac); err != nil {
		return nil, err
	}
	return map[string]string{"mac": string(i.OrgMAC(hash, manifest))}, nil
}

func describe(m *identity.Method) map[string]string {
	return map[string]string{"kind": m.Kind, "id": m.ID, "identity": m.Age.String(), "login": m.Login.Public().String()}
}

func openKeyring(in input) (map[string]string, error) {
	by, err := in.Method.real()
	if err != nil {
		return nil, err
	}
	k, err := identity.OpenKeyring([]byte(in.Head), unbase64(in.File), by)
	if err != nil {
		return nil, err
	}
	if n := in.Note; n != nil {
		if err := k.Match(public(n.Sign), public(n.Login), n.Rcpt); err != nil {
			return nil, err
		}
	}
	if err := k.NotOlder(in.Seen); err != nil {
		return nil, err
	}
	return map[string]string{
		"org": string(k.Org), "mid": string(k.Member), "identity": k.Identity.String(),
		"sign-seed": hex.EncodeToString(k.Sign.Seed()), "login-seed": hex.EncodeToString(k.Login.Seed()),
	}, nil
}

func (m *method) real() (*identity.Method, error) {
	id, err := identity.Parse(m.Identity)
	if err != nil {
		return nil, err
	}
	login, err := identity.SignerFromSeed(unhex(m.Login))
	if err != nil {
		return nil, err
	}
	return &identity.Method{Kind: m.Kind, ID: m.ID, Age: id, Login: login}, nil
}

func load(t testing.TB) []vector {
	t.Helper()
	b, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var all vectors
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all.Vectors
}

func TestVectors(t *testing.T) {
	if *update {
		write(t)
	}
	accepted, refused := map[string]bool{}, map[string]bool{}
	for _, v := range load(t) {
		t.Run(v.Rule+"/"+v.Name, func(t *testing.T) {
			out, err := v.run()
			if note.CodeOf(err) != v.Code || (err == nil) != (v.Code == "") {
				t.Fatalf("%s: %v, want %q", v.Op, err, v.Code)
			}
			if diff := cmp.Diff(v.Out, out); diff != "" {
				t.Errorf("%s (-want +got):\n%s", v.Op, diff)
			}
		})
		if v.Code == "" {
			accepted[v.Rule] = true
		} else {
			refused[v.Rule] = true
		}
	}
	for rule := range accepted {
		if !refused[rule] {
			t.Errorf("rule %s has no vector that is refused", rule)
		}
	}
	for rule := range refused {
		if !accepted[rule] {
			t.Errorf("rule %s has no vector that is accepted", rule)
		}
	}
	if n := len(accepted); n != 26 {
		t.Errorf("%d rules have vectors, want 26", n)
	}
}
