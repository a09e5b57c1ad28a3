package translog

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
)

// A Policy is whom a client believes about the log, from its trust file.
type Policy struct {
	Log       Key
	Witnesses []Key
	Quorum    int // how many of them must have cosigned
}

// NewPolicy reads a policy: E01 and E06 as the keys say; a quorum that is not at
// least one and at most all, or one witness twice, is E01 (rule L13).
func NewPolicy(log string, witnesses []string, quorum int) (*Policy, error) {
	key, err := ParseLogKey(log)
	if err != nil {
		return nil, err
	}
	p := &Policy{Log: key, Quorum: quorum}
	for _, w := range witnesses {
		k, err := ParseWitnessKey(w)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(p.Witnesses, func(other Key) bool { return other.Name == k.Name || other.Public == k.Public }) {
			return nil, note.Errorf(note.E01, "log: one witness twice")
		}
		p.Witnesses = append(p.Witnesses, k)
	}
	if quorum < 1 || quorum > len(p.Witnesses) {
		return nil, note.Errorf(note.E01, "log: %d of %d witnesses is no quorum", quorum, len(p.Witnesses))
	}
	return p, nil
}

// A Head is a checkpoint that passed a policy.
type Head struct {
	note.Checkpoint
	// Time is when the quorum had seen it, in Unix seconds by the witnesses'
	// clocks: the newest time that as many as the quorum have reached.
	Time int64
	// Cosigned is how many witnesses of the policy signed.
	Cosigned int
}

// Verify reads a checkpoint and holds it against the policy (rules L14 to L18):
// E01 malformed; E13 of another log, without the log's signature or the quorum's,
// or with a signature of a key of the policy that does not count. Lines of other
// keys say nothing.
func (p *Policy) Verify(raw []byte) (Head, error) {
	s, err := ParseSigned(raw)
	if err != nil {
		return Head{}, err
	}
	if s.Origin != p.Log.Name {
		return Head{}, note.Errorf(note.E13, "checkpoint of another log")
	}
	signed := false
	var times []int64
	for _, sig := range s.Signatures {
		if p.Log.made(sig) {
			if !p.Log.Public.Verify([]byte(s.Text()), sig.Data[4:]) {
				return Head{}, note.Errorf(note.E13, "checkpoint: the log's signature does not verify")
			}
			signed = true
		}
		for _, w := range p.Witnesses {
			if !w.made(sig) {
				continue
			}
			at, err := w.cosigned(s.Text(), sig)
			if err != nil {
				return Head{}, err
			}
			times = append(times, at)
		}
	}
	if !signed {
		return Head{}, note.Errorf(note.E13, "checkpoint without the log's signature")
	}
	if len(times) < p.Quorum {
		return Head{}, note.Errorf(note.E13, "checkpoint with %d of %d witnesses", len(times), p.Quorum)
	}
	slices.Sort(times)
	return Head{s.Checkpoint, times[len(times)-p.Quorum], len(times)}, nil
}

// Signs says whether a checkpoint is signed by this log (rules L14 and L15):
// what a witness asks before it looks further. E13.
func (k Key) Signs(s *Signed) error {
	for _, sig := range s.Signatures {
		if s.Origin == k.Name && k.made(sig) && k.Public.Verify([]byte(s.Text()), sig.Data[4:]) {
			return nil
		}
	}
	return note.Errorf(note.E13, "checkpoint without the log's signature")
}

// Cosigned finds and verifies this witness's signature under a checkpoint and
// gives its time: E13.
func (k Key) Cosigned(s *Signed) (at int64, err error) {
	for _, sig := range s.Signatures {
		if k.made(sig) {
			return k.cosigned(s.Text(), sig)
		}
	}
	return 0, note.Errorf(note.E13, "checkpoint without that witness")
}

func (k Key) cosigned(text string, sig Signature) (at int64, err error) {
	if len(sig.Data) != 4+8+ed25519.SignatureSize {
		return 0, note.Errorf(note.E13, "checkpoint: a witness's signature of another length")
	}
	t := binary.BigEndian.Uint64(sig.Data[4:12])
	if t > note.MaxTime {
		return 0, note.Errorf(note.E13, "checkpoint: a witness's time beyond all times")
	}
	if !k.Public.Verify([]byte(witnessed(text, int64(t))), sig.Data[12:]) {
		return 0, note.Errorf(note.E13, "checkpoint: a witness's signature does not verify")
	}
	return int64(t), nil
}

// witnessed is what a witness signs (C2SP tlog-cosignature, cosignature/v1).
func witnessed(text string, at int64) string {
	return fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)
}

// Sign makes the log's own signature under a checkpoint; sign makes 64 bytes of
// Ed25519 with the private half of k.
func (k Key) Sign(cp note.Checkpoint, sign func(message []byte) []byte) *Signed {
	s := &Signed{Origin: k.Name, Checkpoint: cp}
	s.Signatures = []Signature{{k.Name, append(k.id[:], sign([]byte(s.Text()))...)}}
	return s
}

// Cosign makes a witness's signature: that it saw the checkpoint at that time,
// and that it follows from all that it cosigned before.
func (k Key) Cosign(s *Signed, at int64, sign func(message []byte) []byte) Signature {
	data := binary.BigEndian.AppendUint64(k.id[:], uint64(at))
	return Signature{k.Name, append(data, sign([]byte(witnessed(s.Text(), at)))...)}
}

// Fresh says whether the head may be signed with now (rule L18): E12 when its
// time is longer ago than within.
func (h Head) Fresh(now int64, within time.Duration) error {
	if now-h.Time > int64(within/time.Second) {
		return note.Errorf(note.E12, "checkpoint of %d minutes ago, at most %d", (now-h.Time)/60, int64(within/time.Minute))
	}
	return nil
}

// Follows says whether a client that has verified known may go on to h (rule
// L20): E11.
func (h Head) Follows(known note.Checkpoint) error {
	if h.Size < known.Size {
		return note.Errorf(note.E11, "log: it shrinks from %d to %d", known.Size, h.Size)
	}
	if h.Size == known.Size && h.Root != known.Root {
		return note.Errorf(note.E11, "log: two roots of one size")
	}
	return nil
}
