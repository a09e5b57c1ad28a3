// Command sluis is everything of Sluis in one binary: the hub, the demo region
// and a member's own tools. Flags and environment are read here and nowhere
// else; each subcommand is one file.
//
// Output for people goes to stdout in Dutch, with --json for machines;
// diagnostics go to stderr. Exit status: 0 done, 1 refused or failed, 2 wrong
// usage; of a hub also 75, what it stands on is away and starting it again later
// helps, and 78, it does not fit the other hubs or the database and starting it
// again does not help (both as in sysexits.h, which process managers know).
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/sluis-hub/sluis/hub/server"
)

// version is set by the build: -ldflags "-X main.version=…".
var version = "dev"

// table lists every subcommand. Those of a member are not in a hub's build
// (tag noagent), which can neither open nor sign; nor is the app, which can, unless
// tag edge asks for it, nor the witness, who signs, unless tag witness does.
type table struct {
	Home string `help:"De map met je sleutels." env:"SLUIS_HOME" placeholder:"MAP" type:"path"`
	JSON bool   `name:"json" help:"Uitvoer voor programma's op stdout."`

	Hub     hubCmd     `cmd:"" help:"Start een hub: geeft verzegelde berichten door en kan niets lezen."`
	Check   checkCmd   `cmd:"" help:"Kijk of alles goed is waar een hub op staat: map, schijf, database, Redis en klok."`
	Backup  backupCmd  `cmd:"" help:"Bewaar alles uit de database van een hub in een bestand."`
	Restore restoreCmd `cmd:"" help:"Vul een lege database uit zo'n bestand."`
	Ready   readyCmd   `cmd:"" help:"Vraag een hub, edge of getuige of hij klaar is voor werk."`
	Version versionCmd `cmd:"" help:"Toon de versie."`
	edges   `embed:""`
	members `embed:""`

	witnesses `embed:""`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var t table
	a := &app{table: &t, in: stdin, out: stdout, err: stderr}
	exited := -1
	parser, err := kong.New(&t, kong.Name("sluis"), kong.Writers(stdout, stderr),
		kong.Description("Sluis: warme overdracht, terugkoppeling en informatieverzoeken, van begin tot eind verzegeld."),
		kong.Exit(func(code int) { exited = code }), kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return a.fail(err, 2)
	}
	// --json must count even where the rest of the line is wrong
	t.JSON = slices.Contains(args, "--json")
	k, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		return a.fail(&usageError{err}, 2)
	}
	k.BindTo(ctx, (*context.Context)(nil))
	if err := k.Run(a); err != nil {
		var done *reported
		if errors.As(err, &done) {
			return 1
		}
		var wrong *usageError
		if errors.As(err, &wrong) {
			return a.fail(err, 2)
		}
		return a.fail(err, statusOf(err))
	}
	return 0
}

const (
	exitFailed = 1
	exitAway   = 75
	exitConfig = 78
)

// statusOf tells whoever starts programs whether starting this one again may help.
func statusOf(err error) int {
	switch {
	case errors.Is(err, server.ErrConfig), errors.Is(err, server.ErrVersion):
		return exitConfig
	case errors.Is(err, server.ErrAway):
		return exitAway
	}
	return exitFailed
}
