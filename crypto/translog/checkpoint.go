package translog

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Bounds of a signed checkpoint, rule L11.
const (
	MaxCheckpoint = 64 << 10
	MaxSignatures = 64
)

// dash begins each signature line of C2SP signed-note.
const dash = "— "

// Signed is a checkpoint as it travels: C2SP tlog-checkpoint, without extension
// lines, and the signatures under it. Parsing it says nothing of them.
type Signed struct {
	Origin string
	note.Checkpoint
	Signatures []Signature
}

// Signature is one line under a checkpoint. Data is 4 bytes that name the key and
// then the signature; what the key is for says how to read that.
type Signature struct {
	Name string
	Data []byte
}

// Text is what is signed: origin, size and root, each on a line.
func Text(origin string, cp note.Checkpoint) string {
	return origin + "\n" + strconv.FormatUint(cp.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(cp.Root.Bytes()) + "\n"
}

// Text is what the signatures are over.
func (s *Signed) Text() string { return Text(s.Origin, s.Checkpoint) }

// Bytes prints the checkpoint with its signatures.
func (s *Signed) Bytes() []byte {
	b := []byte(s.Text() + "\n")
	for _, sig := range s.Signatures {
		b = append(b, sig.String()+"\n"...)
	}
	return b
}

// String is the line of a signature without its line feed.
func (s Signature) String() string {
	return dash + s.Name + " " + base64.StdEncoding.EncodeToString(s.Data)
}

// ParseSigned reads a checkpoint (rules L10 to L12): E01.
func ParseSigned(raw []byte) (*Signed, error) {
	if len(raw) > MaxCheckpoint {
		return nil, note.Errorf(note.E01, "checkpoint of %d bytes, at most %d", len(raw), MaxCheckpoint)
	}
	text, under, ok := strings.Cut(string(raw), "\n\n")
	lines := strings.Split(text, "\n")
	if !ok || len(lines) != 3 {
		return nil, note.Errorf(note.E01, "checkpoint: not three lines and signatures under them")
	}
	s := &Signed{Origin: lines[0]}
	if !isName(s.Origin) {
		return nil, note.Errorf(note.E01, "checkpoint without an origin")
	}
	if !note.IsNum(lines[1]) {
		return nil, note.Errorf(note.E01, "checkpoint without a size")
	}
	s.Size, _ = strconv.ParseUint(lines[1], 10, 64) // IsNum saw that it is one
	root, err := decode(lines[2])
	if err != nil || len(root) != 32 {
		return nil, note.Errorf(note.E01, "checkpoint without a root")
	}
	s.Root = note.Hash(hex.EncodeToString(root))
	s.Signatures, err = ParseSignatures(under)
	return s, err
}

// ParseSignatures reads lines of signatures, each with its line feed (rules L11
// and L12): E01.
func ParseSignatures(text string) ([]Signature, error) {
	text, ended := strings.CutSuffix(text, "\n")
	lines := strings.Split(text, "\n")
	if !ended || len(lines) > MaxSignatures {
		return nil, note.Errorf(note.E01, "checkpoint: 1 to %d lines of signatures", MaxSignatures)
	}
	var all []Signature
	for _, line := range lines {
		name, encoded, ok := strings.Cut(strings.TrimPrefix(line, dash), " ")
		if !ok || !strings.HasPrefix(line, dash) || !isName(name) {
			return nil, note.Errorf(note.E01, "checkpoint: a line that is no signature")
		}
		data, err := decode(encoded)
		if err != nil || len(data) < 5 {
			return nil, note.Errorf(note.E01, "checkpoint: a signature that is not base64")
		}
		for _, s := range all {
			if s.Name == name && string(s.Data[:4]) == string(data[:4]) {
				return nil, note.Errorf(note.E01, "checkpoint: two signatures of one key")
			}
		}
		all = append(all, Signature{name, data})
	}
	return all, nil
}
