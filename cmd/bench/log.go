//go:build linux

package main

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/witness"
)

// logged tells teams the checkpoint that their entries name: the head of the log of a
// hub that begins with these records.
func logged(records []hub.Object, teams ...*team) error {
	log := translog.NewLog()
	for _, o := range records {
		l := translog.Leaf{Kind: o.Kind, Hash: note.HashOf(o.Data)}
		switch o.Kind {
		case hub.ObjectOrg:
			r, err := roster.ParseOrg(o.Data)
			if err != nil {
				return err
			}
			l.Org = r.Org
		case hub.ObjectManifest:
			r, err := roster.ParseManifest(o.Data)
			if err != nil {
				return err
			}
			l.Org, l.Version = r.Org, r.Version
		case hub.ObjectTeam:
			r, err := roster.ParseTeam(o.Data)
			if err != nil {
				return err
			}
			l.Org, l.Subject, l.Version = r.Org, note.ID(r.Team), r.Epoch
		default:
			continue // an object, which has no line
		}
		if err := log.Append(l); err != nil {
			return err
		}
	}
	for _, t := range teams {
		t.cp = log.Head()
	}
	return nil
}

// watched is a witness of this process.
type watched struct {
	*witness.Witness
	flag string // how a hub is told of it
	stop func() error
}

// watch starts one.
func (b *bench) watch(name string) (*watched, error) {
	w, err := witness.Open(b.path(name+"-witness"), name+".bench", time.Now)
	if err != nil {
		return nil, err
	}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	ctx, stop := context.WithCancel(b.ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.Serve(ctx, at) }()
	return &watched{w, "http://" + at.Addr().String() + "=" + w.Key().String(), func() error {
		stop()
		return errors.Join(<-ended, w.Close())
	}}, nil
}

// of has it watch a hub's log.
func (w *watched) of(h *process) error {
	key, err := translog.ParseLogKey(h.log)
	if err == nil {
		w.Add(key)
	}
	return err
}
