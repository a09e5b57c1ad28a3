import type { Grant, Type } from "../crypto/chain/index.ts";
import { codeOf, fail, partyKind, partyMember, partyTeam, teamParty, type Code, type Hash, type Party, type TeamID } from "../crypto/note/index.ts";
import { oldTeamKey } from "../crypto/roster/index.ts";
import { liveOffer, renew } from "./add.ts";
import type { Act } from "./compose.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";
import { confirmed, othersConfirmed } from "./reset.ts";
import { heldTooLong } from "./teamchange.ts";
import { teamName } from "./teams.ts";

/**
 * Lag is a party whose key an exchange does not follow. Until then, 72 hours, may be
 * written to the old one when no new one can be made; after that not.
 */
export interface Lag {
  readonly party: Party;
  readonly team: string;
  /** The party has a newer key; that has no predecessor; or who left the team holds its newest key. */
  readonly why: "replaced" | "reset" | "left";
  readonly since: number; // Unix seconds
  readonly until: number;
}

function lagOf(m: Member, party: Party, why: Lag["why"], since: number): Lag {
  return { party, team: teamName(m, party), why, since, until: since + oldTeamKey };
}

/** lagsOf lists the parties of the current epoch whose key it does not follow. */
export async function lagsOf(m: Member, x: Exchange): Promise<Lag[]> {
  const list: Lag[] = [];
  for (const g of grantsNow(x)) {
    const lag = partyKind(g.party) === "t" ? await teamLag(m, g.party, g.key) : memberLag(m, g);
    if (lag !== undefined) list.push(lag);
  }
  return list;
}

/** grantsNow are the grant lines of the current epoch. */
export function grantsNow(x: Exchange): Grant[] {
  const { epoch } = x.state;
  return x.entries
    .filter(({ entry: e }) => (e.type === "genesis" || e.type === "rekey") && e.epoch === epoch)
    .flatMap(({ entry: e }) => e.grants.filter((g) => g.epoch === epoch));
}

function memberLag(m: Member, { party, key }: Grant): Lag | undefined {
  const record = partyKind(party) === "m" ? m.dir.book.member(partyMember(party)) : undefined;
  return record === undefined || record.rcpt === key ? undefined : lagOf(m, party, "replaced", record.time);
}

/** teamLag says how far a key is from what a team's key should be, undefined when it is not. */
async function teamLag(m: Member, p: Party, key: Hash): Promise<Lag | undefined> {
  const team = partyTeam(p);
  const newest = m.dir.book.team(team);
  if (newest === undefined) return undefined;
  if (newest.rcpt === key) {
    const left = await heldTooLong(m.dir, team);
    return left === 0 ? undefined : lagOf(m, p, "left", left);
  }
  let since = newest.time;
  let why: Lag["why"] = "replaced";
  // an entry with a key that was no team's is E06 long before
  for (let t = m.dir.book.team(team); t !== undefined && t.rcpt !== key; t = m.dir.book.teamAt(team, t.epoch - 1)) {
    since = t.time;
    if (t.reset) why = "reset";
  }
  return lagOf(m, p, why, since);
}

/**
 * current brings an exchange to the keys that its parties have now, by a rekey with an
 * unchanged set: an offer and a post start from there. Where that cannot be made now,
 * since nobody cosigns the log or a key is withheld, a post may go out under the old
 * key for 72 hours after the new one was there (E12 after that), an offer may not.
 * After a reset it is for the owner to rekey (E29), who first compares the new key; so
 * does everybody who goes on after that, also while an offer stands (E06).
 */
export async function current(m: Member, x: Exchange, t: Type): Promise<Exchange> {
  if (liveOffer(m, x)) {
    othersConfirmed(m, x);
    return x; // nothing may come between an offer and its acceptance
  }
  let lags = await lagsOf(m, x);
  for (const l of lags) ofOwner(l, x);
  othersConfirmed(m, x);
  for (const l of lags) confirmed(m, l.party);
  const goesOn = x.state.leaving === "" && x.keys.key(x.state.epoch) !== undefined;
  if ((!goesOn || lags.some((l) => l.why !== "left")) && partyKind(x.party) !== "r") {
    try {
      x = await renew(m, x, "the key of a party was replaced");
      lags = lags.filter((l) => l.why === "left");
    } catch (err) {
      if (!goesOn || t !== "post" || !mayLag.includes(codeOf(err))) throw err;
    }
  }
  tooLate(m, lags);
  return x;
}

/** Why a rekey fails that a post may do without for a while. */
const mayLag: readonly (Code | "")[] = ["E12", "E13", "E06"];

/** ofOwner refuses to go on after a reset to who is not the owner. */
function ofOwner(l: Lag, x: Exchange): void {
  if (l.why !== "reset" || x.party === x.state.owner) return;
  fail("E29", `team ${l.team} has a key without a predecessor: who is responsible for this exchange goes on with it first`);
}

/** mayRekey refuses a rekey that would take a team's reset over on the word of another than the owner. */
export async function mayRekey(m: Member, x: Exchange, a: Act): Promise<void> {
  for (const l of await lagsOf(m, x)) if (a.set?.includes(l.party)) ofOwner(l, { ...x, party: a.party });
}

/** tooLate refuses what would be sealed to a key that should be gone for 72 hours. */
function tooLate(m: Member, lags: readonly Lag[]): void {
  for (const l of lags) {
    if (m.now() <= l.until) continue;
    if (l.why === "left") fail("E12", `somebody left team ${l.team} more than 72 hours ago, and it has no new key yet: call them`);
    fail("E12", `team ${l.team} has a new key for more than 72 hours, and this exchange cannot be brought to it now`);
  }
}

/**
 * addressable refuses to begin with a team whose key changed, until it was compared
 * (E06), or that somebody left too long ago (E12).
 */
export async function addressable(m: Member, team: TeamID): Promise<void> {
  const p = teamParty(team);
  confirmed(m, p);
  const since = await heldTooLong(m.dir, team);
  if (since !== 0) tooLate(m, [lagOf(m, p, "left", since)]);
}

/** behind says whether an exchange that goes on does not follow the newest key of one of its parties. */
export async function behind(m: Member, x: Exchange): Promise<boolean> {
  if (x.state.closed || x.end !== null || !x.state.set.includes(x.party)) return false;
  const lags = await lagsOf(m, x);
  return lags.some((l) => l.why !== "left") || (x.state.leaving !== "" && x.state.leaving !== x.party);
}
