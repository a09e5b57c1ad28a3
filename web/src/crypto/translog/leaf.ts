import { fail, isHash, isID, isNum, utf8, type Bytes, type Hash, type ID, type OrgID } from "../note/index.ts";

/** The records of the roster that follow one another. */
export const leafKinds = ["org", "vouch", "manifest", "team"] as const;
export type LeafKind = (typeof leafKinds)[number];

/** MaxLeaves bounds a log, so that a hub cannot feed a client for ever. */
export const MaxLeaves = 5_000_000;

/** What separates leaves from everything else that is hashed. */
const label = "sluis.v1/dir\n";

/** Leaf is one line of the log: that a record was accepted. */
export interface Leaf {
  readonly kind: LeafKind;
  readonly org: OrgID; // whose record it is; with a vouch, who is vouched for
  readonly subject: ID | ""; // vouch: who vouches; team: the team; else empty
  readonly version: number; // manifest: its version; team: its epoch; else 0
  readonly hash: Hash; // of the record
}

const hasSubject = (kind: string): boolean => kind === "vouch" || kind === "team";
const hasVersion = (kind: string): boolean => kind === "manifest" || kind === "team";

/** parseLeaf reads one line without its line feed (FORMAT.md L1): E01. */
export function parseLeaf(line: string): Leaf {
  const values = line.split(" ");
  const kind = leafKinds.find((k) => k === values[0]) ?? fail("E01", "log: a line of an unknown kind");
  const fields = 3 + Number(hasSubject(kind)) + Number(hasVersion(kind));
  if (values.length !== fields) fail("E01", `log: a ${kind} line of ${values.length} values`);
  const [org = "", second = ""] = values.slice(1);
  const hash = values.at(-1) ?? "";
  if (!isID(org) || !isHash(hash)) fail("E01", `log: a ${kind} line without an organisation or a hash`);
  const subject = hasSubject(kind) ? second : "";
  if (hasSubject(kind) && !isID(subject)) fail("E01", `log: a ${kind} line without its subject`);
  const version = hasVersion(kind) ? (values.at(-2) ?? "") : "0";
  if (!isNum(version)) fail("E01", `log: a ${kind} line without a number`);
  return { kind, org, subject, version: Number(version), hash };
}

/** A leaf as somebody says it. */
export type Said = Omit<Leaf, "kind"> & { readonly kind: string };

/** leafText is the line without its line feed. */
export function leafText({ kind, org, subject, version, hash }: Said): string {
  const values = [kind, org];
  if (hasSubject(kind)) values.push(subject);
  if (hasVersion(kind)) values.push(String(version));
  return [...values, hash].join(" ");
}

/** leafBytes is what the tree is made of. */
export function leafBytes(l: Leaf): Bytes {
  return utf8(`${label}${leafText(l)}\n`);
}
