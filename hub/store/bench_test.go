package store_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

const benchWriters = 32

// sealed looks like what is sealed: nothing makes it smaller.
var sealed = func() []byte {
	b := make([]byte, 6000)
	rand.Read(b)
	return b
}()

// measure has so many writers do acts at once.
func measure(b *testing.B, act func(writer, n int) error) {
	b.Helper()
	each := b.N/benchWriters + 1
	times := make([][]time.Duration, benchWriters)
	var wg sync.WaitGroup
	b.ResetTimer()
	for w := range benchWriters {
		wg.Go(func() {
			for n := range each {
				begin := time.Now()
				if err := act(w, n); err != nil {
					b.Error(err)
					return
				}
				times[w] = append(times[w], time.Since(begin))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	all := slices.Concat(times...)
	slices.Sort(all)
	b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkEntries: entries of 6 KB for two parties each, durable, by 32 writers,
// beside a bare insert of the same octets, whose writers share a statement and a
// commit in the same way.
func BenchmarkEntries(b *testing.B) {
	through := func(stores ...*store.Store) func(b *testing.B) {
		round := 0
		return func(b *testing.B) {
			round++
			measure(b, func(writer, n int) error {
				p := between(fmt.Sprint(b.Name(), round, " ", writer), uint64(n), team(writer), team(benchWriters+writer%8))
				p.Ciphertext = sealed
				_, err := stores[writer%len(stores)].PutEntry(context.Background(), p)
				return err
			})
		}
	}
	file, err := store.OpenSQLite(filepath.Join(b.TempDir(), "hub.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	server := postgrestest.OnDisk(b)
	address := server.Schema(b)
	one, two := openPostgres(b, address, store.Options{}), openPostgres(b, address, store.Options{})
	b.Run("sqlite", through(file))
	b.Run("postgres", through(one))
	b.Run("postgres-2-hubs", through(one, two))
	b.Run("floor", func(b *testing.B) { floor(b, server.Schema(b)) })
}

func floor(b *testing.B, address string) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "CREATE TABLE bare (xid TEXT NOT NULL, seq BIGINT NOT NULL, ct BYTEA NOT NULL, PRIMARY KEY (xid, seq))"); err != nil {
		b.Fatal(err)
	}
	type row struct {
		xid  string
		seq  int
		done chan error
	}
	queue := make(chan row, benchWriters)
	go func() {
		for first := range queue {
			rows := []row{first}
			for len(queue) > 0 {
				rows = append(rows, <-queue)
			}
			var values []string
			var args []any
			for i, r := range rows {
				values = append(values, fmt.Sprintf("($%d, $%d, $%d)", 3*i+1, 3*i+2, 3*i+3))
				args = append(args, r.xid, r.seq, sealed)
			}
			_, err := conn.Exec(ctx, "INSERT INTO bare VALUES "+strings.Join(values, ", "), args...)
			for _, r := range rows {
				r.done <- err
			}
		}
	}()
	defer close(queue)
	measure(b, func(writer, n int) error {
		r := row{fmt.Sprint(b.N, " ", writer), n, make(chan error, 1)}
		queue <- r
		return <-r.done
	})
}
