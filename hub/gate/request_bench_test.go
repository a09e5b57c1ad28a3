package gate_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/auth"
	"github.com/sluis-hub/sluis/hub/gate"
)

func (v village) Put(context.Context, []byte) (hub.Placed, error) {
	return hub.Placed{XID: xid, Seq: 3, Hash: root}, nil
}

// BenchmarkRequest tells what the gate adds to a put: route, token, rates, body,
// headers and answer, against a bare server that reads the same body.
func BenchmarkRequest(b *testing.B) {
	frame := make([]byte, 8<<10)
	b.Run("bare", func(b *testing.B) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		bare := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", jsonType)
			io.WriteString(w, `{"seq":3}`)
		})}
		go bare.Serve(l)
		b.Cleanup(func() { bare.Close() })
		puts(b, "http://"+l.Addr().String(), "", frame)
	})
	b.Run("gate", func(b *testing.B) {
		people := &villagers{logins: []keys.Public{keys.Public(crowdKey(0).Public().(ed25519.PublicKey))}}
		secret := make([]byte, 32)
		rand.Read(secret)
		var door *auth.Auth
		s := open(b, func(c *gate.Config) {
			var err error
			door, err = auth.New(auth.Config{
				Hub: "village", Secret: secret, Origins: []string{"http://village.example"}, Accounts: people,
				Once: auth.NewMemoryOnce(c.Now), Now: c.Now,
			})
			if err != nil {
				b.Fatal(err)
			}
			c.API, c.Auth, c.Seats, c.Log = village{nil, door}, door, people, nil
			// limits that count and do not stop
			c.Limits = gate.Limits{Network: gate.Rate{PerSecond: 1e6, Burst: 1e6}, Write: gate.Rate{PerSecond: 1e6, Burst: 1e6}}
		})
		challenge, err := door.Challenge(b.Context(), crowdMember(0))
		if err != nil {
			b.Fatal(err)
		}
		signed, err := keys.LoginForm.Build(note.L("origin", "http://village.example"), note.L("account", string(crowdMember(0))),
			note.L("challenge", challenge.Challenge), note.L("time", strconv.FormatInt(s.clock.now().Unix(), 10)))
		if err != nil {
			b.Fatal(err)
		}
		sig := note.Sig{Key: people.logins[0].ID(), Hex: hex.EncodeToString(ed25519.Sign(crowdKey(0), signed))}
		token, err := door.Login(b.Context(), note.Attach(signed, sig))
		if err != nil {
			b.Fatal(err)
		}
		puts(b, s.base, token.Token, frame)
	})
}

// puts sends frames with as many clients as there are cores, eight each.
func puts(b *testing.B, base, token string, frame []byte) {
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	b.SetParallelism(8)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			req, err := http.NewRequest("POST", base+"/api/entries", bytes.NewReader(frame))
			if err != nil {
				b.Error(err)
				return
			}
			req.Header.Set("Content-Type", octetsType)
			req.Header.Set("Authorization", "Bearer "+token)
			res, err := transport.RoundTrip(req)
			if err != nil {
				b.Error(err)
				return
			}
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != 200 {
				b.Error(res.Status)
				return
			}
		}
	})
}
