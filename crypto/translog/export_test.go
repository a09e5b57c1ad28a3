package translog

// Long is a log that looks as if it had that many lines, of no organisation.
func Long(lines int) *Log {
	g := NewLog()
	g.leaves = make([]packed, lines)
	return g
}
