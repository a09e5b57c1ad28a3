package gate

import (
	"slices"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/hub"
)

const (
	maxLogin   = 1 << 10  // a login note is under 500 bytes
	maxReceipt = 4 << 10  // a receipt is under 1 KiB
	maxHead    = 4 << 10  // a keyring head is under 2 KiB
	maxNames   = 64 << 10 // hub.MaxRows hashes, or hub.MaxDates days
)

// table is every way into the hub. partners/client is its mirror.
func table() []route {
	everyone := member | mailbox
	page := []string{"epoch", "after", "limit"}
	return compile([]route{
		{method: "GET", pattern: "/api/hello", class: classRead, handle: getHello},
		{method: "POST", pattern: "/api/challenge", class: classLogin, body: typeJSON, size: maxLogin, handle: postChallenge},
		{method: "POST", pattern: "/api/find", class: classLogin, body: typeJSON, size: maxLogin, handle: postFind},
		{method: "POST", pattern: "/api/login", class: classLogin, body: typeOctets, size: maxLogin, handle: postLogin},

		{method: "POST", pattern: "/api/entries", scopes: everyone, class: classWrite, body: typeOctets, size: hub.MaxFrame, handle: postEntry},
		{method: "GET", pattern: "/api/exchanges/{xid}/entries", scopes: everyone, class: classRead, query: []string{"party!", "from"}, handle: getEntries},
		{method: "GET", pattern: "/api/parties/{party}/changes", scopes: everyone, class: classRead, query: page, handle: getChanges},
		{method: "GET", pattern: "/api/parties/{party}/newest", scopes: everyone, class: classRead, query: []string{"epoch", "before", "limit"}, handle: getNewest},
		{method: "POST", pattern: "/api/receipts", scopes: everyone, class: classWrite, body: typeOctets, size: maxReceipt, handle: postReceipt},
		{method: "GET", pattern: "/api/exchanges/{xid}/receipts", scopes: everyone, class: classRead, query: []string{"party!"}, handle: getReceipts},
		{method: "PUT", pattern: "/api/pieces/{root}/{n}", scopes: everyone, class: classPiece, query: []string{"size!"}, body: typeOctets, size: hub.PieceSize, handle: putPiece},
		{method: "GET", pattern: "/api/pieces/{root}", scopes: everyone, class: classRead, handle: getPieces},
		{method: "GET", pattern: "/api/exchanges/{xid}/pieces/{root}/{n}", scopes: everyone, class: classPiece, query: []string{"party!"}, handle: getPiece},

		{method: "PUT", pattern: "/api/parties/{party}/leases/{xid}", scopes: member, class: classWrite, handle: putLease},
		{method: "DELETE", pattern: "/api/parties/{party}/leases/{xid}", scopes: member, class: classWrite, handle: deleteLease},
		{method: "GET", pattern: "/api/parties/{party}/leases", scopes: member, class: classRead, handle: getLeases},
		{method: "PUT", pattern: "/api/parties/{party}/dates", scopes: member, class: classWrite, body: typeJSON, size: maxNames, handle: putDates},
		{method: "GET", pattern: "/api/parties/{party}/dates", scopes: member, class: classRead, handle: getDates},
		{method: "POST", pattern: "/api/available", scopes: member, class: classRead, body: typeJSON, size: maxNames, handle: postAvailable},

		{method: "POST", pattern: "/api/directory", scopes: member, class: classWrite, body: typeOctets, size: hub.MaxPublish, handle: postDirectory},
		{method: "GET", pattern: "/api/directory", scopes: everyone, class: classRead, query: []string{"from", "limit"}, handle: getDirectory},
		{method: "GET", pattern: "/api/checkpoint", scopes: everyone, class: classRead, handle: getCheckpoint},
		{method: "POST", pattern: "/api/directory/mailboxes", scopes: everyone, class: classRead, body: typeJSON, size: maxNames, handle: postMailboxes},
		{method: "POST", pattern: "/api/directory/objects", scopes: everyone, class: classRead, body: typeJSON, size: maxNames, handle: postObjects},

		{method: "GET", pattern: "/api/keyring", scopes: member | unlock, class: classRead, handle: getKeyring},
		{method: "PUT", pattern: "/api/keyring", scopes: member, class: classWrite, body: typeOctets, size: hub.MaxKeyring + maxHead, handle: putKeyring},
		{method: "GET", pattern: "/api/state", scopes: member, class: classRead, handle: getState},
		{method: "PUT", pattern: "/api/state", scopes: member, class: classWrite, body: typeOctets, size: hub.MaxState, handle: putState},

		{method: "POST", pattern: "/api/invites", scopes: member, class: classWrite, body: typeJSON, size: maxLogin, handle: postInvite},
		{method: "GET", pattern: "/api/invites", scopes: member, class: classRead, handle: getInvites},
		{method: "DELETE", pattern: "/api/invites/{locator}", scopes: member, class: classWrite, handle: deleteInvite},
		{method: "GET", pattern: "/api/invites/{locator}", scopes: member, class: classRead, handle: getAnswer},
		{method: "PUT", pattern: "/api/invites/{locator}", scopes: member, class: classWrite, body: typeJSON, size: maxLogin, handle: putOutcome},
		{method: "PUT", pattern: "/api/invitation", scopes: invite, class: classWrite, body: typeOctets, size: hub.MaxAnswer, handle: putAnswer},
		{method: "GET", pattern: "/api/invitation", scopes: invite, class: classRead, handle: getOutcome},

		// The socket's token is its first word, so that it stands in no address.
		{method: "GET", pattern: "/api/socket", class: classSocket, handle: getSocket},
	})
}

// Routes lists the methods and patterns that a Meter is told of.
func Routes() (methods, patterns []string) {
	methods, patterns = []string{"-"}, []string{"-"}
	for _, rt := range table() {
		if !slices.Contains(methods, rt.method) {
			methods = append(methods, rt.method)
		}
		if !slices.Contains(patterns, rt.pattern) {
			patterns = append(patterns, rt.pattern)
		}
	}
	return methods, patterns
}

// CloseCodes lists the codes that a socket ends with: ours, and those of who said
// goodbye and who was cut off.
func CloseCodes() []int {
	return []int{
		websocket.CloseNormalClosure, websocket.CloseAbnormalClosure, hub.CloseDrain, hub.CloseSlow, hub.CloseLost,
		hub.CloseExpired, hub.CloseRefused, hub.CloseBad, hub.CloseTooMany, hub.CloseInactive,
	}
}
