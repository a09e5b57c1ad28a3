package feedback_test

import (
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/partners/feedback"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/flow/flowtest"
)

const file = "../testdata/feedback.json"

var contract = flowtest.Flow{
	Forms: feedback.Forms, Fold: feedback.Fold, Allow: feedback.Allow, Statuses: feedback.Statuses,
	// Closed by a confirmation is not the end: a later moment may follow. Only a close is.
	Final: nil,
}

func TestScenarios(t *testing.T) { flowtest.Replay(t, file, contract, 12) }

func TestPromises(t *testing.T) { flowtest.Promises(t, file, contract) }

func FuzzFold(f *testing.F) { flowtest.Fuzz(f, file, contract) }

// The example is whole: the client only adds what it knows.
func TestExample(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	body, err := feedback.Complete(chain.Genesis, feedback.Example(now), flow.Fill{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := feedback.Check("", chain.Genesis, body); err != nil {
		t.Fatal(err)
	}
}
