// Package store keeps everything a hub keeps, in SQL, and is the only place
// where SQL is written.
//
// It promises that what it answered is on the disk: every act is in a
// transaction whose commit was followed by a completed fsync. Acts that wait at
// the same time share one transaction and one fsync, each in a savepoint of its
// own, so that one that fails takes nothing else with it. What is read is what
// was committed.
//
// Several hub processes may share a PostgreSQL database. Each act names the keys
// of what it looks at and changes; acts with a key in common happen one after the
// other in all processes together, and the keys of a transaction are taken in one
// order. So a party's positions come in the order of commits: a reader that read
// up to one has missed none before it.
//
// It refuses to open a database made by a newer or another version, or on a server
// that would lose what it confirmed; to take an act after Close (E27), and to
// pretend when the disk is full: the act fails with E24, and nothing answered
// before is lost. While the server is away, read-only or out of connections acts
// fail with E27, and work again when it does. A connection that is lost in
// mid-commit leaves unknown whether it happened: that is E27 too, and every act
// may be done again.
//
// The SQL text is one for SQLite and PostgreSQL. What differs between them (how
// to open, how a transaction begins, what an error means) stands in sqlite.go, and
// in postgres.go and pipeline.go. Rules that keep it so: placeholders are $1, times
// are BIGINT, octets are BYTEA (a name that SQLite takes for "as it is"), yes
// and no are 0 and 1, a new row wins by ON CONFLICT. The schema, with the
// reason of every table and index, is schema.sql; databases get there by the
// numbered files in migrations, which never change once they are released.
package store
