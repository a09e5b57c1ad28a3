//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluis-hub/sluis/hub"
)

// The entries of put.go on PostgreSQL: by one hub, and by two on one database that
// hear each other through Redis, half of the writers at each. Each writer is of a
// team of its own: what one team is told has an order, which two hubs can only make
// by waiting for each other. The floor is the bare server on the same PostgreSQL,
// which inserts whatever waits with one statement.
func benchPostgres(b *bench) error {
	if _, err := exec.LookPath("redis-server"); err != nil {
		b.say("without redis-server in the path there is nothing to measure")
		return nil
	}
	address, stop, err := b.postgres()
	if err != nil {
		b.say("without PostgreSQL there is nothing to measure: %v", err)
		return nil
	}
	defer stop()
	sock, stopRedis, err := b.redis()
	if err != nil {
		return err
	}
	defer stopRedis()
	now := time.Now().Unix()
	from, err := found("Afzender", now, writers, authors)
	if err != nil {
		return err
	}
	to, err := found("Ontvanger", now, writers, 1)
	if err != nil {
		return err
	}
	records := slices.Concat(from.records, to.records)
	if err := logged(records, slices.Concat(from.teams, to.teams)...); err != nil {
		return err
	}
	floor, err := b.floor("pg-floor", address("bare"))
	if err != nil {
		return err
	}
	defer floor.stop()
	one, err := b.hub("pg-alone", records, "--database", address("alone"))
	if err != nil {
		return err
	}
	defer one.stop()
	two, err := b.both(records, address("shared"), sock)
	for _, p := range two {
		defer p.stop()
	}
	if err != nil {
		return err
	}
	var people []*person
	for _, t := range from.teams {
		people = append(people, t.people...)
	}
	alone, err := enter(one, people)
	if err != nil {
		return err
	}
	shared, err := enter(two[0], people)
	if err != nil {
		return err
	}
	chains, err := b.chains(func(w int) (*team, *team, []*person) { return from.teams[w], to.teams[w], from.teams[w].people })
	if err != nil {
		return err
	}
	var rates, slows [2]turns
	for turn := range b.rounds + 1 {
		part := b.part(chains, turn)
		bare, err := putTurn(part, nil, floor)
		if err != nil {
			return err
		}
		for n, do := range []func() (putting, error){
			func() (putting, error) { return putTurn(part, alone, one) },
			func() (putting, error) { return putTurn(part, shared, two...) },
		} {
			got, err := do()
			if err != nil {
				return err
			}
			if turn > 0 { // the first warms up
				rates[n].add(bare.rate, got.rate)
				slows[n].add(bare.p99, got.p99)
			}
		}
	}
	for n, who := range []string{"one hub", "two hubs"} {
		b.table.compare("durable entries on PostgreSQL, 32 writers, "+who, rates[n], func(v float64) string { return fmt.Sprintf("%.0f/s", v) }, goal{least: true, bound: 0.6})
		b.table.aside("… p99 of one", slows[n], millis)
	}
	return nil
}

// both are two processes of one hub.
func (b *bench) both(records []hub.Object, database, sock string) (all []*process, err error) {
	p, err := b.hub("pg-a", records, "--database", database, "--redis", "unix://"+sock)
	if err != nil {
		return nil, err
	}
	all = append(all, p)
	if err := b.twin("pg-a", "pg-b"); err != nil {
		return all, err
	}
	if p, err = b.hub("pg-b", records, "--database", database, "--redis", "unix://"+sock); err == nil {
		all = append(all, p)
	}
	return all, err
}

// postgres starts a server that waits for the disk, and gives the address of a
// schema in it by its name, and how to stop it.
func (b *bench) postgres() (func(string) string, func(), error) {
	dir, err := os.MkdirTemp("", "pg") // the path of a socket has room for some 100 bytes
	if err != nil {
		return nil, nil, err
	}
	script := filepath.Join(".ci", "postgres")
	out, err := exec.Command(script, "start", dir).Output()
	if err != nil {
		os.RemoveAll(dir)
		return nil, nil, err
	}
	stop := func() { exec.Command(script, "stop", dir).Run() }
	watch := exec.Command(script, "watch", dir) // it ends with this process, however that ends
	alive, err := watch.StdinPipe()
	if err == nil {
		err = watch.Start()
	}
	if err != nil { // there is nobody yet who would
		stop()
		return nil, nil, err
	}
	end := func() {
		stop()
		alive.Close()
		watch.Wait()
	}
	address := strings.TrimSpace(string(out))
	conn, err := pgx.Connect(b.ctx, address)
	if err != nil {
		end()
		return nil, nil, err
	}
	defer conn.Close(b.ctx)
	for _, name := range []string{"bare", "alone", "shared"} {
		if _, err := conn.Exec(b.ctx, "CREATE SCHEMA "+name); err != nil {
			end()
			return nil, nil, err
		}
	}
	return func(name string) string { return address + "&search_path=" + name }, end, nil
}
