package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

func team(n int) note.Party { return note.TeamParty(note.TeamID(fmt.Sprintf("%032x", n))) }

// between is link seq of a chain between some parties, which stay the same.
func between(x string, seq uint64, parties ...note.Party) hub.Placement {
	p := link(x, seq, 300)
	p.Seats = nil
	for _, party := range parties {
		p.Seats = append(p.Seats, hub.Seat{Party: party, Stays: true})
	}
	return p
}

// A reader follows a party by its positions, as clients do, from outside: it
// knows only what the pages say, and keeps of each exchange how far it saw it.
type reader struct {
	party note.Party
	at    uint64
	seen  map[note.XID]uint64 // the entries seen of it
}

// read reads on from where it stands.
func (r *reader) read(s *store.Store) error {
	for {
		rows, more, err := s.Changes(context.Background(), r.party, r.at, 7)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Count <= r.at {
				return fmt.Errorf("position %d after %d", row.Count, r.at)
			}
			r.at = row.Count
			r.seen[row.XID] = row.Seq + 1
		}
		if !more {
			return nil
		}
	}
}

// missing says what was confirmed to a writer and never shown to the reader.
func (r *reader) missing(confirmed map[note.XID]uint64) (skipped []string) {
	for xid, count := range confirmed {
		if r.seen[xid] < count {
			skipped = append(skipped, fmt.Sprintf("%s: %d entries confirmed, %d seen", xid[:8], count, r.seen[xid]))
		}
	}
	return skipped
}

// load writes chains between three parties of a few through several stores at
// once until told to stop, and keeps what was confirmed.
type load struct {
	mu        sync.Mutex
	confirmed map[note.Party]map[note.XID]uint64
	positions map[note.Party]map[uint64]bool
	names     map[string]bool
	faults    int
	wrote     chan struct{} // gets something for each that was confirmed, as long as somebody waits
}

func newLoad() *load {
	return &load{confirmed: map[note.Party]map[note.XID]uint64{}, positions: map[note.Party]map[uint64]bool{}, names: map[string]bool{}, wrote: make(chan struct{})}
}

func (l *load) confirm(x string, p hub.Placement, raised []hub.Raised) error {
	select {
	case l.wrote <- struct{}{}:
	default:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names[x] = true
	for _, seat := range p.Seats {
		if l.confirmed[seat.Party] == nil {
			l.confirmed[seat.Party], l.positions[seat.Party] = map[note.XID]uint64{}, map[uint64]bool{}
		}
		l.confirmed[seat.Party][p.XID] = p.Seq + 1
	}
	for _, r := range raised {
		if l.positions[r.Party][r.Count] {
			return fmt.Errorf("position %d of %s was given twice", r.Count, r.Party)
		}
		l.positions[r.Party][r.Count] = true
	}
	return nil
}

const crowd = 6 // parties

// chain writes one chain until it is long enough; what comes back as E27 is done
// again, through another store.
func (l *load) chain(x string, stores []*store.Store, length uint64) error {
	parties := []note.Party{team(rand.IntN(crowd)), team(crowd + rand.IntN(crowd)), team(2*crowd + rand.IntN(crowd))}
	for seq := uint64(0); seq < length; {
		p := between(x, seq, parties...)
		s := stores[rand.IntN(len(stores))]
		raised, err := s.PutEntry(context.Background(), p)
		switch hub.CodeOf(err) {
		case "":
		case hub.E27:
			l.mu.Lock()
			l.faults++
			l.mu.Unlock()
			// It may have happened: who does it again is told that something stands
			// there, and looks what it is.
			<-time.After(time.Millisecond)
			continue
		case hub.E20:
			stands, err := s.EntryHash(context.Background(), p.XID, seq)
			if hub.CodeOf(err) == hub.E27 {
				continue
			}
			if err != nil || stands != p.Hash {
				return fmt.Errorf("%s %d: another entry stands there: %v", x, seq, err)
			}
		default:
			return err
		}
		if err := l.confirm(x, p, raised); err != nil {
			return err
		}
		seq++
	}
	return nil
}

// TestTwoHubs: through two stores on one database no position is given twice or
// skipped, whoever reads at whichever while they write.
func TestTwoHubs(t *testing.T) {
	address := postgrestest.Database(t)
	stores := []*store.Store{openPostgres(t, address, store.Options{}), openPostgres(t, address, store.Options{})}
	l := newLoad()
	writing, errs := make(chan struct{}), make(chan error, 100)
	var writers, readers sync.WaitGroup
	for w := range 16 {
		writers.Go(func() {
			if err := l.chain(fmt.Sprint("two", w), stores, 20); err != nil {
				errs <- err
			}
		})
	}
	followers := make([]*reader, 3*crowd)
	for i := range followers {
		followers[i] = &reader{party: team(i), seen: map[note.XID]uint64{}}
		readers.Go(func() {
			for done := false; !done; {
				select {
				case <-writing:
					done = true // and once more
				default:
				}
				if err := followers[i].read(stores[i%2]); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	writers.Wait()
	close(writing)
	readers.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	for _, r := range followers {
		for _, skipped := range r.missing(l.confirmed[r.party]) {
			t.Errorf("%s: %s", r.party, skipped)
		}
		for n := range uint64(len(l.positions[r.party])) {
			if !l.positions[r.party][n+1] {
				t.Errorf("%s: position %d was never given", r.party, n+1)
			}
		}
	}
}

// TestPlantedSkip: the reader notices a position that became visible after a
// higher one, as positions would that are not given in the order of commits.
func TestPlantedSkip(t *testing.T) {
	address := postgrestest.Database(t)
	s := openPostgres(t, address, store.Options{})
	r := &reader{party: team(1), seen: map[note.XID]uint64{}}
	confirmed := map[note.XID]uint64{}
	put := func(x string) note.XID {
		p := between(x, 0, team(1))
		if _, err := s.PutEntry(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		confirmed[p.XID] = 1
		return p.XID
	}
	put("before")
	// One transaction has been given a position and is not committed; another is,
	// with a higher one, and is read.
	hidden := put("late")
	postgrestest.SQL(t, address, "UPDATE seats SET party = 'hidden' WHERE xid = '"+string(hidden)+"'")
	put("early")
	if err := r.read(s); err != nil {
		t.Fatal(err)
	}
	postgrestest.SQL(t, address, "UPDATE seats SET party = '"+string(team(1))+"' WHERE xid = '"+string(hidden)+"'")
	if err := r.read(s); err != nil {
		t.Fatal(err)
	}
	if skipped := r.missing(confirmed); len(skipped) != 1 {
		t.Errorf("the reader noticed %v", skipped)
	}
}

// TestCrash: PostgreSQL is killed again and again while two hubs write: nothing
// confirmed is lost or doubled, both go on by themselves, and no position is
// given twice.
func TestCrash(t *testing.T) {
	server := postgrestest.Start(t)
	address := server.Schema(t)
	stores := []*store.Store{openPostgres(t, address, store.Options{}), openPostgres(t, address, store.Options{})}
	l := newLoad()
	errs := make(chan error, 100)
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for w := range 16 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if err := l.chain(fmt.Sprint("crash", w, " ", n), stores, 20); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	for range 3 {
		for range 200 {
			<-l.wrote
		}
		server.Kill(t)
		server.Again(t)
	}
	close(stop)
	writers.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	if l.faults == 0 {
		t.Error("nobody noticed that the server was killed")
	}
	for i := range 3 * crowd {
		r := &reader{party: team(i), seen: map[note.XID]uint64{}}
		if err := r.read(stores[i%2]); err != nil {
			t.Error(err)
		}
		for _, lost := range r.missing(l.confirmed[r.party]) {
			t.Errorf("%s: %s", r.party, lost)
		}
	}
	for x := range l.names {
		if n := wholeChain(t, stores[0], x); n != 20 {
			t.Errorf("%s has %d entries", x, n)
		}
	}
}

// wholeChain counts the entries of a chain and checks that they follow each other.
func wholeChain(t *testing.T, s *store.Store, x string) uint64 {
	t.Helper()
	xid := note.XID(note.HashOf([]byte(x)))
	head, err := s.Exchange(t.Context(), xid)
	if err != nil {
		t.Fatal(err)
	}
	for seq := range head.Seq + 1 {
		hash, err := s.EntryHash(t.Context(), xid, seq)
		if err != nil || hash != link(x, seq, 0).Hash {
			t.Fatalf("%s: entry %d is not the one that was put: %v", x, seq, err)
		}
	}
	return head.Seq + 1
}

// TestRaces: what two hubs look at and then change at once happens once.
func TestRaces(t *testing.T) {
	address := postgrestest.Database(t)
	stores := []*store.Store{openPostgres(t, address, store.Options{}), openPostgres(t, address, store.Options{})}
	ctx := context.Background()
	if _, err := stores[0].PutEntry(ctx, link("x", 0, 10)); err != nil {
		t.Fatal(err)
	}
	xid := link("x", 0, 10).XID
	mia := func(n int) note.MemberID { return note.MemberID(fmt.Sprintf("%032x", n)) }
	for name, race := range map[string]struct {
		act  func(s *store.Store, n, who int) error
		lose hub.Code
	}{
		"entry": {func(s *store.Store, n, who int) error {
			p := link("x", uint64(n)+1, 10)
			_, err := s.PutEntry(ctx, p)
			return err
		}, hub.E20},
		"lease": {func(s *store.Store, n, who int) error {
			return s.Claim(ctx, hub.Lease{XID: xid, Party: party, Member: mia(who), Until: int64(n) + 1}, int64(n))
		}, hub.E31},
		"keyring": {func(s *store.Store, n, who int) error {
			return s.PutKeyring(ctx, mia(1), uint64(n)+1, hub.Keyring{Head: fmt.Append(nil, who), File: []byte("f")})
		}, hub.E20},
		"records": {func(s *store.Store, n, who int) error {
			data := fmt.Append(nil, n, who)
			_, err := s.PutRecords(ctx, []hub.Record{{Object: hub.Object{Kind: hub.ObjectCard, Data: data}, Hash: note.HashOf(data),
				Leaf: &hub.Leaf{Kind: hub.ObjectCard}}}, int64(n))
			return err
		}, hub.E20},
		"challenge": {func(s *store.Store, n, who int) error {
			first, err := s.Use(ctx, fmt.Sprint("\xff challenge ", n), time.Time{}, time.Unix(9, 0))
			if err == nil && !first {
				err = hub.Errorf(hub.E22, "used")
			}
			return err
		}, hub.E22},
		"days": {func(s *store.Store, n, who int) error {
			due, err := s.TakeDays(ctx, hub.Day(fmt.Sprintf("2026-01-%02d", n+1)))
			if err == nil && len(due) == 0 {
				err = hub.Errorf(hub.E22, "taken")
			}
			return err
		}, hub.E22},
		"receipt": {func(s *store.Store, n, who int) error {
			_, err := s.PutReceipt(ctx, hub.Receipt{XID: xid, Seq: 0, Author: mia(100 + n), Note: fmt.Append(nil, who)})
			return err
		}, hub.E20},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "days" {
				var days []hub.Day
				for n := range 15 {
					days = append(days, hub.Day(fmt.Sprintf("2026-01-%02d", n+1)))
				}
				if err := stores[0].SetDays(ctx, party, days); err != nil {
					t.Fatal(err)
				}
			}
			for n := range 15 {
				outcomes := make(chan error, 6)
				for who := range cap(outcomes) {
					go func() { outcomes <- race.act(stores[who%2], n, who) }()
				}
				won := 0
				for range cap(outcomes) {
					if err := <-outcomes; err == nil {
						won++
					} else if hub.CodeOf(err) != race.lose {
						t.Error(err)
					}
				}
				if won != 1 {
					t.Errorf("round %d: %d won", n, won)
				}
			}
		})
	}
}

// TestQuotaTogether: two hubs do not give one owner twice the room.
func TestQuotaTogether(t *testing.T) {
	address := postgrestest.Database(t)
	stores := []*store.Store{openPostgres(t, address, store.Options{}), openPostgres(t, address, store.Options{})}
	outcomes := make(chan error, 20)
	for n := range cap(outcomes) {
		go func() {
			u := hub.Upload{ID: note.NewID(), Owner: "o", Root: note.HashOf(fmt.Append(nil, n)), Size: 10, Since: 1}
			outcomes <- stores[n%2].PutPiece(context.Background(), u, 0, [32]byte{}, []byte("piece"), 100)
		}()
	}
	stored := 0
	for range cap(outcomes) {
		if err := <-outcomes; err == nil {
			stored++
		} else if hub.CodeOf(err) != hub.E24 {
			t.Error(err)
		}
	}
	if stored != 10 {
		t.Errorf("%d pieces were taken, want 10", stored)
	}
}
