package seal

import (
	"sync"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// maxParsed bounds the recipients kept parsed: about 10 KiB each.
const maxParsed = 128

// parsed keeps recipients in parsed form. Reading the 1 959 characters costs
// half as much as sealing to them, and a member seals to the same few cases and
// teams all day. All of it is public.
var parsed = struct {
	sync.Mutex
	known map[keys.Recipient]*age.HybridRecipient
}{known: map[keys.Recipient]*age.HybridRecipient{}}

func recipient(to keys.Recipient) (age.Recipient, error) {
	parsed.Lock()
	r, found := parsed.known[to]
	parsed.Unlock()
	if found {
		return r, nil
	}
	r, err := age.ParseHybridRecipient(string(to))
	if err != nil {
		return nil, note.Errorf(note.E14, "recipient is not a usable age1pq recipient")
	}
	parsed.Lock()
	defer parsed.Unlock()
	for old := range parsed.known {
		if len(parsed.known) < maxParsed {
			break
		}
		delete(parsed.known, old) // any: the map's order is random
	}
	parsed.known[to] = r
	return r, nil
}
