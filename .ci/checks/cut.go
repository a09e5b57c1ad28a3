package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// cut makes the checks of one package switchable in the copy of the tree.
func cut(dir, pkg, name string, checks []*check) error {
	type place struct {
		at   int
		text string
	}
	files := map[string][]place{}
	for _, c := range checks {
		for i, in := range c.inserts {
			text := in.text
			if i%2 == 0 {
				text = fmt.Sprintf(text, c.number)
			}
			files[c.file] = append(files[c.file], place{in.at, text})
		}
	}
	for file, places := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		// From the end on, so that what stands before keeps its place.
		slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(b.at, a.at) })
		text := string(b)
		for _, p := range places {
			text = text[:p.at] + p.text + text[p.at:]
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, pkg, "zz_check.go"), []byte("package "+name+switchboard), 0o644)
}

// switchboard is what stands in each package of the copy: it notes which check says no,
// and in which lie, and lets the one that is off say yes.
const switchboard = `

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

var (
	sluisOff, _ = strconv.Atoi(os.Getenv("SLUIS_OFF"))
	sluisHits   = os.Getenv("SLUIS_HITS")
	sluisSeen   sync.Map
)

func sluisCheck(n int, no bool) bool {
	if no && sluisHits != "" {
		line := fmt.Sprintf("%d\t%s\n", n, os.Getenv("SLUIS_CASE"))
		if _, seen := sluisSeen.LoadOrStore(line, true); !seen {
			if f, err := os.OpenFile(sluisHits, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
				f.WriteString(line)
				f.Close()
			}
		}
	}
	return no && n != sluisOff
}
`
