package gate

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/sluis-hub/sluis/hub"
)

// Fault is the code of an error that is the hub's own.
const Fault hub.Code = "fault"

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (r *recorder) WriteHeader(status int) {
	if !r.wrote {
		r.status, r.wrote = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if !r.wrote {
		r.status, r.wrote = http.StatusOK, true
	}
	return r.ResponseWriter.Write(b)
}

// codeOf gives the code that an error travels under.
func codeOf(err error) hub.Code {
	if code := hub.CodeOf(err); code != "" {
		return code
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return hub.E27
	}
	return Fault
}

// problem is an error as it travels. Of the error itself only the code and the
// hub's time do; the sentences are fixed, so nothing of the question comes back.
type problem struct {
	Code    hub.Code `json:"code"`
	Message string   `json:"message"`
	Next    string   `json:"next"`
	Time    int64    `json:"time,omitempty"`
}

func writeError(w http.ResponseWriter, err error) {
	code := codeOf(err)
	said := hub.Explain(code)
	p := problem{Code: code, Message: said.En, Next: said.EnN}
	var e *hub.Error
	if errors.As(err, &e) {
		p.Time = e.Time
	}
	var busy *tooMany
	if errors.As(err, &busy) {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(busy.wait.Seconds()))))
	}
	body, _ := json.Marshal(map[string]problem{"error": p})
	writeBody(w, typeJSON, said.Status, body)
}

func writeBody(w http.ResponseWriter, kind []string, status int, body []byte) {
	h := w.Header()
	h["Content-Type"] = kind
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body)
}

// json answers with a value.
func (c *call) json(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	writeBody(c.w, typeJSON, http.StatusOK, body)
	return nil
}

// octets answers with bytes as they are.
func (c *call) octets(b []byte) error {
	writeBody(c.w, typeOctets, http.StatusOK, b)
	return nil
}

// frame answers with a frame of the parts (hub.JoinFrame), without joining them
// in memory first.
func (c *call) frame(parts [][]byte) error {
	size := 0
	for _, p := range parts {
		size += 4 + len(p)
	}
	h := c.w.Header()
	h["Content-Type"] = typeOctets
	h.Set("Content-Length", strconv.Itoa(size))
	c.w.WriteHeader(http.StatusOK)
	var n [4]byte
	for _, p := range parts {
		binary.BigEndian.PutUint32(n[:], uint32(len(p)))
		if _, err := c.w.Write(n[:]); err != nil {
			return err
		}
		if _, err := c.w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// done answers that it was done.
func (c *call) done(err error) error {
	if err != nil {
		return err
	}
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}
