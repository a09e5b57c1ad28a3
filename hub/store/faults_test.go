package store_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

func code(t *testing.T, what string, err error, want hub.Code) {
	t.Helper()
	if hub.CodeOf(err) != want {
		t.Errorf("%s: %v, want %q", what, err, want)
	}
}

func put(s *store.Store, x string, seq uint64) error {
	_, err := s.PutEntry(context.Background(), link(x, seq, 100))
	return err
}

// comesBack waits until the store writes and reads again by itself.
func comesBack(t *testing.T, s *store.Store, x string) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		err := put(s, x, 0)
		if err == nil || hub.CodeOf(err) == hub.E20 {
			if _, err = s.Exchange(t.Context(), link(x, 0, 0).XID); err == nil {
				return
			}
		}
		code(t, "while it is away", err, hub.E27)
		select {
		case <-late:
			t.Fatalf("it did not come back: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// TestFaults: what can be wrong with a server gives the code that people need,
// and passes by itself when the server is well again.
func TestFaults(t *testing.T) {
	server := postgrestest.Start(t)
	address := server.Schema(t)
	s := openPostgres(t, address, store.Options{})
	reads := func() error { _, err := s.Exchange(t.Context(), link("x", 0, 0).XID); return err }
	if err := put(s, "x", 0); err != nil {
		t.Fatal(err)
	}
	code(t, "it works", reads(), "")

	server.Kill(t)
	code(t, "write while it is away", put(s, "x", 1), hub.E27)
	code(t, "read while it is away", reads(), hub.E27)
	server.Again(t)
	comesBack(t, s, "after away")

	server.SQL(t, "ALTER SYSTEM SET default_transaction_read_only = on")
	server.SQL(t, "SELECT pg_reload_conf()")
	for n := 0; ; n++ { // sessions hear of it soon
		if err := put(s, "read-only", uint64(n)); err != nil {
			code(t, "write while it is read-only", err, hub.E27)
			break
		}
	}
	code(t, "read while it is read-only", reads(), "")
	if other, err := store.OpenPostgres(address, store.Options{}); err == nil || !strings.Contains(err.Error(), "only be read") {
		t.Errorf("open while it is read-only: %v", err)
		if err == nil {
			other.Close()
		}
	}
	server.SQL(t, "SET default_transaction_read_only = off; ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf()")
	comesBack(t, s, "after read-only")

	// No room, for what is large.
	postgrestest.SQL(t, address, `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`)
	postgrestest.SQL(t, address, `CREATE TRIGGER no_room BEFORE INSERT ON entries FOR EACH ROW WHEN (length(NEW.ct) > 1000) EXECUTE FUNCTION no_room()`)
	outcomes := make(chan error, 40)
	for n := range cap(outcomes) {
		go func() {
			_, err := s.PutEntry(context.Background(), link(fmt.Sprint("full", n), 0, 100+n%2*1000))
			if n%2 == 1 && hub.CodeOf(err) == hub.E24 {
				err = nil
			} else if n%2 == 1 {
				err = fmt.Errorf("an entry without room: %w", err)
			}
			outcomes <- err
		}()
	}
	for range cap(outcomes) {
		if err := <-outcomes; err != nil {
			t.Error(err)
		}
	}
	postgrestest.SQL(t, address, "DROP TRIGGER no_room ON entries")
	if _, err := s.PutEntry(t.Context(), link("full1", 0, 1100)); err != nil {
		t.Errorf("once there is room: %v", err)
	}

	server.Kill(t)
	server.Again(t, "-c", "fsync=off")
	if other, err := store.OpenPostgres(address, store.Options{}); err == nil || !strings.Contains(err.Error(), "would lose") {
		t.Errorf("open on a server that keeps nothing: %v", err)
		if err == nil {
			other.Close()
		}
	}
}

// TestCredentials: a password comes from its file, may be replaced while the hub
// runs, and is in no error.
func TestCredentials(t *testing.T) {
	server := postgrestest.Start(t)
	address := strings.Replace(server.Schema(t), "sluis@", "guarded@", 1)
	_, schema, _ := strings.Cut(address, "search_path=")
	server.SQL(t, "GRANT ALL ON SCHEMA "+schema+" TO guarded")
	password := filepath.Join(t.TempDir(), "password")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(password, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(name, address, want string, o store.Options) {
		t.Helper()
		s, err := store.OpenPostgres(address, o)
		if err == nil {
			s.Close()
			t.Fatalf("%s: it was opened", name)
		}
		for _, secret := range []string{"geheim", "verkeerd"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error holds the password: %v", name, err)
			}
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	with := store.Options{PasswordFile: password}
	write("verkeerd\n")
	refused("wrong password", address, "password authentication failed", with)
	refused("no password", address, "", store.Options{})
	refused("wrong password in the address", strings.Replace(address, "guarded@", "guarded:verkeerd@", 1), "password authentication failed", store.Options{})
	refused("no address", "postgres://guarded:geheim@[x/", "not of the form", with)
	refused("another scheme", "mysql://guarded:geheim@/x", "not of the form", with)
	refused("no such setting", address+"&connect_timeout=geheim", "does not know", with)
	refused("no such file", address, "no such file", store.Options{PasswordFile: password + "x"})
	refused("a bound", address, "SQLite", store.Options{MaxBytes: 1})
	write("geheim\n")
	s := openPostgres(t, address, with)
	if err := put(s, "x", 0); err != nil {
		t.Fatal(err)
	}
	hangUp := func() {
		server.SQL(t, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'guarded'")
	}
	hangUp()
	code(t, "a connection that was lost in silence", put(s, "x", 1), "")

	server.SQL(t, "ALTER ROLE guarded PASSWORD 'geheim twee'")
	hangUp()
	code(t, "after another password", put(s, "x", 2), hub.E27)
	write("geheim twee")
	comesBack(t, s, "after the password")

	server.SQL(t, "ALTER ROLE guarded CONNECTION LIMIT 0")
	hangUp()
	err := put(s, "x", 3)
	code(t, "out of connections", err, hub.E27)
	if !strings.Contains(fmt.Sprint(err), "too many connections") {
		t.Errorf("out of connections: %v", err)
	}
	server.SQL(t, "ALTER ROLE guarded CONNECTION LIMIT -1")
	comesBack(t, s, "after connections")
}

// cutter stands between a hub and a server and loses the connection when the
// server has answered so many times, or goes dumb.
type cutter struct {
	listener net.Listener
	server   string // its socket

	mu    sync.Mutex
	left  int // answers until the cut; below 0 never
	dumb  bool
	conns []net.Conn
}

func newCutter(t *testing.T, address string) (*cutter, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base, rest, _ := strings.Cut(address, "?host=")
	dir, schema, _ := strings.Cut(rest, "&")
	c := &cutter{listener: l, server: filepath.Join(dir, ".s.PGSQL.5432"), left: -1}
	go c.serve()
	t.Cleanup(func() {
		l.Close()
		c.cut()
	})
	return c, strings.Replace(base, "sluis@", "sluis@"+l.Addr().String(), 1) + "?sslmode=disable&" + schema
}

func (c *cutter) serve() {
	for {
		hubSide, err := c.listener.Accept()
		if err != nil {
			return
		}
		serverSide, err := net.Dial("unix", c.server)
		if err != nil {
			hubSide.Close()
			continue
		}
		c.mu.Lock()
		c.conns = append(c.conns, hubSide, serverSide)
		c.mu.Unlock()
		go c.pass(serverSide, hubSide, func() bool { return true })
		go c.pass(hubSide, serverSide, c.answered)
	}
}

func (c *cutter) pass(to, from net.Conn, mayPass func() bool) {
	defer to.Close()
	defer from.Close()
	b := make([]byte, 1<<16)
	for {
		n, err := from.Read(b)
		if err != nil || !mayPass() {
			return
		}
		c.mu.Lock()
		dumb := c.dumb
		c.mu.Unlock()
		if dumb {
			continue
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

func (c *cutter) answered() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left < 0 {
		return true
	}
	c.left--
	return c.left >= 0
}

func (c *cutter) set(left int, dumb bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left, c.dumb = left, dumb
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		conn.Close()
	}
	c.conns = nil
}

// TestCutInMidCommit: whenever the connection is lost, up to and including the
// answer to the commit, an entry is stored once; what cannot be known is E27, and
// doing it again is safe.
func TestCutInMidCommit(t *testing.T) {
	address := postgrestest.Database(t)
	c, through := newCutter(t, address)
	s := openPostgres(t, through, store.Options{})
	for seq := range uint64(3) { // statements are prepared
		if err := put(s, "x", seq); err != nil {
			t.Fatal(err)
		}
	}
	seq := uint64(3)
	unknown := 0
	for answers := range 6 {
		c.set(answers, false)
		err := put(s, "x", seq)
		c.set(-1, false)
		if err != nil {
			code(t, fmt.Sprint("cut after ", answers), err, hub.E27)
			unknown++
			if again := put(s, "x", seq); again != nil { // it had happened
				code(t, "again", again, hub.E20)
			}
		}
		if got := length(t, s, "x"); got != seq+1 {
			t.Fatalf("cut after %d answers: %d entries, want %d", answers, got, seq+1)
		}
		seq++
	}
	if unknown == 0 || unknown > 3 {
		t.Errorf("%d outcomes were unknown, want those of a commit", unknown)
	}
	if rows, _, err := s.Changes(t.Context(), party, 0, 9); err != nil || rows[0].Count != seq {
		t.Errorf("position %v, want %d: %v", rows, seq, err)
	}
}

// TestHubCutOff: a hub that is cut off in the middle of a transaction gives up,
// and does not keep another from writing what it was writing.
func TestHubCutOff(t *testing.T) {
	address := postgrestest.Database(t)
	c, through := newCutter(t, address)
	lost, other := openPostgres(t, through, store.Options{}), openPostgres(t, address, store.Options{})
	for seq := range uint64(3) {
		if err := put(lost, "x", seq); err != nil {
			t.Fatal(err)
		}
	}
	// The act stands in mid-transaction, with the keys it holds, for as long as the
	// test needs, and not for a time that a slow machine may miss.
	postgrestest.SQL(t, address, `CREATE TABLE dawdling AS SELECT 1`)
	postgrestest.SQL(t, address, `CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN WHILE EXISTS (SELECT FROM dawdling) LOOP PERFORM pg_sleep(0.01); END LOOP; RETURN NEW; END $$`)
	postgrestest.SQL(t, address, `CREATE TRIGGER dawdle BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION dawdle()`)
	outcome := make(chan error, 1)
	go func() { outcome <- put(lost, "x", 3) }()
	for postgrestest.SQL(t, address, "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "0" {
		select {
		case err := <-outcome:
			t.Fatalf("it was over before it was in the middle: %v", err)
		default:
		}
	}
	c.set(-1, true)
	postgrestest.SQL(t, address, `DELETE FROM dawdling`)
	if err := put(other, "x", 3); err != nil {
		t.Errorf("the other hub: %v", err)
	}
	c.set(-1, false)
	c.cut()
	if err := <-outcome; err != nil && hub.CodeOf(err) != hub.E20 && hub.CodeOf(err) != hub.E27 {
		t.Errorf("the hub that was cut off: %v", err)
	}
	comesBack(t, lost, "after the cut")
	if got := length(t, other, "x"); got != 4 {
		t.Errorf("%d entries, want 4", got)
	}
}

// TestMigrateTogether: of hubs that start at once one makes the schema, and all
// work on it; one that knows less, or other, migrations is refused.
func TestMigrateTogether(t *testing.T) {
	address := postgrestest.Database(t)
	opened := make(chan error, 5)
	for range cap(opened) {
		go func() {
			s, err := store.OpenPostgres(address, store.Options{})
			if err == nil {
				err = s.Close()
			}
			opened <- err
		}()
	}
	for range cap(opened) {
		if err := <-opened; err != nil {
			t.Error(err)
		}
	}
	for name, c := range map[string]struct{ change, back, want string }{
		"newer":   {"INSERT INTO migrations (number, sum, minimum) VALUES (1000, 'x', 1000)", "DELETE FROM migrations WHERE number = 1000", "newer version"},
		"changed": {"UPDATE migrations SET sum = sum || 'x' WHERE number = 1", "UPDATE migrations SET sum = rtrim(sum, 'x') WHERE number = 1", "another one"},
	} {
		postgrestest.SQL(t, address, c.change)
		if s, err := store.OpenPostgres(address, store.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
			if err == nil {
				s.Close()
			}
		}
		postgrestest.SQL(t, address, c.back)
	}
	openPostgres(t, address, store.Options{})
}

// TestSchemaOfPostgres: the migrations arrive at schema.sql there too.
func TestSchemaOfPostgres(t *testing.T) {
	made, truth := postgrestest.Database(t), postgrestest.Database(t)
	openPostgres(t, made, store.Options{})
	text, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	postgrestest.SQL(t, truth, string(text))
	look := func(address string) []string {
		_, schema, _ := strings.Cut(address, "search_path=")
		columns := postgrestest.SQL(t, address, `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
			WHERE table_schema = '`+schema+`' ORDER BY 1, ordinal_position`)
		indexes := postgrestest.SQL(t, address, `SELECT regexp_replace(replace(indexdef, '`+schema+`.', ''), 'INDEX \S+ ', 'INDEX ') FROM pg_indexes WHERE schemaname = '`+schema+`' ORDER BY 1`)
		return strings.Split(columns+"\n"+indexes, "\n")
	}
	if d := cmp.Diff(look(truth), look(made)); d != "" {
		t.Errorf("schema.sql and what the migrations make (-truth +made):\n%s", d)
	}
}
