import { type Hash, type MemberID, concat, hashBytes, hashOf, utf8 } from "../note/index.ts";
import { type Public } from "./sign.ts";

/**
 * Names a mailbox by its keys, so that no hub can put other keys under the name:
 * first half of SHA-256("sluis.v1/rid\n" || login || author || rcpt) (FORMAT.md
 * I7). rcpt is the hash of its recipient.
 */
export function mailboxName(login: Public, author: Public, rcpt: Hash): MemberID {
  return hashOf(concat(utf8("sluis.v1/rid\n"), login.bytes, author.bytes, hashBytes(rcpt))).slice(0, 32);
}
