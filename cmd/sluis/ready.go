package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

type readyCmd struct {
	Address string `arg:"" help:"Zijn adres, zoals http://127.0.0.1:8402." placeholder:"URL"`
}

// readyIn is how long an answer may take, less than who asks waits for this.
const readyIn = 3 * time.Second

// Run asks for /readyz and is done when the answer is 200: for a container whose
// image holds nothing else to ask with.
func (c *readyCmd) Run(ctx context.Context, a *app) error {
	ctx, stop := context.WithTimeout(ctx, readyIn)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.Address, "/")+"/readyz", nil)
	if err != nil {
		return &usageError{err}
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(io.LimitReader(answer.Body, 4096))
	text := strings.TrimSpace(string(said))
	switch {
	case err != nil:
		return err
	case answer.StatusCode != http.StatusOK:
		return errors.New(text)
	case a.JSON:
		return a.json(map[string]string{"ready": text})
	}
	fmt.Fprintln(a.out, text)
	return nil
}
