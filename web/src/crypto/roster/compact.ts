import type { Public } from "../keys/index.ts";
import type { Bytes, Hash, MemberID, OrgID } from "../note/index.ts";
import { readMember, type Member } from "./member.ts";

/**
 * MemberRecord is a member note as small as it can be kept: a book of a whole
 * country keeps 100,000 of them, and no manifest longer than it is the newest.
 */
export interface MemberRecord {
  readonly org: OrgID;
  readonly member: MemberID;
  readonly sign: Public;
  readonly login: Public;
  readonly rcpt: Hash;
  readonly prev: Hash;
  readonly raw: Bytes;
}

export function recordOfNote({ org, member, sign, login, rcpt, prev, note }: Member): MemberRecord {
  return { org, member, sign, login, rcpt, prev, raw: note.bytes };
}

/** noteOf is the member note again, to the byte. */
export function noteOf(r: MemberRecord | null | undefined): Member | undefined {
  return r ? readMember(r.raw) : undefined;
}
