package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/sluis-hub/sluis/hub"
)

// app is what a subcommand gets: the table it was read into and where to write.
type app struct {
	*table
	in       io.Reader
	out, err io.Writer
}

// usageError is a command line that makes no sense: exit status 2.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// reported is a failure whose words were written already.
type reported struct{ error }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// json writes v as one line on stdout.
func (a *app) json(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// say writes a line for a person on stdout.
func (a *app) say(format string, args ...any) { fmt.Fprintf(a.out, format+"\n", args...) }

// note writes a line beside the outcome on stderr.
func (a *app) note(format string, args ...any) {
	if !a.JSON {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

// columns writes a table for a person.
func (a *app) columns(rows [][]string) {
	w := tabwriter.NewWriter(a.out, 2, 8, 2, ' ', 0)
	for _, r := range rows {
		for i, c := range r {
			if i > 0 {
				fmt.Fprint(w, "\t")
			}
			fmt.Fprint(w, printable(c))
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}

// fault is an error as a script sees it.
type fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Next    string `json:"next"`
}

// fail reports err and returns the exit status.
func (a *app) fail(err error, status int) int {
	var wrong *usageError
	f := fault{Code: string(hub.CodeOf(err)), Message: err.Error()}
	nl, next := "", ""
	switch {
	case errors.As(err, &wrong):
		f.Code, f.Next = "usage", "see sluis --help"
		nl, next = "Dit commando klopt niet.", "Zie sluis --help."
	case f.Code != "":
		x := hub.Explain(hub.Code(f.Code))
		f.Next = x.EnN
		nl, next = x.Nl, x.NlN
	default:
		f.Code, f.Next = "local", "check the file or setting that is named"
		nl, next = "Dit lukt niet op dit apparaat.", "Controleer het bestand of de instelling die genoemd is."
	}
	if a.JSON {
		a.json(map[string]fault{"error": f})
		return status
	}
	fmt.Fprintf(a.err, "%s\n%s\n(%s)\n", nl, next, printable(f.Message))
	return status
}

// printable keeps what others wrote from steering a terminal: control and
// direction characters become visible.
func printable(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case r == '\t':
			out = append(out, ' ')
		case r < 0x20 && r != '\n', r >= 0x7f && r < 0xa0, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			out = append(out, '\uFFFD')
		default:
			out = append(out, r)
		}
	}
	return string(out)
}
