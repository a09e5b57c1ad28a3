//go:build !noagent

package main

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

// tap is a listener in front of the hub that keeps every byte of both directions.
type tap struct {
	net.Listener
	to   string
	wire lockedBuffer
	all  sync.WaitGroup
}

func newTap(t *testing.T, to string) *tap {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &tap{Listener: l, to: to}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.all.Go(func() { p.pass(c) })
		}
	}()
	t.Cleanup(func() { l.Close() })
	return p
}

func (p *tap) pass(c net.Conn) {
	defer c.Close()
	h, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer h.Close()
	var both sync.WaitGroup
	both.Go(func() { io.Copy(io.MultiWriter(h, &p.wire), c); h.(*net.TCPConn).CloseWrite() })
	both.Go(func() { io.Copy(io.MultiWriter(c, &p.wire), h); c.(*net.TCPConn).CloseWrite() })
	both.Wait()
}

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
// fill in, through the deployed hub in a process of its own, and looks for each
// of them, however written down, in all that the hub has and all that passed by.
func TestCanary(t *testing.T) {
	p := newPlay(t)
	tapped := newTap(t, p.hub.listen())
	p.hub.stop(syscall.SIGTERM)
	p.hub = startHub(t, p.hub.dir, p.hub.listen(), "--origin", "http://"+tapped.Addr().String())
	for _, person := range p.file.People {
		p.must(partners.MoveHub(person.Home, "http://"+tapped.Addr().String()))
	}
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
	memory := processMemory(t, p.hub.cmd.Process.Pid)
	p.hub.stop(syscall.SIGKILL) // leaves database and WAL as a thief finds them
	stores := map[string][]byte{"memory": memory, "log": []byte(p.hub.log.String()), "wire": []byte(tapped.wire.String())}
	p.must(filepath.WalkDir(p.hub.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		stores[filepath.Base(path)], err = os.ReadFile(path)
		return err
	}))
	if len(stores["sluis.db"])+len(stores["sluis.db-wal"]) < 100<<10 || len(stores["wire"]) < 100<<10 || len(memory) < 1<<20 {
		t.Fatalf("the stores are too small to be true: db %d, wire %d, memory %d", len(stores["sluis.db"]), len(stores["wire"]), len(memory))
	}
	search := newSearcher(secrets)
	for name, data := range stores {
		for secret, how := range search.search(data) {
			t.Errorf("%s holds %.6s… (%s)", name, secret, how)
		}
	}
	t.Logf("%d secrets in %d stores, none found", len(secrets), len(stores))
	checkSearcher(t, stores)
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
