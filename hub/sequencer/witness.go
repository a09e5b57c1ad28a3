package sequencer

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// Witness is where a cosigner answers (C2SP tlog-witness) and its key.
type Witness struct {
	Address string // what stands before /add-checkpoint
	Key     translog.Key
}

// ParseWitness reads "https://witness.example=name+id+key": an address without "="
// and the key that the witness prints.
func ParseWitness(s string) (Witness, error) {
	address, key, ok := strings.Cut(s, "=")
	if !ok {
		return Witness{}, errors.New("a witness is an address, = and its key")
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
		return Witness{}, errors.New("a witness has an address that begins with https:// or http://, and nothing after its path")
	}
	k, err := translog.ParseWitnessKey(key)
	return Witness{strings.TrimSuffix(address, "/"), k}, err
}

// maxAnswer bounds what a witness may say.
const maxAnswer = 64 << 10

// witness is one with what it last said.
type witness struct {
	Witness
	client *http.Client
	asked  bool   // size is known
	size   uint64 // of the log that it saw last
}

// learn has the witness tell how long a log it knows. It is asked to cosign the
// empty log, which says nothing, and answers with what it has.
func (w *witness) learn(ctx context.Context, empty *translog.Signed) error {
	if w.asked {
		return nil
	}
	a, err := w.post(ctx, 0, nil, empty)
	switch {
	case err != nil:
		return err
	case a.status == http.StatusOK:
		w.size, w.asked = 0, true
		return nil
	case a.names():
		return w.told(a.body)
	}
	return fmt.Errorf("witness %s answers with status %d", w.Key.Name, a.status)
}

// answer is what a witness said.
type answer struct {
	status int
	kind   string // Content-Type
	body   []byte
}

// names: it has another size than it was told, and names that.
func (a answer) names() bool {
	return a.status == http.StatusConflict && strings.HasPrefix(a.kind, "text/x.tlog.size")
}

// told takes over the size that a witness names in a conflict.
func (w *witness) told(body []byte) error {
	text := strings.TrimSuffix(string(body), "\n")
	if !note.IsNum(text) {
		return fmt.Errorf("witness %s names no size", w.Key.Name)
	}
	w.size, _ = strconv.ParseUint(text, 10, 64) // IsNum saw that it is one
	w.asked = true
	return nil
}

// cosign brings a checkpoint that is not shorter than what the witness saw, and
// gives its signature. A witness that saw something else meanwhile, from another
// process, says so and is asked once more.
func (w *witness) cosign(ctx context.Context, lines *translog.Log, signed *translog.Signed) (translog.Signature, error) {
	for again := false; ; again = true {
		proof, err := lines.Growth(w.size, signed.Size)
		if err != nil {
			return translog.Signature{}, errors.Join(ErrBehind, err)
		}
		a, err := w.post(ctx, w.size, proof, signed)
		if err != nil {
			return translog.Signature{}, err
		}
		switch {
		case a.status == http.StatusOK:
			w.size = signed.Size
			return w.signature(a.body, signed)
		case a.names() && !again:
			if err := w.told(a.body); err != nil {
				return translog.Signature{}, err
			}
			continue
		case a.status == http.StatusUnprocessableEntity, a.status == http.StatusConflict:
			w.asked = false
			return translog.Signature{}, fmt.Errorf("%w: witness %s answers with status %d", ErrBehind, w.Key.Name, a.status)
		}
		return translog.Signature{}, fmt.Errorf("witness %s answers with status %d", w.Key.Name, a.status)
	}
}

// signature finds the witness's own line, and verifies it as clients will.
func (w *witness) signature(body []byte, signed *translog.Signed) (translog.Signature, error) {
	lines, err := translog.ParseSignatures(string(body))
	if err != nil {
		return translog.Signature{}, err
	}
	for _, line := range lines {
		under := *signed
		under.Signatures = []translog.Signature{line}
		if _, err := w.Key.Cosigned(&under); err == nil {
			return line, nil
		}
	}
	return translog.Signature{}, fmt.Errorf("witness %s gives no signature of its own", w.Key.Name)
}

// post asks to cosign: C2SP tlog-witness, add-checkpoint.
func (w *witness) post(ctx context.Context, old uint64, proof []note.Hash, signed *translog.Signed) (a answer, err error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", old)
	for _, h := range proof {
		b.WriteString(base64.StdEncoding.EncodeToString(h.Bytes()) + "\n")
	}
	b.WriteByte('\n')
	b.Write(signed.Bytes())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.Address+"/add-checkpoint", &b)
	if err != nil {
		return a, err
	}
	res, err := w.client.Do(req)
	if err != nil {
		return a, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err == nil && len(body) > maxAnswer {
		err = fmt.Errorf("witness %s says too much", w.Key.Name)
	}
	return answer{res.StatusCode, res.Header.Get("Content-Type"), body}, err
}
