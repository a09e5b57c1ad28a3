// Package store keeps everything a hub keeps, in SQL, and is the only place
// where SQL is written.
//
// It promises that what it answered is on the disk: every act is in a
// transaction whose commit was followed by a completed fsync. Acts that wait at
// the same time share one transaction and one fsync, each in a savepoint of its
// own, so that one that fails takes nothing else with it. What is read is what
// was committed.
//
// It refuses to open a database made by a newer or another version, to take an
// act after Close (E27), and to pretend when the disk is full: the act fails
// with E24, and nothing answered before is lost.
//
// The SQL text is one for SQLite and PostgreSQL. What differs between them (how
// to open, how a transaction begins, what an error means) stands in one file
// for each, sqlite.go now. Rules that keep it so: placeholders are $1, times
// are BIGINT, octets are BYTEA (a name that SQLite takes for "as it is"), yes
// and no are 0 and 1, a new row wins by ON CONFLICT. The schema, with the
// reason of every table and index, is schema.sql; databases get there by the
// numbered files in migrations, which never change once they are released.
package store
