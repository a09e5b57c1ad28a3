import { recipientHash } from "../crypto/keys/index.ts";
import type { Hash, MemberID, OrgID, TeamID } from "../crypto/note/index.ts";
import {
  holdsKey, parseManifest, recordOf, type Book, type Manifest, type Wrap,
} from "../crypto/roster/index.ts";
import type { Directory } from "../directory/index.ts";
import type { Member } from "./member.ts";

/**
 * TeamChange is in what a team's newest key differs from what the newest manifest of
 * its organisation asks: the manifest is the admins' word, the key is the members' own
 * act, and nobody can do both alone.
 */
export interface TeamChange {
  readonly stay: readonly MemberID[]; // hold the key and go on
  readonly gone: readonly MemberID[]; // hold it and should not: who left, and who has other keys since
  readonly join: readonly MemberID[]; // should hold it and do not
  /** Somebody who stays signed for a new recipient, or the organisation's recovery key is another one. */
  readonly rewrap: boolean;
}

/** due says whether a next key is due without asking anybody. */
export function due(c: TeamChange): boolean {
  return c.gone.length > 0 || c.rewrap;
}

/**
 * changeOf compares a team's newest note with the newest manifest; undefined for a team
 * without either. Who stays is told by member notes, never by recipients: a recipient is
 * public, and who names it in a note proves nothing.
 */
export function changeOf(book: Book, id: TeamID): TeamChange | undefined {
  const t = book.team(id);
  const manifest = t && book.manifest(t.org);
  if (t === undefined || manifest === undefined) return undefined;
  const assigned = book.assigned(id);
  const stay: MemberID[] = [];
  const gone: MemberID[] = [];
  const join: MemberID[] = [];
  let rewrap = (t.recovery?.rcpt ?? "") !== manifest.recovery;
  for (const w of t.members) {
    const record = book.member(w.member);
    if (record === undefined || !assigned.includes(w.member) || !book.active(w.member)) {
      gone.push(w.member);
    } else if (succeeds(book, record.hash, book.sealedTo(id, w.member))) {
      stay.push(w.member);
      if (record.rcpt !== w.rcpt) rewrap = true;
    } else {
      gone.push(w.member); // an admin's word alone, as for who joins
      join.push(w.member);
    }
  }
  join.push(...assigned.filter((mid) => !holdsKey(t, mid) && book.active(mid)));
  return { stay, gone, join, rewrap };
}

/**
 * succeeds says whether a member note is that one, or the member itself went over to it
 * from that one: each note on the way is signed with the key of the one before.
 */
function succeeds(book: Book, now: Hash | undefined, from: Hash | undefined): boolean {
  if (from === undefined) return false;
  while (now !== undefined && now !== from) now = book.memberNote(now)?.prev;
  return now === from;
}

/**
 * lasting gives the time of the first of the newest manifests of an organisation that
 * all say so; 0 when the newest does not.
 */
export async function lasting(dir: Directory, org: OrgID, so: (m: Manifest) => boolean): Promise<number> {
  let since = 0;
  for (const { kind, hash } of dir.records(org).toReversed()) {
    if (kind !== "manifest") continue;
    const bytes = await dir.object(kind, hash);
    if (bytes === undefined) return since; // it counted when it was fetched; from here on nothing is known
    const m = parseManifest(bytes);
    if (!so(m)) return since;
    since = m.time;
  }
  return since;
}

/**
 * belongs says whether a manifest has a member in a team with the keys of that note, or
 * of one that succeeds it, none of them revoked.
 */
export function belongs(book: Book, m: Manifest, team: TeamID, member: MemberID, note: Hash | undefined): boolean {
  if (!m.assigns.some((a) => a.team === team && a.member === member)) return false;
  const now = recordOf(m, member);
  const record = book.memberNote(now ?? "");
  if (record === undefined || !succeeds(book, now, note)) return false;
  return !m.revoked.some((r) => r.key === record.sign.id || r.key === record.login.id);
}

/** heldTooLong tells since when somebody holds a team's newest key who should not; 0 when nobody does. */
export async function heldTooLong(dir: Directory, id: TeamID): Promise<number> {
  const { book } = dir;
  const c = changeOf(book, id);
  const t = book.team(id);
  if (c === undefined || t === undefined || c.gone.length === 0) return 0;
  const notes = c.gone.map((member) => [member, book.sealedTo(id, member)] as const);
  return lasting(dir, t.org, (m) => notes.some(([member, note]) => !belongs(book, m, id, member, note)));
}

/**
 * heldTeams are the own teams whose newest key is sealed to this member's keys: only
 * those can it make a next one for.
 */
export function heldTeams(m: Member): TeamID[] {
  const own = recipientHash(m.keys.identity.recipient);
  const mine = (w: Wrap): boolean => w.member === m.id && w.rcpt === own;
  return m.dir.book.teamsOf(m.id).filter((id) => m.dir.book.team(id)?.members.some(mine));
}
