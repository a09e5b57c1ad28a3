package gate_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
)

const (
	jsonType   = "application/json"
	octetsType = "application/octet-stream"
)

var partyA = note.TeamParty(teamA)

// way is one way into the hub, with a right request and what it must become.
type way struct {
	method, path string
	with, body   string
	scopes       string // of member, mailbox, unlock; "" for nobody in particular
	asked        string
	answer       string // body of the answer; the type is octets unless it is JSON
}

var ways = []way{
	{"GET", "/api/hello", "", "", "", "Hello[]", `{"hub":"glass","version":"1","time":7}`},
	{"POST", "/api/challenge", jsonType, `{"account":"` + string(anna) + `"}`, "", "Challenge[" + string(anna) + "]", `{"challenge":"` + string(root) + `","time":7}`},
	{"POST", "/api/find", jsonType, `{"code":"K7QM2-P4XD9"}`, "", "Find[K7QM2-P4XD9]", `{"org":"o","member":"m"}`},
	{"POST", "/api/login", octetsType, "note", "", "Login[note]", `{"token":"t","expires":8}`},

	{"POST", "/api/entries", octetsType, "frame", "member mailbox", "Put[5]", `{"xid":"` + string(xid) + `","seq":3,"hash":"` + string(root) + `"}`},
	{"GET", "/api/exchanges/" + string(xid) + "/entries?party=" + string(partyA) + "&from=2", "", "", "member mailbox", "Entries[" + string(partyA) + " " + string(xid) + " 2]", "\x00\x00\x00\x03one\x00\x00\x00\x00\x00\x00\x00\x05three"},
	{"GET", "/api/parties/" + string(partyA) + "/changes?epoch=1&after=2&limit=50", "", "", "member mailbox", "Changes[" + string(partyA) + " {1 2} 50]", `{"rows":[],"next":{"epoch":1,"count":2},"more":false}`},
	{"GET", "/api/parties/" + string(partyA) + "/newest", "", "", "member mailbox", "Newest[" + string(partyA) + " {0 0} 500]", `{"rows":[{"xid":"` + string(xid) + `","seq":0,"head":"","receipts":0,"closed":false,"count":9}],"next":{"epoch":0,"count":0},"more":true}`},
	{"POST", "/api/receipts", octetsType, "receipt", "member mailbox", "PutReceipt[receipt]", ""},
	{"GET", "/api/exchanges/" + string(xid) + "/receipts?party=" + string(partyA), "", "", "member mailbox", "Receipts[" + string(partyA) + " " + string(xid) + "]", ""},
	{"PUT", "/api/pieces/" + string(root) + "/7?size=1048576", octetsType, "piece", "member mailbox", "PutPiece[" + string(root) + " 1048576 7 5]", ""},
	{"GET", "/api/pieces/" + string(root), "", "", "member mailbox", "Pieces[" + string(root) + "]", `{"pieces":[0,2]}`},
	{"GET", "/api/exchanges/" + string(xid) + "/pieces/" + string(root) + "/0?party=" + string(partyA), "", "", "member mailbox", "Piece[" + string(partyA) + " " + string(xid) + " " + string(root) + " 0]", "piece"},

	{"PUT", "/api/parties/" + string(partyA) + "/leases/" + string(xid), "", "", "member", "Claim[" + string(partyA) + " " + string(xid) + "]", `{"xid":"` + string(xid) + `","party":"` + string(partyA) + `","member":"` + string(anna) + `","until":9}`},
	{"DELETE", "/api/parties/" + string(partyA) + "/leases/" + string(xid), "", "", "member", "Release[" + string(partyA) + " " + string(xid) + "]", ""},
	{"GET", "/api/parties/" + string(partyA) + "/leases", "", "", "member", "Leases[" + string(partyA) + "]", `{"leases":[]}`},
	{"PUT", "/api/parties/" + string(partyA) + "/dates", jsonType, `{"days":["2026-11-21"]}`, "member", "SetDates[" + string(partyA) + " [2026-11-21]]", ""},
	{"GET", "/api/parties/" + string(partyA) + "/dates", "", "", "member", "Dates[" + string(partyA) + "]", `{"days":["2026-11-21"]}`},
	{"POST", "/api/available", jsonType, `{"teams":["` + string(teamF) + `"]}`, "member", "Available[[" + string(teamF) + "]]", `{"teams":[]}`},

	{"POST", "/api/directory", octetsType, "\x00\x00\x00\x03org\x00\x00\x00\x04note", "member", "Publish[[org=note]]", ""},
	{"GET", "/api/directory?from=12&limit=3", "", "", "member mailbox", "Leaves[12 3]", `{"leaves":[]}`},
	{"GET", "/api/checkpoint", "", "", "member mailbox", "Checkpoint[]", "hub/dir\n"},
	{"POST", "/api/directory/mailboxes", jsonType, `{"mailboxes":["` + string(teamA) + `"]}`, "member mailbox", "Mailboxes[[" + string(teamA) + "]]", "\x00\x00\x00\x07mailbox\x00\x00\x00\x00"},
	{"POST", "/api/directory/objects", jsonType, `{"hashes":["` + string(root) + `"]}`, "member mailbox", "Objects[[" + string(root) + "]]", "\x00\x00\x00\x06object\x00\x00\x00\x00"},

	{"GET", "/api/keyring", "", "", "member unlock", "Keyring[]", "\x00\x00\x00\x04head\x00\x00\x00\x04file"},
	{"PUT", "/api/keyring", octetsType, "\x00\x00\x00\x04head\x00\x00\x00\x04file", "member", "PutKeyring[head file]", ""},
	{"GET", "/api/state", "", "", "member", "State[]", "state"},
	{"PUT", "/api/state", octetsType, "sealed", "member", "PutState[sealed]", ""},

	{"POST", "/api/invites", jsonType, `{"locator":"` + string(locator) + `","login":"` + loginKey + `"}`, "member", "Invite[" + string(locator) + " " + loginKey + "]", `{"ends":9}`},
	{"GET", "/api/invites", "", "", "member", "Invited[]", `{"invites":[]}`},
	{"DELETE", "/api/invites/" + string(locator), "", "", "member", "Uninvite[" + string(locator) + "]", ""},
	{"GET", "/api/invites/" + string(locator), "", "", "member", "Answered[" + string(locator) + "]", string(hub.Answer{Member: []byte("note"), MAC: root}.Frame())},
	{"PUT", "/api/invites/" + string(locator), jsonType, `{"manifest":"` + string(root) + `","mac":"` + string(root) + `"}`, "member", "Admitted[" + string(locator) + " {" + string(root) + " " + string(root) + "}]", ""},
	{"PUT", "/api/invitation", octetsType, string(hub.Answer{Member: []byte("m"), Recipient: []byte("r"), Name: []byte("n"), MAC: root}.Frame()), "invite", "Answer[m r n " + string(root) + "]", ""},
	{"GET", "/api/invitation", "", "", "invite", "Outcome[]", `{"manifest":"` + string(root) + `","mac":"` + string(root) + `"}`},
}

var callers = map[string]note.MemberID{"member": anna, "mailbox": mailbox, "unlock": anna, "invite": locator}
var tokenOf = map[string]string{"member": "anna", "mailbox": "mailbox", "unlock": "unlock", "invite": "invite"}

const (
	locator  = note.MemberID("77777777777777777777777777777777")
	loginKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
)

func TestWays(t *testing.T) {
	s := open(t, nil)
	for _, w := range ways {
		for scope, token := range tokenOf {
			t.Run(w.method+" "+w.path+" as "+scope, func(t *testing.T) {
				got := s.ask(token, w.method, w.path, w.with, w.body)
				asked := s.glass.take()
				if w.scopes != "" && !strings.Contains(w.scopes, scope) {
					if got.Status != 401 || got.code() != "E22" || asked != nil {
						t.Errorf("got %d %s and asked %q", got.Status, got.Body, asked)
					}
					return
				}
				by := " by  "
				if w.scopes != "" {
					by = " by " + scope + " " + string(callers[scope])
				}
				if diff := cmp.Diff([]string{w.asked + by}, asked); diff != "" {
					t.Error(diff)
				}
				wantStatus := 200
				if w.answer == "" && (w.method != "GET") {
					wantStatus = 204
				}
				if got.Status != wantStatus || got.Body != w.answer {
					t.Errorf("got %d %q, want %d %q", got.Status, got.Body, wantStatus, w.answer)
				}
				wantType := octetsType
				if strings.HasPrefix(w.answer, "{") {
					wantType = jsonType
				}
				if wantStatus == 200 && got.Header.Get("Content-Type") != wantType {
					t.Errorf("type is %q, want %q", got.Header.Get("Content-Type"), wantType)
				}
			})
		}
	}
}

// TestNoToken asks everything without a token, and with wrong ones.
func TestNoToken(t *testing.T) {
	s := open(t, nil)
	for _, w := range ways {
		if w.scopes == "" {
			continue
		}
		for _, header := range []string{"", "Bearer", "Bearer ", "Bearer wrong", "bearer anna", "Basic anna", "anna", "Bearer anna x"} {
			got := s.ask("", w.method, w.path, w.with, w.body, "Authorization", header)
			if got.Status != 401 || got.code() != "E22" {
				t.Errorf("%s %s with %q: %d %s", w.method, w.path, header, got.Status, got.Body)
			}
		}
	}
	if asked := s.glass.take(); asked != nil {
		t.Errorf("rooms were asked: %q", asked)
	}
}

// TestSameAnswer: not there, not yours, no such route and no such method are the
// same bytes.
func TestSameAnswer(t *testing.T) {
	s := open(t, nil)
	s.glass.fail = hub.NotFound()
	want := ""
	look := func(what string, got answer) {
		t.Helper()
		for _, name := range []string{"Date", "X-Request-Id"} {
			got.Header.Del(name)
		}
		text := fmt.Sprint(got)
		if want == "" {
			want = text
		}
		if text != want || got.Status != 404 {
			t.Errorf("%s: %s", what, cmp.Diff(want, text))
		}
	}
	for _, w := range ways {
		if w.scopes != "" {
			who := "anna"
			if w.scopes == "invite" {
				who = "invite"
			}
			look(w.method+" "+w.path, s.ask(who, w.method, w.path, w.with, w.body))
		}
	}
	s.glass.fail = hub.Errorf(hub.E21, "exchange %s is another's", xid)
	look("with a reason", s.ask("anna", "GET", "/api/keyring", "", ""))
	for _, path := range []string{
		"/", "/api", "/api/", "/api/nothing", "/index.html", "/api/hello/", "//api/hello", "/api//hello", "/api/./hello",
		"/api/x/../hello", "/api/%68ello", "/API/hello", "/api/hello%00", "/api/exchanges", "/api/exchanges/", "/api/parties/" + string(partyA),
		"/api/parties/" + string(partyA) + "/leases/" + string(xid) + "/x", "/favicon.ico", "/api/pieces/" + string(root) + "/",
	} {
		look("GET "+path, s.ask("anna", "GET", path, "", ""))
		look("GET "+path+" without token", s.ask("", "GET", path, "", ""))
	}
	for _, method := range []string{"PATCH", "OPTIONS", "TRACE", "PROPFIND", "POST", "DELETE", "get"} {
		look(method, s.ask("anna", method, "/api/hello", "", ""))
	}
}

func TestHeaders(t *testing.T) {
	s := open(t, nil)
	for _, got := range []answer{
		s.ask("", "GET", "/api/hello", "", ""),
		s.ask("", "GET", "/nothing", "", ""),
		s.ask("anna", "GET", "/api/state", "", ""),
		s.ask("anna", "PUT", "/api/state", octetsType, ""),
		s.ask("", "GET", "/api/state", "", ""),
		s.ask("", "GET", "/api/socket", "", ""),
	} {
		for name, want := range map[string]string{
			"X-Content-Type-Options":  "nosniff",
			"Cache-Control":           "no-store",
			"Content-Security-Policy": "sandbox; default-src 'none'",
			"Referrer-Policy":         "no-referrer",
		} {
			if is := got.Header.Get(name); is != want {
				t.Errorf("%d: %s is %q, want %q", got.Status, name, is, want)
			}
		}
		if got.Status != 204 && got.Header.Get("Content-Type") != jsonType && got.Header.Get("Content-Type") != octetsType {
			t.Errorf("%d: type is %q", got.Status, got.Header.Get("Content-Type"))
		}
		for _, name := range []string{"Set-Cookie", "Location", "Server", "Link", "Refresh", "Access-Control-Allow-Origin"} {
			if got.Header.Get(name) != "" {
				t.Errorf("%d: has %s", got.Status, name)
			}
		}
	}
}

// TestErrors: each code has its status and sentences, and nothing of the error
// itself comes through.
func TestErrors(t *testing.T) {
	s := open(t, nil)
	for n := range 32 {
		code := hub.Code(fmt.Sprintf("E%02d", n))
		s.glass.fail = hub.Errorf(code, "SECRET %s", partyA)
		s.check(code)
		if n <= 19 {
			s.glass.fail = note.Errorf(code, "SECRET")
			s.check(code)
		}
	}
	s.glass.fail = fmt.Errorf("put: %w", hub.Errorf(hub.E20, "SECRET"))
	s.check(hub.E20)
	s.glass.fail = errors.New("SECRET disk")
	s.check(gate.Fault)
	s.glass.fail = nil
	for _, value := range []any{"SECRET", errors.New("SECRET"), http.ErrAbortHandler} {
		s.glass.panics = value
		s.check(gate.Fault)
	}
	if strings.Contains(s.log.String(), "SECRET") && !strings.Contains(s.log.String(), "SECRET disk") {
		t.Error("the log holds what a room panicked with")
	}
	if strings.Count(s.log.String(), "SECRET") != 1 {
		t.Errorf("only the text of a fault belongs in the log:\n%s", s.log)
	}

	s.glass.panics = nil
	s.glass.fail = &hub.Error{Code: hub.E26, Text: "clock", Time: 1771234567}
	got := s.ask("anna", "GET", "/api/state", "", "")
	if !strings.HasSuffix(got.Body, `,"time":1771234567}}`) {
		t.Errorf("the hub's time is not told: %s", got.Body)
	}
}

func (s *site) check(code hub.Code) {
	s.t.Helper()
	got := s.ask("anna", "GET", "/api/state", "", "")
	said := hub.Explain(code)
	want := fmt.Sprintf(`{"error":{"code":%q,"message":%q,"next":%q}}`, code, said.En, said.EnN)
	if got.Status != said.Status || got.Body != want {
		s.t.Errorf("%s: got %d %s, want %d %s", code, got.Status, got.Body, said.Status, want)
	}
	if strings.Contains(fmt.Sprint(got), "SECRET") {
		s.t.Errorf("%s: the answer tells: %v", code, got)
	}
}

func TestMalformed(t *testing.T) {
	s := open(t, nil)
	exchange := "/api/exchanges/" + string(xid)
	party := "/api/parties/" + string(partyA)
	for _, c := range []struct{ method, path, with, body string }{
		{"GET", "/api/exchanges/" + strings.ToUpper(string(xid)) + "/entries?party=" + string(partyA), "", ""},
		{"GET", "/api/exchanges/short/entries?party=" + string(partyA), "", ""},
		{"GET", "/api/exchanges//entries?party=" + string(partyA), "", ""},
		{"GET", "/api/exchanges/" + string(xid) + "%20/entries?party=" + string(partyA), "", ""},
		{"GET", exchange + "/entries", "", ""},
		{"GET", exchange + "/entries?party=", "", ""},
		{"GET", exchange + "/entries?party=x" + string(teamA), "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + "&party=" + string(partyA), "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + "&From=1", "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + "&from=01", "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + "&from=-1", "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + "&from=9007199254740992", "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + ";from=1", "", ""},
		{"GET", exchange + "/entries?party=" + string(partyA) + "&from=%zz", "", ""},
		{"GET", party + "/changes?limit=0", "", ""},
		{"GET", party + "/changes?limit=501", "", ""},
		{"GET", party + "/changes?before=1", "", ""},
		{"GET", party + "/newest?after=1", "", ""},
		{"GET", "/api/hello?x=1", "", ""},
		{"GET", "/api/hello", jsonType, "{}"},
		{"PUT", "/api/pieces/" + string(root) + "/4294967296?size=1", octetsType, "x"},
		{"PUT", "/api/pieces/" + string(root) + "/+1?size=1", octetsType, "x"},
		{"PUT", "/api/pieces/" + string(root) + "/0", octetsType, "x"},
		{"POST", "/api/receipts", "", ""},
		{"POST", "/api/receipts", jsonType, "receipt"},
		{"POST", "/api/receipts", "application/octet-stream; charset=utf-8", "receipt"},
		{"POST", "/api/receipts", "text/html", "receipt"},
		{"POST", "/api/challenge", octetsType, `{"account":"` + string(anna) + `"}`},
		{"POST", "/api/challenge", jsonType, ""},
		{"POST", "/api/challenge", jsonType, `null`},
		{"POST", "/api/challenge", jsonType, `[]`},
		{"POST", "/api/challenge", jsonType, `{"account":"` + string(anna) + `"`},
		{"POST", "/api/challenge", jsonType, `{"account":"` + string(anna) + `"} {}`},
		{"POST", "/api/challenge", jsonType, `{"account":"` + string(anna) + `","account":"` + string(ruud) + `"}`},
		{"POST", "/api/challenge", jsonType, `{"Account":"` + string(anna) + `"}`},
		{"POST", "/api/challenge", jsonType, `{"account":"` + string(anna) + `","more":1}`},
		{"POST", "/api/challenge", jsonType, `{"account":{}}`},
		{"POST", "/api/challenge", jsonType, `{"account":12}`},
		{"PUT", party + "/dates", jsonType, `{"days":["2026-02-30"]}`},
		{"PUT", party + "/dates", jsonType, `{"days":["21-11-2026"]}`},
		{"PUT", party + "/dates", jsonType, `{"days":"2026-11-21"}`},
		{"POST", "/api/available", jsonType, `{"teams":["x"]}`},
		{"POST", "/api/available", jsonType, `{"teams":[[[[[[[[]]]]]]]]}`},
		{"POST", "/api/directory/objects", jsonType, `{"hashes":["` + string(teamA) + `"]}`},
		{"POST", "/api/directory/mailboxes", jsonType, `{"mailboxes":["` + string(root) + `"]}`},
		{"POST", "/api/directory", octetsType, "\x00\x00\x00\x03org"},
		{"POST", "/api/directory", octetsType, "\x00\x00\x00\x04org"},
		{"POST", "/api/directory", octetsType, "\xff\xff\xff\xff"},
		{"PUT", "/api/keyring", octetsType, "\x00\x00\x00\x04head"},
		{"POST", "/api/invites", jsonType, `{"locator":"short","login":"` + loginKey + `"}`},
		{"POST", "/api/invites", jsonType, `{"locator":"` + string(locator) + `","login":"short"}`},
		{"GET", "/api/invites/short", "", ""},
		{"PUT", "/api/invites/" + string(locator), jsonType, `{"manifest":"` + string(root) + `","mac":""}`},
		{"PUT", "/api/invites/" + string(locator), jsonType, `{"manifest":"","mac":"` + string(root) + `"}`},
	} {
		got := s.ask("anna", c.method, c.path, c.with, c.body)
		if got.Status != 400 || got.code() != "E01" {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, got.Status, got.Body)
		}
	}
	if asked := s.glass.take(); asked != nil {
		t.Errorf("rooms were asked: %q", asked)
	}
}

func TestTooLarge(t *testing.T) {
	s := open(t, nil)
	list := func(name, value string, n int) string {
		return `{"` + name + `":["` + strings.Repeat(value+`","`, n-1) + value + `"]}`
	}
	for _, c := range []struct {
		method, path, with, body string
		ok                       bool
	}{
		{"POST", "/api/entries", octetsType, strings.Repeat("x", hub.MaxFrame), true},
		{"POST", "/api/entries", octetsType, strings.Repeat("x", hub.MaxFrame+1), false},
		{"PUT", "/api/pieces/" + string(root) + "/0?size=1", octetsType, strings.Repeat("x", hub.PieceSize), true},
		{"PUT", "/api/pieces/" + string(root) + "/0?size=1", octetsType, strings.Repeat("x", hub.PieceSize+1), false},
		{"PUT", "/api/state", octetsType, strings.Repeat("x", hub.MaxState+1), false},
		{"POST", "/api/login", octetsType, strings.Repeat("x", 2000), false},
		{"POST", "/api/available", jsonType, list("teams", string(teamA), hub.MaxRows), true},
		{"POST", "/api/available", jsonType, list("teams", string(teamA), hub.MaxRows+1), false},
		{"POST", "/api/directory/mailboxes", jsonType, list("mailboxes", string(teamA), hub.MaxRows), true},
		{"POST", "/api/directory/mailboxes", jsonType, list("mailboxes", string(teamA), hub.MaxRows+1), false},
		{"POST", "/api/directory/objects", jsonType, list("hashes", string(root), hub.MaxRows), true},
		{"POST", "/api/directory/objects", jsonType, list("hashes", string(root), hub.MaxRows+1), false},
		{"PUT", "/api/parties/" + string(partyA) + "/dates", jsonType, list("days", "2026-11-21", hub.MaxDates), true},
		{"PUT", "/api/parties/" + string(partyA) + "/dates", jsonType, list("days", "2026-11-21", hub.MaxDates+1), false},
	} {
		for _, chunked := range []bool{false, true} {
			req, err := http.NewRequest(c.method, s.base+c.path, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if chunked {
				req.Body = io.NopCloser(strings.NewReader(c.body))
				req.ContentLength = -1
			}
			req.Header.Set("Content-Type", c.with)
			req.Header.Set("Authorization", "Bearer anna")
			res, err := http.DefaultTransport.RoundTrip(req)
			if err != nil {
				t.Errorf("%s %s of %d: %v", c.method, c.path, len(c.body), err)
				continue
			}
			res.Body.Close()
			if want := map[bool]int{true: 2, false: 4}[c.ok]; res.StatusCode/100 != want || !c.ok && res.StatusCode != 413 {
				t.Errorf("%s %s of %d (chunked %v): %d", c.method, c.path, len(c.body), chunked, res.StatusCode)
			}
		}
	}
}

// TestRawRequests speaks to the gate without a client that tidies up.
func TestRawRequests(t *testing.T) {
	s := open(t, nil)
	address := strings.TrimPrefix(s.base, "http://")
	for name, c := range map[string]struct {
		send string
		want string // beginning of the answer
	}{
		"body cut short":   {"POST /api/receipts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer anna\r\nContent-Type: application/octet-stream\r\nContent-Length: 100\r\n\r\nshort", "HTTP/1.1 400 "},
		"two tokens":       {"GET /api/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer anna\r\nAuthorization: Bearer anna\r\n\r\n", "HTTP/1.1 401 "},
		"no HTTP":          {"hello\r\n\r\n", "HTTP/1.1 400 "},
		"long header":      {"GET /api/hello HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n\r\n", "HTTP/1.1 431 "},
		"two lengths":      {"POST /api/receipts HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "HTTP/1.1 400 "},
		"absolute address": {"GET http://other.example/api/hello HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 "},
		"star":             {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 "},
		"half an upgrade":  {"GET /api/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "HTTP/1.1 400 "},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(10 * time.Second))
			go func() { // what is too long may not be taken to its end
				io.WriteString(conn, c.send)
				conn.(*net.TCPConn).CloseWrite()
			}()
			line, err := bufio.NewReader(conn).ReadString('\n')
			if err != nil || !strings.HasPrefix(line, c.want) {
				t.Errorf("got %q %v, want %q", line, err, c.want)
			}
		})
	}
}

// TestLog: a line a request, and nothing in it about who or what.
func TestLog(t *testing.T) {
	s := open(t, nil)
	for _, w := range ways {
		s.ask("anna", w.method, w.path, w.with, w.body)
	}
	s.ask("anna", "GET", "/api/SECRET/x?q=SECRET", "", "")
	s.ask("SECRET", "SECRET", "/api/hello", "", "")
	s.glass.fail = hub.Errorf(hub.E20, "SECRET")
	s.ask("anna", "GET", "/api/state", "", "", "User-Agent", "SECRET")
	log := s.log.String()
	if n := strings.Count(log, "msg=request"); n != len(ways)+3 {
		t.Errorf("%d lines, want %d", n, len(ways)+3)
	}
	for _, secret := range []string{"SECRET", "anna", string(anna), string(xid), string(root), string(teamA), "127.0.0.1", "party=", "size="} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
	for _, want := range []string{"route=/api/exchanges/{xid}/entries", "status=204", "code=E20", "method=- route=-", "who="} {
		if !strings.Contains(log, want) {
			t.Errorf("the log holds no %q:\n%s", want, log)
		}
	}
}

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
