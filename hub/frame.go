package hub

import "encoding/binary"

// Frames are how octets travel: each part is its length as four bytes, big
// endian, and then the part. One put is: the entry's note; its ciphertext
// (empty without one); then the grant files in the order of the grant lines.
// Nothing follows (FORMAT.md, part 4).

// JoinFrame makes a frame of parts.
func JoinFrame(parts ...[]byte) []byte {
	size := 0
	for _, p := range parts {
		size += 4 + len(p)
	}
	out := make([]byte, 0, size)
	for _, p := range parts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}

// SplitFrame reads a frame; the parts share its memory. A frame that is cut
// short or has bytes left is E01.
func SplitFrame(frame []byte) ([][]byte, error) {
	var parts [][]byte
	for len(frame) > 0 {
		if len(frame) < 4 {
			return nil, Errorf(E01, "frame is cut short")
		}
		n := binary.BigEndian.Uint32(frame)
		if uint64(n) > uint64(len(frame)-4) {
			return nil, Errorf(E01, "frame is cut short")
		}
		parts = append(parts, frame[4:4+n:4+n])
		frame = frame[4+n:]
	}
	return parts, nil
}
