package chain

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/note"
)

// BlobRoot is the name of an attachment: SHA-256 over "sluis.v1/blob\n", its
// size in bytes as eight bytes big endian, and the SHA-256 of each piece of
// 1 MiB of its ciphertext, the last one shorter (FORMAT.md C12).
func BlobRoot(size uint64, pieceHashes [][32]byte) note.Hash {
	h := sha256.New()
	h.Write([]byte("sluis.v1/blob\n"))
	h.Write(binary.BigEndian.AppendUint64(nil, size))
	for _, p := range pieceHashes {
		h.Write(p[:])
	}
	return note.Hash(hex.EncodeToString(h.Sum(nil)))
}
