import { sha256 } from "@noble/hashes/sha2.js";
import { recipientHash } from "../crypto/keys/index.ts";
import { utf8 } from "../crypto/note/bytes.ts";
import { fail } from "../crypto/note/code.ts";
import type { Hash, MemberID, OrgID, TeamID } from "../crypto/note/value.ts";
import { encode, parse } from "../crypto/words/words.ts";
import type { Member } from "./member.ts";
import { lineage } from "./reset.ts";
import { findTeam } from "./teams.ts";

/** Words stand for ten bytes of a hash: that many cannot be ground, as the bits of four could (FORMAT.md, part 8). */
const bytesSaid = 10;

/** Compared are the eight words by which two people hear whether they hold the same keys. */
export class Compared {
  readonly words: readonly string[];

  constructor(...what: readonly string[]) {
    this.words = encode(sha256(utf8(`sluis.v1/compare\n${what.join(" ")}\n`)).subarray(0, bytesSaid));
  }

  /** check holds what somebody typed, as it was read aloud, to these words: E28 when they are no words, E16 when they differ. */
  check(heard: string): void {
    if (parse(heard).join() !== this.words.join()) fail("E16", "what was read aloud are the words of other keys");
  }
}

function rootOf(m: Member, org: string): string {
  return m.dir.book.org(org)?.root.id ?? fail("E06", "an organisation that the directory does not have");
}

/** memberWords are those of the keys that the directory has of a colleague: E06 for who is no member now. */
export function memberWords(m: Member, member: MemberID): Compared {
  const r = m.dir.book.member(member) ?? fail("E06", "no member of an organisation now");
  return new Compared("member", r.org, rootOf(m, r.org), member, r.sign.hex, r.login.hex, r.rcpt);
}

/** ownWords are those of the keys that this member holds, whatever the directory says that they are. */
export function ownWords(m: Member): Compared {
  const { sign, login, identity } = m.keys;
  return new Compared("member", m.org, rootOf(m, m.org), m.id, sign.public.hex, login.public.hex, recipientHash(identity.recipient));
}

/**
 * teamWords are those of a team: of its organisation's root, and of the key from which
 * its present one follows without a break. They stay when the team takes a next key.
 */
export function teamWords(m: Member, team: TeamID): Compared {
  const { org } = m.dir.book.team(team) ?? fail("E06", "a team without a key");
  return new Compared("team", org, rootOf(m, org), team, lineage(m, team));
}

/**
 * confirmMember keeps that a member's keys were compared by phone, on a number that was
 * known before: heard are the eight words that it read aloud (E28, E16). From then on it
 * can be let in for itself. A root that is not the pinned one is nobody's to confirm (E06).
 */
export async function confirmMember(m: Member, member: MemberID, heard: string): Promise<void> {
  memberWords(m, member).check(heard);
  const { org, hash } = m.dir.book.member(member)!; // whose words these are
  await keep(m, member, org, hash);
}

/**
 * confirmKey keeps that a team's key was compared by phone, on a number that was known
 * before: heard are the eight words that they read aloud (E28, E16). From then on it is
 * written to. A root that is not the pinned one is nobody's to confirm (E06).
 */
export async function confirmKey(m: Member, team: TeamID | string, heard: string): Promise<void> {
  const { id, org } = await findTeam(m, team);
  teamWords(m, id).check(heard);
  await keep(m, id, org, lineage(m, id));
}

async function keep(m: Member, whom: TeamID | MemberID, org: OrgID, line: Hash): Promise<void> {
  const root = rootOf(m, org);
  if (m.keys.pins.some((p) => p.org === org && p.root !== root)) fail("E06", "another root than the pinned one");
  await m.checks.set(whom, { line, root, at: new Date(m.now() * 1000).toISOString() });
}
