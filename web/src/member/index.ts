// Acting as a member of an organisation from a browser, end to end: look a team up,
// verify who it is, seal, sign, send, receive, open, fold. Twin of partners.
//
// It promises that nothing is shown that was not verified from the signed records
// down (crypto/FORMAT.md), that nothing is sealed to a key the directory does not
// vouch for, that what was signed is sent or kept (the outbox), also over a reload
// and across tabs, and that custody is shown with its certainty. What was verified
// once in a session is not verified again: cost grows with what is new and with
// what is shown.
//
// It refuses to trust the hub: every answer is checked, a chain that went back or
// forked is E03, and no secret is used before its public half was matched with a
// signed record. Of what it keeps, plaintext is nothing: only public records,
// signed bytes and bytes sealed to the member. It belongs in the worker.
export { accept } from "./accept.ts";
export { file } from "./download.ts";
export { example } from "./flows.ts";
export type { Changes, Home, Locks } from "./home.ts";
export { replyOrWait, sendOrWait, sendWaiting, stillWaits, takeBack } from "./letters.ts";
export { Line } from "./line.ts";
export type { Wire } from "./line.ts";
export { confirmKey, confirmMember, memberWords, ownWords, teamWords } from "./compare.ts";
export { lagsOf } from "./follow.ts";
export type { Lag } from "./follow.ts";
export { byMark, inbox, zaken } from "./list.ts";
export { memoryLocks, platformLocks } from "./locks.ts";
export { Member, open } from "./member.ts";
export type { Means } from "./member.ts";
export { moveBegun, moveZaak } from "./move.ts";
export type { Begun, Moved, Moving, Step } from "./move.ts";
export { follow, news } from "./news.ts";
export type { News } from "./news.ts";
export { noDraft } from "./origin.ts";
export type { Origin } from "./origin.ts";
export { resume } from "./outbox.ts";
export type { Resumed, TakenBack } from "./outbox.ts";
export { addParty, leaveExchange, rekeyNow, removeParty, replaceParty } from "./parties.ts";
export { receipt } from "./receipt.ts";
export { renewAll } from "./renew.ts";
export { keyState } from "./reset.ts";
export type { Checks } from "./reset.ts";
export { addMember, membersOf, restrict } from "./restrict.ts";
export { Rooms } from "./rooms.ts";
export { joinsWaiting, letIn, rotateTeam, tend } from "./rotate.ts";
export { search } from "./search.ts";
export { claim, close, decline, newZaak, recall, release, reply, send } from "./send.ts";
export type { Letter } from "./send.ts";
export { changeOf, due, heldTeams } from "./teamchange.ts";
export { ownTeams, self, teams } from "./teams.ts";
export { pauseUpload, resumeUpload } from "./uploading.ts";
export { show } from "./view.ts";
