//go:build !noagent

package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

//go:embed region.json
var regionJSON []byte

// region is the made-up region of the demo.
type region struct {
	Organisations []regionOrg `json:"organisations"`
}

type regionOrg struct {
	Name    string         `json:"name"`
	Kinds   []string       `json:"kinds"`
	Founder bool           `json:"founder"`
	Teams   []regionTeam   `json:"teams"`
	People  []regionPerson `json:"people"`

	founding *partners.Founding
	teams    map[string]note.TeamID
}

type regionTeam struct {
	Name       string   `json:"name"`
	Kind       string   `json:"kind"`
	PhoneDay   string   `json:"phoneDay"`
	PhoneAcute string   `json:"phoneAcute"`
	Area       []string `json:"area"`
}

type regionPerson struct {
	Home  string   `json:"home"`
	Name  string   `json:"name"`
	Teams []string `json:"teams"`
	Admin bool     `json:"admin"`
	Acts  bool     `json:"acts"` // does things by itself
	Role  string   `json:"role"`
}

// demoFile is DIR/demo.json: everything a visitor or a script needs.
type demoFile struct {
	Hub      string       `json:"hub"`
	Edge     *string      `json:"edge"`     // null until the demo serves the app
	Reporter *string      `json:"reporter"` // null until the demo serves the reporter site
	People   []demoPerson `json:"people"`
	Teams    []demoTeam   `json:"teams"`
}

type demoPerson struct {
	Name         string `json:"name"`
	Home         string `json:"home"`
	Organisation string `json:"organisation"`
	Team         string `json:"team"`
	Phrase       string `json:"phrase"`
	Acts         bool   `json:"acts"`
}

type demoTeam struct {
	ID           note.TeamID `json:"id"`
	Name         string      `json:"name"`
	Organisation string      `json:"organisation"`
	Kind         string      `json:"kind"`
}

func loadRegion() (*region, error) {
	r := &region{}
	return r, json.Unmarshal(regionJSON, r)
}

// found makes every key and record of the region. The founders are known by
// their roots; two of them vouch for everybody else.
func (r *region) found(now int64) (objects []hub.Object, founders map[note.OrgID]note.KeyID, err error) {
	founders = map[note.OrgID]note.KeyID{}
	var first []*partners.Founding
	for i := range r.Organisations {
		o := &r.Organisations[i]
		o.founding, o.teams = partners.NewFounding(o.Name, o.Kinds...), map[string]note.TeamID{}
		for _, t := range o.Teams {
			o.teams[t.Name] = o.founding.Team(roster.Card{
				Name: t.Name, Kind: t.Kind, PhoneDay: t.PhoneDay, PhoneAcute: t.PhoneAcute, Area: t.Area,
				Hours: []roster.Hours{{Days: []int{1, 2, 3, 4, 5}, From: "08:30", To: "17:00"}},
			})
		}
		for _, p := range o.People {
			var teams []note.TeamID
			for _, t := range p.Teams {
				teams = append(teams, o.teams[t])
			}
			o.founding.Member(p.Name, p.Admin, teams...)
		}
		if o.Founder {
			founders[o.founding.Org] = o.founding.RootID()
			first = append(first, o.founding)
		}
	}
	for _, founder := range []bool{true, false} { // who vouches comes first
		for i := range r.Organisations {
			o := &r.Organisations[i]
			if o.Founder != founder {
				continue
			}
			var vouches []hub.Object
			for _, by := range first[:2] {
				if founder {
					break
				}
				v, err := by.Vouch(o.founding, now)
				if err != nil {
					return nil, nil, err
				}
				vouches = append(vouches, v)
			}
			records, err := o.founding.Records(now, vouches...)
			if err != nil {
				return nil, nil, err
			}
			objects = append(objects, records...)
		}
	}
	return objects, founders, nil
}

// settle makes a home for everybody, on all cores, and lets them move in; the hub must run.
func (r *region) settle(ctx context.Context, dir, address string, trust partners.Trust, now int64) (*demoFile, error) {
	d := &demoFile{Hub: address, People: []demoPerson{}, Teams: []demoTeam{}}
	var newcomers []*partners.Newcomer
	for i := range r.Organisations {
		o := &r.Organisations[i]
		for _, t := range o.Teams {
			d.Teams = append(d.Teams, demoTeam{o.teams[t.Name], t.Name, o.Name, t.Kind})
		}
		for _, p := range o.People {
			home := filepath.Join(dir, "homes", p.Home)
			d.People = append(d.People, demoPerson{Name: p.Name, Home: home, Organisation: o.Name, Team: p.Teams[0], Acts: p.Acts})
		}
		newcomers = append(newcomers, o.founding.People()...)
	}
	var wait sync.WaitGroup
	failed := make([]error, len(newcomers))
	room := make(chan struct{}, 4)
	for i, n := range newcomers {
		wait.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			var phrase []string
			phrase, failed[i] = n.Settle(ctx, d.People[i].Home, partners.HomeConfig{Hub: address}, trust, now)
			d.People[i].Phrase = strings.Join(phrase, " ")
			if failed[i] == nil {
				failed[i] = moveIn(ctx, d.People[i].Home)
			}
		})
	}
	wait.Wait()
	return d, errors.Join(failed...)
}

// moveIn logs in once, so that the keyring is at the hub and the eight words open
// it from any device.
func moveIn(ctx context.Context, home string) error {
	h, err := partners.LoadHome(home)
	if err != nil {
		return err
	}
	_, err = partners.Open(ctx, h, partners.Options{Now: now})
	return err
}

// home finds somebody's home by its short name.
func (d *demoFile) home(name string) string {
	for _, p := range d.People {
		if filepath.Base(p.Home) == name {
			return p.Home
		}
	}
	return ""
}

// write puts the file in its place whole, or leaves what stands there: the region
// cannot be found again without it.
func (d *demoFile) write(path string) error {
	b, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func readDemo(path string) (*demoFile, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d := &demoFile{}
	return d, json.Unmarshal(b, d)
}
