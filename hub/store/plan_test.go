package store

import (
	"strings"
	"testing"
)

// TestPlans: every query finds its rows by an index, and none sorts: it costs
// what it returns, however much there is.
func TestPlans(t *testing.T) {
	s := openHere(t)
	for name, query := range map[string]string{
		"moveHead": moveHead, "moveEnd": moveEnd, "setParty": setParty, "attachUpload": attachUpload, "emptyEntry": emptyEntry, "refillEntry": refillEntry, "selectRecalled": selectRecalled, "dropAttached": dropAttached,
		"selectExchange": selectExchange, "selectHead": selectHead, "selectHash": selectHash, "selectMarks": selectMarks, "selectNote": selectNote,
		"selectSeat": selectSeat, "selectEntries": selectEntries, "selectGrants": selectGrants,
		"selectChanges": selectChanges, "selectNewest": selectNewest, "selectEpoch": selectEpoch,
		"sameReceipt": sameReceipt, "countReceipt": countReceipt, "selectMembers": selectMembers, "countSeat": countSeat,
		"selectReceipts": selectReceipts,
		"selectUpload":   selectUpload, "sumUploads": sumUploads, "selectPiece": selectPiece, "selectPieces": selectPieces,
		"readPiece": readPiece, "dropUploads": dropUploads,
		"selectEnded": selectEnded, "dropEnded": dropEnded,
		"selectMember": selectMember, "release": release, "selectLeases": selectLeases,
		"clearDays": clearDays, "selectDays": selectDays, "selectDue": selectDue, "dropDue": dropDue,
		"lastPlace": lastPlace, "movePlace": movePlace, "selectSetup": selectSetup, "selectFounder": selectFounder, "dropUsed": dropUsed, "dropHub": dropHub, "lastLeaf": lastLeaf, "hasObject": hasObject, "dropObject": dropObject, "selectLeaves": selectLeaves, "selectLeavesOf": selectLeavesOf, "selectObject": selectObject,
		"selectObjects": selectObjects, "selectCheckpoint": selectCheckpoint, "holdLog": holdLog, "putCheckpoint": putCheckpoint, "releaseLog": releaseLog,
		"selectVersion": selectVersion, "selectKeyring": selectKeyring, "selectState": selectState,
	} {
		t.Run(name, func(t *testing.T) {
			args := make([]any, strings.Count(query, "$"))
			for i := range args {
				args[i] = 1
			}
			rows, err := s.reads.Query("EXPLAIN QUERY PLAN "+query, args...)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var id, parent, unused int
				var detail string
				if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
					t.Fatal(err)
				}
				whole := strings.HasPrefix(detail, "SCAN") && !strings.Contains(detail, "INDEX")
				if whole || strings.Contains(detail, "TEMP B-TREE") {
					t.Errorf("plan: %s", detail)
				}
			}
			if err := rows.Err(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
