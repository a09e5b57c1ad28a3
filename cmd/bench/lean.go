//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Every lane of a benchmark comes from an address of its own, as organisations
// do: the hub's limits, which are its real ones, count per network and account.
func from(lane int) net.Dialer {
	return net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(lane/250), byte(lane%250+1))}, Timeout: 10 * time.Second}
}

// lean is an HTTP connection that costs its process next to nothing, since it
// shares the cores with what it measures. One request at a time.
type lean struct {
	conn net.Conn
	in   *bufio.Reader
	out  []byte
	host string
}

func dialLean(addr string, lane int) (*lean, error) {
	d := from(lane)
	conn, err := d.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &lean{conn: conn, in: bufio.NewReader(conn), host: addr}, nil
}

var contentLength = []byte("Content-Length: ")

const (
	octets  = "application/octet-stream"
	jsonDoc = "application/json"
)

// post sends a body and gives the answer, which must be a 200.
func (l *lean) post(target, token, kind string, body []byte) ([]byte, error) {
	l.out = append(l.out[:0], "POST "...)
	l.out = append(l.out, target...)
	l.out = append(l.out, " HTTP/1.1\r\nHost: "...)
	l.out = append(l.out, l.host...)
	l.out = append(l.out, "\r\nContent-Type: "...)
	l.out = append(l.out, kind...)
	l.out = append(l.out, "\r\n"...)
	if token != "" {
		l.out = append(l.out, "Authorization: Bearer "...)
		l.out = append(l.out, token...)
		l.out = append(l.out, "\r\n"...)
	}
	l.out = append(l.out, "Content-Length: "...)
	l.out = strconv.AppendInt(l.out, int64(len(body)), 10)
	l.out = append(l.out, "\r\n\r\n"...)
	l.out = append(l.out, body...)
	if err := l.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return nil, err
	}
	if _, err := l.conn.Write(l.out); err != nil {
		return nil, err
	}
	ok, size := false, 0
	for n := 0; ; n++ {
		header, err := l.in.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		header = bytes.TrimRight(header, "\r\n")
		if len(header) == 0 {
			break
		}
		if n == 0 {
			ok = bytes.HasPrefix(header, []byte("HTTP/1.1 200 "))
		}
		if text, is := bytes.CutPrefix(header, contentLength); is {
			if size, err = strconv.Atoi(string(text)); err != nil {
				return nil, err
			}
		}
	}
	answer := make([]byte, size)
	if _, err := io.ReadFull(l.in, answer); err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s was refused: %s", target, answer)
	}
	return answer, nil
}

// enter gets a member's token.
func (l *lean) enter(base string, p *person) (string, error) {
	b, err := l.post("/api/challenge", "", jsonDoc, []byte(`{"account":"`+string(p.id)+`"}`))
	if err != nil {
		return "", err
	}
	var c hub.Challenge
	if err := json.Unmarshal(b, &c); err != nil {
		return "", err
	}
	signed, err := p.login.Login(base, p.id, note.Hash(c.Challenge), time.Now().Unix())
	if err != nil {
		return "", err
	}
	if b, err = l.post("/api/login", "", octets, signed); err != nil {
		return "", err
	}
	var t hub.Token
	err = json.Unmarshal(b, &t)
	return t.Token, err
}

// enter gets everybody's tokens, by so many connections that no network asks too
// often.
func enter(h *process, people []*person) (map[*person]string, error) {
	const each = 200
	all := make([]string, len(people))
	err := lanes((len(people)+each-1)/each, func(lane int) error {
		l, err := dialLean(h.addr(), lane)
		if err != nil {
			return err
		}
		defer l.conn.Close()
		for n := lane * each; n < min(len(people), (lane+1)*each); n++ {
			if all[n], err = l.enter(h.base, people[n]); err != nil {
				return err
			}
		}
		return nil
	})
	tokens := map[*person]string{}
	for n, p := range people {
		tokens[p] = all[n]
	}
	return tokens, err
}
