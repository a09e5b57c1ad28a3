package zaak_test

import (
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/flow/flowtest"
	"github.com/sluis-hub/sluis/partners/zaak"
)

const file = "../testdata/zaak.json"

var contract = flowtest.Flow{
	Forms: zaak.Forms, Fold: zaak.Fold, Allow: zaak.Allow, Statuses: zaak.Statuses, FoldWith: zaak.FoldWith,
	Final: []string{zaak.StatusClosed},
}

func TestScenarios(t *testing.T) { flowtest.Replay(t, file, contract, 12) }

func TestPromises(t *testing.T) { flowtest.Promises(t, file, contract) }

func FuzzFold(f *testing.F) { flowtest.Fuzz(f, file, contract) }

// The example is whole: the client only adds what it knows.
func TestExample(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	body, err := zaak.Complete(chain.Genesis, zaak.Example(now), flow.Fill{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := zaak.Check("", chain.Genesis, body); err != nil {
		t.Fatal(err)
	}
}
