package redistest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
)

// Server is a redis-server process.
type Server struct {
	URL string // for package hub/redis

	t       testing.TB
	program string
	args    []string
	dir     string
	ask     redis.UniversalOptions
	process *exec.Cmd
}

// patience is how long Redis may take to come up.
const patience = 20 * time.Second

// Start runs Redis on a unix socket until the test ends; args are options as on
// its command line.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	s := prepare(t)
	sock := filepath.Join(s.dir, "r.sock")
	s.URL = "unix://" + sock
	s.ask.Addrs = []string{sock}
	s.args = append([]string{"--port", "0", "--unixsocket", sock}, args...)
	s.Run()
	return s
}

// StartCluster runs a cluster of one node on a port.
func StartCluster(t testing.TB) *Server {
	t.Helper()
	s := prepare(t)
	port, gossip := freePort(t), freePort(t)
	at := "127.0.0.1:" + port
	s.URL = "redis+cluster://" + at
	s.ask.Addrs = []string{at}
	s.args = []string{
		"--bind", "127.0.0.1", "--port", port, "--cluster-enabled", "yes", "--cluster-port", gossip,
		"--cluster-config-file", filepath.Join(s.dir, "nodes.conf"),
	}
	s.Run()
	s.Do("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
	s.wait("a cluster that is whole", func() bool { return strings.Contains(s.Do("CLUSTER", "INFO"), "cluster_state:ok") })
	return s
}

// StartPort runs Redis on a port of this machine, for what a socket cannot do;
// args are options as on its command line.
func StartPort(t testing.TB, args ...string) (s *Server, address string) {
	t.Helper()
	s = prepare(t)
	port := freePort(t)
	address = "127.0.0.1:" + port
	s.URL = "redis://" + address
	s.ask.Addrs = []string{address}
	s.args = append([]string{"--bind", "127.0.0.1", "--port", port}, args...)
	s.Run()
	return s, address
}

// StartTLS runs Redis on a port of this machine, for TLS only, with a certificate
// that it is its own authority for and the key of that.
func StartTLS(t testing.TB, cert, key string) (s *Server, address string) {
	t.Helper()
	s = prepare(t)
	port := freePort(t)
	address = "127.0.0.1:" + port
	pem, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	s.URL = "rediss://" + address + "?ca=" + cert
	s.ask.Addrs, s.ask.TLSConfig = []string{address}, &tls.Config{RootCAs: x509.NewCertPool()}
	s.ask.TLSConfig.RootCAs.AppendCertsFromPEM(pem)
	s.args = []string{
		"--bind", "127.0.0.1", "--port", "0", "--tls-port", port, "--tls-auth-clients", "no",
		"--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert,
	}
	s.Run()
	return s, address
}

// StartSentinel runs a sentinel that watches the master at the address.
func StartSentinel(t testing.TB, name, master string) *Server {
	t.Helper()
	s := prepare(t)
	port := freePort(t)
	host, masterPort, _ := strings.Cut(master, ":")
	config := filepath.Join(s.dir, "sentinel.conf")
	text := fmt.Sprintf("port %s\nbind 127.0.0.1\nsentinel monitor %s %s %s 1\n", port, name, host, masterPort)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.URL = "redis+sentinel://127.0.0.1:" + port + "/" + name
	s.ask.Addrs = []string{"127.0.0.1:" + port}
	s.args = []string{config, "--sentinel"}
	s.Run()
	return s
}

func prepare(t testing.TB) *Server {
	t.Helper()
	redis.SetLogger(&logging.VoidLogger{}) // what fails is returned
	program, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("redis-server is not in the path: install it (Debian: apt-get install redis-server)")
	}
	// Not t.TempDir: the path of a socket has room for some 100 bytes.
	dir, err := os.MkdirTemp("", "redis")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, program: program, dir: dir}
	t.Cleanup(func() {
		s.Kill()
		os.RemoveAll(dir)
	})
	return s
}

// freePort finds a port that nobody has now.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// Run starts Redis again, empty, after a Kill.
func (s *Server) Run() {
	s.t.Helper()
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	args := s.args
	if !strings.HasSuffix(args[0], ".conf") {
		args = append([]string{"--dir", s.dir, "--save", "", "--appendonly", "no"}, args...)
	}
	s.process = exec.Command(s.program, args...)
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.wait("Redis", func() bool {
		c := redis.NewUniversalClient(s.options())
		defer c.Close()
		err := c.Ping(context.Background()).Err()
		return err == nil || redis.HasErrorPrefix(err, "NOAUTH")
	})
}

func (s *Server) options() *redis.UniversalOptions {
	o := s.ask
	o.MaxRetries, o.DialerRetries = -1, 1
	return &o
}

// Do sends one command and gives the answer as text.
func (s *Server) Do(args ...string) string {
	s.t.Helper()
	c := redis.NewUniversalClient(s.options())
	defer c.Close()
	var list []any
	for _, a := range args {
		list = append(list, a)
	}
	answer, err := c.Do(context.Background(), list...).Result()
	if err != nil {
		s.t.Fatalf("redis: %s: %v", args[0], err)
	}
	return fmt.Sprint(answer)
}

// Dir is the folder of its files and its socket, r.sock where it listens on one.
func (s *Server) Dir() string { return s.dir }

// PID is its process now.
func (s *Server) PID() int { return s.process.Process.Pid }

// Flush has Redis forget everything.
func (s *Server) Flush() {
	s.t.Helper()
	s.Do("FLUSHALL")
}

// Kill ends Redis at once.
func (s *Server) Kill() {
	if s.process == nil {
		return
	}
	s.process.Process.Kill()
	s.process.Wait()
	s.process = nil
}

// Pause has Redis hang: connections stay and nothing is answered.
func (s *Server) Pause() { s.process.Process.Signal(syscall.SIGSTOP) }

// Resume has it go on where it was.
func (s *Server) Resume() { s.process.Process.Signal(syscall.SIGCONT) }

// Cut breaks every connection that is not the test's own.
func (s *Server) Cut() {
	s.t.Helper()
	s.Do("CLIENT", "KILL", "TYPE", "normal")
	s.Do("CLIENT", "KILL", "TYPE", "pubsub")
}

func (s *Server) wait(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			s.t.Fatalf("%s did not come: %s", what, log)
		}
		<-time.After(5 * time.Millisecond)
	}
}
