package store

// session is the connection that the writer works on. Its methods are called
// from the writer's goroutine only. An operation that fails
// because of the database may leave nothing but rollback to do.
type session interface {
	// begin starts a transaction. Until its end no other transaction, of whatever
	// hub process, holds one of the keys; they are sorted, and each is there once.
	begin(keys []string) error
	// run does the operations in their order and puts the outcome into each.
	run(ops []*op)
	// commit does the operations and ends the transaction. When nobody can tell
	// whether it was committed, the error is errUnknown.
	commit(ops []*op) error
	// rollback takes the transaction back. Afterwards the session is as good as
	// new, or gone.
	rollback()
	close() error
}

// op is one statement of an act: with dest or each one that gives rows, else one
// that changes them.
type op struct {
	query string
	args  []any
	// dest takes the one row that is asked for; none is sql.ErrNoRows.
	dest []any
	// each is called for every row.
	each func(scan func(dest ...any) error) error

	// alike says that it inserts one row, and may be one statement with others that
	// do so by the same query.
	alike bool

	changed int64 // rows
	err     error
}

// A verdict is what an error of a database means for the transaction it broke.
type verdict int

const (
	// refused: the statement does not work, and would not again.
	refused verdict = iota
	// again: nothing is wrong but the moment, as with a deadlock.
	again
	// gone: the connection is lost, so that nothing was committed.
	gone
)
