//go:build !noagent

package main

import (
	"context"
	"errors"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

type doctorCmd struct{}

// Run looks at the home, the keys, the hub and the clock; it fails when one of them fails.
func (c *doctorCmd) Run(ctx context.Context, a *app) error {
	if a.Home == "" {
		return usagef("give --home or set SLUIS_HOME")
	}
	var list []check
	failed := error(nil)
	look := func(what string, do func() (string, error)) bool {
		says, err := do()
		k := check{What: what, OK: err == nil, Says: says}
		if err != nil {
			k.Code, k.Says = string(hub.CodeOf(err)), err.Error()
			failed = errors.Join(failed, err)
		}
		list = append(list, k)
		return err == nil
	}
	home, err := partners.LoadHome(a.Home)
	if look("map", func() (string, error) { return a.Home, err }) {
		for _, d := range partners.Diagnose(ctx, home, now) {
			look(d.What, func() (string, error) { return d.Says, d.Err })
		}
	}
	if a.JSON {
		if err := a.json(list); err != nil {
			return err
		}
		return failed // which ends the output with an error line
	}
	var rows [][]string
	for _, k := range list {
		mark := "goed"
		if !k.OK {
			mark = "FOUT"
		}
		rows = append(rows, []string{mark, k.What, k.Says})
	}
	a.columns(rows)
	if failed != nil {
		return &reported{failed}
	}
	return nil
}
