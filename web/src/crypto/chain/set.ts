import { fail, partyKind, type Party } from "../note/index.ts";
import type { Entry } from "./entry.ts";
import { has, hasMailbox, restricted, type State, type View } from "./state.ts";

/** checkGrants: one grant for each party and epoch, none of a later epoch. */
export function checkGrants(e: Entry): void {
  const seen = new Set<string>();
  for (const g of e.grants) {
    const at = `${g.party} ${g.epoch}`;
    if (seen.has(at)) fail("E05", `${e.type}: two grants of epoch ${g.epoch} to one party`);
    seen.add(at);
    if (g.epoch > e.epoch) fail("E05", `${e.type}: grant of epoch ${g.epoch}`);
  }
}

/** newSet reads the parties of the entry's epoch from its grant lines, sorted. */
export function newSet(e: Entry): Party[] {
  return e.grants.filter((g) => g.epoch === e.epoch).map((g) => g.party).sort();
}

/** checkRekey gives the new parties, and whether the set is unchanged or the one that a leave forces. */
export function checkRekey(s: State, e: Entry, v: View): { set: readonly Party[]; plain: boolean } {
  checkGrants(e);
  const set = newSet(e);
  if (s.rcpts.includes(e.rcpt)) fail("E05", "rekey: its recipient was used before");
  for (const g of e.grants) {
    if (g.epoch === e.epoch) continue;
    if (e.party !== s.owner) fail("E05", "rekey: older epochs are the owner's to give");
    if (!set.includes(g.party)) fail("E05", "rekey: an older epoch to a party outside the set");
  }
  const wanted = s.leaving === "" ? s.set : without(s.set, s.leaving);
  if (equal(set, wanted)) return { set, plain: true };
  if (s.leaving !== "") fail("E05", "rekey: the set is not the one without the party that left");
  if (e.party === s.owner) checkChange(s, e, set, v);
  else checkReplace(s, e, set, v);
  return { set, plain: false };
}

/**
 * checkChange: the owner keeps itself; a mailbox is never added, and beside one
 * only teams of the owner's organisation.
 */
function checkChange(s: State, e: Entry, set: readonly Party[], v: View): void {
  if (!set.includes(s.owner)) fail("E05", "rekey: the owner without itself");
  for (const p of set) {
    if (has(s, p)) continue;
    if (partyKind(p) === "r") fail("E05", "rekey: a mailbox is never added");
    if (!hasMailbox(s)) continue;
    if (partyKind(p) !== "t") fail("E05", "rekey: only a team is added beside a mailbox");
    checkSameOrg(s.owner, p, e, v);
  }
}

/**
 * checkReplace: a team that is not the owner puts another team of its own
 * organisation in its place.
 */
function checkReplace(s: State, e: Entry, set: readonly Party[], v: View): void {
  if (restricted(s)) { // so an m-party never does
    fail("E05", "rekey: no team replaces itself in a restricted exchange");
  }
  const rest = without(s.set, e.party);
  const added = set.find((p) => !rest.includes(p));
  if (added === undefined || !equal(without(set, added), rest)) {
    return fail("E05", "rekey: only the owner changes the set");
  }
  if (partyKind(added) !== "t") fail("E05", "rekey: a team is replaced by a team");
  checkSameOrg(e.party, added, e, v);
}

function checkSameOrg(a: Party, b: Party, e: Entry, v: View): void {
  if (v.partyOrg(a, e.cp) !== v.partyOrg(b, e.cp)) fail("E05", "rekey: a team of another organisation");
}

/** checkGrantKeys: each grant is sealed to the current key of its party. */
export function checkGrantKeys(e: Entry, v: View): void {
  for (const g of e.grants) v.partyKey(g.party, g.key, e.cp);
}

function without(set: readonly Party[], p: Party): Party[] {
  return set.filter((q) => q !== p);
}

function equal(a: readonly Party[], b: readonly Party[]): boolean {
  return a.length === b.length && a.every((p, i) => p === b[i]);
}
