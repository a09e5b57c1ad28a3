package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"

	"github.com/sluis-hub/sluis/hub/auth"
	"github.com/sluis-hub/sluis/hub/store"
)

// data is what a hub keeps beside its database. Nothing of it opens anything: with the
// token key somebody reads what the hub reads, and with the log key he could show
// somebody another log, if enough witnesses helped.
type data struct {
	id       string
	tokenKey []byte
	logKey   []byte
}

// openData opens the data directory, makes what is missing, and holds it for
// this process alone until Close.
func (s *Server) openData() (data, error) {
	if s.config.Data == "" {
		return data{}, errors.New("a hub needs a directory for its data")
	}
	if err := os.MkdirAll(s.config.Data, 0o700); err != nil {
		return data{}, err
	}
	unlock, err := lock(s.path("lock"))
	if err != nil {
		return data{}, err
	}
	s.opened(unlock)
	id, err := keep(s.path("hub.id"), 16, "it is another hub then")
	if err != nil {
		return data{}, err
	}
	tokenKey, err := keep(s.tokenKey(), 32, "everybody logs in again")
	if err != nil {
		return data{}, err
	}
	logKey, err := keep(s.logFile(), 32, "the directory log ends, and everybody needs a new trust file")
	return data{hex.EncodeToString(id), tokenKey, logKey}, err
}

func (s *Server) logFile() string {
	if s.config.LogKey != "" {
		return s.config.LogKey
	}
	return s.path("log.key")
}

func (s *Server) tokenKey() string {
	if s.config.TokenKey != "" {
		return s.config.TokenKey
	}
	return s.path("token.key")
}

// openStore opens the database: the one that hubs share, or the file of this one.
func (s *Server) openStore() (err error) {
	o := store.Options{MaxBytes: s.config.MaxBytes, PasswordFile: s.config.DatabasePassword, Now: s.config.Now}
	if s.counts != nil {
		o.Committed = s.counts.committed
	}
	if s.config.Database != "" {
		s.store, err = store.OpenPostgres(s.config.Database, o)
	} else {
		s.store, err = store.OpenSQLite(s.path("sluis.db"), o)
	}
	if err == nil {
		s.opened(s.store.Close)
		s.storeLook.ask = s.store.Ping
	}
	return err
}

// agree takes the hub's id from the database, which may have been restored.
func (s *Server) agree(kept data) (err error) {
	if s.id, err = s.store.Agree(context.Background(), "hub", kept.id); err != nil || s.id == kept.id {
		return err
	}
	return write(s.path("hub.id"), s.id+"\n")
}

// once remembers used challenges where all hubs see them that take the tokens.
func (s *Server) once() auth.Once {
	if s.store.Shared() {
		return s.store
	}
	return auth.NewMemoryOnce(s.config.Now)
}

// keep reads a file of random bytes in hex that stays as it is, or makes it. A
// file that others may read is refused: it may have been read; lost says what comes of
// having another.
func keep(path string, size int, lost string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		b := make([]byte, size)
		rand.Read(b)
		return b, write(path, hex.EncodeToString(b)+"\n")
	}
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s may be read by others: make its mode 0600, or remove it if they have (%s)", path, lost)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	b, err := hex.DecodeString(strings.TrimSuffix(string(text), "\n"))
	if err != nil || len(b) != size {
		return nil, fmt.Errorf("%s does not hold %d bytes in hex: restore it from the backup", path, size)
	}
	return b, nil
}

// write makes a file whole or not at all: it is on the disk before it has its name.
func write(path, content string) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// originsOf gives the addresses by which clients on this machine reach a
// listener. By which others do only the operator knows.
func originsOf(a net.Addr) []string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return nil
	}
	names := []string{host}
	if ip := net.ParseIP(host); ip.IsLoopback() || ip.IsUnspecified() {
		names = []string{"127.0.0.1", "localhost", "::1"}
	}
	var origins []string
	for _, name := range names {
		at := "http://" + net.JoinHostPort(name, port)
		if port == "80" {
			at = strings.TrimSuffix(at, ":80")
		}
		origins = append(origins, at)
	}
	return origins
}
