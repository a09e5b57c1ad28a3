package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"math/bits"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// postgresSession sends what it has in one go and then reads the answers.
type postgresSession struct {
	conn   *pgx.Conn
	schema string
	// begins are the operations that go before the first ones of a transaction.
	begins []*op
	// broken is the first error in the running transaction: the server answers
	// everything after it with less.
	broken error
}

// errGone: the connection was lost, or there was none to be had.
var errGone = errors.New("the database is away")

func newPostgresSession(config *pgx.ConnConfig, login func(context.Context, *pgx.ConnConfig) error) (*postgresSession, error) {
	config = config.Copy()
	ctx := context.Background()
	if err := login(ctx, config); err != nil {
		return nil, fmt.Errorf("%w: %w", errGone, err)
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errGone, err)
	}
	s := &postgresSession{conn: conn}
	if err := conn.QueryRow(ctx, "SELECT current_schema()").Scan(&s.schema); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", errGone, err), s.close())
	}
	return s, nil
}

// lockKeys takes the keys in the order of the array.
const lockKeys = `SELECT COUNT(pg_advisory_xact_lock(k)) FROM unnest($1::bigint[]) AS k`

func (s *postgresSession) begin(keys []string) error {
	s.broken, s.begins = nil, []*op{{query: "BEGIN"}}
	locks := make([]int64, len(keys))
	for i, k := range keys {
		locks[i] = lockOf(s.schema, k)
	}
	slices.Sort(locks)
	if len(locks) > 0 {
		s.begins = append(s.begins, &op{query: lockKeys, args: []any{slices.Compact(locks)}})
	}
	return nil
}

// lockOf is the number of a key. Two keys with one number wait for each other
// without need, and that is all.
func lockOf(schema, key string) int64 {
	h := fnv.New64a()
	h.Write([]byte("sluis " + schema + "\n" + key))
	return int64(h.Sum64())
}

func (s *postgresSession) run(ops []*op) {
	if s.begins != nil {
		ops = append(s.begins, ops...)
		s.begins = nil
	}
	if s.broken != nil && !strings.HasPrefix(ops[0].query, "ROLLBACK") {
		for _, o := range ops {
			o.err = s.broken
		}
		return
	}
	s.broken = nil
	ops, parts := together(ops)
	defer func() {
		for part, whole := range parts {
			part.changed, part.err = min(1, whole.changed), whole.err
		}
	}()
	var batch pgx.Batch
	for _, o := range ops {
		batch.Queue(o.query, o.args...)
	}
	results := s.conn.SendBatch(context.Background(), &batch)
	for _, o := range ops {
		if s.broken == nil {
			s.read(results, o)
		} else {
			o.err = s.broken
		}
	}
	if err := results.Close(); err != nil && s.broken == nil {
		s.broken = s.lost(err)
		ops[len(ops)-1].err = s.broken
	}
}

// mostRows bounds the rows of one statement; their number is a power of two, so
// that the server prepares a few statements and not one for each number.
const mostRows = 64

// together makes one operation of several that are alike, in the place of the
// first, and says which became part of which.
func together(ops []*op) (fewer []*op, parts map[*op]*op) {
	alike := map[string][]*op{}
	for _, o := range ops {
		if o.alike {
			alike[o.query] = append(alike[o.query], o)
		}
	}
	parts = map[*op]*op{}
	for _, o := range ops {
		if !o.alike {
			fewer = append(fewer, o)
			continue
		}
		for rest := alike[o.query]; len(rest) > 0; {
			n := min(mostRows, 1<<(bits.Len(uint(len(rest)))-1))
			whole := &op{query: rows(o.query, len(o.args), n)}
			for _, part := range rest[:n] {
				whole.args = append(whole.args, part.args...)
				parts[part] = whole
			}
			fewer = append(fewer, whole)
			rest = rest[n:]
		}
		delete(alike, o.query)
	}
	return fewer, parts
}

var placeholder = regexp.MustCompile(`\$[0-9]+`)

type shape struct {
	query string
	rows  int
}

var shapes sync.Map // of shape to string

// rows is the query, which inserts one row of so many placeholders, for n rows.
func rows(query string, args, n int) string {
	if n == 1 {
		return query
	}
	if known, ok := shapes.Load(shape{query, n}); ok {
		return known.(string)
	}
	head, rest, _ := strings.Cut(query, "VALUES ")
	tuple, tail, _ := strings.Cut(rest, ")\n")
	if tail != "" {
		tuple += ")"
	}
	tuples := make([]string, n)
	for i := range tuples {
		tuples[i] = placeholder.ReplaceAllStringFunc(tuple, func(p string) string {
			number, _ := strconv.Atoi(p[1:]) // digits, as the expression says
			return "$" + strconv.Itoa(number+i*args)
		})
	}
	text := head + "VALUES " + strings.Join(tuples, ", ") + "\n" + tail
	shapes.Store(shape{query, n}, text)
	return text
}

func (s *postgresSession) read(results pgx.BatchResults, o *op) {
	switch {
	case o.dest != nil:
		o.err = results.QueryRow().Scan(o.dest...)
	case o.each != nil:
		o.err = eachOf(results, o)
	default:
		var tag pgconn.CommandTag
		if tag, o.err = results.Exec(); tag.Insert() || tag.Update() || tag.Delete() {
			o.changed = tag.RowsAffected()
		}
	}
	if o.err != nil && !errors.Is(o.err, sql.ErrNoRows) {
		o.err = s.lost(o.err)
		s.broken = o.err
	}
}

// lost adds to an error that the connection is lost, if it is.
func (s *postgresSession) lost(err error) error {
	if s.conn.IsClosed() {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	return err
}

func eachOf(results pgx.BatchResults, o *op) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := o.each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// commit sends the commit with the last operations. The server does it only when
// none of them fails; when it says that one did, nothing was committed.
func (s *postgresSession) commit(ops []*op) error {
	if s.begins != nil { // nothing was done
		s.begins = nil
		return nil
	}
	if s.broken != nil {
		return s.broken
	}
	done := &op{query: "COMMIT"}
	s.run(append(ops, done))
	if s.broken == nil {
		return nil
	}
	var refusal *pgconn.PgError
	if errors.As(s.broken, &refusal) && refusal.Severity == "ERROR" {
		return s.broken
	}
	return fmt.Errorf("%w: %w", errUnknown, s.broken)
}

func (s *postgresSession) rollback() {
	s.broken, s.begins = nil, nil
	if _, err := s.conn.Exec(context.Background(), "ROLLBACK"); err != nil {
		_ = s.close() // what cannot be taken back ends with its connection
	}
}

func (s *postgresSession) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.conn.Close(ctx)
}
