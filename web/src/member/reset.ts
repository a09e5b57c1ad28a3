import { fail, partyKind, partyTeam, teamParty, type Hash, type KeyID, type Party, type TeamID } from "../crypto/note/index.ts";
import type { KeyState } from "../worker/protocol.ts";
import type { Member } from "./member.ts";
import { teamName } from "./teams.ts";

/** Check is what a member remembers of a team whose key it compared by phone. */
interface Check {
  readonly line: Hash; // what lineage said
  readonly root: KeyID; // of its organisation
  readonly at: string;
}

/** Checks is where these are kept, sealed to the member: by team. */
export interface Checks {
  get(team: TeamID): unknown;
  set(team: TeamID, check: Check): Promise<void>;
}

/** noChecks keeps them for as long as it is there: what a session has before it knows its own. */
export function noChecks(): Checks {
  const all = new Map<TeamID, Check>();
  return {
    get: (team) => all.get(team),
    set: async (team, check) => void all.set(team, check),
  };
}

function checkOf(m: Member, team: TeamID): Check | undefined {
  const kept = m.checks.get(team);
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
 * confirmed refuses, with E06, another team whose key changed and was not compared. An
 * own team's is the member's own to know.
 */
export function confirmed(m: Member, p: Party): void {
  if (partyKind(p) !== "t" || m.parties().includes(p)) return;
  const team = partyTeam(p);
  if (m.dir.book.team(team) === undefined || keyState(m, team).state !== "changed") return;
  fail("E06", `the key of team ${teamName(m, teamParty(team))} changed: call them on a number that was known before, compare, and confirm it`);
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
