package relay

import (
	"bytes"
	"context"
	"crypto/sha256"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// checkParts compares ciphertext and grant files with the hashes that were
// signed. What is put back may lack what its bringer was never given (the grants
// of others) or what was recalled; it is empty then.
func (p *put) checkParts() error {
	e := p.entry
	if e.CT == "" && len(p.ct) > 0 {
		return hub.Errorf(hub.E08, "%s has no ciphertext", e.Type)
	}
	if e.CT != "" && !(p.back && len(p.ct) == 0) {
		if uint64(len(p.ct)) != e.CTSize {
			return hub.Errorf(hub.E08, "ciphertext of %d bytes, signed for %d", len(p.ct), e.CTSize)
		}
		if !fits(p.ct, e.CT) {
			return hub.Errorf(hub.E08, "ciphertext is not the one that was signed for")
		}
	}
	if len(p.grants) != len(e.Grants) {
		return hub.Errorf(hub.E08, "%d grant files, signed for %d", len(p.grants), len(e.Grants))
	}
	for i, file := range p.grants {
		if p.back && len(file) == 0 {
			continue
		}
		if !fits(file, e.Grants[i].File) {
			return hub.Errorf(hub.E08, "grant file %d is not the one that was signed for", i)
		}
	}
	return nil
}

func fits(b []byte, hash note.Hash) bool {
	sum := sha256.Sum256(b)
	return bytes.Equal(sum[:], hash.Bytes())
}

// grantFiles pairs the files with the parties of their lines.
func (p *put) grantFiles() []hub.GrantFile {
	files := make([]hub.GrantFile, len(p.grants))
	for i, file := range p.grants {
		files[i] = hub.GrantFile{Party: p.entry.Grants[i].Party, File: file}
	}
	return files
}

// uploads finds the attachments that the entry names among what the caller has
// put: every piece is there and the pieces give the root. What is put back may
// come without them.
func (r *Relay) uploads(ctx context.Context, p *put) ([]note.ID, error) {
	var ids []note.ID
	for _, b := range p.entry.Blobs {
		id, err := r.upload(ctx, p.caller.Account, b)
		if p.back && hub.CodeOf(err) == hub.E08 {
			continue
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (r *Relay) upload(ctx context.Context, owner note.MemberID, b chain.Blob) (note.ID, error) {
	u, pieces, err := r.store.Upload(ctx, owner, b.Root)
	if hub.CodeOf(err) == hub.E21 {
		return "", hub.Errorf(hub.E08, "an attachment was not put yet")
	}
	if err != nil {
		return "", err
	}
	if u.Size != b.Size {
		return "", hub.Errorf(hub.E08, "an attachment was put with another size")
	}
	hashes := make([][32]byte, len(pieces))
	for i, piece := range pieces {
		if piece.N != uint32(i) {
			return "", hub.Errorf(hub.E08, "piece %d of an attachment was not put yet", i)
		}
		hashes[i] = piece.Hash
	}
	if uint64(len(hashes)) != pieceCount(b.Size) {
		return "", hub.Errorf(hub.E08, "piece %d of an attachment was not put yet", len(hashes))
	}
	if chain.BlobRoot(b.Size, hashes) != b.Root {
		return "", hub.Errorf(hub.E08, "the pieces of an attachment do not give its root")
	}
	return u.ID, nil
}

// pieceCount is how many pieces an attachment of that size has.
func pieceCount(size uint64) uint64 {
	return size/hub.PieceSize + min(1, size%hub.PieceSize)
}

// PutPiece implements hub.Relay. A piece has the size that its number and the
// size of the whole leave it, else E01.
func (r *Relay) PutPiece(ctx context.Context, root note.Hash, size uint64, n uint32, piece []byte) error {
	c, err := caller(ctx)
	if err != nil {
		return err
	}
	if len(piece) > hub.PieceSize {
		return hub.Errorf(hub.E23, "piece of %d bytes, at most %d", len(piece), hub.PieceSize)
	}
	if !note.IsHash(string(root)) || size > note.MaxNum {
		return hub.Errorf(hub.E01, "put a piece: no such attachment is possible")
	}
	if uint64(n) >= pieceCount(size) {
		return hub.Errorf(hub.E01, "piece %d of an attachment that has %d", n, pieceCount(size))
	}
	if want := min(hub.PieceSize, size-uint64(n)*hub.PieceSize); uint64(len(piece)) != want {
		return hub.Errorf(hub.E01, "piece %d has %d bytes, want %d", n, len(piece), want)
	}
	u := hub.Upload{ID: note.NewID(), Owner: c.Account, Root: root, Size: size, Since: r.now().Unix()}
	return r.store.PutPiece(ctx, u, n, sha256.Sum256(piece), piece, hub.QuotaPieces)
}

// Pieces implements hub.Relay.
func (r *Relay) Pieces(ctx context.Context, root note.Hash) ([]uint32, error) {
	c, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	_, pieces, err := r.store.Upload(ctx, c.Account, root)
	if hub.CodeOf(err) == hub.E21 {
		return nil, nil
	}
	var numbers []uint32
	for _, p := range pieces {
		numbers = append(numbers, p.N)
	}
	return numbers, err
}

// Piece implements hub.Relay.
func (r *Relay) Piece(ctx context.Context, party note.Party, xid note.XID, root note.Hash, n uint32) ([]byte, error) {
	if _, err := r.actingFor(ctx, party); err != nil {
		return nil, err
	}
	return r.store.Piece(ctx, xid, party, root, n)
}
