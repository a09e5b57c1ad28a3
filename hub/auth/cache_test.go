package auth

import (
	"encoding/binary"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
)

func TestCacheKeepsWhatIsUsed(t *testing.T) {
	c := newCache(100)
	sum := func(n uint64) (s [32]byte) {
		binary.BigEndian.PutUint64(s[:], n)
		return s
	}
	c.put(sum(0), pass{account: "used"})
	for n := range uint64(10000) {
		c.put(sum(n+1), pass{account: note.MemberID("other")})
		if n%50 == 0 {
			if p, ok := c.get(sum(0)); !ok || p.account != "used" {
				t.Fatalf("what is used was dropped after %d others", n)
			}
		}
		if got := len(c.young) + len(c.old); got > 2*c.size {
			t.Fatalf("%d remembered, at most %d", got, 2*c.size)
		}
	}
	if _, ok := c.get(sum(1)); ok {
		t.Error("what is not used was kept")
	}
}
