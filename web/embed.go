package web

import (
	"embed"
	"io/fs"
)

// dist is committed, so that a build needs Go alone.
//
//go:embed all:dist
var dist embed.FS

// App gives the built files: index.html, headers.json and what they name.
func App() fs.FS {
	app, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name above is right, or nothing compiles
	}
	return app
}
