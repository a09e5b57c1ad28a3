// Package sequencer makes the checkpoints of the directory log: it signs the head
// with the log's key, brings it to the witnesses, and keeps the newest that enough
// of them have cosigned (C2SP tlog-checkpoint, tlog-witness; crypto/FORMAT.md, rules
// L8 to L19).
//
// It promises that of all hub processes on a database one at a time makes a
// checkpoint, that another follows when that one dies, and that it signs nothing
// before a quorum of witnesses has said how long a log they have seen, and nothing
// shorter than that: a database that was restored from a backup takes back no
// revocation.
//
// It refuses to serve a checkpoint without a quorum, and to go on with a log that is
// not what it signed before. It holds the log's key and no other.
package sequencer
