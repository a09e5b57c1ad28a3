package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/server"
)

// app is what a subcommand gets: the table it was read into and where to write.
type app struct {
	*table
	in       io.Reader
	out, err io.Writer
	lines    *bufio.Reader // of in, once a question was asked
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

// note writes a line beside the outcome on stderr, whoever reads stdout.
func (a *app) note(format string, args ...any) { fmt.Fprintf(a.err, format+"\n", args...) }

// columns writes a table for a person.
func (a *app) columns(rows [][]string) {
	w := tabwriter.NewWriter(a.out, 2, 8, 2, ' ', 0)
	for _, r := range rows {
		for i, c := range r {
			if i > 0 {
				fmt.Fprint(w, "\t")
			}
			fmt.Fprint(w, oneLine(c))
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
	f, nl, next := explain(err)
	if a.JSON {
		a.json(map[string]fault{"error": f})
		return status
	}
	a.note("%s\n%s\n(%s)", nl, next, oneLine(f.Message))
	return status
}

// explain says what err means: to a script, and in Dutch what it is and what to do.
func explain(err error) (f fault, nl, next string) {
	var wrong *usageError
	f = fault{Code: string(hub.CodeOf(err)), Message: err.Error()}
	switch {
	case errors.As(err, &wrong):
		f.Code, f.Next = "usage", "see sluis --help"
		return f, "Dit commando klopt niet.", "Zie sluis --help."
	case errors.Is(err, server.ErrAway):
		f.Code, f.Next = "away", "see that the database runs and can be reached, and start again"
		return f, "De database antwoordt niet.", "Controleer of hij draait en bereikbaar is, en start opnieuw (wie de hub bewaakt doet dat vanzelf)."
	case errors.Is(err, server.ErrConfig):
		f.Code, f.Next = "config", "set it up like the other hubs on this database, or stop those first"
		return f, "Deze hub is anders ingesteld dan de andere hubs op deze database.", "Stel hem in als de andere, of stop die eerst; een hub die is uitgevallen telt nog een minuut mee."
	case errors.Is(err, server.ErrVersion):
		f.Code, f.Next = "version", "start the version that is named, or stop the hubs of before first"
		return f, "Deze versie van Sluis past niet bij de database.", "Start de nieuwere versie, of stop eerst alle hubs van een oudere."
	case f.Code != "":
		x := hub.Explain(hub.Code(f.Code))
		f.Next = x.EnN
		return f, x.Nl, x.NlN
	}
	f.Code, f.Next = "local", "check the file or setting that is named"
	return f, "Dit lukt niet op dit apparaat.", "Controleer het bestand of de instelling die genoemd is."
}

// printable keeps what others wrote from steering a terminal: control,
// direction and invisible characters become visible. Lines stay lines; for what
// must stay within one, see oneLine.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == '\n':
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// oneLine is printable for a name, a column or a message: it cannot begin a line
// that looks like one of ours.
func oneLine(s string) string {
	return strings.ReplaceAll(printable(s), "\n", string(unicode.ReplacementChar))
}
