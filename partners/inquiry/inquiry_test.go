package inquiry_test

import (
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/flow/flowtest"
	"github.com/sluis-hub/sluis/partners/inquiry"
)

const file = "../testdata/inquiry.json"

var contract = flowtest.Flow{
	Forms: inquiry.Forms, Fold: inquiry.Fold, Allow: inquiry.Allow, Statuses: inquiry.Statuses,
	Final: []string{inquiry.StatusRedirected, inquiry.StatusWithdrawn, inquiry.StatusUndeliverable, inquiry.StatusClosed},
}

func TestScenarios(t *testing.T) { flowtest.Replay(t, file, contract, 20) }

func TestPromises(t *testing.T) { flowtest.Promises(t, file, contract) }

func FuzzFold(f *testing.F) { flowtest.Fuzz(f, file, contract) }

// The example is whole: the client only adds what it knows.
func TestExample(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	body, err := inquiry.Complete(chain.Genesis, inquiry.Example(now), flow.Fill{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := inquiry.Check("", chain.Genesis, body); err != nil {
		t.Fatal(err)
	}
}
