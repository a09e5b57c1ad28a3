package server_test

import (
	"bytes"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
)

// scrape reads metrics as Prometheus does.
func scrape(t *testing.T, address string) (text string, families map[string]*dto.MetricFamily) {
	t.Helper()
	res, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if format := expfmt.ResponseFormat(res.Header); format.FormatType() != expfmt.TypeTextPlain {
		t.Errorf("the format is %q", format)
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err = parser.TextToMetricFamilies(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	return string(b), families
}

// value adds up what is told of a family with these labels, each "name=value"; of a
// histogram how many.
func value(f *dto.MetricFamily, labels ...string) (sum float64) {
	for _, m := range f.GetMetric() {
		var has []string
		for _, l := range m.GetLabel() {
			has = append(has, l.GetName()+"="+l.GetValue())
		}
		if slices.ContainsFunc(labels, func(l string) bool { return !slices.Contains(has, l) }) {
			continue
		}
		sum += m.GetGauge().GetValue() + m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount())
	}
	return sum
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestWatched: metrics tell what the hub did, in the format of Prometheus; and
// neither they nor the log name anybody or anything.
func TestWatched(t *testing.T) {
	r := redistest.Start(t)
	log := &lockedBuffer{}
	w := newTown(t, func(c *server.Config) {
		c.Metrics, c.Version, c.Redis = "127.0.0.1:0", `7"\x`, redis.Config{URL: r.URL}
		c.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	at := w.MetricsAddr()
	anna := w.as(w.anna)
	x := w.begin()
	a, f := w.live(w.anna), w.live(w.fatima)
	const posts = 5
	for range posts {
		frame := x.Post(t, w.anna, w.intake)
		w.want(anna, "POST", "/api/entries", typeOctets, frame)
		w.want(anna, "POST", "/api/entries", typeOctets, frame) // again: no other entry
	}
	w.want(w.as(w.fatima), "POST", "/api/receipts", typeOctets, x.Receipt(t, w.fatima, w.noord))
	path := "/api/exchanges/" + string(x.XID) + "/entries?party="
	w.want(anna, "GET", path+string(w.intake.Party()), "", nil)
	w.ask(w.as(w.linda), "GET", path+string(w.zuid.Party()), "", nil)
	w.ask(anna, "GET", "/api/exchanges/"+string(x.XID)+"x/entries", "", nil)
	w.ask("", "BREW", "/"+string(w.anna.ID), "", nil)
	w.post(w.login(w.anna.ID, w.bas.Login)) // refused
	a.say(hub.Request{Do: hub.DoEnter, Party: w.intake.Party(), XID: x.XID})
	f.want(hub.EventRoom)
	a.say(hub.Request{Do: "nothing"})
	a.closed(hub.CloseBad)

	var text string
	var families map[string]*dto.MetricFamily
	until(t, "the end of a socket", func() bool {
		text, families = scrape(t, at)
		return value(families["sluis_sockets_closed_total"], "code="+strconv.Itoa(hub.CloseBad)) == 1
	})
	for _, want := range []struct {
		family string
		labels []string
		value  float64
	}{
		{"sluis_entries_total", nil, posts + 1},
		{"sluis_request_seconds", []string{"method=POST", "route=/api/entries"}, 2*posts + 1},
		{"sluis_request_seconds", []string{"method=GET", "route=/api/exchanges/{xid}/entries"}, 2},
		{"sluis_request_seconds", []string{"method=-", "route=-"}, 1},
		{"sluis_refusals_total", []string{"code=E21"}, 2},
		{"sluis_refusals_total", []string{"code=E01"}, 1},
		{"sluis_refusals_total", []string{"code=E22"}, 1},
		{"sluis_sockets", nil, 1},
		{"sluis_ready", nil, 1}, {"sluis_draining", nil, 0},
		{"sluis_database_up", nil, 1}, {"sluis_redis_up", nil, 1},
		{"sluis_build_info", []string{`version=7"\x`}, 1},
	} {
		if got := value(families[want.family], want.labels...); got != want.value {
			t.Errorf("%s %v is %v, want %v", want.family, want.labels, got, want.value)
		}
	}
	for _, some := range []string{"sluis_commit_acts", "sluis_commit_seconds", "go_goroutines", "go_memory_bytes", "process_start_time_seconds"} {
		if value(families[some]) < 1 {
			t.Errorf("%s is %v", some, value(families[some]))
		}
	}
	if n := strings.Count(text, "\n"); n > 1500 {
		t.Errorf("%d lines", n)
	}

	// Redis goes, which is told; and nobody else can see it.
	r.Pause()
	until(t, "word of Redis", func() bool {
		_, families := scrape(t, at)
		return value(families["sluis_redis_up"]) == 0 && value(families["sluis_ready"]) == 1
	})
	r.Resume()
	if got := w.ask("", "GET", "/metrics", "", nil); got.code() != hub.E21 {
		t.Errorf("metrics for everybody: %d", got.Status)
	}

	if !strings.Contains(log.String(), `"route":"/api/exchanges/{xid}/entries"`) {
		t.Errorf("this search finds nothing in\n%s", log.String())
	}
	names := map[string]string{"exchange": string(x.XID), "address": "127.0.0.1", "token": anna, "hub": w.URL}
	for _, p := range []string{"anna", "fatima", "linda", "Veilig", "Gebiedsteam"} {
		names["name "+p] = p
	}
	for _, o := range []string{string(w.vt.ID), string(w.gt.ID)} {
		names["organisation "+o] = o
	}
	for _, id := range []note.MemberID{w.anna.ID, w.bas.ID, w.fatima.ID, w.linda.ID} {
		names["member "+string(id)] = string(id)
	}
	for _, id := range []note.TeamID{w.intake.ID, w.noord.ID, w.zuid.ID} {
		names["team "+string(id)] = string(id)
	}
	for _, what := range slices.Sorted(maps.Keys(names)) {
		for where, told := range map[string]string{"metrics": text, "the log": log.String()} {
			if strings.Contains(strings.ToLower(told), strings.ToLower(names[what])) {
				t.Errorf("%s in %s", what, where)
			}
		}
	}
	if _, patterns := gate.Routes(); !slices.Contains(patterns, "/api/hello") {
		t.Error("no routes")
	}
}
