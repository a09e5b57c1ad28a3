package redis_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
)

func ping(t *testing.T, c redis.Config) error {
	t.Helper()
	client, err := redis.Dial(c)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	return client.Set(t.Context(), "k", "v", 0).Err()
}

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is configured wrongly is refused at once, and nothing of it is repeated.
func TestDialRefuses(t *testing.T) {
	secret := "Zwolle-1907"
	file := write(t, "password", []byte(secret))
	for name, c := range map[string]redis.Config{
		"nothing":                   {},
		"no scheme":                 {URL: "localhost:6379"},
		"another scheme":            {URL: "http://localhost:6379"},
		"a password in the address": {URL: "redis://me:" + secret + "@localhost:6379"},
		"only a password":           {URL: "redis://:" + secret + "@localhost:6379"},
		"no port":                   {URL: "redis://localhost"},
		"no host":                   {URL: "redis://:6379"},
		"an address of three parts": {URL: "redis://::1:6379"},
		"two hosts":                 {URL: "redis://a:1,b:2"},
		"an unknown kind":           {URL: "redis+ring://a:1,b:2"},
		"a database that is none":   {URL: "redis://a:1/" + secret},
		"a database of a cluster":   {URL: "redis+cluster://a:1/2"},
		"sentinels of nobody":       {URL: "redis+sentinel://a:1"},
		"a socket without a path":   {URL: "unix://r.sock"},
		"an unknown option":         {URL: "redis://a:1?password=" + secret},
		"a broken option":           {URL: "redis://a:1?db=%zz" + secret},
		"an option twice":           {URL: "redis://a:1?db=1&db=2"},
		"certificates without TLS":  {URL: "redis://a:1?ca=" + file},
		"certificates that are not": {URL: "rediss://a:1?ca=" + file},
		"certificates not there":    {URL: "rediss://a:1?ca=/nowhere"},
		"no password file":          {URL: "redis://a:1", PasswordFile: "/nowhere"},
		"an empty password":         {URL: "redis://a:1", PasswordFile: write(t, "empty", []byte("\n"))},
		"two lines of password":     {URL: "redis://a:1", PasswordFile: write(t, "two", []byte(secret+"\n\n"))},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := redis.Dial(c)
			if err == nil {
				client.Close()
				t.Fatal("it was taken")
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestDialTakes(t *testing.T) {
	for _, url := range []string{
		"redis://a:1", "redis://me@a:1/3", "rediss://a:1", "redis://[::1]:6379", "unix:///r.sock", "unix:///r.sock?db=2",
		"redis+cluster://a:1,b:2", "rediss+cluster://me@a:1", "redis+sentinel://a:1,b:2/main", "redis+sentinel://a:1/main/4?sentinelauth=yes",
	} {
		client, err := redis.Dial(redis.Config{URL: url})
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		client.Close()
	}
}

func TestPassword(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t, "--requirepass", "right-3f9a")
	right := write(t, "right", []byte("right-3f9a\r\n"))
	if err := ping(t, redis.Config{URL: s.URL, PasswordFile: right}); err != nil {
		t.Error(err)
	}
	if err := ping(t, redis.Config{URL: s.URL}); err == nil {
		t.Error("it needs no password")
	}
	wrong := write(t, "wrong", []byte("wrong-55bb"))
	if err := ping(t, redis.Config{URL: s.URL, PasswordFile: wrong}); err == nil || strings.Contains(err.Error(), "55bb") {
		t.Errorf("a wrong password: %v", err)
	}
}

// TestUser: a user that may touch only what begins with sluis: is enough.
func TestUser(t *testing.T) {
	t.Parallel()
	s, address := redistest.StartPort(t)
	s.Do("ACL", "SETUSER", "hub", "on", ">other-77aa", "~sluis:*", "&sluis:*", "+@all")
	client, err := redis.Dial(redis.Config{URL: "redis://hub@" + address + "/0", PasswordFile: write(t, "password", []byte("other-77aa"))})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.Set(t.Context(), "sluis:k", "v", 0).Err(); err != nil {
		t.Error(err)
	}
	if err := client.Set(t.Context(), "k", "v", 0).Err(); err == nil || !strings.HasPrefix(err.Error(), "NOPERM") {
		t.Errorf("another's key: %v", err)
	}
}

// certificate makes a key of an authority of its own, for this machine.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, k.Public(), k)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		write(t, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
}

func TestTLS(t *testing.T) {
	t.Parallel()
	cert, key := certificate(t)
	_, address := redistest.StartTLS(t, cert, key)
	if err := ping(t, redis.Config{URL: "rediss://" + address + "?ca=" + cert}); err != nil {
		t.Error(err)
	}
	if err := ping(t, redis.Config{URL: "rediss://" + address}); err == nil {
		t.Error("a certificate of nobody was trusted")
	}
	other, _ := certificate(t)
	if err := ping(t, redis.Config{URL: "rediss://" + address + "?ca=" + other}); err == nil {
		t.Error("a certificate of somebody else was trusted")
	}
	if err := ping(t, redis.Config{URL: "redis://" + address}); err == nil {
		t.Error("it answers without TLS")
	}
}

func TestSentinel(t *testing.T) {
	t.Parallel()
	master, address := redistest.StartPort(t)
	sentinel := redistest.StartSentinel(t, "main", address)
	if err := ping(t, redis.Config{URL: sentinel.URL}); err != nil {
		t.Fatal(err)
	}
	if got := master.Do("GET", "k"); got != "v" {
		t.Errorf("the master has %q", got)
	}
}

// A server that is away is told of soon.
func TestAway(t *testing.T) {
	client, err := redis.Dial(redis.Config{URL: "unix:///nowhere/r.sock"})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	began := time.Now()
	if client.Ping(context.Background()).Err() == nil || time.Since(began) > 5*time.Second {
		t.Errorf("it took %v", time.Since(began))
	}
}
