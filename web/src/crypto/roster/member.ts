import { Public } from "../keys/index.ts";
import {
  ZeroHash, concat, fail, hashBytes, hashOf, isHash, line, utf8,
  type Bytes, type Hash, type MemberID, type Note, type OrgID,
} from "../note/index.ts";
import { memberForm } from "./forms.ts";

/** MemberDraft is what a member note says. */
export interface MemberDraft {
  readonly org: OrgID;
  readonly member: MemberID;
  readonly sign: Public; // for entries, receipts, team notes
  readonly login: Public; // for logging in and for the keyring
  readonly rcpt: Hash; // rh of the member's recipient
  readonly name: Hash; // nameHash of the name; only its holders can open it
  readonly prev: Hash; // of the member note it replaces, ZeroHash for a first one
  readonly time: number; // Unix seconds
}

/** Member is one version of a member's keys, signed with the member's own key. */
export interface Member extends MemberDraft {
  readonly note: Note;
  /** What a manifest names in the member's line. */
  readonly hash: Hash;
}

/**
 * parseMember reads a member note: E01 grammar, E06 unusable keys, E05 one key
 * for two uses or not signed by its own sign key, E04 badly signed.
 */
export async function parseMember(raw: Uint8Array): Promise<Member> {
  const m = readMember(raw);
  if (m.sign.equals(m.login)) fail("E05", "member: one key for signing and for logging in");
  if (m.prev === ZeroHash && m.note.sigs.length !== 1) fail("E01", "member: a first note has one signature");
  await m.sign.check(m.note);
  return m;
}

/** readMember is parseMember for bytes that it has taken before. */
export function readMember(raw: Uint8Array): Member {
  const n = memberForm.parse(raw);
  return {
    org: n.get("org"), member: n.get("mid"), sign: Public.parse(n.get("sign")), login: Public.parse(n.get("login")),
    rcpt: n.get("rcpt"), name: n.get("name"), prev: n.get("prev"), time: n.num("time"), note: n, hash: n.hash(),
  };
}

/**
 * signedMember prints the bytes that the new sign key signs, and the one before
 * it when the note replaces one with another sign key.
 */
export function signedMember(m: MemberDraft): Bytes {
  return memberForm.build(
    line("org", m.org),
    line("mid", m.member),
    line("sign", m.sign.hex),
    line("login", m.login.hex),
    line("rcpt", m.rcpt),
    line("name", m.name),
    line("prev", m.prev),
    line("time", String(m.time)),
  );
}

/**
 * checkName decides whether salt (64 hex) and name are what the note commits to:
 * E01 for a malformed salt, E09 for another name.
 */
export function checkName(m: Member, salt: string, name: string): void {
  if (!isHash(salt)) fail("E01", "name opening: salt is not 64 hex digits");
  if (nameHash(hashBytes(salt), name) !== m.name) {
    fail("E09", "name opening: the name is not the one the member committed to");
  }
}

/**
 * nameHash commits to a name without showing it: SHA-256("sluis.v1/name\n" ||
 * salt || name in UTF-8). The salt is 32 fresh random bytes, kept for life.
 */
export function nameHash(salt: Uint8Array, name: string): Hash {
  return hashOf(concat(utf8("sluis.v1/name\n"), salt, utf8(name)));
}
