//go:build linux

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"github.com/gorilla/websocket"
	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// floor is the least server that keeps what it answers: it stores what is posted,
// one writer and one fsync for all that wait, and then tells every socket. Nobody
// logs in and nothing is checked. Its database has the settings of the hub's.
type floor struct {
	queue  chan *row
	commit func([]*row) error // all or none, on the disk

	mu      sync.RWMutex
	sockets []*listener
}

// row is one entry on its way to the disk.
type row struct {
	room  string
	seq   int64
	frame []byte
	done  chan error
}

type listener struct {
	mu sync.Mutex
	ws *websocket.Conn
}

// serveFloor serves from a directory, or from the PostgreSQL whose address follows.
func serveFloor(ctx context.Context, at []string) (err error) {
	f := &floor{queue: make(chan *row, 1024)}
	if len(at) == 1 {
		f.commit, err = onSQLite(ctx, at[0])
	} else {
		f.commit, err = onPostgres(ctx, at[1])
	}
	if err != nil {
		return err
	}
	go f.write()
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("{\"hub\":\"http://%s\"}\n", listen.Addr())
	mux := http.NewServeMux()
	mux.HandleFunc("POST /entries", f.post)
	mux.HandleFunc("GET /socket", f.socket)
	return http.Serve(listen, mux)
}

func onSQLite(ctx context.Context, dir string) (func([]*row) error, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	dsn := url.URL{Scheme: "file", Path: filepath.Join(dir, "floor.db"), RawQuery: url.Values{"_txlock": {"immediate"}, "_pragma": {
		"journal_mode(WAL)", "synchronous(FULL)", "wal_autocheckpoint(4000)", "cache_size(-8000)",
	}}.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "CREATE TABLE entry (room TEXT NOT NULL, seq INTEGER NOT NULL, frame BLOB NOT NULL, PRIMARY KEY (room, seq))"); err != nil {
		return nil, err
	}
	insert, err := conn.PrepareContext(ctx, "INSERT INTO entry (room, seq, frame) VALUES (?, ?, ?)")
	return func(batch []*row) error {
		_, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE")
		for _, r := range batch {
			if err == nil {
				_, err = insert.Exec(r.room, r.seq, r.frame)
			}
		}
		if err == nil {
			_, err = conn.ExecContext(ctx, "COMMIT")
		}
		if err != nil {
			conn.ExecContext(ctx, "ROLLBACK")
		}
		return err
	}, err
}

// onPostgres inserts all rows of a batch with one statement, which is a transaction.
func onPostgres(ctx context.Context, address string) (func([]*row) error, error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "CREATE TABLE entry (room TEXT NOT NULL, seq BIGINT NOT NULL, frame BYTEA NOT NULL, PRIMARY KEY (room, seq))"); err != nil {
		return nil, err
	}
	return func(batch []*row) error {
		rooms, seqs, frames := make([]string, len(batch)), make([]int64, len(batch)), make([][]byte, len(batch))
		for n, r := range batch {
			rooms[n], seqs[n], frames[n] = r.room, r.seq, r.frame
		}
		_, err := conn.Exec(ctx, "INSERT INTO entry SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])", rooms, seqs, frames)
		return err
	}, nil
}

// write commits whatever waits, together.
func (f *floor) write() {
	var batch []*row
	for first := range f.queue {
		batch = append(batch[:0], first)
		for more := true; more && len(batch) < 256; {
			select {
			case r := <-f.queue:
				batch = append(batch, r)
			default:
				more = false
			}
		}
		err := f.commit(batch)
		for _, r := range batch {
			r.done <- err
		}
	}
}

func (f *floor) post(w http.ResponseWriter, req *http.Request) {
	q := req.URL.Query()
	seq, err := strconv.ParseInt(q.Get("seq"), 10, 64)
	frame := make([]byte, max(0, req.ContentLength))
	if err == nil {
		_, err = io.ReadFull(req.Body, frame)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r := &row{q.Get("room"), seq, frame, make(chan error, 1)}
	f.queue <- r
	if err := <-r.done; err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	f.tell(r)
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"xid":"%s","seq":%d}`, r.room, r.seq)
}

// tell writes to each socket what the hub's would hear.
func (f *floor) tell(r *row) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if len(f.sockets) == 0 {
		return
	}
	word, err := json.Marshal(hub.Event{Event: hub.EventEntry, Party: note.TeamParty(note.TeamID(r.room[:32])), XID: note.XID(r.room), Seq: uint64(r.seq), Count: uint64(r.seq)})
	if err != nil {
		panic(err)
	}
	for _, l := range f.sockets {
		l.mu.Lock()
		l.ws.WriteMessage(websocket.TextMessage, word)
		l.mu.Unlock()
	}
}

// socket is a plain one: default buffers, read in its handler.
func (f *floor) socket(w http.ResponseWriter, req *http.Request) {
	upgrader := websocket.Upgrader{}
	ws, err := upgrader.Upgrade(w, req, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	l := &listener{ws: ws}
	f.mu.Lock()
	f.sockets = append(f.sockets, l)
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.sockets = slices.DeleteFunc(f.sockets, func(other *listener) bool { return other == l })
	}()
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			return
		}
	}
}
