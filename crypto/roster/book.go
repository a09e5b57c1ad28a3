package roster

import (
	"slices"

	"crypto/sha256"
	"sync"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// A Book is the records that were accepted, one after the other. Any number of
// readers may use it beside one writer. Lookups cost the same in a book of ten
// and of a hundred thousand members.
type Book struct {
	roots map[note.OrgID]note.KeyID

	mu  sync.RWMutex
	log Log // nil without one
	// undo takes back, last first, what the running Batch has changed.
	undo []func()

	size       uint64           // one more than the highest number of a record
	held       map[heldKey]bool // everything that was accepted
	orgs       map[id]*orgState
	notes      map[digest]*record // member notes by hash
	members    map[id]*memberState
	teams      map[id]*teamState
	rcpts      map[digest]bool // team keys of all time
	mailboxes  map[id]*Mailbox
	cards      map[digest]*Card
	terms      map[digest][]byte
	recipients map[digest]keys.Recipient
	named      map[digest]int32 // how many records name that recipient

	signing map[signingKey]*span // who could sign for which party, and when
	keyOf   map[authorKey]keys.Public
	revoked map[orgKey]revocation
	admins  map[orgKey]*span   // which sign key was an admin's, and when
	party   map[partyKey]*span // which recipient was whose, and when

	adminKey map[orgKey]keys.Public // every key that is or was in admins
}

// The states below are never changed once stored, only replaced. They hold no
// text of a manifest, which would keep all of it.
type orgState struct {
	org      *Org
	accepted bool
	vouchers []note.OrgID
	manifest *Manifest // newest, nil before the first
	last     uint64    // one more than the number of its newest record
}

type memberState struct {
	id     note.MemberID
	org    id
	record *record // that the newest manifest names, nil when it names none
	teams  []note.TeamID
	from   uint64 // see span
}

type teamState struct {
	id       note.TeamID
	org      id
	card     digest // that the newest manifest names, zeros when it names none
	assigned []note.MemberID
	epochs   []*Team
	sealedTo []digest // of the newest epoch's members, line by line: the member note that counted then
	from     uint64   // see span
}

// heldBy is the member note to which the newest epoch was sealed for a member.
func (s *teamState) heldBy(mid note.MemberID) (digest, bool) {
	if last := s.newest(); last != nil {
		if at := slices.IndexFunc(last.Members, func(w Wrap) bool { return w.Member == mid }); at >= 0 {
			return s.sealedTo[at], true
		}
	}
	return digest{}, false
}

// A span is a stretch of log sizes at which something held: from the size with
// which the record that began it is in, up to but without the size with which
// the record that ended it is in; to is 0 while it holds. ended is the time of
// the record that ended it.
type span struct {
	from, to uint64
	ended    int64
	before   *span
}

type revocation struct {
	time int64
	from uint64
}

type (
	heldKey struct {
		kind string
		hash digest
	}
	signingKey struct {
		party       partyID
		author, key id
	}
	authorKey struct{ author, key id }
	orgKey    struct{ org, key id }
	partyKey  struct {
		party partyID
		rh    digest
	}
)

// NewBook makes an empty book that trusts just these roots, each for its own
// organisation: those of the founders, from the trust file.
func NewBook(founders map[note.OrgID]note.KeyID) *Book {
	return &Book{
		roots: founders, held: map[heldKey]bool{}, orgs: map[id]*orgState{}, notes: map[digest]*record{},
		members: map[id]*memberState{}, teams: map[id]*teamState{}, rcpts: map[digest]bool{},
		mailboxes: map[id]*Mailbox{}, cards: map[digest]*Card{}, terms: map[digest][]byte{},
		recipients: map[digest]keys.Recipient{}, named: map[digest]int32{}, signing: map[signingKey]*span{}, keyOf: map[authorKey]keys.Public{},
		revoked: map[orgKey]revocation{}, admins: map[orgKey]*span{}, adminKey: map[orgKey]keys.Public{}, party: map[partyKey]*span{},
	}
}

// Log is what a book asks of the directory log: the root that it had at a size,
// ok when it was ever so long.
type Log interface {
	Root(size uint64) (root note.Hash, ok bool)
}

// UseLog says that this deployment has a directory log: from then on the book
// answers a chain only for checkpoints that the log had, and "0 Z" is E11. Without
// it "0 Z" is the only checkpoint (FORMAT.md R40). The numbers of records must be
// those of the log's lines.
func (b *Book) UseLog(log Log) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.log = log
}

// Add verifies one record or object against what the book holds and keeps it;
// a record gets the next number. Adding the same bytes as the same kind again is
// a success and changes nothing. A record that is refused changes nothing either.
//
// Members come before the manifest that names them, an earlier member note
// before the one that replaces it, the records of one organisation in the order
// of their numbers, and the manifests of who vouches before the vouch. Cards,
// terms and recipients come at any time. Errors are those of the Parse function
// of the kind, and E05, E06 and E11 as FORMAT.md says; an unknown kind is E01.
func (b *Book) Add(kind string, data []byte) error {
	return b.Batch(func(add func(kind string, data []byte) error) error { return add(kind, data) })
}

// AddAt is Add for a record that has number n, counted from 0, in the
// directory's list: for who does not need the whole list, or not in its order.
// What held when a record was made is judged by numbers, so the verdict is that
// of the whole list as long as the records of one organisation come in order.
func (b *Book) AddAt(n uint64, kind string, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.batch(func() error { return b.add(kind, data, n) })
}

// Batch adds several records, all or none: when f returns an error, everything
// that it added is taken back. Readers wait until f returns, so f may write the
// records down before anybody sees them; f must not read the book.
func (b *Book) Batch(f func(add func(kind string, data []byte) error) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.batch(func() error {
		return f(func(kind string, data []byte) error { return b.add(kind, data, b.size) })
	})
}

func (b *Book) batch(f func() error) error {
	err := f()
	if err != nil {
		for i := len(b.undo) - 1; i >= 0; i-- {
			b.undo[i]()
		}
	}
	b.undo = nil
	return err
}

// add adds one record, as number n if it is of a kind that is numbered.
func (b *Book) add(kind string, data []byte, n uint64) error {
	key := heldKey{kind, sha256.Sum256(data)}
	if b.held[key] {
		return nil
	}
	var err error
	switch kind {
	case KindOrg:
		err = b.addOrg(data, n)
	case KindVouch:
		err = b.addVouch(data, n)
	case KindManifest:
		err = b.addManifest(data, n)
	case KindTeam:
		err = b.addTeam(data, n)
	case KindMailbox:
		err = b.addMailbox(data)
	case KindMember:
		err = b.addMember(data)
	case KindCard:
		err = b.addCard(data)
	case KindTerms:
		err = b.addTerms(data)
	case KindRecipient:
		err = b.addRecipient(data)
	default:
		err = note.Errorf(note.E01, "directory has no records of kind %q", kind)
	}
	if err != nil {
		return err
	}
	set(b, b.held, key, true)
	return nil
}

// set changes a map in a way that Batch can take back.
func set[K comparable, V any](b *Book, m map[K]V, k K, v V) {
	old, had := m[k]
	b.undo = append(b.undo, func() {
		if had {
			m[k] = old
		} else {
			delete(m, k)
		}
	})
	m[k] = v
}

// name takes note that one more record names a recipient.
func (b *Book) name(rh digest) { set(b, b.named, rh, b.named[rh]+1) }

// count takes note that a record has number n.
func (b *Book) count(n uint64) {
	old := b.size
	b.undo = append(b.undo, func() { b.size = old })
	b.size = max(b.size, n+1)
}
