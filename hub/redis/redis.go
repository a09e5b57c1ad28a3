package redis

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Client is one Redis, however many servers it is made of.
type Client = redis.UniversalClient

// Config is what the operator says.
type Config struct {
	// URL is where Redis is, without a password:
	//
	//	redis://[user@]host:port[/db]                  one server
	//	unix:///path/of.sock[?db=n]                    one server on this machine
	//	redis+sentinel://[user@]host:port,…/name[/db]  who sentinels call the master of that name
	//	redis+cluster://[user@]host:port,…             a cluster, of Redis 7 or newer
	//
	// rediss instead of redis is TLS; then ?ca=FILE names the certificates (PEM)
	// to trust instead of those of the machine. ?sentinelauth=yes gives sentinels
	// the password too.
	URL string
	// PasswordFile holds the password; one line end after it does not count. It is
	// read again for each new connection, so that a password can be changed under
	// a hub that runs. "" is no password.
	PasswordFile string
}

// How long a hub waits for Redis. What comes later is of no use any more.
const (
	dialTime   = 2 * time.Second
	answerTime = time.Second
	// connections bounds those of one hub process.
	connections = 16
)

// Dial makes the client. It does not connect: Redis may be away. Errors are of
// what was configured, and tell neither address nor password.
func Dial(c Config) (Client, error) {
	redis.SetLogger(&logging.VoidLogger{}) // what fails is returned, and told once
	o, err := options(c)
	if err != nil {
		return nil, fmt.Errorf("redis: %w", err)
	}
	return redis.NewUniversalClient(o), nil
}

func options(c Config) (*redis.UniversalOptions, error) {
	at, err := parse(c.URL)
	if err != nil {
		return nil, err
	}
	o := &redis.UniversalOptions{
		Addrs: at.hosts, DB: at.db, MasterName: at.master, IsClusterMode: at.cluster, Username: at.user,
		DialTimeout: dialTime, ReadTimeout: answerTime, WriteTimeout: answerTime, PoolTimeout: answerTime,
		ContextTimeoutEnabled: true,
		// Who calls knows whether to try again: an announcement is not, a heartbeat
		// comes again anyway.
		MaxRetries: -1, DialerRetries: 1,
		PoolSize: connections, MaxActiveConns: connections, PipelinePoolSize: -1,
		ReadBufferSize: 8 << 10, WriteBufferSize: 8 << 10,
		DisableIdentity:          true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	if at.tls {
		if o.TLSConfig, err = trust(at.ca); err != nil {
			return nil, err
		}
	}
	if c.PasswordFile == "" {
		return o, nil
	}
	password, err := readPassword(c.PasswordFile)
	if err != nil {
		return nil, err
	}
	if at.sentinelAuth {
		o.SentinelPassword = password
	}
	o.CredentialsProviderContext = func(context.Context) (string, string, error) {
		password, err := readPassword(c.PasswordFile)
		return at.user, password, err
	}
	return o, nil
}

func readPassword(file string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("password file: %w", err)
	}
	password := strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r")
	if password == "" || strings.ContainsAny(password, "\r\n") {
		return "", errors.New("password file does not hold one line")
	}
	return password, nil
}

func trust(ca string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if ca == "" {
		return c, nil
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	c.RootCAs = x509.NewCertPool()
	if !c.RootCAs.AppendCertsFromPEM(pem) {
		return nil, errors.New("the file of certificates holds none")
	}
	return c, nil
}

// Place says what processes that must hear each other have alike in how they reach
// Redis: which database of it; "" without any. Not its address, since each may have
// a way there of its own.
func Place(c Config) (string, error) {
	if c.URL == "" {
		return "", nil
	}
	at, err := parse(c.URL)
	if err != nil {
		return "", fmt.Errorf("redis: %w", err)
	}
	return fmt.Sprintf("database %d", at.db), nil
}

// place is what an address says.
type place struct {
	tls, cluster, sentinelAuth bool
	user, master, ca           string
	hosts                      []string
	db                         int
}

// parse reads an address by hand: no standard has more than one host in one.
// Errors do not repeat it, since somebody may have put a password in.
func parse(text string) (p place, err error) {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return p, errors.New("address is not scheme://host:port")
	}
	rest, query, _ := strings.Cut(rest, "?")
	if err := p.options(query); err != nil {
		return p, err
	}
	if scheme == "unix" {
		if !strings.HasPrefix(rest, "/") {
			return p, errors.New("address of a socket is unix:///path")
		}
		p.hosts = []string{rest}
		return p, nil
	}
	kind, plus, _ := strings.Cut(scheme, "+")
	switch kind {
	case "redis":
	case "rediss":
		p.tls = true
	default:
		return p, errors.New("address begins with redis, rediss or unix")
	}
	if p.ca != "" && !p.tls {
		return p, errors.New("certificates are given and the address is without TLS: write rediss")
	}
	hosts, path, _ := strings.Cut(rest, "/")
	if at := strings.LastIndexByte(hosts, '@'); at >= 0 {
		p.user, hosts = hosts[:at], hosts[at+1:]
		if strings.Contains(p.user, ":") {
			return p, errors.New("a password stands in a file, not in the address")
		}
	}
	p.hosts = strings.Split(hosts, ",")
	for _, h := range p.hosts {
		if host, port, ok := strings.Cut(h, ":"); !ok || host == "" || port == "" {
			return p, errors.New("address names no host:port")
		}
	}
	switch plus {
	case "":
		if len(p.hosts) > 1 {
			return p, errors.New("several hosts are redis+cluster or redis+sentinel")
		}
	case "cluster":
		p.cluster = true
		if path != "" || p.db != 0 {
			return p, errors.New("a cluster has one database")
		}
	case "sentinel":
		if p.master, path, _ = strings.Cut(path, "/"); p.master == "" {
			return p, errors.New("address of sentinels ends with the name of the master")
		}
	default:
		return p, errors.New("address begins with redis, redis+cluster or redis+sentinel")
	}
	if path != "" {
		return p, p.number(path)
	}
	return p, nil
}

func (p *place) options(query string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return errors.New("what follows ? in the address is malformed")
	}
	for name, v := range values {
		switch {
		case len(v) == 1 && name == "ca":
			p.ca = v[0]
		case len(v) == 1 && name == "sentinelauth" && v[0] == "yes":
			p.sentinelAuth = true
		case len(v) == 1 && name == "db":
			if err := p.number(v[0]); err != nil {
				return err
			}
		default:
			return errors.New("what follows ? in the address is not ca, db or sentinelauth=yes")
		}
	}
	return nil
}

func (p *place) number(text string) error {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return errors.New("the database in the address is not a number")
	}
	p.db = int(n)
	return nil
}
