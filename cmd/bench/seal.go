//go:build linux

package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// The floor of sealing is the bare library and SHA-256 of its file: no padding,
// no pieces, no layout, no checks. Signatures are shown apart.

const large = 64 << 20

func benchSeal(b *bench) error {
	id := identity.New()
	to := id.AgeRecipient()
	json := bytes.Repeat([]byte("sluis 01"), 512)
	plain, hash, err := seal.NewBody(json)
	if err != nil {
		return err
	}
	file, err := seal.Seal(id.Recipient(), plain)
	if err != nil {
		return err
	}
	ct := note.HashOf(file)
	var bare bytes.Buffer
	bareSeal := func() error {
		bare.Reset()
		w, err := age.Encrypt(&bare, to)
		if err != nil {
			return err
		}
		w.Write(json)
		err = w.Close()
		sha256.Sum256(bare.Bytes())
		return err
	}
	if err := bareSeal(); err != nil {
		return err
	}
	small := func(v float64) string { return fmt.Sprintf("%.0f/s", v) }
	atLeast := goal{least: true, bound: 0.9}
	err = b.versus("seal 4 KiB", 300, 1, small, atLeast, bareSeal, func() error {
		plain, _, err := seal.NewBody(json)
		if err != nil {
			return err
		}
		file, err := seal.Seal(id.Recipient(), plain)
		note.HashOf(file)
		return err
	})
	if err != nil {
		return err
	}
	err = b.versus("open 4 KiB", 300, 1, small, atLeast, func() error {
		sha256.Sum256(file)
		r, err := age.Decrypt(bytes.NewReader(file), id.Age())
		if err != nil {
			return err
		}
		_, err = io.ReadAll(r)
		return err
	}, func() error {
		_, err := seal.OpenBody(id, file, ct, hash)
		return err
	})
	return errors.Join(err, b.sealLarge(to), b.signatures(id, json))
}

func (b *bench) sealLarge(to age.Recipient) error {
	plain := bytes.Repeat([]byte("sluis 01"), large/8)
	fast := func(v float64) string { return fmt.Sprintf("%.0f MB/s", v/1e6) }
	atLeast := goal{least: true, bound: 0.9}
	err := b.versus("seal 64 MiB", 1, large, fast, atLeast, func() error {
		w, err := age.Encrypt(sha256.New(), to)
		if err != nil {
			return err
		}
		w.Write(plain)
		return w.Close()
	}, func() error {
		_, _, _, err := seal.SealAttachment(io.Discard, bytes.NewReader(plain), large)
		return err
	})
	if err != nil {
		return err
	}
	var sealed bytes.Buffer
	id, root, size, err := seal.SealAttachment(&sealed, bytes.NewReader(plain), large)
	if err != nil {
		return err
	}
	file := sealed.Bytes()
	pieces := func(n uint32) ([]byte, error) {
		from := min(len(file), int(n)<<20)
		return file[from:min(len(file), from+1<<20)], nil
	}
	return b.versus("open 64 MiB", 1, large, fast, atLeast, func() error {
		sha256.Sum256(file)
		r, err := age.Decrypt(bytes.NewReader(file), id.Age())
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, r)
		return err
	}, func() error {
		return seal.OpenAttachment(io.Discard, pieces, root, size, id)
	})
}

// versus takes turns of so many runs each and compares speeds, units a second.
func (b *bench) versus(what string, runs int, units float64, show func(float64) string, g goal, floor, ours func() error) error {
	var t turns
	for turn := range 2*b.rounds + 2 {
		runtime.GC()
		f, err := speed(runs, units, floor)
		if err != nil {
			return err
		}
		runtime.GC()
		o, err := speed(runs, units, ours)
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			t.add(f, o)
		}
	}
	b.table.compare(what, t, show, g)
	return nil
}

func speed(runs int, units float64, act func() error) (float64, error) {
	start := time.Now()
	for range runs {
		if err := act(); err != nil {
			return 0, err
		}
	}
	return float64(runs) * units / time.Since(start).Seconds(), nil
}

// signatures shows what signing adds to sealing, and verifying to opening: that of
// an entry's header, as it is.
func (b *bench) signatures(id *identity.Identity, json []byte) error {
	o, err := found("Handtekening", time.Now().Unix(), 2, 1)
	if err != nil {
		return err
	}
	if err := logged(o.records, o.teams...); err != nil {
		return err
	}
	x, _, err := begin(o.teams[0].people[0], o.teams[0], o.teams[1], true)
	if err != nil {
		return err
	}
	by, text := o.teams[0].people[0].sign, x.last.Note.Bytes()
	e, err := chain.Parse(text)
	if err != nil {
		return err
	}
	signed := e.Note.Signed()
	sig := by.Sign(signed).Bytes()
	micro := func(v float64) string { return fmt.Sprintf("%.0f µs", v) }
	var sign, verify []float64
	for range b.rounds {
		s, err := speed(1000, 1, func() error { by.Sign(signed); return nil })
		if err != nil {
			return err
		}
		v, err := speed(1000, 1, func() error {
			if !by.Public().Verify(signed, sig) {
				return errors.New("signature does not verify")
			}
			return nil
		})
		if err != nil {
			return err
		}
		sign, verify = append(sign, 1e6/s), append(verify, 1e6/v)
	}
	b.table.beside("… signing an entry adds", sign, micro)
	b.table.beside("… verifying it adds", verify, micro)
	return nil
}
