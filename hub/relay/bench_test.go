package relay_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
)

const writers = 32

// measure runs b.N acts by 32 writers and reports entries per second, the
// processor time of one (which hardly depends on what else the machine does)
// and the 99th percentile of how long one takes.
func measure(b *testing.B, act func(writer, n int) error) {
	b.Helper()
	each := b.N/writers + 1
	times := make([][]time.Duration, writers)
	var wg sync.WaitGroup
	used := cpu(b)
	b.ResetTimer()
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range each {
				begin := time.Now()
				if err := act(w, n); err != nil {
					b.Error(err)
					return
				}
				times[w] = append(times[w], time.Since(begin))
			}
		}()
	}
	wg.Wait()
	b.StopTimer()
	used = cpu(b) - used
	all := slices.Concat(times...)
	slices.Sort(all)
	b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(used.Microseconds())/float64(len(all)), "cpu-us/entry")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}

func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPut: posts of about 6 KB, signed, checked, stored and counted for two
// parties each; the signing is not in the time.
func BenchmarkPut(b *testing.B) {
	w := newWorld(b)
	frames := make([][][]byte, writers)
	for i := range frames {
		x := w.begin(anna, vt, gt)
		for range b.N/writers + 1 {
			d := x.next(dirk, chain.Post)
			x.follow(d)
			frames[i] = append(frames[i], d.frame())
		}
	}
	ctx := w.as(dirk)
	measure(b, func(writer, n int) error {
		_, err := w.Put(ctx, frames[writer][n])
		return err
	})
}

// BenchmarkFloor: the bare act of storing such a text with its place, in the
// same database, many writers sharing one fsync, and nothing else.
func BenchmarkFloor(b *testing.B) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "floor.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE m (room TEXT NOT NULL, seq INTEGER NOT NULL, blob BLOB NOT NULL, PRIMARY KEY (room, seq))"); err != nil {
		b.Fatal(err)
	}
	type item struct {
		room string
		seq  int
		blob []byte
		done chan error
	}
	queue := make(chan item, writers)
	go func() {
		for first := range queue {
			batch := []item{first}
			for len(queue) > 0 {
				batch = append(batch, <-queue)
			}
			err := func() error {
				t, err := db.Begin()
				if err != nil {
					return err
				}
				stmt, err := t.Prepare("INSERT INTO m (room, seq, blob) VALUES ($1, $2, $3)")
				for _, i := range batch {
					if err == nil {
						_, err = stmt.Exec(i.room, i.seq, i.blob)
					}
				}
				if err != nil {
					t.Rollback()
					return err
				}
				return t.Commit()
			}()
			for _, i := range batch {
				i.done <- err
			}
		}
	}()
	defer close(queue)
	blob := make([]byte, 6600)
	measure(b, func(writer, n int) error {
		done := make(chan error, 1)
		queue <- item{string(hash(string(rune('a' + writer)))), n, blob, done}
		return <-done
	})
}
