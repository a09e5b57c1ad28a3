import type { Signing } from "../chain/index.ts";
import type { Public } from "../keys/index.ts";
import {
  ZeroHash, ZeroID, fail, partyKind, partyMember, partyTeam,
  type Checkpoint, type Hash, type MemberID, type OrgID, type Party,
} from "../note/index.ts";
import type { MemberRecord } from "./compact.ts";
import {
  authorKey, covers, orgKey, partyKey, signingKey, type Pages, type Revoked, type Span,
} from "./pages.ts";

// What a chain asks (FORMAT.md R40 to R49). log is undefined where the deployment
// has no directory log.

/** LogRoots is what a book asks of the directory log: the root that it had at a size, if it was ever so long. */
export interface LogRoots {
  root(size: number): Hash | undefined;
}

type MaybeLog = LogRoots | undefined;

/** oldTeamKey is for how many seconds after a new team key the one before it is still taken. */
export const oldTeamKey = 72 * 3600;

/** Mode is how a view weighs what has ended. */
export type Mode =
  | "by time" // ended or revoked before the time of the act
  | "standing" // accepted earlier: whoever could sign once
  | "revoked now" // by time, but revoked counts whatever the time
  | "strictly"; // ended or revoked at all

export function verdict(pages: Pages, log: MaybeLog, s: Signing, how: Mode): Public {
  checkCheckpoint(log, s.cp);
  if (partyKind(s.party) === "r") return mailboxSigner(pages, s);
  const org = partyOrg(pages, log, s.party, s.cp);
  if (org !== s.org) fail("E05", "signer: the party is of another organisation");
  const key = pages.keyOf.get(authorKey(s.author, s.key)) ?? fail("E06", "signer: unknown key");
  const gone = pages.revoked.get(orgKey(org, s.key));
  if (gone !== undefined && reaches(gone, log, s, how)) fail("E06", "signer: revoked key");
  const held = pages.signing.get(signingKey(s.party, s.author, s.key));
  if (held === undefined) return fail("E05", "signer: never of that party");
  if (!lasts(held, log, s, how)) fail("E05", "signer: not of that party then");
  return key;
}

/** reaches says whether a revocation reaches the act. */
function reaches(r: Revoked, log: MaybeLog, s: Signing, how: Mode): boolean {
  if (how === "strictly") return true;
  if (log !== undefined) return r.from <= s.cp.size;
  if (how === "by time") return r.time <= s.time;
  return how === "revoked now";
}

/** lasts says whether the right to sign lasted until the act. */
function lasts(held: Span, log: MaybeLog, s: Signing, how: Mode): boolean {
  if (how === "strictly") return held.to === 0;
  if (log !== undefined) return covers(held, s.cp.size);
  if (how === "standing") return true;
  return held.to === 0 || s.time <= held.ended;
}

function mailboxSigner(pages: Pages, s: Signing): Public {
  const m = pages.mailboxes.get(partyMember(s.party)) ?? fail("E06", "signer: unknown mailbox");
  if (m.author.id !== s.key) fail("E06", "signer: unknown key");
  if (s.author !== m.rid || s.org !== ZeroID) fail("E05", "signer: a mailbox signs for itself alone");
  if (s.xid !== m.xid) fail("E05", "signer: the mailbox is for another exchange");
  if (s.time > m.expires) fail("E05", "signer: the mailbox has expired");
  return m.author;
}

export function checkPartyKey(pages: Pages, log: MaybeLog, party: Party, rh: Hash, cp: Checkpoint): void {
  checkCheckpoint(log, cp);
  const held = pages.party.get(partyKey(party, rh));
  if (held === undefined) return fail("E06", "recipient is no key of the party");
  if (log !== undefined && !covers(held, cp.size)) fail("E06", "recipient is not the key of the party at the checkpoint");
}

/** checkNow is what a hub asks beyond checkPartyKey, at Unix second now (FORMAT.md R48). */
export function checkNow(pages: Pages, party: Party, rh: Hash, now: number): void {
  if (partyKind(party) === "m") {
    if (active(pages, partyMember(party))?.rcpt !== rh) fail("E06", "recipient is not the key of an active member");
    return;
  }
  if (partyKind(party) !== "t") return;
  const epochs = pages.teams.get(partyTeam(party))?.epochs ?? [];
  const newest = epochs.at(-1);
  if (newest?.rcpt === rh) return;
  if (newest === undefined || epochs.at(-2)?.rcpt !== rh) return fail("E06", "recipient is an older key of the team");
  if (now > newest.time + oldTeamKey) {
    fail("E06", "recipient is the team's key before the newest, for more than 72 hours");
  }
}

/** active gives the note of a member whose keys are not revoked. */
export function active(pages: Pages, member: MemberID): MemberRecord | undefined {
  const s = pages.members.get(member);
  if (s?.record === undefined) return undefined;
  const { sign, login } = s.record;
  return [sign, login].some((key) => pages.revoked.get(orgKey(s.org, key.id))) ? undefined : s.record;
}

/**
 * checkCheckpoint refuses checkpoints of the other kind, those that the log did not
 * have, and those of a log that is longer than is known here.
 */
function checkCheckpoint(log: MaybeLog, cp: Checkpoint): void {
  if (log === undefined) {
    if (cp.size !== 0 || cp.root !== ZeroHash) fail("E11", "checkpoint of a log that this directory does not have");
    return;
  }
  if (cp.size === 0) fail("E11", "no checkpoint, in a directory that has a log");
  const root = log.root(cp.size) ?? fail("E12", `checkpoint of size ${cp.size}, the log is not so long here`);
  if (root !== cp.root) fail("E11", `checkpoint of size ${cp.size} with a root that the log did not have`);
}

/** orgNow gives the organisation of a party now, ZeroID for a mailbox, undefined when it is unknown. */
export function orgNow(pages: Pages, party: Party): OrgID | undefined {
  const kind = partyKind(party);
  if (kind === "r" && pages.mailboxes.get(partyMember(party)) !== undefined) return ZeroID;
  return stateOf(pages, party)?.org;
}

function stateOf(pages: Pages, party: Party): { readonly org: OrgID; readonly from: number } | undefined {
  const kind = partyKind(party);
  return kind === "t" ? pages.teams.get(partyTeam(party)) : kind === "m" ? pages.members.get(partyMember(party)) : undefined;
}

export function partyOrg(pages: Pages, log: MaybeLog, party: Party, cp: Checkpoint): OrgID {
  checkCheckpoint(log, cp);
  const s = stateOf(pages, party);
  if (log !== undefined && s !== undefined && s.from > cp.size) return fail("E06", "party is unknown");
  return orgNow(pages, party) ?? fail("E06", "party is unknown");
}
