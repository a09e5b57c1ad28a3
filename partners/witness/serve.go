package witness

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"
)

const (
	headTime = 10 * time.Second // for a log to have said that it asks something
	bodyTime = 20 * time.Second // and what
	sendTime = 30 * time.Second // until it has the answer
	idleTime = 2 * time.Minute
	stopTime = 9 * time.Second // for requests that run, less than after which process managers kill
)

// Handler answers POST /add-checkpoint as C2SP tlog-witness says, tells the key at
// GET /, and at /healthz and /readyz that it is there.
func (w *Witness) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", w.addCheckpoint)
	for path, text := range map[string]string{"/{$}": "witness " + w.key.String(), "/healthz": "ok", "/readyz": "ok"} {
		mux.HandleFunc("GET "+path, func(rw http.ResponseWriter, _ *http.Request) { say(rw, http.StatusOK, text) })
	}
	return mux
}

func say(rw http.ResponseWriter, status int, text string) {
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	rw.Header().Set("X-Content-Type-Options", "nosniff")
	rw.WriteHeader(status)
	io.WriteString(rw, text+"\n")
}

func (w *Witness) addCheckpoint(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, int64(maxBody)))
	if err != nil {
		w.Log.Info("refused", "status", http.StatusBadRequest)
		say(rw, http.StatusBadRequest, "the body is too long, or ended early")
		return
	}
	signature, err := w.cosign(string(body))
	var no *refusal
	switch {
	case err == nil:
		say(rw, http.StatusOK, signature.String())
	case !errors.As(err, &no):
		w.Log.Error("nothing was cosigned", "fault", err.Error())
		say(rw, http.StatusInternalServerError, "this witness cannot keep what it cosigns; nothing was cosigned")
	case no.held != nil:
		w.Log.Info("refused", "status", no.status, "held", *no.held)
		rw.Header().Set("Content-Type", "text/x.tlog.size")
		rw.WriteHeader(no.status)
		io.WriteString(rw, strconv.FormatUint(*no.held, 10)+"\n")
	default:
		w.Log.Info("refused", "status", no.status)
		say(rw, no.status, no.text)
	}
}

// Serve serves until the context ends, then finishes what runs.
func (w *Witness) Serve(ctx context.Context, l net.Listener) error {
	s := &http.Server{
		Handler: w.Handler(), ReadHeaderTimeout: headTime, ReadTimeout: bodyTime, WriteTimeout: sendTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(w.Log.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(l) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := s.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.Close()
	}
	if end := <-served; !errors.Is(end, http.ErrServerClosed) {
		err = errors.Join(err, end)
	}
	return err
}
