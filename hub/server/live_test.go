package server_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

// TestWordGetsRound: what one side does the other hears of, after it is stored,
// and finds from its position.
func TestWordGetsRound(t *testing.T) {
	w := newTown(t)
	f, colleague, other := w.live(w.fatima), w.live(w.bas), w.live(w.linda)
	x := w.begin()
	e := f.want(hub.EventEntry)
	if diff := cmp.Diff(hub.Event{Event: hub.EventEntry, Party: w.noord.Party(), XID: x.XID, Count: 1}, e); diff != "" {
		t.Error(diff)
	}
	if e := colleague.want(hub.EventEntry); e.Party != w.intake.Party() || e.Count != 1 {
		t.Errorf("the colleague heard %+v", e)
	}
	var page hub.Page
	fatima := w.as(w.fatima)
	if err := json.Unmarshal([]byte(w.want(fatima, "GET", "/api/parties/"+string(w.noord.Party())+"/changes", "", nil)), &page); err != nil {
		t.Fatal(err)
	}
	if len(page.Rows) != 1 || page.Rows[0].XID != x.XID || page.Next.Count != 1 {
		t.Errorf("page %+v", page)
	}
	w.want(fatima, "POST", "/api/entries", typeOctets, x.Post(t, w.fatima, w.noord))
	if e := colleague.want(hub.EventEntry); e.Seq != 1 || e.Count != 2 {
		t.Errorf("the colleague heard %+v", e)
	}
	w.want(w.as(w.anna), "POST", "/api/receipts", typeOctets, x.Receipt(t, w.anna, w.intake))
	if e := f.want(hub.EventReceipt); e.XID != x.XID || e.Party != w.noord.Party() {
		t.Errorf("fatima heard %+v", e)
	}
	w.want(fatima, "PUT", "/api/parties/"+string(w.noord.Party())+"/leases/"+string(x.XID), "", nil)
	if e := f.want(hub.EventLease); e.Member != w.fatima.ID {
		t.Errorf("fatima heard %+v", e)
	}
	other.say(hub.Request{Do: hub.DoFrame, XID: x.XID, Data: []byte("x")})
	if e := other.want(hub.EventRefused); e.Code != hub.E21 {
		t.Errorf("linda heard %+v", e)
	}
}

// TestTalk: two people of one exchange in its room, on the real rooms.
func TestTalk(t *testing.T) {
	w := newTown(t)
	x := w.begin()
	a, f, colleague := w.live(w.anna), w.live(w.fatima), w.live(w.bas)
	a.say(hub.Request{Do: hub.DoEnter, Party: w.intake.Party(), XID: x.XID})
	if e := colleague.want(hub.EventRoom); len(e.Members) != 1 || e.Members[0] != w.anna.ID {
		t.Errorf("the colleague heard %+v", e)
	}
	f.want(hub.EventRoom)
	f.say(hub.Request{Do: hub.DoEnter, Party: w.noord.Party(), XID: x.XID})
	for e := a.want(hub.EventRoom); len(e.Members) != 2; e = a.want(hub.EventRoom) {
	}
	a.say(hub.Request{Do: hub.DoFrame, XID: x.XID, Data: []byte("sealed")})
	if e := f.want(hub.EventFrame); string(e.Data) != "sealed" || e.Member != w.anna.ID {
		t.Errorf("fatima heard %+v", e)
	}
	w.Pass(hub.Present + time.Second) // nobody beats
	for e := colleague.want(hub.EventRoom); len(e.Members) != 0; e = colleague.want(hub.EventRoom) {
	}
}

func TestAvailable(t *testing.T) {
	w := newTown(t)
	a, f := w.live(w.anna), w.live(w.fatima)
	a.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{w.noord.ID, w.zuid.ID}})
	a.want(hub.EventAvailable)
	f.say(hub.Request{Do: hub.DoAvailable, Party: w.noord.Party(), Until: w.Now().Unix() + 120})
	if e := a.want(hub.EventAvailable); len(e.Teams) != 1 || e.Teams[0] != w.noord.ID {
		t.Errorf("anna heard %+v", e)
	}
	ask := []byte(`{"teams":["` + string(w.zuid.ID) + `","` + string(w.noord.ID) + `"]}`)
	if got := w.want(w.as(w.anna), "POST", "/api/available", typeJSON, ask); got != `{"teams":["`+string(w.noord.ID)+`"]}` {
		t.Error(got)
	}
	w.Pass(2 * time.Minute)
	if e := a.want(hub.EventAvailable); len(e.Teams) != 0 {
		t.Errorf("anna heard %+v", e)
	}
}

// TestMailbox: the words' key opens the one exchange, and nothing beside it.
func TestMailbox(t *testing.T) {
	w := newTown(t)
	box := hubtest.NewMailbox()
	x, frame := w.Begin(t, w.anna, w.intake, box)
	var parts [][]byte
	for _, o := range box.Objects(t, w.vt, x, w.Now().Unix(), w.Now().Unix()+3600) {
		parts = append(parts, []byte(o.Kind), o.Data)
	}
	anna := w.as(w.anna)
	w.want(anna, "POST", "/api/directory", typeOctets, hub.JoinFrame(parts...))
	w.want(anna, "POST", "/api/entries", typeOctets, frame)
	token := w.token(box.ID, box.Login)
	path := "/api/exchanges/" + string(x.XID) + "/entries?party=" + string(box.Party())
	if frames, err := hub.SplitFrame([]byte(w.want(token, "GET", path, "", nil))); err != nil || len(frames) != 1 {
		t.Errorf("%d entries, %v", len(frames), err)
	}
	s := w.plug(token)
	s.want(hub.EventReady)
	w.want(anna, "POST", "/api/entries", typeOctets, x.Post(t, w.anna, w.intake))
	s.want(hub.EventEntry)
	w.want(token, "POST", "/api/entries", typeOctets, x.Reply(t, box))
	for _, r := range routesFor(box.Party(), x) {
		mailbox := strings.HasPrefix(r.path, "/api/exchanges/") || strings.Contains(r.path, "/changes") || strings.Contains(r.path, "/newest") ||
			strings.HasPrefix(r.path, "/api/pieces/") || r.path == "/api/entries" || r.path == "/api/receipts" ||
			r.path == "/api/directory/objects" || r.path == "/api/directory" && r.method == "GET"
		if got := w.ask(token, r.method, r.path, r.kind, r.body); (got.code() != hub.E22) != mailbox {
			t.Errorf("%s %s: %d %s", r.method, r.path, got.Status, got.Body)
		}
	}
	if got := w.post(w.login(box.ID, w.anna.Login)); got.code() != hub.E22 {
		t.Errorf("a member's key for a mailbox: %d", got.Status)
	}
	if got := w.post(w.login(w.anna.ID, box.Login)); got.code() != hub.E22 {
		t.Errorf("a mailbox key for a member: %d", got.Status)
	}
	w.Pass(time.Hour) // and the mailbox ends, with its tokens and sockets
	s.closed(hub.CloseExpired)
	if got := w.post(w.login(box.ID, box.Login)); got.code() != hub.E22 {
		t.Errorf("an ended mailbox: %d", got.Status)
	}
}

// TestRestart: sockets are told, data and tokens stay. Old challenges do not, but
// where the database remembers which were used.
func TestRestart(t *testing.T) {
	w := newTown(t)
	x := w.begin()
	token, s, id := w.as(w.anna), w.live(w.anna), w.ID()
	l := w.login(w.anna.ID, w.anna.Login)
	w.Restart()
	s.closed(hub.CloseDrain)
	if w.ID() != id {
		t.Errorf("hub id is %s, was %s", w.ID(), id)
	}
	if got := w.post(l); got.code() != hub.E22 && !storetest.Postgres() {
		t.Errorf("a challenge from before: %d %s", got.Status, got.Body)
	}
	if got := w.post(l); got.code() != hub.E22 {
		t.Errorf("a challenge from before, again: %d %s", got.Status, got.Body)
	}
	path := "/api/exchanges/" + string(x.XID) + "/entries?party=" + string(w.intake.Party())
	if frames, err := hub.SplitFrame([]byte(w.want(token, "GET", path, "", nil))); err != nil || len(frames) != 1 {
		t.Errorf("%d entries, %v", len(frames), err)
	}
	w.live(w.fatima)
}

// TestDayFires: at seven in the morning, once, also when the hub slept.
func TestDayFires(t *testing.T) {
	w := newTown(t)
	day := w.Now().AddDate(0, 0, 2).UTC().Format(time.DateOnly)
	dates := "/api/parties/" + string(w.intake.Party()) + "/dates"
	w.want(w.as(w.anna), "PUT", dates, typeJSON, []byte(`{"days":["`+day+`"]}`))
	w.Tend()
	w.Pass(4 * 24 * time.Hour)
	s := w.live(w.bas)
	w.Tend()
	if e := s.want(hub.EventDay); e.Party != w.intake.Party() || string(e.Day) != day {
		t.Errorf("heard %+v", e)
	}
	if got := w.want(w.as(w.anna), "GET", dates, "", nil); got != `{"days":[]}` {
		t.Errorf("left %s", got)
	}
}

// TestEnds: what has ended is swept, as if it had never been.
func TestEnds(t *testing.T) {
	w := newTown(t)
	x := w.begin()
	path := "/api/exchanges/" + string(x.XID) + "/entries?party=" + string(w.intake.Party())
	w.Pass(hub.KeepIdle - time.Hour)
	w.Tend()
	w.want(w.as(w.anna), "GET", path, "", nil)
	w.Pass(26 * time.Hour) // it ends with a day
	w.Tend()
	if got := w.ask(w.as(w.anna), "GET", path, "", nil); got.code() != hub.E21 {
		t.Errorf("%d %s", got.Status, got.Body)
	}
}

func TestDataDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "hub")
	open := func() (*server.Server, error) { return server.New(server.Config{Data: dir}) }
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	id := s.ID()
	if !note.IsID(id) {
		t.Errorf("hub id is %q", id)
	}
	if _, err := open(); err == nil || !strings.Contains(err.Error(), "another hub") {
		t.Errorf("a second hub on the same data: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, err = open(); err != nil || s.ID() != id {
		t.Fatalf("opened again: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	for name, c := range map[string]struct{ file, text, want string }{
		"a short key":        {"token.key", "00\n", "32 bytes in hex"},
		"an id that is none": {"hub.id", strings.Repeat("x", 32) + "\n", "16 bytes in hex"},
		"founders that fail": {"founders", "me\n", "not an organisation"},
		"no database at all": {"sluis.db", strings.Repeat("this is no database ", 500), ""},
	} {
		path := filepath.Join(dir, c.file)
		was, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := open(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if was == nil {
			err = os.Remove(path)
		} else {
			err = os.WriteFile(path, was, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "token.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := open(); err == nil || !strings.Contains(err.Error(), "read by others") {
		t.Errorf("a key that others may read: %v", err)
	}
}

// TestCannotStart: what fails on the way is closed again.
func TestCannotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]server.Config{
		"no data":        {},
		"address taken":  {Data: dir, Listen: taken.Addr().String()},
		"address wrong":  {Data: dir, Listen: "nowhere"},
		"origin wrong":   {Data: dir, Origins: []string{"https://Sluis.example/"}},
		"data is a file": {Data: file},
	} {
		if _, err := server.New(c); err == nil {
			t.Errorf("%s: it started", name)
		}
	}
	s, err := server.New(server.Config{Data: dir})
	if err != nil {
		t.Fatalf("after failures: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Run(ctx); err != nil {
		t.Errorf("started and stopped: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closed again: %v", err)
	}
}

// TestSeed: organisations come in by the operator's word, also into a hub that
// runs, and stay.
func TestSeed(t *testing.T) {
	w := newTown(t)
	w.Restart()
	ruud := w.Found(t, "Politie", []string{"ruud"}).People[0]
	w.live(ruud)
	w.Restart()
	w.live(ruud)
	w.live(w.fatima)
}
