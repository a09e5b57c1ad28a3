package gate

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
)

// requestLog writes how the hub is doing. Of a request it writes the method, the
// pattern (never the path), the status, the time it took and a number; of the
// account only a hash whose key dies with the process, so that a line can be
// followed for a day and never be taken back to a person.
type requestLog struct {
	to    *slog.Logger
	key   [32]byte
	boot  string
	count atomic.Uint64
}

func (l *requestLog) init(to *slog.Logger) {
	l.to = to
	rand.Read(l.key[:])
	l.boot = hex.EncodeToString(l.key[28:]) + "-"
	rand.Read(l.key[28:]) // the numbers of requests tell nothing of the key
}

// next gives the number of a request.
func (l *requestLog) next() string {
	return l.boot + strconv.FormatUint(l.count.Add(1), 36)
}

func (l *requestLog) who(account note.MemberID) string {
	if account == "" {
		return ""
	}
	mac := hmac.New(sha256.New, l.key[:])
	mac.Write([]byte(account))
	return hex.EncodeToString(mac.Sum(nil)[:6])
}

func (l *requestLog) request(c *call, rec *recorder, id string, took time.Duration, err error) {
	level := slog.LevelInfo
	code := ""
	if err != nil {
		code = string(codeOf(err))
		if code == string(Fault) {
			level = slog.LevelError
		}
	}
	ctx := context.Background()
	if !l.to.Enabled(ctx, level) {
		return
	}
	pattern := "-"
	if c.route != nil {
		pattern = c.route.pattern
	}
	attrs := []slog.Attr{
		slog.String("id", id),
		slog.String("method", knownMethod(c.r.Method)),
		slog.String("route", pattern),
		slog.Int("status", rec.status),
		slog.Duration("took", took.Round(time.Microsecond)),
	}
	if who := l.who(c.caller.Account); who != "" {
		attrs = append(attrs, slog.String("who", who))
	}
	if code != "" {
		attrs = append(attrs, slog.String("code", code))
	}
	if level == slog.LevelError {
		attrs = append(attrs, slog.String("fault", fault(err)))
	}
	l.to.LogAttrs(ctx, level, "request", attrs...)
}

// socket writes the end of a socket.
func (l *requestLog) socket(account note.MemberID, code int, seconds int64) {
	ctx := context.Background()
	if !l.to.Enabled(ctx, slog.LevelInfo) {
		return
	}
	l.to.LogAttrs(ctx, slog.LevelInfo, "socket", slog.Int("code", code),
		slog.Int64("seconds", seconds), slog.String("who", l.who(account)))
}

// trouble writes what went wrong where nobody asked.
func (l *requestLog) trouble(what string, err error) {
	l.to.LogAttrs(context.Background(), slog.LevelError, what, slog.String("fault", fault(err)))
}

// knownMethod keeps what a stranger typed as a method out of the log.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodPut, http.MethodPost, http.MethodDelete, http.MethodHead, http.MethodOptions:
		return m
	}
	return "-"
}

// panicked is a fault that was caught on its way out.
type panicked struct {
	value any
	stack string
}

func (p *panicked) Error() string { return "panic" }

// guard runs f and turns a panic into an error.
func guard(f func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{value: p, stack: string(debug.Stack())}
		}
	}()
	f()
	return nil
}

// fault tells an operator what failed: the text of an error that no room gave a
// code, or where the hub panicked. Only the type of what it panicked with is
// told, since the value could be anything.
func fault(err error) string {
	var p *panicked
	if !errors.As(err, &p) {
		return err.Error()
	}
	if e, ok := p.value.(interface{ RuntimeError() }); ok {
		return fmt.Sprintf("panic: %v\n%s", e, p.stack)
	}
	return fmt.Sprintf("panic with a %T\n%s", p.value, p.stack)
}

// ofServer takes what net/http itself logs. Most of it is about clients that
// broke off, with their address; only a failing listener concerns the operator.
func (l *requestLog) ofServer() *log.Logger { return log.New(serverLog{l}, "", 0) }

type serverLog struct{ l *requestLog }

func (s serverLog) Write(b []byte) (int, error) {
	if text := strings.TrimSpace(string(b)); strings.HasPrefix(text, "http: Accept error") {
		s.l.to.LogAttrs(context.Background(), slog.LevelError, "listener", slog.String("fault", text))
	}
	return len(b), nil
}
