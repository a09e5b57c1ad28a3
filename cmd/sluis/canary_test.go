//go:build !noagent

package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
	"github.com/sluis-hub/sluis/partners"
)

// token is 24 random letters: long enough that chance never makes one.
func token() string { return rand.Text()[:24] }

// plant puts a token into every text of a document that people write, and
// returns them. Words that have a meaning to the program stay as they are.
func plant(doc []byte) ([]byte, []string) {
	var v any
	if err := json.Unmarshal(doc, &v); err != nil {
		panic(err)
	}
	var tokens []string
	var walk func(v any, key string) any
	walk = func(v any, key string) any {
		switch x := v.(type) {
		case map[string]any:
			for k, e := range x {
				x[k] = walk(e, k)
			}
		case []any:
			for i, e := range x {
				x[i] = walk(e, key)
			}
		case string:
			short := key == "postcode" || key == "phone" || key == "number"
			if !short && strings.Contains(x, " ") || key == "givenNames" || key == "familyName" || key == "street" || key == "city" {
				tokens = append(tokens, token())
				return tokens[len(tokens)-1]
			}
		}
		return v
	}
	out, err := json.Marshal(walk(v, ""))
	if err != nil {
		panic(err)
	}
	return out, tokens
}

// TestCanary plays every flow, with a unique secret in every field that people
// fill in, through the deployed hub in processes of its own, and looks for each
// of them, however written down, in all that the hub has and all that passed by:
// also in the PostgreSQL and the Redis of two hubs, and on the way there.
func TestCanary(t *testing.T) {
	w := &watched{t: t, wires: map[string]*lockedBuffer{}}
	p := newPlayOn(t, w.deploy)
	secrets := p.fullRun()
	for _, person := range p.file.People {
		secrets = append(secrets, person.Name, person.Phrase)
		device, err := os.ReadFile(filepath.Join(person.Home, "device.key"))
		p.must(err)
		for _, line := range strings.Fields(string(device)) {
			if strings.HasPrefix(line, "AGE-SECRET-KEY") || note.IsHash(line) {
				secrets = append(secrets, line)
			}
		}
	}
	secrets = longEnough(append(secrets, "AGE-SECRET-KEY-PQ-1"))
	control := ""
	if w.redis != nil {
		control = w.plantInServers(p)
	}
	stores := w.stores(p)
	search := newSearcher(secrets)
	size := 0
	for name, data := range stores {
		size += len(data)
		for secret, how := range search.search(data) {
			t.Errorf("%s holds %.6s… (%s)", name, secret, how)
		}
	}
	t.Logf("%d secrets in %d stores of %d MB, none found", len(secrets), len(stores), size>>20)
	if w.redis != nil {
		find := newSearcher([]string{control})
		for _, name := range []string{"redis wire one", "redis memory", "redis dump.rdb", "redis appendonly", "postgres rows", "postgres files"} {
			if len(find.search(stores[name])) != 1 {
				t.Errorf("what was planted in the servers is not found in %s, %d bytes", name, len(stores[name]))
			}
		}
	}
	checkSearcher(t, stores)
}

// watched is a hub of which every wire is kept: between clients and hub, and,
// of two hubs, between each and its servers, which keep what they have on disk.
type watched struct {
	t        *testing.T
	wires    map[string]*lockedBuffer
	postgres *postgrestest.Server
	redis    *redistest.Server
}

func (w *watched) listen(name string, r *hubtest.Road) {
	w.wires[name] = &lockedBuffer{}
	r.Tap(w.wires[name])
}

func (w *watched) deploy(t testing.TB, dir string, args ...string) *deployed {
	t.Helper()
	if !hubtest.Two() {
		road := hubtest.NewRoad(t)
		d := onSQLite(t, dir, append(args, "--origin", "http://"+road.Addr())...)
		road.To(d.Processes[0].at)
		d.Address = "http://" + road.Addr()
		w.listen("wire", road)
		return d
	}
	w.postgres = postgrestest.Start(t)
	// Redis as an operator may run it, and nothing packed that is to be searched.
	w.redis = redistest.Start(t, "--appendonly", "yes", "--aof-use-rdb-preamble", "no", "--rdbcompression", "no")
	d := onTwo(t, dir, w.postgres, w.redis, args...)
	w.listen("wire", d.balancer)
	for n, name := range []string{"one", "two"} {
		w.listen("postgres wire "+name, d.Processes[n].database)
		w.listen("redis wire "+name, d.Processes[n].redis)
	}
	return d
}

// plantInServers puts a token where the servers keep what they keep, and has it
// pass by as a message does.
func (w *watched) plantInServers(p *play) string {
	w.t.Helper()
	secret := token()
	c, err := net.Dial("tcp", p.hub.Processes[0].redis.Addr())
	p.must(err)
	defer c.Close()
	_, err = fmt.Fprintf(c, "SET sluis:control %s\r\nPUBLISH sluis:control %s\r\nPING\r\n", secret, secret)
	p.must(err)
	for answer := bufio.NewReader(c); ; {
		line, err := answer.ReadString('\n')
		p.must(err)
		if strings.HasPrefix(line, "+PONG") {
			break
		}
	}
	postgrestest.SQL(w.t, p.hub.database, "INSERT INTO setup VALUES ('control', '"+secret+"')")
	return secret
}

// stores ends the hubs, as a thief finds them, and gives all that there is.
func (w *watched) stores(p *play) map[string][]byte {
	w.t.Helper()
	stores := map[string][]byte{}
	for n, h := range p.hub.Processes {
		memory := processMemory(w.t, h.cmd.Process.Pid)
		h.stop(syscall.SIGKILL) // leaves database and WAL
		if len(memory) < 1<<20 {
			w.t.Fatalf("memory of %d bytes is too small to be true", len(memory))
		}
		stores[fmt.Sprintf("memory %d", n)], stores[fmt.Sprintf("log %d", n)] = memory, []byte(h.log.String())
		w.files(stores, fmt.Sprintf("hub %d ", n), h.dir)
	}
	for name, wire := range w.wires {
		stores[name] = []byte(wire.String())
	}
	least := []string{"wire"}
	if w.redis == nil {
		stores["database"] = slices.Concat(stores["hub 0 sluis.db"], stores["hub 0 sluis.db-wal"])
		least = append(least, "database")
	} else {
		w.redis.Do("SAVE")
		stores["redis memory"] = processMemory(w.t, w.redis.PID())
		w.files(stores, "redis ", w.redis.Dir())
		for name, data := range stores {
			if strings.HasPrefix(name, "redis appendonly") {
				stores["redis appendonly"] = append(stores["redis appendonly"], data...)
			}
		}
		stores["postgres rows"] = postgresRows(w.t, p.hub.database)
		w.postgres.Kill(w.t)
		files := map[string][]byte{}
		w.files(files, "", w.postgres.Dir())
		for _, data := range files {
			stores["postgres files"] = append(stores["postgres files"], data...)
		}
		least = append(least, "postgres rows", "postgres files", "postgres wire one", "postgres wire two", "redis memory")
		if len(stores["redis wire one"]) < 1<<10 || len(stores["redis wire two"]) < 1<<10 {
			w.t.Fatal("the hubs did not speak with Redis")
		}
	}
	for _, name := range least {
		if len(stores[name]) < 100<<10 {
			w.t.Fatalf("%s of %d bytes is too small to be true", name, len(stores[name]))
		}
	}
	return stores
}

func (w *watched) files(stores map[string][]byte, prefix, dir string) {
	w.t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name := prefix + filepath.Base(path)
		if _, taken := stores[name]; taken {
			name = prefix + path
		}
		stores[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// postgresRows are all rows as text: in the files of the server long values may
// be packed in a way of its own.
func postgresRows(t *testing.T, address string) []byte {
	t.Helper()
	tables := postgrestest.SQL(t, address, `SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`)
	var all bytes.Buffer
	for name := range strings.FieldsSeq(tables) {
		for column := range strings.FieldsSeq(postgrestest.SQL(t, address, `SELECT column_name FROM information_schema.columns
			WHERE table_schema = current_schema() AND data_type = 'bytea' AND table_name = '`+name+"'")) {
			raw, err := hex.DecodeString(strings.ReplaceAll(postgrestest.SQL(t, address, `SELECT encode(`+column+`, 'hex') FROM `+name), "\n", ""))
			if err != nil {
				t.Fatal(err)
			}
			all.Write(raw)
		}
		all.WriteString(postgrestest.SQL(t, address, `SELECT * FROM `+name))
	}
	return all.Bytes()
}

func longEnough(list []string) []string {
	var long []string
	for _, s := range list {
		if len(s) >= window {
			long = append(long, s)
		}
	}
	return long
}

// checkSearcher plants a token in each store in each way and demands that it is found.
func checkSearcher(t *testing.T, stores map[string][]byte) {
	secret := token()
	search := newSearcher([]string{secret})
	ways := encodings([]byte(secret))
	ways["piece"] = []byte(secret[5 : 5+window])
	around := "before " + secret + " after"
	var zipped, deflated, packed bytes.Buffer
	g, z := gzip.NewWriter(&zipped), zlib.NewWriter(&deflated)
	zs, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.WriteCloser{g, z, zs} {
		io.WriteString(w, around)
		w.Close()
	}
	ways["gzip"], ways["zlib"], ways["zstd"] = zipped.Bytes(), deflated.Bytes(), packed.Bytes()
	for name, data := range stores {
		sample := data[len(data)/2 : min(len(data), len(data)/2+64<<10)]
		for how, planted := range ways {
			if len(search.search(sample)) != 0 {
				t.Errorf("%s holds the control before it was planted", name)
			}
			if with := bytes.Join([][]byte{sample, planted, sample}, nil); len(search.search(with)) != 1 {
				t.Errorf("a token planted in %s as %s is not found", name, how)
			}
		}
	}
}

// fullRun plays all flows and returns every secret that was put in.
func (p *play) fullRun() []string {
	p.t.Helper()
	ctx := context.Background()
	var secrets []string
	write := func(doc []byte) []byte {
		out, tokens := plant(doc)
		secrets = append(secrets, tokens...)
		return out
	}
	start := func(flow string) []byte {
		doc, err := partners.Example(flow, now())
		p.must(err)
		return write(doc)
	}
	sheet := start("zaak")
	anna, esra, dennis, sanne := p.open("anna"), p.open("esra"), p.open("dennis"), p.open("sanne")
	file, err := anna.NewZaak(ctx, "Intake", sheet)
	p.must(err)
	name, content := token()+".txt", bytes.Repeat([]byte(token()), 60000)
	secrets = append(secrets, name[:24], string(content[:24]))
	path := filepath.Join(p.dir, name)
	p.must(os.WriteFile(path, content, 0o600))
	send := func(flow, to string) note.XID {
		xid, err := anna.Send(ctx, partners.Letter{Flow: flow, To: to, Team: "Intake", Zaak: file, Document: start(flow), Files: []string{path}})
		p.must(err)
		return xid
	}
	reply := func(m *partners.Member, xid note.XID, doc string) {
		p.must(m.Reply(ctx, xid, "", write([]byte(doc)), nil))
	}
	handoff := send("handoff", "Gebiedsteam Centrum")
	reply(esra, handoff, `{"form":"handoff.acknowledged","version":1}`)
	reply(esra, handoff, `{"form":"message.text","version":1,"text":"een vraag vooraf"}`)
	ended := make(chan error, 1)
	standing := make(chan struct{})
	go func() { ended <- anna.Offer(ctx, handoff, "", nil, func(*partners.Exchange) { close(standing) }) }()
	<-standing
	p.must(esra.Accept(ctx, handoff, "", nil))
	p.must(<-ended)
	inquiry := send("inquiry", "Politie Kustland / Infodesk")
	_, err = dennis.Receipt(ctx, inquiry)
	p.must(err)
	reply(dennis, inquiry, `{"form":"inquiry.assigned","version":1,"competent":true}`)
	reply(dennis, inquiry, `{"form":"inquiry.answers","version":1,"informed":{"state":"ja"},"role":"info desk","wpgBasis":{"article":18},
		"answers":[{"question":"1","kind":"antwoord","nature":"feit","text":"twee eerdere meldingen"},
		{"question":"2","kind":"weigering","code":"geen_noodzaak","motivation":"dat is niet nodig"}]}`)
	feedback := send("feedback", "Basisschool De Linde / Zorgteam")
	_, err = sanne.Receipt(ctx, feedback)
	p.must(err)
	reply(sanne, feedback, `{"form":"feedback.question","version":1,"text":"wat moeten wij doen"}`)
	message := send("message", "Regio Vechtdal")
	p.must(anna.AddParty(ctx, message, "Team Vechtdal", true))
	p.must(anna.Close(ctx, message))
	for _, xid := range []note.XID{handoff, inquiry, feedback, file} {
		v, err := anna.Show(ctx, xid)
		p.must(err)
		if v.Entries[0].State != partners.Readable {
			p.t.Fatalf("the run itself does not read: %s", v.Entries[0].Code)
		}
	}
	return secrets
}

// open is somebody's session in this process.
func (p *play) open(who string) *partners.Member {
	p.t.Helper()
	h, err := partners.LoadHome(p.file.home(who))
	p.must(err)
	m, err := partners.Open(context.Background(), h, partners.Options{Now: now})
	p.must(err)
	return m
}

// processMemory reads all that a running process has in memory: what a core dump holds.
func processMemory(t *testing.T, pid int) []byte {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	var all bytes.Buffer
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var mode string
		if n, _ := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); n != 3 || !strings.HasPrefix(mode, "rw") {
			continue
		}
		// pages that cannot be read (guards) end a region early
		io.Copy(&all, io.NewSectionReader(mem, from, to-from))
	}
	return all.Bytes()
}
