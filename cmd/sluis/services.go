//go:build !noagent

package main

import (
	"context"
	"errors"
)

// services run beside each other in one process: when one ends, all end.
type services struct {
	ctx   context.Context
	stop  context.CancelFunc
	ended chan error
	count int
}

func newServices(ctx context.Context) *services {
	ctx, stop := context.WithCancel(ctx)
	return &services{ctx: ctx, stop: stop, ended: make(chan error)}
}

// run starts one; it serves until its context ends.
func (s *services) run(serve func(context.Context) error) {
	s.count++
	go func() { s.ended <- serve(s.ctx) }()
}

// wait returns when all have ended, with what went wrong in any.
func (s *services) wait() error {
	var errs []error
	for ; s.count > 0; s.count-- {
		errs = append(errs, <-s.ended)
		s.stop()
	}
	return errors.Join(errs...)
}

// end stops all and waits.
func (s *services) end() error {
	s.stop()
	return s.wait()
}
