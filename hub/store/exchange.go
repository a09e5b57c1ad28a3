package store

import (
	"context"
	"database/sql"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	insertExchange = `INSERT INTO exchanges (xid, seq, head, stored, ends, receipts, state)
		VALUES ($1, 0, $2, $3, $4, 0, $5) ON CONFLICT DO NOTHING`
	moveHead = `UPDATE exchanges SET seq = $1, head = $2, stored = $3, state = $4
		WHERE xid = $5 AND seq = $6 AND head = $7`
	moveEnd     = `UPDATE exchanges SET ends = $1 WHERE xid = $2`
	insertEntry = `INSERT INTO entries (xid, seq, hash, grants, recalled, mark, note, ct)
		VALUES ($1, $2, $3, $4, 0, $5, $6, $7)`
	insertGrant = `INSERT INTO grants (xid, seq, n, party, file) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`
	// A member's receipts are counted as they come; who comes back has missed some.
	putSeat = `INSERT INTO seats (xid, party, count, member, seq, head, closed, receipts)
		VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT receipts FROM exchanges WHERE xid = $1))
		ON CONFLICT (xid, party) DO UPDATE SET count = excluded.count, member = excluded.member, seq = excluded.seq,
		head = excluded.head, closed = excluded.closed,
		receipts = CASE seats.member WHEN 1 THEN seats.receipts ELSE excluded.receipts END`
	attachUpload   = `UPDATE uploads SET owner = NULL, xid = $1, seq = $2 WHERE id = $3 AND owner IS NOT NULL`
	emptyEntry     = `UPDATE entries SET ct = $1, recalled = 1 WHERE xid = $2 AND seq = $3`
	refillEntry    = `UPDATE entries SET ct = $1 WHERE xid = $2 AND seq = $3 AND length(ct) = 0`
	selectRecalled = `SELECT recalled FROM entries WHERE xid = $1 AND seq = $2`
	dropAttached   = `DELETE FROM uploads WHERE xid = $1 AND seq = $2`

	selectExchange = `SELECT seq, head, stored, ends, state FROM exchanges WHERE xid = $1`
	selectHead     = `SELECT head FROM exchanges WHERE xid = $1`
	selectHash     = `SELECT hash FROM entries WHERE xid = $1 AND seq = $2`
	selectMarks    = `SELECT mark FROM entries WHERE xid = $1 AND seq <= $2 ORDER BY seq`
	selectNote     = `SELECT seq, note FROM entries WHERE xid = $1 AND hash = $2`
	selectSeat     = `SELECT member, seq, receipts FROM seats WHERE xid = $1 AND party = $2`
	selectEntries  = `SELECT seq, hash, grants, note, ct FROM entries
		WHERE xid = $1 AND seq >= $2 AND seq <= $3 ORDER BY seq`
	selectGrants = `SELECT seq, n, file FROM grants
		WHERE xid = $1 AND seq >= $2 AND seq <= $3 AND party = $4 ORDER BY seq, n`
)

// PutEntry stores an entry after the head it names, moves the attachments it
// names, deletes what it recalls, and raises the position of every seat, all or
// nothing. It returns the positions. When another head stands it is E20; when an
// upload is gone or taken, E08.
func (s *Store) PutEntry(ctx context.Context, p hub.Placement) ([]hub.Raised, error) {
	size := len(p.Note) + len(p.Ciphertext) + len(p.State)
	for _, g := range p.Grants {
		size += len(g.File)
	}
	var raised []hub.Raised
	keys := placementKeys(&p)
	for _, seat := range p.Seats {
		keys = append(keys, keyParty(seat.Party))
	}
	err := s.do(ctx, "store an entry", size, keys, func(t *tx) (err error) {
		raised, err = t.putEntry(&p)
		return err
	})
	if err != nil {
		return nil, err
	}
	return raised, nil
}

func placementKeys(p *hub.Placement) []string {
	keys := []string{keyExchange(p.XID)}
	if len(p.Blobs) > 0 {
		keys = append(keys, keyUploadsOf(p.Uploader))
	}
	return keys
}

func (t *tx) putEntry(p *hub.Placement) ([]hub.Raised, error) {
	if err := t.putHead(p); err != nil {
		return nil, err
	}
	ops := []*op{{alike: true, query: insertEntry, args: []any{p.XID, p.Seq, p.Hash, len(p.Grants), octets(p.Mark), p.Note, octets(p.Ciphertext)}}}
	if p.Seq > 0 && p.Ends != 0 {
		ops = append(ops, &op{query: moveEnd, args: []any{p.Ends, p.XID}})
	}
	if p.Recalls != nil {
		ops = append(ops, &op{query: emptyEntry, args: []any{octets(nil), p.XID, *p.Recalls}}, &op{query: dropAttached, args: []any{p.XID, *p.Recalls}})
	}
	parties := make([]note.Party, len(p.Seats))
	for i, seat := range p.Seats {
		parties[i] = seat.Party
	}
	counts, err := t.raise(parties, ops...)
	if err != nil {
		return nil, err
	}
	if err := t.putParts(p); err != nil {
		return nil, err
	}
	return t.putSeats(p, counts)
}

// putHead is the compare-and-swap: it comes first, so that an entry that lost
// its place has changed nothing.
func (t *tx) putHead(p *hub.Placement) error {
	if p.Seq == 0 {
		changed, err := t.exec(insertExchange, p.XID, p.Hash, p.Stored, p.Ends, p.State)
		if err == nil && changed == 0 {
			err = hub.Errorf(hub.E20, "the exchange exists")
		}
		return err
	}
	changed, err := t.exec(moveHead, p.Seq, p.Hash, p.Stored, p.State, p.XID, p.Seq-1, p.Prev)
	if err == nil && changed == 0 {
		err = hub.Errorf(hub.E20, "another entry stands there")
	}
	return err
}

// putSeats gives the seats their new positions, and makes those that are not there.
func (t *tx) putSeats(p *hub.Placement, counts []uint64) ([]hub.Raised, error) {
	raised, ops := make([]hub.Raised, len(p.Seats)), make([]*op, len(p.Seats))
	for i, seat := range p.Seats {
		raised[i] = hub.Raised{Party: seat.Party, Count: counts[i]}
		ops[i] = &op{alike: true, query: putSeat, args: []any{p.XID, seat.Party, counts[i], flag(seat.Stays), p.Seq, p.Hash, flag(p.Closed)}}
	}
	return raised, t.last(ops...)
}

// putParts stores the grant files that are at hand and moves the attachments.
func (t *tx) putParts(p *hub.Placement) error {
	var ops []*op
	for _, id := range p.Blobs {
		ops = append(ops, &op{query: attachUpload, args: []any{p.XID, p.Seq, id}})
	}
	for n, g := range p.Grants {
		if len(g.File) > 0 {
			ops = append(ops, &op{query: insertGrant, args: []any{p.XID, p.Seq, n, g.Party, g.File}})
		}
	}
	if len(ops) == 0 {
		return nil
	}
	if err := t.all(ops...); err != nil {
		return err
	}
	for _, o := range ops[:len(p.Blobs)] {
		if o.changed == 0 {
			return hub.Errorf(hub.E08, "an attachment is not there any more")
		}
	}
	return nil
}

// RefillEntry adds to a stored entry what it still lacks of ciphertext, grant
// files and attachments: after a restore, whoever puts an entry back has its own
// grants only. Nothing comes back that was recalled, and no position rises.
func (s *Store) RefillEntry(ctx context.Context, p hub.Placement) error {
	return s.do(ctx, "refill an entry", len(p.Ciphertext), placementKeys(&p), func(t *tx) error {
		var recalled int
		if err := t.row(selectRecalled, []any{p.XID, p.Seq}, &recalled); err != nil || recalled == 1 {
			return notFound(err)
		}
		if _, err := t.exec(refillEntry, octets(p.Ciphertext), p.XID, p.Seq); err != nil {
			return err
		}
		return t.putParts(&p)
	})
}

// Exchange gives what is kept beside the entries; E21 when there is none.
func (s *Store) Exchange(ctx context.Context, xid note.XID) (hub.Exchange, error) {
	x := hub.Exchange{XID: xid}
	err := s.queryRow(ctx, selectExchange, []any{xid}, &x.Seq, &x.Head, &x.Stored, &x.Ends, &x.State)
	return x, s.fail("read an exchange", err)
}

// Head gives the hash of the newest entry; E21 when there is none.
func (s *Store) Head(ctx context.Context, xid note.XID) (note.Hash, error) {
	var head note.Hash
	err := s.queryRow(ctx, selectHead, []any{xid}, &head)
	return head, s.fail("read an exchange's head", err)
}

// Marks gives the marks of the entries up to and including seq, one after the
// other.
func (s *Store) Marks(ctx context.Context, xid note.XID, seq uint64) ([]byte, error) {
	rows, err := s.query(ctx, selectMarks, xid, seq)
	if err != nil {
		return nil, s.fail("read marks", err)
	}
	defer rows.Close()
	var marks []byte
	for rows.Next() {
		var mark sql.RawBytes
		if err := rows.Scan(&mark); err != nil {
			return nil, s.fail("read marks", err)
		}
		marks = append(marks, mark...)
	}
	return marks, s.fail("read marks", rows.Err())
}

// EntryHash gives the hash of the entry at seq; E21 when there is none.
func (s *Store) EntryHash(ctx context.Context, xid note.XID, seq uint64) (note.Hash, error) {
	var hash note.Hash
	err := s.queryRow(ctx, selectHash, []any{xid, seq}, &hash)
	return hash, s.fail("read an entry's hash", err)
}

// EntryNote gives the place and the note of the entry with that hash; E21 when
// there is none.
func (s *Store) EntryNote(ctx context.Context, xid note.XID, hash note.Hash) (seq uint64, text []byte, err error) {
	err = s.queryRow(ctx, selectNote, []any{xid, hash}, &seq, &text)
	return seq, text, s.fail("read an entry", err)
}

// seat is what a party may see of an exchange.
type seat struct {
	seq, receipts uint64
	member        bool
}

func (s *Store) seat(ctx context.Context, xid note.XID, party note.Party) (seat, error) {
	var at seat
	var member int
	err := s.queryRow(ctx, selectSeat, []any{xid, party}, &member, &at.seq, &at.receipts)
	at.member = member == 1
	return at, err
}

// Seated tells whether the party is of the exchange's set now (stays), or was
// once; E21 when it never was.
func (s *Store) Seated(ctx context.Context, xid note.XID, party note.Party) (stays bool, err error) {
	at, err := s.seat(ctx, xid, party)
	return at.member, s.fail("read a seat", err)
}

// Entries gives what the party may see from seq on, at least one entry if there
// is one, and no more than fit in limit octets. E21 when it has no seat.
func (s *Store) Entries(ctx context.Context, xid note.XID, party note.Party, from uint64, limit int) ([]hub.StoredEntry, error) {
	entries, err := s.entries(ctx, xid, party, from, limit)
	return entries, s.fail("read entries", err)
}

func (s *Store) entries(ctx context.Context, xid note.XID, party note.Party, from uint64, limit int) ([]hub.StoredEntry, error) {
	at, err := s.seat(ctx, xid, party)
	if err != nil {
		return nil, err
	}
	rows, err := s.query(ctx, selectEntries, xid, from, at.seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var entries []hub.StoredEntry
	for size := 0; rows.Next(); {
		var e hub.StoredEntry
		var grants int
		if err := rows.Scan(&e.Seq, &e.Hash, &grants, &e.Note, &e.Ciphertext); err != nil {
			return nil, err
		}
		if size += len(e.Note) + len(e.Ciphertext); size > limit && len(entries) > 0 {
			break
		}
		e.Grants = make([][]byte, grants)
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows.Close()
	return entries, s.fillGrants(ctx, xid, party, entries)
}

// fillGrants puts the party's own grant files in their places.
func (s *Store) fillGrants(ctx context.Context, xid note.XID, party note.Party, entries []hub.StoredEntry) error {
	if len(entries) == 0 {
		return nil
	}
	first := entries[0].Seq
	rows, err := s.query(ctx, selectGrants, xid, first, entries[len(entries)-1].Seq, party)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq, n uint64
		var file []byte
		if err := rows.Scan(&seq, &n, &file); err != nil {
			return err
		}
		entries[seq-first].Grants[n] = file
	}
	return rows.Err()
}

// octets is b, and no octets (instead of no value) for nil.
func octets(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
