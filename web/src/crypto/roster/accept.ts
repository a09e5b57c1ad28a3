import { parseRecipient, recipientHash, type Public } from "../keys/index.ts";
import {
  ZeroHash, ascii, fail, hashOf, mailboxParty, type Bytes, type KeyID, type Note, type OrgID,
} from "../note/index.ts";
import { parseCard } from "./card.ts";
import { recordOfNote } from "./compact.ts";
import { parseMailbox } from "./mailbox.ts";
import { recordOf, revokes, type Manifest } from "./manifest.ts";
import { parseMember } from "./member.ts";
import { parseOrg, parseVouch } from "./org.ts";
import { covers, orgKey, partyKey, type OrgState, type Pages } from "./pages.ts";

// Each function here makes all its checks before it changes the draft.

/** maxTerms is the size of an organisation's templates and terms in bytes. */
export const maxTerms = 256 << 10;

/** quorum is how many accepted organisations admit one that is no founder. */
const quorum = 2;

export async function addOrg(
  draft: Pages, data: Bytes, n: number, founders: ReadonlyMap<OrgID, KeyID>,
): Promise<void> {
  const org = await parseOrg(data);
  if (draft.orgs.get(org.org) !== undefined) fail("E11", "organisation has two first records");
  const root = founders.get(org.org);
  if (root !== undefined && root !== org.root.id) {
    fail("E06", "organisation: its root is not the founder's root that is pinned");
  }
  draft.count(n);
  draft.orgs.set(org.org, { org, accepted: root !== undefined, vouchers: [], manifest: undefined, last: n + 1 });
}

export async function addVouch(draft: Pages, data: Bytes, n: number): Promise<void> {
  const v = parseVouch(data);
  if (!draft.orgs.get(v.by)?.accepted) fail("E06", "vouch: by an organisation that is not accepted");
  const s = draft.orgs.get(v.org) ?? fail("E06", "vouch: the organisation is unknown");
  checkAfter(s, n);
  if (s.org.hash !== v.record) fail("E06", "vouch: for another record of the organisation");
  const signer = orgKey(v.by, v.note.sigs[0]?.key ?? "");
  const key = draft.adminKey.get(signer);
  if (key === undefined || !covers(draft.admins.get(signer), n)) return fail("E05", "vouch: not signed by an admin");
  const gone = draft.revoked.get(signer);
  if (gone !== undefined && gone.from <= n) fail("E05", "vouch: signed with a revoked key");
  await key.check(v.note);
  draft.count(n);
  const vouchers = s.vouchers.includes(v.by) ? s.vouchers : [...s.vouchers, v.by];
  draft.orgs.set(v.org, { ...s, last: n + 1, vouchers, accepted: s.accepted || vouchers.length >= quorum });
}

export async function addMember(draft: Pages, data: Bytes): Promise<void> {
  const m = await parseMember(data);
  if (m.prev !== ZeroHash) {
    const before = draft.notes.get(m.prev) ?? fail("E06", "member: the note it replaces is unknown");
    if (before.org !== m.org || before.member !== m.member) {
      fail("E05", "member: it replaces the note of another member");
    }
    await checkSignedBy(m.note, before.sign, m.sign);
  }
  draft.notes.set(m.hash, recordOfNote(m));
  draft.name(m.rcpt);
}

export async function addMailbox(draft: Pages, data: Bytes): Promise<void> {
  const m = await parseMailbox(data);
  const s = draft.orgs.get(m.org);
  if (!s?.accepted) return fail("E06", "mailbox: its organisation is not accepted");
  if (s.org.hash !== m.record) fail("E06", "mailbox: names another record of its organisation");
  if (draft.mailboxes.get(m.rid) !== undefined) fail("E11", "mailbox has two notes");
  draft.mailboxes.set(m.rid, m);
  draft.name(m.rcpt);
  // At any size: its exchange is made before it.
  draft.party.set(partyKey(mailboxParty(m.rid), m.rcpt), { from: 0, to: 0, ended: 0, before: undefined });
}

export function addCard(draft: Pages, data: Bytes): void {
  const card = parseCard(data);
  draft.cards.set(hashOf(data), card);
}

export function addTerms(draft: Pages, data: Bytes): void {
  if (data.length > maxTerms) fail("E01", `terms of ${data.length} bytes, at most ${maxTerms}`);
  draft.terms.set(hashOf(data), data);
}

export function addRecipient(draft: Pages, data: Bytes): void {
  const text = ascii(data);
  // A byte order mark would vanish in the text.
  if (text.length !== data.length) fail("E14", "recipient is not ASCII");
  const r = parseRecipient(text);
  draft.recipients.set(recipientHash(r), r);
}

/** checkAfter: record n comes after the newest of the organisation. */
export function checkAfter(s: OrgState, n: number): void {
  if (n < s.last) fail("E11", `record ${n} of an organisation comes before one that is known`);
}

/**
 * adminOf finds the admin of that manifest who signed the note: E05 when none of
 * its signatures is of a current, unrevoked key of an admin.
 */
export function adminOf(draft: Pages, m: Manifest, note: Note): Public {
  for (const admin of m.admins) {
    const key = draft.recordIn(recordOf(m, admin))?.sign;
    if (key !== undefined && note.sigs.some((s) => s.key === key.id) && !revokes(m, key.id)) return key;
  }
  return fail("E05", "no signature of an admin");
}

/** checkSignedBy: a note carries the signatures of exactly these keys. */
export async function checkSignedBy(note: Note, ...by: Public[]): Promise<void> {
  for (const key of by) await key.check(note);
  if (note.sigs.length !== new Set(by.map((key) => key.hex)).size) {
    fail("E05", "a signature of a key that does not belong there");
  }
}
