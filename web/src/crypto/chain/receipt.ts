import {
  Form, fail, isHash, isID, isNum, isParty, isTime, line, once,
  type Bytes, type Checkpoint, type Hash, type KeyID, type MemberID, type Note, type OrgID, type Party, type XID,
} from "../note/index.ts";
import { checkAuthor } from "./append.ts";
import { checkNoLog, checkpoint, type Entry } from "./entry.ts";
import { find, type State, type View } from "./state.ts";

/** receiptForm is the grammar of a receipt (FORMAT.md C70). */
export const receiptForm = new Form({
  label: "receipt",
  fields: [
    once("xid", isHash),
    once("entry", isHash),
    once("party", isParty),
    once("org", isID),
    once("author", isID),
    once("key", isID),
    once("time", isTime),
    once("cp", isNum, isHash),
  ],
  minSigs: 1, maxSigs: 1,
});

/** ReceiptDraft is a receipt before it is signed. */
export interface ReceiptDraft {
  readonly xid: XID;
  readonly entry: Hash;
  readonly party: Party;
  readonly org: OrgID;
  readonly author: MemberID;
  readonly key: KeyID;
  readonly time: number; // Unix seconds
  readonly cp: Checkpoint;
}

/** Receipt says that a person has seen an entry. */
export interface Receipt extends ReceiptDraft {
  readonly note: Note;
}

/**
 * newReceipt begins a receipt on an entry: the caller adds party, org, author
 * and key. Time and checkpoint are never below those of the entry.
 */
export function newReceipt(e: Entry, now: number, cp: Checkpoint): ReceiptDraft {
  return {
    xid: e.xid, entry: e.hash, party: "", org: "", author: "", key: "",
    time: Math.max(now, e.time), cp: cp.size > e.cp.size ? cp : e.cp,
  };
}

/** signedReceipt prints the bytes to sign; attach of note adds the signature of key. */
export function signedReceipt(r: ReceiptDraft): Bytes {
  return receiptForm.build(
    line("xid", r.xid),
    line("entry", r.entry),
    line("party", r.party),
    line("org", r.org),
    line("author", r.author),
    line("key", r.key),
    line("time", String(r.time)),
    line("cp", String(r.cp.size), r.cp.root),
  );
}

/** parseReceipt reads a receipt; every deviation from the grammar is E01. */
export function parseReceipt(raw: Uint8Array): Receipt {
  const n = receiptForm.parse(raw);
  const cp = checkpoint(n);
  checkNoLog(cp);
  return {
    xid: n.get("xid"), entry: n.get("entry"), party: n.get("party"), org: n.get("org"), author: n.get("author"),
    key: n.get("key"), time: n.num("time"), cp, note: n,
  };
}

/**
 * checkReceipt verifies a receipt on e, an entry of this chain at or before the
 * state's head. A receipt that passes once passes in every later state. Whether
 * the author gave one on e before is for the caller to see.
 */
export async function checkReceipt(s: State, r: Receipt, e: Entry, v: View): Promise<void> {
  if (r.xid !== s.xid || e.xid !== s.xid) fail("E05", "receipt of another exchange");
  if (r.entry !== e.hash) fail("E05", "receipt on another entry");
  const known = find(s, r.party);
  if (known === undefined || known.until < e.epoch) {
    fail("E05", "receipt by a party that was gone before the entry, or never there");
  }
  if (r.author === e.author && e.type !== "accept") fail("E05", "receipt on an own entry");
  if (r.time < e.time) fail("E05", "receipt from before its entry");
  if (r.cp.size < e.cp.size) fail("E05", "receipt with a checkpoint from before its entry");
  if (r.cp.size === e.cp.size && r.cp.root !== e.cp.root) fail("E11", `two roots for log size ${r.cp.size}`);
  checkAuthor("receipt", r);
  const { xid, party, org, author, key, time, cp } = r;
  await v.signer({ xid, seq: e.seq, party, org, author, key, time, cp }).check(r.note);
}
