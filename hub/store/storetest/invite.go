package storetest

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

func testInvites(t *testing.T, s *store.Store) {
	ctx := t.Context()
	one := hub.Invitation{Locator: "a1", Org: "o", By: mia, Login: "key", Ends: 100}
	two := hub.Invitation{Locator: "a2", Org: "o", By: tom, Login: "key", Ends: 90}
	ends, err := s.AddInvite(ctx, one, 10, 2)
	must(t, err)
	same(t, "its end", ends, one.Ends)
	again := one
	again.Ends = 200
	ends, err = s.AddInvite(ctx, again, 10, 2)
	must(t, err)
	same(t, "the end of the same again", ends, one.Ends)
	other := one
	other.Login = "other"
	_, err = s.AddInvite(ctx, other, 10, 2)
	wantCode(t, err, hub.E20)
	_, err = s.AddInvite(ctx, two, 10, 2)
	must(t, err)
	three := hub.Invitation{Locator: "a3", Org: "o", By: tom, Login: "key", Ends: 300}
	_, err = s.AddInvite(ctx, three, 89, 2)
	wantCode(t, err, hub.E24)
	three.Org = "p"
	_, err = s.AddInvite(ctx, three, 89, 2)
	must(t, err)
	all, err := s.Invites(ctx, "o", 89)
	must(t, err)
	same(t, "those of an organisation", []note.ID{all[0].Locator, all[1].Locator}, []note.ID{two.Locator, one.Locator})
	all, err = s.Invites(ctx, "o", 90)
	must(t, err)
	same(t, "those that have not ended", len(all), 1)

	wantCode(t, s.AdmitInvite(ctx, "a1", []byte("outcome"), 90, 1), hub.E21)
	wantCode(t, s.AnswerInvite(ctx, "a2", []byte("answer"), 90, 1), hub.E21)
	must(t, s.AnswerInvite(ctx, "a1", []byte("answer"), 99, 200))
	must(t, s.AnswerInvite(ctx, "a1", []byte("answer"), 150, 400))
	wantCode(t, s.AnswerInvite(ctx, "a1", []byte("other"), 150, 400), hub.E20)
	must(t, s.AdmitInvite(ctx, "a1", []byte("outcome"), 199, 300))
	must(t, s.AdmitInvite(ctx, "a1", []byte("outcome"), 199, 400))
	wantCode(t, s.AdmitInvite(ctx, "a1", []byte("other"), 199, 400), hub.E20)
	got, err := s.Invite(ctx, "a1", 299)
	must(t, err)
	want := one
	want.Ends, want.Answer, want.Outcome = 300, []byte("answer"), []byte("outcome")
	same(t, "all of it", got, want)
	_, err = s.Invite(ctx, "a1", 300)
	wantCode(t, err, hub.E21)

	must(t, s.DropInvite(ctx, "a1", "p"))
	_, err = s.Invite(ctx, "a1", 299)
	must(t, err)
	must(t, s.DropInvite(ctx, "a1", "o"))
	_, err = s.Invite(ctx, "a1", 299)
	wantCode(t, err, hub.E21)
	must(t, s.DropInvites(ctx, 299))
	_, err = s.Invite(ctx, "a3", 299)
	must(t, err)
	must(t, s.DropInvites(ctx, 300))
	_, err = s.Invite(ctx, "a3", 0)
	wantCode(t, err, hub.E21)
	// What has ended makes room, and its place is free.
	two.Ends = 400
	_, err = s.AddInvite(ctx, two, 300, 1)
	must(t, err)
}
