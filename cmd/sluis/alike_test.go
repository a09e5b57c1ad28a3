//go:build !noagent

package main

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

// TestKindsLookAlike makes 300 exchanges of three kinds that people use alike,
// between the same teams, and looks at the rows that the hub keeps: no column
// has a value for one kind that another has not, and no simple classifier does
// better than chance. Offers and mailboxes are told apart by design
// (docs/what-the-hub-sees.md), so there are none.
func TestKindsLookAlike(t *testing.T) {
	const each = 100
	p := newPlay(t)
	kinds := []string{"handoff", "inquiry", "feedback"}
	of := map[note.XID]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	// one pair of sessions a kind, so that the three go on at the same time
	for k, flow := range kinds {
		all.Go(func() {
			r := rand.New(rand.NewPCG(7, uint64(k)))
			anna, sanne := p.open("anna"), p.open("sanne")
			for range each {
				xid := p.exchangeOf(r, flow, anna, sanne)
				mu.Lock()
				of[xid] = k
				mu.Unlock()
			}
		})
	}
	all.Wait()
	p.hub.stop(syscall.SIGTERM)
	driver, address, names := "sqlite", filepath.Join(p.hub.Processes[0].dir, "sluis.db"), `SELECT name FROM sqlite_master WHERE type = 'table'`
	if p.hub.database != "" {
		driver, address, names = "pgx", p.hub.database, `SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`
	}
	db, err := sql.Open(driver, address)
	p.must(err)
	defer db.Close()
	tables := readTables(t, db, names)
	rows := map[note.XID][]float64{}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		compareColumns(t, name, tables[name], of, kinds)
		addFeatures(rows, name, tables[name], of)
	}
	var xs [][]float64
	var ys []int
	for _, xid := range slices.Sorted(maps.Keys(of)) {
		xs, ys = append(xs, rows[xid]), append(ys, of[xid])
	}
	// three standard deviations above guessing one of three, 300 times
	chance := 1.0/3 + 3*math.Sqrt(1.0/3*2.0/3/float64(len(ys)))
	for name, guess := range map[string]func(train [][]float64, labels []int, x []float64) int{
		"nearest": nearest, "centroid": centroid, "stump": stump,
	} {
		if got := crossValidate(xs, ys, guess); got > chance {
			t.Errorf("%s tells the kinds apart: %.2f right, chance is below %.2f", name, got, chance)
		} else {
			t.Logf("%s: %.2f right, chance is below %.2f", name, got, chance)
		}
	}
	// the control: with the kind among the columns they must see it
	for i := range xs {
		xs[i] = append(xs[i], float64(ys[i])*1000)
	}
	if got := crossValidate(xs, ys, nearest); got < 0.9 {
		t.Errorf("the classifier is blind: %.2f right with the answer before it", got)
	}
}

// exchangeOf makes one exchange and lets both sides do what every flow allows,
// as often and as long in each.
func (p *play) exchangeOf(r *rand.Rand, flow string, anna, sanne *partners.Member) note.XID {
	ctx := context.Background()
	xid, err := anna.Send(ctx, partners.Letter{Flow: flow, To: "Basisschool De Linde / Zorgteam", Team: "Intake", Document: shortDocument(flow)})
	p.must(err)
	for range r.IntN(3) {
		who := []*partners.Member{anna, sanne}[r.IntN(2)]
		p.must(who.Reply(ctx, xid, "", []byte(`{"form":"message.text","version":1,"text":"`+strings.Repeat("lang ", 1+r.IntN(400))+`"}`), nil))
	}
	if r.IntN(2) == 0 {
		_, err := sanne.Receipt(ctx, xid)
		p.must(err)
	}
	return xid
}

// shortDocument is the example with its long texts cut, so that each kind falls
// in the first size class: length is what sizes do tell.
func shortDocument(flow string) []byte {
	doc, err := partners.Example(flow, now())
	if err != nil {
		panic(err)
	}
	var v any
	if err := json.Unmarshal(doc, &v); err != nil {
		panic(err)
	}
	var cut func(any) any
	cut = func(v any) any {
		switch x := v.(type) {
		case map[string]any:
			for k, e := range x {
				x[k] = cut(e)
			}
		case []any:
			for i, e := range x {
				x[i] = cut(e)
			}
		case string:
			if len(x) > 40 && strings.Contains(x, " ") {
				return x[:strings.LastIndex(x[:40], " ")]
			}
		}
		return v
	}
	out, err := json.Marshal(cut(v))
	if err != nil {
		panic(err)
	}
	return out
}

// sheet is all rows of a table, and the exchange that each belongs to.
type sheet struct {
	columns []string
	rows    [][]any
	xids    []note.XID // "" for a row of no exchange
}

// readTables reads those tables that the query names.
func readTables(t *testing.T, db *sql.DB, query string) map[string]sheet {
	t.Helper()
	names, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer names.Close()
	all := map[string]sheet{}
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all[name] = readTable(t, db, name)
	}
	if len(all["entries"].rows) == 0 {
		t.Fatal("the tables that were read are not the hub's")
	}
	return all
}

func readTable(t *testing.T, db *sql.DB, name string) sheet {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM ` + name)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var tab sheet
	if tab.columns, err = rows.Columns(); err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values := make([]any, len(tab.columns))
		at := make([]any, len(tab.columns))
		for i := range values {
			at[i] = &values[i]
		}
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		var xid note.XID
		if i := slices.Index(tab.columns, "xid"); i >= 0 {
			xid = note.XID(fmt.Sprint(values[i]))
		}
		tab.rows, tab.xids = append(tab.rows, values), append(tab.xids, xid)
	}
	return tab
}

// class is what a value looks like: small numbers and words are themselves,
// everything else is its type and length; times are times.
func class(v any) string {
	switch x := v.(type) {
	case nil:
		return "null"
	case int64:
		if x > 1_000_000_000 {
			return "time"
		}
		return fmt.Sprint(x)
	case string:
		if len(x) > 20 {
			return fmt.Sprintf("text of %d", len(x))
		}
		return x
	case []byte:
		return "" // lengths of bytes are looked at by size class below
	}
	return fmt.Sprintf("%T", v)
}

// compareColumns demands that a column has for each kind the values that it has
// for the others. Counters may differ in their rare largest values.
func compareColumns(t *testing.T, name string, tab sheet, of map[note.XID]int, kinds []string) {
	for c, column := range tab.columns {
		counts := make([]map[string]int, len(kinds))
		for k := range counts {
			counts[k] = map[string]int{}
		}
		for i, row := range tab.rows {
			if k, ours := of[tab.xids[i]]; ours {
				counts[k][class(row[c])]++
			}
		}
		for k := range kinds {
			for value, n := range counts[k] {
				for other := range kinds {
					// a value that stands twenty times for one kind is no accident
					if n >= 20 && counts[other][value] == 0 && column != "count" && column != "n" {
						t.Errorf("%s.%s is %q for %s (%d times) and never for %s", name, column, value, kinds[k], n, kinds[other])
					}
				}
			}
		}
	}
}

// addFeatures gives each exchange numbers: of each column the number of rows, the
// sum and the largest of small numbers and of lengths.
func addFeatures(rows map[note.XID][]float64, name string, tab sheet, of map[note.XID]int) {
	if !slices.Contains(tab.columns, "xid") {
		return
	}
	width := 1 + 2*len(tab.columns)
	features := map[note.XID][]float64{}
	for xid := range of {
		features[xid] = make([]float64, width)
	}
	for i, row := range tab.rows {
		f := features[tab.xids[i]]
		if f == nil {
			continue
		}
		f[0]++
		for c, v := range row {
			n := 0.0
			switch x := v.(type) {
			case int64:
				// when it came is known to whoever made them at the same time
				if x > 1_000_000_000 || tab.columns[c] == "count" {
					continue
				}
				n = float64(x)
			case []byte:
				n = float64(len(x))
			case string:
				n = float64(len(x))
			}
			f[1+2*c] += n
			f[2+2*c] = max(f[2+2*c], n)
		}
	}
	for xid, f := range features {
		rows[xid] = append(rows[xid], f...)
	}
}

func crossValidate(xs [][]float64, ys []int, guess func([][]float64, []int, []float64) int) float64 {
	const folds = 5
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(xs))
	right := 0
	for fold := range folds {
		var train [][]float64
		var labels []int
		for i, at := range order {
			if i%folds != fold {
				train, labels = append(train, xs[at]), append(labels, ys[at])
			}
		}
		for i, at := range order {
			if i%folds == fold && guess(train, labels, xs[at]) == ys[at] {
				right++
			}
		}
	}
	return float64(right) / float64(len(xs))
}

// nearest is a vote of the seven nearest neighbours.
func nearest(train [][]float64, labels []int, x []float64) int {
	type near struct {
		d float64
		y int
	}
	var list []near
	for i, v := range train {
		d := 0.0
		for j := range v {
			d += (v[j] - x[j]) * (v[j] - x[j])
		}
		list = append(list, near{d, labels[i]})
	}
	slices.SortFunc(list, func(a, b near) int { return cmp.Compare(a.d, b.d) })
	votes := [3]int{}
	for _, n := range list[:7] {
		votes[n.y]++
	}
	return best(votes)
}

// centroid takes the kind whose mean is nearest, each number scaled by its spread.
func centroid(train [][]float64, labels []int, x []float64) int {
	score := [3]int{}
	least := math.Inf(1)
	for k := range score {
		d := 0.0
		for j := range x {
			mean, n, all, sq := 0.0, 0.0, 0.0, 0.0
			for i, v := range train {
				all += v[j]
				sq += v[j] * v[j]
				if labels[i] == k {
					mean += v[j]
					n++
				}
			}
			m := all / float64(len(train))
			spread := math.Sqrt(max(0, sq/float64(len(train))-m*m)) + 1e-9
			d += math.Pow((x[j]-mean/n)/spread, 2)
		}
		if d < least {
			least = d
			score = [3]int{}
			score[k] = 1
		}
	}
	return best(score)
}

// stump looks at the one number that tells most.
func stump(train [][]float64, labels []int, x []float64) int {
	bestRight, answer := -1, 0
	for j := range x {
		byValue := map[float64]*[3]int{}
		for i, v := range train {
			if byValue[v[j]] == nil {
				byValue[v[j]] = &[3]int{}
			}
			byValue[v[j]][labels[i]]++
		}
		if len(byValue) > 20 {
			continue
		}
		right := 0
		for _, votes := range byValue {
			right += slices.Max(votes[:])
		}
		if right > bestRight {
			bestRight, answer = right, 0
			if votes := byValue[x[j]]; votes != nil {
				answer = best(*votes)
			}
		}
	}
	return answer
}

func best(votes [3]int) int {
	at := 0
	for k, n := range votes {
		if n > votes[at] {
			at = k
		}
	}
	return at
}
