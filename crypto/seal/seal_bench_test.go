package seal_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// Each figure is measured beside its floor: the bare library and SHA-256 of the
// file, without padding, pieces, layout or any check. The two take turns, so
// that a busy machine slows both; ratio is the median of floor's time divided by
// ours, to be at least 0.9, signatures apart (BenchmarkSignature).
func versus(b *testing.B, floor, ours func() error) {
	var floors, own, ratios []float64
	for b.Loop() {
		start := time.Now()
		err := floor()
		middle := time.Now()
		check(b, errors.Join(err, ours()))
		f, o := middle.Sub(start), time.Since(middle)
		floors, own = append(floors, float64(f)), append(own, float64(o))
		ratios = append(ratios, float64(f)/float64(o))
	}
	b.ReportMetric(median(floors), "floor-ns/op")
	b.ReportMetric(median(own), "sluis-ns/op")
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(0, "ns/op") // of both together: says nothing
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

func BenchmarkSeal4KiB(b *testing.B) {
	id := identity.New()
	to := id.AgeRecipient()
	json := content(4 << 10)
	versus(b, func() error {
		var file bytes.Buffer
		w, err := age.Encrypt(&file, to)
		check(b, err)
		w.Write(json)
		err = w.Close()
		sha256.Sum256(file.Bytes())
		return err
	}, func() error {
		plain, _, err := seal.NewBody(json)
		check(b, err)
		file, err := seal.Seal(id.Recipient(), plain)
		note.HashOf(file)
		return err
	})
}

func BenchmarkOpen4KiB(b *testing.B) {
	id := identity.New()
	plain, body, err := seal.NewBody(content(4 << 10))
	check(b, err)
	file, err := seal.Seal(id.Recipient(), plain)
	check(b, err)
	ct := note.HashOf(file)
	versus(b, func() error {
		sha256.Sum256(file)
		r, err := age.Decrypt(bytes.NewReader(file), id.Age())
		check(b, err)
		_, err = io.ReadAll(r)
		return err
	}, func() error {
		_, err := seal.OpenBody(id, file, ct, body)
		return err
	})
}

func BenchmarkSeal64MiB(b *testing.B) {
	plain := content(64 << 20)
	to := identity.New().AgeRecipient()
	versus(b, func() error {
		w, err := age.Encrypt(sha256.New(), to)
		check(b, err)
		w.Write(plain)
		return w.Close()
	}, func() error {
		_, _, _, err := seal.SealAttachment(io.Discard, bytes.NewReader(plain), 64<<20)
		return err
	})
}

func BenchmarkOpen64MiB(b *testing.B) {
	var file bytes.Buffer
	id, root, size, err := seal.SealAttachment(&file, bytes.NewReader(content(64<<20)), 64<<20)
	check(b, err)
	sealed := file.Bytes()
	versus(b, func() error {
		sha256.Sum256(sealed)
		r, err := age.Decrypt(bytes.NewReader(sealed), id.Age())
		check(b, err)
		_, err = io.Copy(io.Discard, r)
		return err
	}, func() error {
		return seal.OpenAttachment(io.Discard, pieces(sealed), root, size, id)
	})
}

// BenchmarkSignature is what signing adds to sealing, and verifying to opening.
func BenchmarkSignature(b *testing.B) {
	s := identity.NewSigner()
	msg := content(1 << 10)
	b.Run("sign", func(b *testing.B) {
		for b.Loop() {
			s.Sign(msg)
		}
	})
	sig := s.Sign(msg).Bytes()
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if !s.Public().Verify(msg, sig) {
				b.Fatal("signature does not verify")
			}
		}
	})
}

func content(n int) []byte { return bytes.Repeat([]byte("sluis 01"), n/8) }

func check(b *testing.B, err error) {
	if err != nil {
		b.Fatal(err)
	}
}
