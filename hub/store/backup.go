package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"math/bits"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A backup is the same octets for every database: a line that says what it is, a
// line with the sum of the migrations, and for each table a line
// "table NAME COLUMN …", then its rows. A row is the octet 1 and its values: the
// octet 0 for none, 1 and eight octets for a number, 2 or 3, the length in four
// octets and so many octets for text and octets. The octet 0 ends a table. After
// the tables comes the octet 4 and the SHA-256 of all before it; whatever is cut
// short lacks that.
const backupForm = "sluis backup 1\n"

const (
	valueNone, valueNumber, valueText, valueOctets = 0, 1, 2, 3

	rowFollows, tableEnds, backupEnds = 1, 0, 4

	// maxValue bounds what one value may claim to be: more than any that a hub stores.
	maxValue = 64 << 20
)

// tables are those of a backup, each after those that it refers to.
var tables = []string{
	"epochs", "counters", "setup", "founders", "used",
	"exchanges", "entries", "grants", "receipts", "parties", "seats",
	"uploads", "pieces", "leases", "days", "objects", "leaves", "keyrings", "states", "invites",
}

// Tally is what a table holds: how many rows, and the sum of their hashes, which
// does not depend on their order.
type Tally struct {
	Table string
	Rows  uint64
	Sum   [32]byte
}

func (t *Tally) add(row []byte) {
	t.Rows++
	sum := sha256.Sum256(row)
	var carry uint64
	for i := 24; i >= 0; i -= 8 {
		var n uint64
		n, carry = bits.Add64(binary.BigEndian.Uint64(t.Sum[i:]), binary.BigEndian.Uint64(sum[i:]), carry)
		binary.BigEndian.PutUint64(t.Sum[i:], n)
	}
}

// migrationsSum stands for the schema that the rows are of.
func migrationsSum() (string, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return "", err
	}
	var all []byte
	for _, name := range files {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return "", err
		}
		all = append(all, text...)
	}
	return string(note.HashOf(all)), nil
}

// Backup writes everything as it is at one moment, also while hubs run, and
// tells what that was.
func (s *Store) Backup(ctx context.Context, w io.Writer) ([]Tally, error) {
	conn, err := s.reads.Conn(ctx)
	if err != nil {
		return nil, s.fail("back up", err)
	}
	defer conn.Close()
	for _, query := range s.dialect.snapshot {
		if _, err := conn.ExecContext(ctx, query); err != nil {
			return nil, s.fail("back up", err)
		}
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	if s.newer {
		return nil, hub.Errorf(hub.E19, "back up: the database is of a newer version, and this one would leave out what it does not know")
	}
	sum, err := migrationsSum()
	if err != nil {
		return nil, err
	}
	whole := sha256.New()
	out := bufio.NewWriterSize(w, 1<<16)
	both := io.MultiWriter(out, whole)
	if _, err := io.WriteString(both, backupForm+sum+"\n"); err != nil {
		return nil, err
	}
	var tallies []Tally
	for _, t := range tables {
		tally := Tally{Table: t}
		rows, err := conn.QueryContext(ctx, "SELECT * FROM "+t)
		if err != nil {
			return nil, s.fail("back up", err)
		}
		if err := backupTable(both, rows, &tally); err != nil {
			return nil, s.fail("back up "+t, err)
		}
		tallies = append(tallies, tally)
	}
	if _, err := both.Write([]byte{backupEnds}); err != nil {
		return nil, err
	}
	if _, err := out.Write(whole.Sum(nil)); err != nil {
		return nil, err
	}
	return tallies, out.Flush()
}

// backupTable writes a table and closes rows.
func backupTable(w io.Writer, rows *sql.Rows, tally *Tally) error {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "table %s %s\n", tally.Table, strings.Join(columns, " ")); err != nil {
		return err
	}
	var row []byte
	for rows.Next() {
		if row, err = scanRow(append(row[:0], rowFollows), tally.Table, len(columns), rows.Scan); err != nil {
			return err
		}
		tally.add(row[1:])
		if _, err := w.Write(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = w.Write([]byte{tableEnds})
	return err
}

// scanRow appends the values of one row to b. Empty octets, which a driver may
// take for no value, are empty where there must be a value: in all tables but one.
func scanRow(b []byte, table string, columns int, scan func(...any) error) ([]byte, error) {
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	if err := scan(into...); err != nil {
		return nil, err
	}
	for i, v := range values {
		if v == nil && table != "uploads" {
			values[i] = []byte{}
		}
	}
	return appendRow(b, values)
}

func appendRow(b []byte, values []any) ([]byte, error) {
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			b = append(b, valueNone)
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, valueNumber), uint64(v))
		case string:
			b = append(binary.BigEndian.AppendUint32(append(b, valueText), uint32(len(v))), v...)
		case []byte:
			b = append(binary.BigEndian.AppendUint32(append(b, valueOctets), uint32(len(v))), v...)
		default:
			return nil, fmt.Errorf("a value of type %T", v)
		}
	}
	return b, nil
}

// Restore fills an empty database from a backup, whole or not at all, and tells
// what is in it, counted in the database itself. A database that is not empty is
// E20, a backup that was cut short or changed E18, one of another version E19.
// The positions begin anew: a backup may be older than what clients have seen.
func (s *Store) Restore(ctx context.Context, r io.Reader, now int64) (tallies []Tally, err error) {
	// What was read cannot be read again: when the act is done once more, to take it
	// back alone, it fails as it did.
	begun, first := false, hub.Errorf(hub.E27, "restore: the database went away while it was filled")
	err = s.do(ctx, "restore", batchBytes, []string{keySetup, keyDirectory}, func(t *tx) error {
		if begun {
			return first
		}
		begun = true
		if tallies, err = t.restore(r); err != nil {
			first = t.s.fail("restore", err)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := s.ReadEpoch(ctx); err != nil {
		return nil, err
	}
	return tallies, s.RaiseEpoch(ctx, now)
}

func (t *tx) restore(r io.Reader) ([]Tally, error) {
	for _, query := range t.s.dialect.unhurried {
		if err := t.plain(query); err != nil {
			return nil, err
		}
	}
	if err := t.empty(); err != nil {
		return nil, err
	}
	in := &backupReader{r: bufio.NewReaderSize(r, 1<<16), whole: sha256.New()}
	sum, err := migrationsSum()
	if err != nil {
		return nil, err
	}
	if in.line() != backupForm {
		return nil, hub.Errorf(hub.E01, "restore: this is no backup")
	}
	if in.line() != sum+"\n" {
		return nil, hub.Errorf(hub.E19, "restore: the backup was made by another version")
	}
	var want, got []Tally
	for _, table := range tables {
		tally, columns, err := t.fill(in, table)
		if err != nil {
			return nil, err
		}
		want = append(want, tally)
		there, err := t.count(table, columns)
		if err != nil {
			return nil, err
		}
		got = append(got, there)
	}
	if err := in.end(); err != nil {
		return nil, err
	}
	if !slices.Equal(want, got) {
		return nil, hub.Errorf(hub.E18, "restore: the database does not hold what the backup does")
	}
	return got, nil
}

// empty refuses a database in which there is anything, and takes away what a new
// one begins with.
func (t *tx) empty() error {
	if _, err := t.exec("DELETE FROM epochs WHERE epoch = 0 AND since = 0"); err != nil {
		return err
	}
	if _, err := t.exec("DELETE FROM counters WHERE count = 0"); err != nil {
		return err
	}
	for _, table := range tables {
		var n int64
		if err := t.row("SELECT COUNT(*) FROM "+table, nil, &n); err != nil {
			return err
		}
		if n > 0 {
			return hub.Errorf(hub.E20, "restore: the database is not empty: it has %s", table)
		}
	}
	return nil
}

// fill inserts the rows of the next table of a backup, which must be this one.
func (t *tx) fill(in *backupReader, table string) (Tally, []string, error) {
	tally := Tally{Table: table}
	words := strings.Fields(in.line())
	if len(words) < 3 || words[0] != "table" || words[1] != table {
		return tally, nil, errCut
	}
	columns := words[2:]
	places := make([]string, len(columns))
	for i, c := range columns {
		if strings.Trim(c, "abcdefghijklmnopqrstuvwxyz") != "" {
			return tally, nil, errCut
		}
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	query := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(places, ", ") + ")"
	var ops []*op
	size := 0
	for {
		values, row, more := in.row(len(columns))
		if in.err != nil {
			return tally, nil, errCut
		}
		if size += len(row); len(ops) > 0 && (!more || size > 1<<20 || len(ops) == mostRows) {
			if err := t.all(ops...); err != nil {
				return tally, nil, err
			}
			ops, size = nil, len(row)
		}
		if !more {
			return tally, columns, nil
		}
		tally.add(row)
		ops = append(ops, &op{alike: true, query: query, args: values})
	}
}

// count tallies a table in the database.
func (t *tx) count(table string, columns []string) (Tally, error) {
	tally := Tally{Table: table}
	var row []byte
	err := t.each("SELECT "+strings.Join(columns, ", ")+" FROM "+table, nil, func(scan func(...any) error) (err error) {
		if row, err = scanRow(row[:0], table, len(columns), scan); err == nil {
			tally.add(row)
		}
		return err
	})
	return tally, err
}

// errCut: a backup does not go on as it must.
var errCut = hub.Errorf(hub.E18, "restore: the backup was cut short or changed")

// backupReader reads a backup and hashes what it read. After an error it gives
// nothing.
type backupReader struct {
	r     *bufio.Reader
	whole hash.Hash
	err   error
}

func (in *backupReader) line() string {
	var line []byte
	for in.err == nil && len(line) < 4096 {
		b := in.take(1)
		line = append(line, b...)
		if len(b) == 1 && b[0] == '\n' {
			return string(line)
		}
	}
	return ""
}

func (in *backupReader) take(n int) []byte {
	if in.err != nil {
		return nil
	}
	b := make([]byte, n)
	if _, in.err = io.ReadFull(in.r, b); in.err != nil {
		return nil
	}
	in.whole.Write(b)
	return b
}

// row reads the next row of so many values, and its octets; more is false at the
// end of the table.
func (in *backupReader) row(columns int) (values []any, row []byte, more bool) {
	b := in.take(1)
	if in.err != nil || b[0] == tableEnds {
		return nil, nil, false
	}
	if b[0] != rowFollows {
		in.err = errCut
		return nil, nil, false
	}
	for range columns {
		values = append(values, in.value(&row))
	}
	return values, row, in.err == nil
}

func (in *backupReader) value(row *[]byte) any {
	kind := in.take(1)
	*row = append(*row, kind...)
	if in.err != nil {
		return nil
	}
	switch kind[0] {
	case valueNone:
		return nil
	case valueNumber:
		b := in.take(8)
		*row = append(*row, b...)
		if in.err != nil {
			return nil
		}
		return int64(binary.BigEndian.Uint64(b))
	case valueText, valueOctets:
		length := in.take(4)
		*row = append(*row, length...)
		if in.err != nil {
			return nil
		}
		n := binary.BigEndian.Uint32(length)
		if n > maxValue {
			in.err = errCut
			return nil
		}
		b := in.take(int(n))
		*row = append(*row, b...)
		if kind[0] == valueText {
			return string(b)
		}
		return b
	}
	in.err = errCut
	return nil
}

// end checks that the backup ends here, and that it is what was written.
func (in *backupReader) end() error {
	if b := in.take(1); in.err != nil || b[0] != backupEnds {
		return errCut
	}
	want := in.whole.Sum(nil)
	got := make([]byte, len(want))
	if _, err := io.ReadFull(in.r, got); err != nil || string(got) != string(want) {
		return errCut
	}
	if _, err := in.r.ReadByte(); !errors.Is(err, io.EOF) {
		return errCut
	}
	return nil
}
