package witness

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// A Witness is open from Open until Close; any number of requests may be asked of
// it at the same time.
type Witness struct {
	// Log is told of each request: of what, and how it ended. What proves that a log
	// has forked is told whole. Set it before serving. Default: nobody.
	Log *slog.Logger

	dir    string
	key    translog.Key
	sign   func(message []byte) []byte
	now    func() time.Time
	unlock func() error

	mu    sync.RWMutex // held to read by each request, so that none runs on after Close
	logs  map[string]translog.Key
	lines map[string]*line

	listing sync.Mutex
	listed  []string // what is in the file logs
}

// A line is what was cosigned of one log: of all that, the last says everything.
type line struct {
	mu   sync.Mutex // one request at a time
	last note.Checkpoint
	at   int64 // when, in Unix seconds
}

// Open makes or reads the directory of a witness and holds it for this process
// alone. In it: witness.key (the seed of its Ed25519 key, 32 bytes in hex), a file
// for each log it cosigned, named by the SHA-256 of the origin in hex, logs (those
// names, so that none gets lost) and lock. The name is part of the key. E01 for a name
// that is none (rule L8).
func Open(dir, name string, now func() time.Time) (w *Witness, err error) {
	if _, err := translog.WitnessKey(name, keys.Public{}); err != nil {
		return nil, err
	}
	w = &Witness{Log: slog.New(slog.DiscardHandler), dir: dir, now: now, logs: map[string]translog.Key{}, lines: map[string]*line{}}
	if err := private(dir); err != nil {
		return nil, fmt.Errorf("witness: %w", err)
	}
	if w.unlock, err = lock(w.path("lock")); err != nil {
		return nil, fmt.Errorf("witness: %w", err)
	}
	if err := w.read(name); err != nil {
		return nil, errors.Join(fmt.Errorf("witness: %w", err), w.unlock())
	}
	return w, nil
}

// read takes the key and everything that was cosigned from the directory.
func (w *Witness) read(name string) error {
	files, err := w.files()
	if err != nil {
		return err
	}
	seed, err := w.seed(len(files) == 0)
	if err != nil {
		return err
	}
	private := ed25519.NewKeyFromSeed(seed)
	public, err := keys.PublicFrom(private.Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	if w.key, err = translog.WitnessKey(name, public); err != nil {
		return err
	}
	w.sign = func(message []byte) []byte { return ed25519.Sign(private, message) }
	for _, file := range files {
		if err := w.recall(file); err != nil {
			return err
		}
	}
	return w.recallList(files)
}

// Key is what trust files and hubs call this witness by.
func (w *Witness) Key() translog.Key { return w.key }

// Add has it watch a log too, or from now on by another key of the same origin:
// what was cosigned of that origin stays.
func (w *Witness) Add(log translog.Key) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.logs[log.Name] = log
	if w.lines[log.Name] == nil {
		w.lines[log.Name] = &line{last: translog.Empty}
	}
}

// Close waits for the requests that run and gives the directory free. Nothing is
// cosigned afterwards.
func (w *Witness) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	unlock := w.unlock
	w.unlock = nil
	if unlock == nil {
		return nil
	}
	return unlock()
}

// refusal is an answer of the protocol that is no cosignature.
type refusal struct {
	status int
	text   string
	held   *uint64 // with a conflict of sizes: the one of this witness
}

func (r *refusal) Error() string { return r.text }

func refuse(status int, text string) error { return &refusal{status: status, text: text} }

// request is the body of add-checkpoint.
type request struct {
	old   uint64
	proof []note.Hash
	later *translog.Signed
}

const (
	oldWord = "old "
	hash64  = 44 // characters of a hash in base64
	// maxBody is the longest body of which each part keeps to its bound.
	maxBody = len(oldWord) + 16 + 1 + translog.MaxProof*(hash64+1) + 1 + translog.MaxCheckpoint
)

// parse reads the body: E01. Numbers and base64 have one form only, as in
// checkpoints (rule L10).
func parse(body string) (r request, err error) {
	head, checkpoint, _ := strings.Cut(body, "\n\n") // nothing is no checkpoint
	lines := strings.Split(head, "\n")
	old, is := strings.CutPrefix(lines[0], oldWord)
	if !is || !note.IsNum(old) {
		return r, note.Errorf(note.E01, "it does not begin with an old size")
	}
	r.old, _ = strconv.ParseUint(old, 10, 64) // IsNum saw that it is one
	if len(lines)-1 > translog.MaxProof {
		return r, note.Errorf(note.E01, "a proof of more than %d hashes", translog.MaxProof)
	}
	for _, text := range lines[1:] {
		hash, err := base64.StdEncoding.Strict().DecodeString(text)
		if err != nil || len(text) != hash64 || len(hash) != 32 {
			return r, note.Errorf(note.E01, "a proof with a line that is no hash")
		}
		r.proof = append(r.proof, note.Hash(fmt.Sprintf("%x", hash)))
	}
	r.later, err = translog.ParseSigned([]byte(checkpoint))
	return r, err
}

// cosign is everything a witness does. The order of its refusals is that of the
// protocol. Each error is a refusal, or of the disk.
func (w *Witness) cosign(body string) (translog.Signature, error) {
	r, err := parse(body)
	if err != nil {
		return translog.Signature{}, refuse(http.StatusBadRequest, err.Error())
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.unlock == nil {
		return translog.Signature{}, errors.New("the witness is closed")
	}
	log, known := w.logs[r.later.Origin]
	if !known {
		return translog.Signature{}, refuse(http.StatusNotFound, "this witness does not watch that log")
	}
	if err := log.Signs(r.later); err != nil {
		return translog.Signature{}, refuse(http.StatusForbidden, err.Error())
	}
	if r.old > r.later.Size {
		return translog.Signature{}, refuse(http.StatusBadRequest, "the old size is above that of the checkpoint")
	}
	l := w.lines[log.Name]
	l.mu.Lock()
	defer l.mu.Unlock()
	kept := only(log, r.later)
	if err := w.follows(l, r.old, kept, r.proof); err != nil {
		return translog.Signature{}, err
	}
	at := w.now().Unix()
	if at < l.at {
		w.Log.Warn("the clock is behind what was signed before", "seconds", l.at-at)
		at = l.at
	}
	signature := w.key.Cosign(kept, at, w.sign)
	kept.Signatures = append(kept.Signatures, signature)
	if err := w.keep(kept); err != nil {
		return translog.Signature{}, err
	}
	l.last, l.at = kept.Checkpoint, at
	w.Log.Info("cosigned", "log", kept.Origin, "size", kept.Size)
	return signature, nil
}

// only is a checkpoint with the signature of the log alone: what else was sent along
// proves nothing here, and could be long.
func only(log translog.Key, s *translog.Signed) *translog.Signed {
	kept := &translog.Signed{Origin: s.Origin, Checkpoint: s.Checkpoint}
	for _, signature := range s.Signatures {
		one := &translog.Signed{Origin: s.Origin, Checkpoint: s.Checkpoint, Signatures: []translog.Signature{signature}}
		if log.Signs(one) == nil {
			kept.Signatures = append(kept.Signatures, signature)
		}
	}
	return kept
}

// follows says whether a checkpoint that the log signed may be cosigned next.
func (w *Witness) follows(l *line, old uint64, later *translog.Signed, proof []note.Hash) error {
	if old != l.last.Size {
		held := l.last.Size
		return &refusal{http.StatusConflict, "the old size is not that of the last checkpoint here", &held}
	}
	if old == later.Size && later.Root != l.last.Root {
		w.Log.Error("the log has forked: it signed two roots of one size; keep this line and that file",
			"log", later.Origin, "checkpoint", string(later.Bytes()), "file", fileOf(later.Origin))
		return refuse(http.StatusConflict, "the root is not that of the last checkpoint here, which has the same size")
	}
	if err := translog.CheckGrowth(l.last, later.Checkpoint, proof); err != nil {
		w.Log.Warn("the log did not prove that it grew: it has forked, or somebody sent a wrong proof",
			"log", later.Origin, "checkpoint", string(later.Bytes()), "file", fileOf(later.Origin))
		return refuse(http.StatusUnprocessableEntity, err.Error())
	}
	return nil
}
