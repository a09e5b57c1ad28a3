package main

import "runtime"

type versionCmd struct{}

// Run prints which Sluis this is.
func (*versionCmd) Run(a *app) error {
	if a.JSON {
		return a.json(map[string]string{"version": version, "go": runtime.Version(), "build": build})
	}
	a.say("sluis %s (%s, %s)", version, build, runtime.Version())
	return nil
}
