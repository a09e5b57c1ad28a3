package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTogether: operations that are alike become few statements, each with all
// of its rows, in the place of the first.
func TestTogether(t *testing.T) {
	var ops []*op
	for n := range 7 {
		ops = append(ops, &op{alike: true, query: insertEntry, args: []any{n, n, n, n, n, n, n}}, &op{query: setParty, args: []any{n, "p"}})
	}
	fewer, parts := together(ops)
	var queries []string
	for _, o := range fewer {
		queries = append(queries, strings.Fields(o.query)[0])
	}
	if d := cmp.Diff([]string{"INSERT", "INSERT", "INSERT", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE"}, queries); d != "" {
		t.Error(d)
	}
	for n, want := range []int{4, 2, 1} {
		if len(fewer[n].args) != 7*want || strings.Count(fewer[n].query, "$") != 7*want {
			t.Errorf("statement %d has %d values: %s", n, len(fewer[n].args), fewer[n].query)
		}
	}
	if len(parts) != 7 || parts[ops[0]] != fewer[0] || parts[ops[12]] != fewer[2] {
		t.Errorf("parts %v", parts)
	}
	want := strings.Replace(putSeat, `(SELECT receipts FROM exchanges WHERE xid = $1))`,
		`(SELECT receipts FROM exchanges WHERE xid = $1)), ($8, $9, $10, $11, $12, $13, $14, (SELECT receipts FROM exchanges WHERE xid = $8))`, 1)
	if d := cmp.Diff(strings.Fields(want), strings.Fields(rows(putSeat, 7, 2))); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
}
