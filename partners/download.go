package partners

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Attachment is one file of an exchange.
type Attachment struct {
	Seq   uint64 `json:"seq"`
	Index int    `json:"index"` // 1 is the first file of its entry
	File  flow.File
	blob  chain.Blob
}

// Attachments lists the files of the readable entries.
func (x *Exchange) Attachments() []Attachment {
	var list []Attachment
	for _, e := range x.Entries {
		if e.State != Readable {
			continue
		}
		for i, f := range filesOf(e.Body) {
			for _, b := range e.Blobs {
				if b.Root == f.Root {
					list = append(list, Attachment{e.Seq, i + 1, f, b})
					break
				}
			}
		}
	}
	return list
}

// File finds an attachment by NAME, SEQ/NAME or SEQ/INDEX/NAME; a name holds no
// slash, so these cannot be mistaken for each other. What none of them fits is
// tried as SEQ/INDEX. Several that fit are E30, none is E21.
func (x *Exchange) File(name string) (Attachment, error) {
	var hits, byIndex []Attachment
	for _, a := range x.Attachments() {
		switch name {
		case a.File.Name, fmt.Sprintf("%d/%s", a.Seq, a.File.Name), fmt.Sprintf("%d/%d/%s", a.Seq, a.Index, a.File.Name):
			hits = append(hits, a)
		case fmt.Sprintf("%d/%d", a.Seq, a.Index):
			byIndex = append(byIndex, a)
		}
	}
	if len(hits) == 0 {
		hits = byIndex
	}
	switch len(hits) {
	case 0:
		return Attachment{}, hub.Errorf(hub.E21, "no attachment of that name")
	case 1:
		return hits[0], nil
	}
	times := map[uint64]int{}
	for _, a := range hits {
		times[a.Seq]++
	}
	var where []string
	for _, a := range hits {
		if times[a.Seq] > 1 {
			where = append(where, fmt.Sprintf("%d/%d/%s", a.Seq, a.Index, a.File.Name))
		} else {
			where = append(where, fmt.Sprintf("%d/%s", a.Seq, a.File.Name))
		}
	}
	return Attachment{}, hub.Errorf(hub.E30, "several attachments have this name: %s", strings.Join(where, ", "))
}

// Download writes an attachment to a file, which appears only when it is whole
// and proven. What was there under that name is replaced.
func (m *Member) Download(ctx context.Context, x *Exchange, a Attachment, out string) error {
	m.sweepParts(filepath.Dir(out))
	tmp, err := os.CreateTemp(filepath.Dir(out), partPrefix+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := errors.Join(m.fetch(ctx, x, a, tmp), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), out)
}

// partPrefix begins the names of files that are being written.
const partPrefix = ".sluis-"

// sweepParts removes what a command that was killed left of a download more than
// an hour ago. It is a courtesy: what cannot be removed does not stop a download.
func (m *Member) sweepParts(dir string) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, f := range list {
		if !strings.HasPrefix(f.Name(), partPrefix) || !f.Type().IsRegular() {
			continue
		}
		if info, err := f.Info(); err == nil && m.now().Sub(info.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}

// fetch writes an attachment to dst, piece by piece as each is proven.
func (m *Member) fetch(ctx context.Context, x *Exchange, a Attachment, dst io.Writer) error {
	id, err := identity.Parse(a.File.Identity)
	if err != nil {
		return err
	}
	got := uint64(0)
	return seal.OpenAttachment(dst, func(n uint32) ([]byte, error) {
		b, err := m.hub.Piece(ctx, x.Party, x.XID, a.blob.Root, n)
		got += uint64(len(b))
		m.progress(Progress{Act: "get", Done: got, Of: a.blob.Size})
		return b, err
	}, a.blob.Root, a.blob.Size, id)
}
