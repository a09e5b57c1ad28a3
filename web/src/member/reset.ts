import { recipientHash } from "../crypto/keys/index.ts";
import {
  codeOf, fail, memberParty, partyKind, partyMember, partyTeam, teamParty, type Hash, type KeyID, type MemberID, type Party, type TeamID,
} from "../crypto/note/index.ts";
import type { KeyState } from "../worker/protocol.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";
import { knownName } from "./names.ts";
import { teamName } from "./teams.ts";

/** Check is what a member remembers of a team, or another member, whose keys it compared by phone. */
interface Check {
  readonly line: Hash; // of a team what lineage said, of a member the hash of its note
  readonly root: KeyID; // of its organisation
  readonly at: string;
}

/** Checks is where these are kept, sealed to the member: by team or member. */
export interface Checks {
  get(whom: TeamID | MemberID): unknown;
  set(whom: TeamID | MemberID, check: Check): Promise<void>;
}

/** noChecks keeps them for as long as it is there: what a session has before it knows its own. */
export function noChecks(): Checks {
  const all = new Map<TeamID | MemberID, Check>();
  return {
    get: (whom) => all.get(whom),
    set: async (whom, check) => void all.set(whom, check),
  };
}

function checkOf(m: Member, whom: TeamID | MemberID): Check | undefined {
  const kept = m.checks.get(whom);
  if (typeof kept !== "object" || kept === null) return undefined;
  const { line, root, at } = { line: "", root: "", at: "", ...kept };
  return typeof line === "string" && typeof root === "string" && typeof at === "string" ? { line, root, at } : undefined;
}

/**
 * keyState says whether somebody compared a team's key with them. It is changed when the
 * team has a key without a predecessor, or its organisation another root, than was
 * compared, or than was pinned when the member came.
 */
export function keyState(m: Member, team: TeamID): KeyState {
  const org = m.dir.book.team(team)?.org ?? "";
  const root = m.dir.book.org(org)?.root.id ?? "";
  const check = checkOf(m, team);
  const pin = m.keys.pins.find((p) => p.org === org);
  if (root === "" || (pin !== undefined && pin.root !== root)) return { state: "changed", at: "" };
  if (check === undefined) return { state: lastReset(m, team) === undefined ? "unchecked" : "changed", at: "" };
  return check.line === lineage(m, team) && check.root === root ? { state: "checked", at: check.at } : { state: "changed", at: "" };
}

/**
 * confirmed refuses, with E06, another team whose key changed and was not compared, and
 * another member by name whose keys were not compared as they are now, unless granted,
 * the recipient it has in the current epoch of an exchange, is just that one already: an
 * admin alone says whose keys are whose. An own team's is the member's own to know, and
 * its own keys are those of its keyring (ownKey).
 */
export function confirmed(m: Member, p: Party, granted?: Hash): void {
  if (p === memberParty(m.id)) return ownKey(m, m.id, m.dir.book.member(m.id)?.rcpt);
  if (m.parties().includes(p)) return;
  if (partyKind(p) === "m") return confirmedMember(m, partyMember(p), granted);
  if (partyKind(p) !== "t") return;
  const team = partyTeam(p);
  if (m.dir.book.team(team) === undefined || keyState(m, team).state !== "changed") return;
  fail("E06", `the key of team ${teamName(m, teamParty(team))} changed: call them on a number that was known before, compare, and confirm it`);
}

/** memberCompared says whether the keys that the directory has of a member now were compared with it. */
export function memberCompared(m: Member, member: MemberID): boolean {
  const record = m.dir.book.member(member);
  const check = checkOf(m, member);
  return record !== undefined && check?.line === record.hash && check.root === m.dir.book.org(record.org)?.root.id;
}

function confirmedMember(m: Member, member: MemberID, granted: Hash | undefined): void {
  const record = m.dir.book.member(member);
  if (record === undefined || record.rcpt === granted) return; // without a record there is no key to seal to either
  if (memberCompared(m, member)) return;
  const name = knownName(m, member) || "a member who takes part by name";
  fail("E06", `the keys of ${name} were not compared: call on a number that was known before, hear the words, and confirm them`);
}

/**
 * ownKey refuses, with E06, to seal what is for this member itself to another recipient
 * than that of its keyring: whose keys are whose an admin says alone.
 */
export function ownKey(m: Member, to: MemberID, rcpt: Hash | undefined): void {
  if (to !== m.id || rcpt === recipientHash(m.keys.identity.recipient)) return;
  fail("E06", "the directory shows other keys of yours than this session holds: nothing is sealed to them");
}

/** toCompare says whether confirmed refuses a party. */
export function toCompare(m: Member, p: Party): boolean {
  try {
    confirmed(m, p);
    return false;
  } catch (err) {
    if (codeOf(err) !== "E06") throw err;
    return true;
  }
}

/** othersConfirmed refuses, with E06, an exchange with another team whose key changed and was not compared. */
export function othersConfirmed(m: Member, x: Exchange): void {
  for (const p of x.state.set) if (partyKind(p) === "t") confirmed(m, p);
}

/** lineage is the hash of the newest team note without predecessor: a reset, or the first. */
export function lineage(m: Member, team: TeamID): Hash {
  return (lastReset(m, team) ?? m.dir.book.teamAt(team, 0))?.hash ?? fail("E06", "a team without a key");
}

/** lastReset is the newest key of a team that was made without one before it, undefined when all have one. */
export function lastReset(m: Member, team: TeamID): { readonly hash: Hash } | undefined {
  for (let t = m.dir.book.team(team); t !== undefined; t = m.dir.book.teamAt(team, t.epoch - 1)) {
    if (t.reset) return t;
  }
  return undefined;
}
