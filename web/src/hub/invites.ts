// An invitation is where an admin and a newcomer leave each other two things by way of
// the hub: the newcomer an answer, the admin an outcome. Both know eight words that the
// hub does not, and each tells by a MAC what the hub changed (FORMAT.md I24 and I25).
// Twin of hub/invite.go and partners/client/invites.go.

import type { Public } from "../crypto/keys/index.ts";
import { type Bytes, type Hash, type ID, type MemberID, fail, isHash, isID, utf8 } from "../crypto/note/index.ts";
import type { Asks } from "./api.ts";
import { joinFrame, splitFrame } from "./language.ts";
import { list, moment, object, readJSON, text, truth } from "./shape.ts";

/** Bounds of the hub: invitations of one organisation at once, and bytes of an answer. */
export const maxInvites = 100;
export const maxAnswer = 16 << 10;

/** An invitation as an admin sees it at the hub. */
export interface Invited {
  readonly locator: ID;
  readonly by: MemberID;
  readonly ends: number;
  readonly answered: boolean;
  readonly admitted: boolean;
}

/** What a newcomer brings: its member note, the recipient that the note names, its name sealed to the invitation, and the MAC over the note. */
export interface Answer {
  readonly member: Bytes;
  readonly recipient: Bytes;
  readonly name: Bytes;
  readonly mac: Hash;
}

/** Which manifest names the newcomer, and the MAC over that and the organisation's note. */
export interface Outcome {
  readonly manifest: Hash;
  readonly mac: Hash;
}

const ended = object({ ends: moment });
const invited = object({ locator: text(isID), by: text(isID), ends: moment, answered: truth, admitted: truth });
const all = object({ invites: list(invited, maxInvites) });
const outcome = object({ manifest: text(isHash), mac: text(isHash) });

const one = (locator: ID): string => `/api/invites/${isID(locator) ? locator : fail("E01", "an invitation is 32 hex digits")}`;

/** Makes one, for an admin: where it lies and who may log in there. It gives the second in which it ends. E20, E24. */
export async function invite(hub: Asks, locator: ID, login: Public): Promise<number> {
  const json = { locator, login: login.hex };
  return readJSON(await hub.ask({ method: "POST", path: "/api/invites", json, want: "json" }), ended).ends;
}

/** Those of the calling admin's organisation that have not ended. */
export async function invitations(hub: Asks): Promise<Invited[]> {
  return readJSON(await hub.ask({ method: "GET", path: "/api/invites", want: "json" }), all).invites;
}

/** Takes one back; one that is not there is a success. */
export async function uninvite(hub: Asks, locator: ID): Promise<void> {
  await hub.ask({ method: "DELETE", path: one(locator), want: "none" });
}

/** The answer to one, for an admin; E21 while there is none. */
export async function answered(hub: Asks, locator: ID): Promise<Answer> {
  const frame = await hub.ask({ method: "GET", path: one(locator), want: "octets", limit: maxAnswer });
  const [member, recipient, name, mac, ...more] = splitFrame(frame);
  const word = mac === undefined ? "" : new TextDecoder().decode(mac);
  if (member === undefined || recipient === undefined || name === undefined || more.length > 0 || !isHash(word)) {
    return fail("E01", "answer is not a note, a recipient, a name and a MAC");
  }
  return { member, recipient, name, mac: word };
}

/** Leaves the outcome for the newcomer; another than before is E20. */
export async function admitted(hub: Asks, locator: ID, of: Outcome): Promise<void> {
  await hub.ask({ method: "PUT", path: one(locator), json: of, want: "none" });
}

/** Brings the caller's answer to its own invitation, once: another is E20. */
export async function answer(hub: Asks, { member, recipient, name, mac }: Answer): Promise<void> {
  const octets = joinFrame(member, recipient, name, utf8(mac));
  await hub.ask({ method: "PUT", path: "/api/invitation", octets, want: "none" });
}

/** What the admin left for the caller; E21 while there is nothing. */
export async function outcomeOf(hub: Asks): Promise<Outcome> {
  return readJSON(await hub.ask({ method: "GET", path: "/api/invitation", want: "json" }), outcome);
}
