package interop_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/partners/flow"
)

// sealed is what the entries of a chain name, and what one party makes of it.
type sealed struct {
	Reader note.Party             `json:"reader"`
	Reads  []int                  `json:"reads"`  // numbers of the entries whose text it opens: that costs a browser most
	Files  map[note.Hash][]byte   `json:"files"`  // grants and bodies, by the hash that an entry names
	Pieces map[note.Hash][][]byte `json:"pieces"` // of attachments, by root
	Told   string                 `json:"told"`
}

// A harm is what is wrong with one thing that is sealed.
type harm struct{ on, how string }

const (
	onGrant      = "grant"
	onBody       = "body"
	onAttachment = "attachment"
	onBind       = "bind"
)

// harms stand by the code that they mostly give, so that each code comes as often.
var harms = [][]harm{
	{{onGrant, "another identity"}}, // E07
	{{onGrant, "stored"}, {onGrant, "lost"}, {onBody, "stored"}, {onBody, "lost"}, {onBody, "hash"}, {onAttachment, "stored"}, {onAttachment, "size"}, {onAttachment, "root"}},                                                                                        // E08
	{{onBind, "value"}, {onGrant, "another epoch"}, {onGrant, "another exchange"}, {onGrant, "another party"}, {onGrant, "line more"}, {onGrant, "nothing inside"}},                                                                                                   // E09
	{{onBody, "padding"}, {onBody, "not zero"}, {onBody, "label"}, {onBody, "length"}, {onBody, "short"}, {onBody, "json"}, {onBody, "field"}, {onBody, "place"}, {onBody, "twice"}, {onAttachment, "padding"}, {onAttachment, "not zero"}, {onAttachment, "length"}}, // E10
	{{onGrant, "two keys"}, {onGrant, "classic"}, {onBody, "two keys"}, {onBody, "classic"}, {onAttachment, "two keys"}, {onAttachment, "classic"}},                                                                                                                   // E14
	{{onGrant, "other key"}, {onGrant, "cut"}, {onGrant, "changed"}, {onGrant, "more"}, {onBody, "other key"}, {onBody, "cut"}, {onBody, "changed"}, {onBody, "more"}, {onBody, "again"}, {onAttachment, "cut"}, {onAttachment, "changed"}, {onAttachment, "again"}},  // E18
	{{onBody, "version"}, {onBody, "form"}}, // E19
}

// sealer makes what the entries of one chain name, and damages one thing of it.
type sealer struct {
	*draw
	sealed
	harm   harm
	from   int // number of the first entry that may be harmed
	harmed bool
	xnonce note.ID

	// Of the entry that is proposed.
	files  map[note.Hash][]byte
	pieces map[note.Hash][][]byte
	hit    bool
}

// newSealer takes the harms in turn, and one time in fifteen none.
func newSealer(d *draw, n uint64) *sealer {
	s := &sealer{draw: d, from: d.IntN(2)}
	s.Reads = []int{}
	s.Files, s.Pieces = map[note.Hash][]byte{}, map[note.Hash][][]byte{}
	if turn := int(n/100*6+n%100) % 15; turn < 2*len(harms) {
		s.harm = pick(d, harms[turn%len(harms)])
	}
	if s.harm.on == onGrant { // there may be none but those of the genesis
		s.from = 0
	}
	return s
}

// keep takes over what was made for an entry that counts.
func (s *sealer) keep() {
	if s.hit || s.once(6) {
		s.Reads = append(s.Reads, len(s.entries)-1)
	}
	for h, file := range s.files {
		s.Files[h] = file
	}
	for root, pieces := range s.pieces {
		s.Pieces[root] = pieces
	}
	s.harmed = s.harmed || s.hit
}

// how says in which way something is to be harmed, "" when it is not.
func (s *sealer) how(on string) string {
	if s.harmed || s.hit || s.harm.on != on || len(s.entries) < s.from {
		return ""
	}
	s.hit = true
	return s.harm.how
}

// seal fills a finished header with the hashes of what it names.
func (s *sealer) seal(h *chain.Header) {
	s.files, s.pieces, s.hit = map[note.Hash][]byte{}, map[note.Hash][][]byte{}, false
	if h.Type == chain.Genesis {
		s.Reader, s.xnonce = pick(s.draw, h.Grants).Party, h.Nonce
	}
	for i, g := range h.Grants {
		if g.Party == s.Reader {
			h.Grants[i].File = s.grant(g)
		}
	}
	h.Blobs = nil
	if h.Body != "" {
		s.body(h)
	}
	if s.how(onBind) != "" {
		h.Binds[s.IntN(len(h.Binds))].Value = hash("no bind")
	}
}

func (s *sealer) grant(g chain.Grant) note.Hash {
	how := s.how(onGrant)
	epoch, nonce, party, inside := g.Epoch, s.xnonce, g.Party, fromSeed(caseSeed(g.Epoch))
	switch how {
	case "another identity":
		inside = fromSeed(caseSeed(g.Epoch + 1))
	case "another epoch":
		epoch++
	case "another exchange":
		nonce = id("another exchange")
	case "another party":
		party = pick(s.draw, allParties)
	}
	text, err := seal.GrantForm.Build(note.L("xnonce", string(nonce)), note.L("epoch", strconv.FormatUint(epoch, 10)),
		note.L("party", string(party)), note.L("identity", inside.String()))
	if err != nil {
		panic(err)
	}
	switch how {
	case "line more":
		text = append(text, "more 1\n"...)
	case "nothing inside":
		text = nil
	}
	return s.store(how, s.sealTo(how, fromSeed(partySeed(g.Party)), text))
}

// store keeps a file under its hash, or another one, or none.
func (s *sealer) store(how string, file []byte) note.Hash {
	h := note.HashOf(file)
	switch how {
	case "lost":
		return h
	case "stored":
		file = slices.Clone(file)
		file[s.IntN(len(file))] ^= 1
	}
	s.files[h] = file
	return h
}

// sealTo seals for somebody, unless it harms the file.
func (s *sealer) sealTo(how string, to *identity.Identity, plain []byte) []byte {
	recipients := []age.Recipient{to.AgeRecipient()}
	switch how {
	case "two keys":
		recipients = append(recipients, fromSeed(caseSeed(20)).AgeRecipient())
	case "classic":
		classic, err := age.GenerateX25519Identity()
		if err != nil {
			panic(err)
		}
		recipients = []age.Recipient{classic.Recipient()}
	case "other key":
		recipients = []age.Recipient{fromSeed(caseSeed(20)).AgeRecipient()}
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipients...)
	if err != nil {
		panic(err)
	}
	w.Write(plain)
	if err := w.Close(); err != nil {
		panic(err)
	}
	file := out.Bytes()
	switch how {
	case "cut":
		file = file[:len(file)-1-s.IntN(min(200, len(file)-1))]
	case "changed":
		file[s.IntN(len(file))] ^= 1 << s.IntN(8)
	case "more":
		file = append(file, byte(s.Uint32()))
	case "again":
		file = slices.Concat(file, file)
	}
	return file
}

func (s *sealer) body(h *chain.Header) {
	json := flow.Print(s.document(h))
	how := s.how(onBody)
	edit := func(old, with string) { json = []byte(strings.Replace(string(json), old, with, 1)) }
	switch how {
	case "version":
		edit(`"version": 1`, `"version": 2`)
	case "form":
		edit(`"form": "`, `"form": "later.`)
	case "field":
		edit(`{`, `{"more":1,`)
	case "twice":
		edit(`{`, `{"version":1,`)
	case "json":
		json = json[:len(json)-1-s.IntN(20)]
	case "place":
		json = flow.Print(&flow.Assigned{Envelope: flow.Envelope{Form: flow.FormAssigned, Version: flow.Version}})
		if h.Type == chain.Post {
			json = flow.Print(&flow.Rekeyed{Envelope: flow.Envelope{Form: flow.FormRekeyed, Version: flow.Version}})
		}
	}
	plain, hashed, err := seal.NewBody(json)
	if err != nil {
		panic(err)
	}
	const head = 32 + len("sluis.v1/body\n")
	switch how {
	case "padding":
		plain = append(plain, make([]byte, 1+s.IntN(300))...)
	case "not zero":
		plain[len(plain)-1-s.IntN(3)]++
	case "label":
		plain[32+s.IntN(head-32)] ^= 1
	case "length":
		binary.BigEndian.PutUint32(plain[head:], s.Uint32())
	case "hash":
		plain[s.IntN(32)] ^= 1
	case "short":
		plain = plain[:len(plain)-1]
	}
	if h.Body = note.HashOf(plain); how == "hash" {
		h.Body = hashed
	}
	file := s.sealTo(how, fromSeed(caseSeed(h.Epoch)), plain)
	h.CT, h.CTSize = s.store(how, file), uint64(len(file))
}

// document is a body that may stand in an entry of this type.
func (s *sealer) document(h *chain.Header) flow.Document {
	envelope := func(form string) flow.Envelope { return flow.Envelope{Form: form, Version: flow.Version} }
	words := strings.Repeat("één woord ", 1+s.IntN(150))
	if !s.harmed && len(s.entries) >= s.from && slices.Contains([]string{"cut", "short", "classic"}, s.harm.how) {
		words = strings.Repeat("lang ", 1200) // or the file would be refused for being small
	}
	switch h.Type {
	case chain.Rekey:
		return &flow.Rekeyed{Envelope: envelope(flow.FormRekeyed), Reason: words}
	case chain.Offer:
		return &flow.Offered{Envelope: envelope(flow.FormOffer), Statement: words}
	case chain.Accept:
		return &flow.Accepted{Envelope: envelope(flow.FormAccept), Coordinator: "Anna", Statement: words}
	}
	doc := &flow.Text{Envelope: envelope(flow.FormText), Text: words}
	if h.Type == chain.Genesis {
		doc.Frame = &flow.Frame{Flow: "message", Custody: flow.Stays}
	}
	if s.harm.on == onAttachment && !s.harmed || s.once(6) {
		file, blob := s.attachment()
		doc.Files, h.Blobs = []flow.File{file}, []chain.Blob{blob}
	}
	return doc
}

func (s *sealer) attachment() (flow.File, chain.Blob) {
	how := s.how(onAttachment)
	content := bytes.Repeat([]byte("bijlage "), 1+s.IntN(800))
	plain := make([]byte, seal.Pad(8+len(content)))
	binary.BigEndian.PutUint64(plain, uint64(len(content)))
	copy(plain[8:], content)
	switch how {
	case "padding":
		plain = append(plain, 0)
	case "not zero":
		plain = append(plain[:8+len(content)], bytes.Repeat([]byte{1}, len(plain)-8-len(content))...)
		plain[len(plain)-1] = 1
	case "length":
		binary.BigEndian.PutUint64(plain, s.Uint64()>>s.IntN(60))
	}
	by := identity.New()
	file := s.sealTo(how, by, plain)
	blob := chain.Blob{Size: uint64(len(file)), Root: chain.BlobRoot(uint64(len(file)), [][32]byte{sha256.Sum256(file)})}
	switch how {
	case "stored":
		file = slices.Clone(file)
		file[s.IntN(len(file))] ^= 1
	case "size":
		file = file[:len(file)-1]
	case "root":
		blob.Root = hash("another root")
	}
	s.pieces[blob.Root] = [][]byte{file}
	return flow.File{Root: blob.Root, Identity: by.String(), Name: "bijlage.txt", Type: "text/plain", Size: int64(len(content))}, blob
}
