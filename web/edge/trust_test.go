package edge_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/web/edge"
)

// What names no directory log, or nobody who watches it, is no trust file: whoever
// opens the app with it would believe the hub alone.
func TestTrustNamesTheLog(t *testing.T) {
	read := func(change func(trust map[string]any)) error {
		trust := trustFile(t)
		change(trust)
		b, err := json.Marshal(trust)
		if err != nil {
			t.Fatal(err)
		}
		_, err = edge.ReadTrust(strings.NewReader(string(b)))
		return err
	}
	if err := read(func(map[string]any) {}); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(map[string]any){
		"no log":       func(trust map[string]any) { delete(trust, "log") },
		"another key":  func(trust map[string]any) { trust["log"] = trust["witnesses"].([]any)[0] },
		"no witnesses": func(trust map[string]any) { delete(trust, "witnesses") },
		"no quorum":    func(trust map[string]any) { delete(trust, "quorum") },
		"a quorum of more than there are": func(trust map[string]any) {
			trust["quorum"] = len(trust["witnesses"].([]any)) + 1
		},
	} {
		if err := read(change); err == nil || !strings.Contains(err.Error(), "directory log") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// trustFile is a complete trust file: of a hub that is not there, with the log and the
// witnesses of the first vector that has them.
func trustFile(t testing.TB) map[string]any {
	t.Helper()
	raw, err := os.ReadFile("../../crypto/vectors/translog.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Code   string
			Policy map[string]any
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	id := strings.Repeat("0", 32)
	trust := map[string]any{"hub": id, "founders": map[string]string{id: id}, "help": "088 000 00 00", "demo": false}
	for _, v := range file.Vectors {
		if v.Code == "" && v.Policy != nil {
			for name, value := range v.Policy {
				trust[name] = value
			}
			return trust
		}
	}
	t.Fatal("no vector has a policy")
	return nil
}

func trust(t testing.TB) *edge.Trust {
	t.Helper()
	b, err := json.Marshal(trustFile(t))
	if err != nil {
		t.Fatal(err)
	}
	read, err := edge.ReadTrust(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return read
}
