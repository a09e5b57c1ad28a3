package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	selectUpload = `SELECT id, size, since FROM uploads WHERE owner = $1 AND root = $2`
	sumUploads   = `SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM uploads WHERE owner = $1`
	insertUpload = `INSERT INTO uploads (id, owner, root, size, since) VALUES ($1, $2, $3, $4, $5)`
	selectPiece  = `SELECT hash FROM pieces WHERE upload = $1 AND n = $2`
	insertPiece  = `INSERT INTO pieces (upload, n, hash, data) VALUES ($1, $2, $3, $4)`
	dropUploads  = `DELETE FROM uploads WHERE since < $1 AND owner IS NOT NULL`

	selectPieces = `SELECT n, hash FROM pieces WHERE upload = $1 ORDER BY n`
	readPiece    = `SELECT data FROM uploads JOIN pieces ON upload = id WHERE xid = $1 AND root = $2 AND seq <= $3 AND n = $4`
)

// PutPiece stores one piece of u, which it makes when there is none of that
// owner and root. The same piece again is a success; another piece with that
// number, or another size of the whole, is E20. More waiting for one owner than
// quota octets is E24.
func (s *Store) PutPiece(ctx context.Context, u hub.Upload, n uint32, hash [32]byte, data []byte, quota uint64) error {
	return s.do(ctx, "store a piece", len(data), []string{keyUploadsOf(u.Owner)}, func(t *tx) error {
		id, err := t.upload(&u, quota)
		if err != nil {
			return err
		}
		var known []byte
		err = t.row(selectPiece, []any{id, n}, &known)
		if err == nil && string(known) != string(hash[:]) {
			err = hub.Errorf(hub.E20, "another piece stands there")
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		_, err = t.exec(insertPiece, id, n, hash[:], data)
		return err
	})
}

// upload finds or makes the upload and returns its id.
func (t *tx) upload(u *hub.Upload, quota uint64) (id note.ID, err error) {
	var size, since uint64
	err = t.row(selectUpload, []any{u.Owner, u.Root}, &id, &size, &since)
	if err == nil && size != u.Size {
		err = hub.Errorf(hub.E20, "the attachment was begun with another size")
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	var waiting uint64
	if err := t.row(sumUploads, []any{u.Owner}, &waiting); err != nil {
		return "", err
	}
	if u.Size > quota || waiting > quota-u.Size {
		return "", hub.Errorf(hub.E24, "more than %d bytes of attachments wait for an entry", quota)
	}
	_, err = t.exec(insertUpload, u.ID, u.Owner, u.Root, u.Size, u.Since)
	return u.ID, err
}

// Upload gives an owner's upload that no entry names yet, and the hashes of its
// pieces by number; E21 when there is none.
func (s *Store) Upload(ctx context.Context, owner note.MemberID, root note.Hash) (hub.Upload, []hub.PieceHash, error) {
	u := hub.Upload{Owner: owner, Root: root}
	err := s.queryRow(ctx, selectUpload, []any{owner, root}, &u.ID, &u.Size, &u.Since)
	if err != nil {
		return u, nil, s.fail("read an upload", err)
	}
	rows, err := s.query(ctx, selectPieces, u.ID)
	if err != nil {
		return u, nil, s.fail("read an upload", err)
	}
	defer rows.Close()
	var pieces []hub.PieceHash
	for rows.Next() {
		var p hub.PieceHash
		var hash []byte
		if err := rows.Scan(&p.N, &hash); err != nil {
			return u, nil, s.fail("read an upload", err)
		}
		copy(p.Hash[:], hash)
		pieces = append(pieces, p)
	}
	return u, pieces, s.fail("read an upload", rows.Err())
}

// Piece gives piece n of an attachment that an entry of the exchange names, if
// the party may see that entry; else E21.
func (s *Store) Piece(ctx context.Context, xid note.XID, party note.Party, root note.Hash, n uint32) ([]byte, error) {
	at, err := s.seat(ctx, xid, party)
	if err != nil {
		return nil, s.fail("read a piece", err)
	}
	var data []byte
	err = s.queryRow(ctx, readPiece, []any{xid, root, at.seq, n}, &data)
	return data, s.fail("read a piece", err)
}

// DropUploads deletes what no entry named and that was begun before a time.
func (s *Store) DropUploads(ctx context.Context, before int64) error {
	return s.do(ctx, "delete uploads", 0, []string{keyUploads}, func(t *tx) error {
		_, err := t.exec(dropUploads, before)
		return err
	})
}
