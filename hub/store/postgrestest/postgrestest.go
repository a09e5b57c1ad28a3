package postgrestest

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Server is a PostgreSQL server.
type Server struct {
	// Address is that of a database in it, without a schema of its own.
	Address string
	dir     string
	script  string
	alive   io.Closer // its other end sees when this process ends
}

var errNone = errors.New("no PostgreSQL here: .ci/postgres install gets it")

// start starts a server, whose folder is gone when this process is.
func start(parent string) (*Server, error) {
	script, err := script()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, "pg")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, script: script}
	out, err := exec.Command(script, "start", dir).Output()
	if err != nil {
		os.RemoveAll(dir)
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 3 {
			return nil, errNone
		}
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s.Address = strings.TrimSpace(string(out))
	watch := exec.Command(script, "watch", dir)
	if s.alive, err = watch.StdinPipe(); err != nil {
		return nil, err
	}
	return s, watch.Start()
}

// script finds .ci/postgres from within the module.
func script() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, ".ci", "postgres")
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New(".ci/postgres is not there")
		}
	}
}

// memory is a folder whose disk is memory, where there is one: a server does all
// that it does for a disk, and waits for none.
func memory() string {
	const dir = "/dev/shm"
	if probe, err := os.MkdirTemp(dir, "pg"); err == nil {
		os.Remove(probe)
		return dir
	}
	return ""
}

var shared = sync.OnceValues(func() (*Server, error) {
	if address := os.Getenv("SLUIS_TEST_POSTGRES"); address != "" {
		return &Server{Address: address}, nil
	}
	return start(memory())
})

// Database gives the address of an empty database.
func Database(t testing.TB) string {
	t.Helper()
	s, err := shared()
	skip(t, err)
	return s.Schema(t)
}

func skip(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Start starts a server for this test alone.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := start(memory())
	skip(t, err)
	t.Cleanup(func() { s.do(t, "stop") })
	return s
}

// OnDisk starts a server for this test alone that waits for a disk.
func OnDisk(t testing.TB) *Server {
	t.Helper()
	s, err := start("")
	skip(t, err)
	t.Cleanup(func() { s.do(t, "stop") })
	return s
}

// Schema gives the address of a new, empty schema.
func (s *Server) Schema(t testing.TB) string {
	t.Helper()
	name := "t" + strings.ToLower(rand.Text())
	s.SQL(t, "CREATE SCHEMA "+name)
	return s.Address + "&search_path=" + name
}

// End is where the server at an address listens: the path of a socket, or
// host:port.
func End(t testing.TB, address string) string {
	t.Helper()
	u := parse(t, address)
	port := cmp.Or(u.Port(), u.Query().Get("port"), "5432")
	host := cmp.Or(u.Hostname(), u.Query().Get("host"))
	if filepath.IsAbs(host) {
		return filepath.Join(host, ".s.PGSQL."+port)
	}
	return net.JoinHostPort(host, port)
}

// By is the address of the same database by way of host:port, from where
// something leads on to its End.
func By(t testing.TB, address, way string) string {
	t.Helper()
	u := parse(t, address)
	query := u.Query()
	query.Del("host")
	query.Del("port")
	query.Set("sslmode", "disable")
	u.Host, u.RawQuery = way, query.Encode()
	return u.String()
}

func parse(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// SQL has the server do something and gives what it prints.
func (s *Server) SQL(t testing.TB, query string) string {
	t.Helper()
	return SQL(t, s.Address, query)
}

// SQL does something in the database at an address of Database or Schema, past
// the store, and gives what it prints: a row a line, its columns parted by |.
func SQL(t testing.TB, address, query string) string {
	t.Helper()
	address, schema, _ := strings.Cut(address, "&search_path=")
	cmd := exec.Command("psql", "-qXAt", "-v", "ON_ERROR_STOP=1", address)
	cmd.Stdin = strings.NewReader(query) // each statement in a transaction of its own
	if schema != "" {
		cmd.Env = append(os.Environ(), "PGOPTIONS=-c search_path="+schema)
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("psql: %v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// Dir is the folder of the server's files and its log; "" when the test run
// shares a server.
func (s *Server) Dir() string { return s.dir }

// Restart stops the server as an operator would, and starts it again.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.do(t, "restart")
}

// Kill kills the server and all its processes.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	s.do(t, "kill")
}

// Again starts a server that was killed; settings are of the form -c name=value.
func (s *Server) Again(t testing.TB, settings ...string) {
	t.Helper()
	s.do(t, "again", settings...)
}

func (s *Server) do(t testing.TB, act string, more ...string) {
	t.Helper()
	cmd := exec.Command(s.script, append([]string{act, s.dir}, more...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v: %s", act, err, out)
	}
}
