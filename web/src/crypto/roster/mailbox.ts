import { Public, mailboxName } from "../keys/index.ts";
import { fail, line, type Bytes, type Hash, type MemberID, type Note, type OrgID, type XID } from "../note/index.ts";
import { mailboxForm } from "./forms.ts";

/** mailboxLife is the most seconds between a mailbox's time and its expires. */
export const mailboxLife = 180 * 24 * 3600;

/** MailboxDraft is what a mailbox note says. */
export interface MailboxDraft {
  readonly rid: MemberID; // mailboxName of the three keys
  readonly xid: XID; // the one exchange it takes part in
  readonly org: OrgID; // who made it
  readonly record: Hash; // of that organisation's note, pinned for a reader without a directory
  readonly rcpt: Hash; // rh
  readonly author: Public;
  readonly login: Public;
  readonly time: number; // Unix seconds
  readonly expires: number; // Unix seconds; a hub deletes it then
}

/** Mailbox is a reporter's mailbox: keys from words, for one exchange. */
export interface Mailbox extends MailboxDraft {
  readonly note: Note;
  readonly hash: Hash;
}

/**
 * parseMailbox reads a mailbox note: E01 grammar, E06 unusable keys, E05 a name
 * that is not that of its keys, a life out of bounds or not signed by its author
 * key, E04 badly signed.
 */
export async function parseMailbox(raw: Uint8Array): Promise<Mailbox> {
  const n = mailboxForm.parse(raw);
  const m: Mailbox = {
    rid: n.get("rid"), xid: n.get("xid"), org: n.get("org"), record: n.get("record"), rcpt: n.get("rcpt"),
    author: Public.parse(n.get("author")), login: Public.parse(n.get("login")),
    time: n.num("time"), expires: n.num("expires"), note: n, hash: n.hash(),
  };
  if (mailboxName(m.login, m.author, m.rcpt) !== m.rid) fail("E05", "mailbox: its name is not that of its keys");
  if (m.expires <= m.time) fail("E05", "mailbox: expires before it begins");
  if (m.expires - m.time > mailboxLife) fail("E05", "mailbox: lives longer than 180 days");
  await m.author.check(n);
  return m;
}

/** signedMailbox prints the bytes that the author key signs. */
export function signedMailbox(m: MailboxDraft): Bytes {
  return mailboxForm.build(
    line("rid", m.rid),
    line("xid", m.xid),
    line("org", m.org),
    line("record", m.record),
    line("rcpt", m.rcpt),
    line("author", m.author.hex),
    line("login", m.login.hex),
    line("time", String(m.time)),
    line("expires", String(m.expires)),
  );
}
