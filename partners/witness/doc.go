// Package witness is a witness of directory logs: it cosigns the checkpoints of
// the logs it was told to watch, each only after the proof that it grew out of the
// one before, by the protocol C2SP tlog-witness (crypto/FORMAT.md, rules L8 to L19).
//
// It promises that of one log it never cosigns two checkpoints of which neither is
// the beginning of the other, nor a smaller one after a larger, through restarts and
// crashes: what it cosigned is on the disk before the cosignature leaves. Its times
// never fall. What it cosigned lies in its directory as it was signed, by the log and
// by itself, so that damage shows.
//
// It refuses to start on a directory that others may enter, that another process
// uses, or in which anything it once cosigned is damaged, gone or without its key: a witness
// that forgets is worse than none. It answers logs only, knows no records, no people
// and no hub, and asks nobody anything. It shares no code with those it watches but
// the formats.
package witness
