import {
  Form, ZeroHash, any, fail, hashOf, isHash, isID, isNum, isParty, isTime, line, maybe, once, oneOf, some,
  type Bytes, type Checkpoint, type Field, type Hash, type ID, type KeyID, type Line, type MemberID, type Note,
  type OrgID, type Party, type XID,
} from "../note/index.ts";

const types = [
  "genesis", // begins the exchange: its parties and the first document
  "post", // says something
  "rekey", // opens a new epoch: a new case key, perhaps other parties
  "offer", // offers ownership to one party
  "accept", // takes it, signed by both sides
  "close", // ends the exchange
  "recall", // takes a post back, or a genesis that is still alone
  "leave", // a party goes
] as const;

/** Type says what an entry does. */
export type Type = (typeof types)[number];

/**
 * Grant is a case key sealed to a party: key is the hash of the recipient it was
 * sealed to, file the SHA-256 of the sealed file.
 */
export interface Grant {
  readonly party: Party;
  readonly epoch: number;
  readonly key: Hash;
  readonly file: Hash;
}

/** Blob is an attachment: see blobRoot, and the size of its ciphertext in bytes. */
export interface Blob {
  readonly root: Hash;
  readonly size: number;
}

/** Bind is the proof that the author held the case key of an epoch. */
export interface Bind {
  readonly epoch: number;
  readonly value: Hash;
}

/**
 * Header is everything an entry says in the open (FORMAT.md C1). A line that is
 * not there is "", and ctSize then 0.
 */
export interface Header {
  readonly xid: XID; // of a genesis: the id it gives, not the zeros of its line
  readonly seq: number;
  readonly prev: Hash;
  readonly epoch: number; // a rekey names its new one
  readonly type: Type;
  readonly party: Party; // on whose behalf
  readonly org: OrgID;
  readonly author: MemberID;
  readonly key: KeyID;
  readonly time: number; // Unix seconds
  readonly cp: Checkpoint;
  readonly nonce: ID;
  readonly to: Party | ""; // offer only
  readonly target: Hash | ""; // recall only
  readonly rcpt: Hash | ""; // hash of the case recipient of epoch
  readonly grants: readonly Grant[];
  readonly blobs: readonly Blob[];
  readonly body: Hash | ""; // SHA-256 of the padded plaintext
  readonly ct: Hash | ""; // SHA-256 of the ciphertext
  readonly ctSize: number; // its size in bytes
  readonly binds: readonly Bind[]; // in order of epoch
}

/** Entry is a header together with the note it was read from. */
export interface Entry extends Header {
  readonly note: Note;
  /** H(entry): SHA-256 over the whole note, signatures included. */
  readonly hash: Hash;
}

// The smallest and the largest ciphertext: a body padded to 4 096 bytes, and
// one of 256 KiB of JSON (FORMAT.md C10).
export const minCT = 5755;
export const maxCT = 272059;

const unboundFields: readonly Field[] = [
  once("xid", isHash),
  once("seq", isNum),
  once("prev", isHash),
  once("epoch", isNum),
  once("type", oneOf(...types)),
  once("party", isParty),
  once("org", isID),
  once("author", isID),
  once("key", isID),
  once("time", isTime),
  once("cp", isNum, isHash),
  once("nonce", isID),
  maybe("to", isParty),
  maybe("target", isHash),
  maybe("rcpt", isHash),
  any("grant", isParty, isNum, isHash, isHash),
  any("blob", isHash, isNum),
  maybe("body", isHash),
  maybe("ct", isHash, isNum),
];

const unboundForm = new Form({ label: "entry", fields: unboundFields });

const entryForm = new Form({
  label: "entry", fields: [...unboundFields, some("bind", isNum, isHash)], minSigs: 1, maxSigs: 2,
});

/**
 * parse reads an entry. Every deviation from the grammar, from the lines its
 * type has and from its number of signatures is E01; no rule that needs the
 * chain is looked at.
 */
export function parse(raw: Uint8Array): Entry {
  const e = parseAnySigned(raw);
  const wanted = e.type === "accept" ? 2 : 1;
  const has = e.note.sigs.length;
  if (has !== wanted) fail("E01", `${e.type} with ${has} signature lines, want ${wanted}`);
  return e;
}

/** parseAnySigned is parse without the number of signatures. */
export function parseAnySigned(raw: Uint8Array): Entry {
  const n = entryForm.parse(raw);
  const h = header(n);
  if (h.type === "genesis" && h.xid !== ZeroHash) fail("E01", "genesis names an exchange");
  checkShape(h);
  checkBindCount(h);
  const xid = h.type === "genesis" ? hashOf(n.signed) : h.xid;
  return { ...h, xid, note: n, hash: n.hash() };
}

function header(n: Note): Header {
  const [ct = "", ctSize = "0"] = n.all("ct")[0] ?? [];
  return {
    xid: n.get("xid"), seq: n.num("seq"), prev: n.get("prev"), epoch: n.num("epoch"),
    type: n.get("type") as Type, // the form lets no other word through
    party: n.get("party"), org: n.get("org"), author: n.get("author"), key: n.get("key"),
    time: n.num("time"), cp: checkpoint(n), nonce: n.get("nonce"),
    to: n.get("to"), target: n.get("target"), rcpt: n.get("rcpt"),
    grants: n.all("grant").map(([party = "", epoch = "", key = "", file = ""]) => ({
      party, epoch: Number(epoch), key, file,
    })),
    blobs: n.all("blob").map(([root = "", size = ""]) => ({ root, size: Number(size) })),
    body: n.get("body"), ct, ctSize: Number(ctSize),
    // The lines stand bytewise, so that 10 comes before 9.
    binds: n.all("bind").map(([epoch = "", value = ""]) => ({ epoch: Number(epoch), value }))
      .sort((a, b) => a.epoch - b.epoch),
  };
}

/** checkpoint reads the cp line of a note. */
export function checkpoint(n: Note): Checkpoint {
  const [size = "0", root = ZeroHash] = n.all("cp")[0] ?? [];
  return { size: Number(size), root };
}

/** carries says which optional lines a type has (FORMAT.md C3 to C7). */
export function carries(type: Type): { body: boolean; grants: boolean; blobs: boolean } {
  return {
    body: ["genesis", "post", "rekey", "offer", "accept"].includes(type),
    grants: type === "genesis" || type === "rekey",
    blobs: type === "genesis" || type === "post",
  };
}

/** checkShape checks the lines against the type. */
function checkShape(h: Header): void {
  const { type } = h;
  const { body, grants, blobs } = carries(type);
  if (type === "genesis" && (h.seq !== 0 || h.prev !== ZeroHash || h.epoch !== 0)) {
    fail("E01", "genesis is not the first entry of epoch 0");
  }
  if ((h.to !== "") !== (type === "offer")) fail("E01", `${type} with or without a to line`);
  if ((h.target !== "") !== (type === "recall")) fail("E01", `${type} with or without a target line`);
  if ((h.rcpt !== "") !== body) fail("E01", `${type} with or without an rcpt line`);
  if ((h.body !== "") !== body) fail("E01", `${type} with or without a body line`);
  if ((h.ct !== "") !== body) fail("E01", `${type} with or without a ct line`);
  if (h.grants.length > 0 && !grants) fail("E01", `${type} with grant lines`);
  if (h.blobs.length > 0 && !blobs) fail("E01", `${type} with blob lines`);
  if (h.ct !== "" && (h.ctSize < minCT || h.ctSize > maxCT)) {
    fail("E01", `ciphertext of ${h.ctSize} bytes, want ${minCT} to ${maxCT}`);
  }
  checkNoLog(h.cp);
}

/** checkNoLog: zeros are the root of no log, and of nothing else. */
export function checkNoLog(cp: Checkpoint): void {
  if ((cp.size === 0) !== (cp.root === ZeroHash)) fail("E01", `checkpoint of size ${cp.size} has the wrong root`);
}

function checkBindCount(h: Header): void {
  const wanted = h.type === "rekey" ? 2 : 1;
  if (h.binds.length !== wanted) fail("E01", `${h.type} with ${h.binds.length} bind lines, want ${wanted}`);
}

/**
 * unbound prints every byte before the first bind line: what a bind is computed
 * over. What parse would refuse is refused with E01.
 */
export function unbound(h: Header): Bytes {
  checkShape(h);
  return unboundForm.build(...linesOf(h));
}

/**
 * signed prints the bytes that are signed. Add the signature lines with attach
 * of note: one of key, and for an accept also one of the offer's key over these
 * same bytes (see checkAccept). What parse would refuse is refused with E01.
 */
export function signed(h: Header): Bytes {
  checkShape(h);
  checkBindCount(h);
  return entryForm.build(...linesOf(h), ...h.binds.map((b) => line("bind", String(b.epoch), b.value)));
}

function linesOf(h: Header): Line[] {
  const maybeLine = (name: string, value: string) => (value === "" ? [] : [line(name, value)]);
  return [
    line("xid", h.type === "genesis" ? ZeroHash : h.xid),
    line("seq", String(h.seq)),
    line("prev", h.prev),
    line("epoch", String(h.epoch)),
    line("type", h.type),
    line("party", h.party),
    line("org", h.org),
    line("author", h.author),
    line("key", h.key),
    line("time", String(h.time)),
    line("cp", String(h.cp.size), h.cp.root),
    line("nonce", h.nonce),
    ...maybeLine("to", h.to),
    ...maybeLine("target", h.target),
    ...maybeLine("rcpt", h.rcpt),
    ...h.grants.map((g) => line("grant", g.party, String(g.epoch), g.key, g.file)),
    ...h.blobs.map((b) => line("blob", b.root, String(b.size))),
    ...maybeLine("body", h.body),
    ...(h.ct === "" ? [] : [line("ct", h.ct, String(h.ctSize))]),
  ];
}
