// Compose reads a file in the compose format as docker compose does, for one
// profile, and prints what it comes to as JSON. It fails as docker compose config
// would. The parser is the reference one, in a module of its own: nothing of Sluis
// depends on it.
//
//	SLUIS_HOST=sluis.example go run . ../../docker-compose.yml region
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: compose FILE PROFILE")
		os.Exit(2)
	}
	if err := show(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func show(file, profile string) error {
	o, err := cli.NewProjectOptions([]string{file}, cli.WithOsEnv, cli.WithName("sluis"), cli.WithProfiles([]string{profile}))
	if err != nil {
		return err
	}
	project, err := o.LoadProject(context.Background())
	if err != nil {
		return err
	}
	text, err := project.MarshalJSON()
	if err == nil {
		_, err = os.Stdout.Write(text)
	}
	return err
}
