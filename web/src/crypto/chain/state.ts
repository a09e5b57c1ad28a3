import type { Public } from "../keys/index.ts";
import {
  fail, partyKind, newID,
  type Checkpoint, type Hash, type KeyID, type MemberID, type OrgID, type Party, type XID,
} from "../note/index.ts";
import { carries, type Header, type Type } from "./entry.ts";

/**
 * Signing is an act that somebody signs on behalf of a party. xid, seq and time
 * tell where and when it stands, for a View that learns of revocations late.
 */
export interface Signing {
  readonly xid: XID;
  readonly seq: number;
  readonly party: Party;
  readonly org: OrgID;
  readonly author: MemberID;
  readonly key: KeyID;
  readonly time: number;
  readonly cp: Checkpoint;
}

/** View is what a chain must know of the directory. What it refuses, it throws. */
export interface View {
  /**
   * signer gives the key named, if that author may sign with it for that party
   * and organisation at that checkpoint. A key that is unknown, replaced or
   * revoked is E06; one that does not sign for the party is E05.
   */
  signer(s: Signing): Public;
  /** partyKey holds when rh is the current key of the party, else E06. */
  partyKey(party: Party, rh: Hash, cp: Checkpoint): void;
  /** partyOrg gives the organisation of a party, E06 when it is unknown. */
  partyOrg(party: Party, cp: Checkpoint): OrgID;
}

/** Standing is the offer at the head of a chain. */
export interface Standing {
  readonly entry: Hash;
  readonly seq: number;
  readonly party: Party;
  readonly to: Party;
  readonly org: OrgID;
  readonly member: MemberID;
  readonly key: KeyID;
  readonly time: number;
  /** An offer without effect: only a reader that holds the epoch finds out (replay), a hub never does. */
  readonly void: boolean;
}

/** Known is a party that takes part or did. */
export interface Known {
  readonly party: Party;
  /** The newest epoch that it was a party of. */
  readonly until: number;
  /** One more than the newest epoch it wrote in, 0 when it never did. */
  readonly wrote: number;
}

/**
 * State is what the headers up to head say. It is plain data: its JSON comes
 * back as an equal State. A State is never changed after it is made; append
 * gives another.
 */
export interface State {
  readonly xid: XID;
  readonly seq: number; // of the head
  readonly head: Hash; // H(the newest entry)
  readonly time: number; // of the head
  readonly cp: Checkpoint; // of the head

  readonly epoch: number;
  readonly rcpts: readonly Hash[]; // of each epoch
  readonly set: readonly Party[]; // of the epoch, sorted
  readonly owner: Party;

  readonly offer: Standing | null; // when the head is an offer
  readonly leaving: Party | ""; // when the head is a leave
  readonly closed: boolean;

  readonly known: readonly Known[]; // in order of first appearance
  readonly posts: Posts;
}

/**
 * Posts lists the posts of a chain, which a recall may name, in hex: for each
 * the first 16 bytes of its hash and its party's place in State.known, four
 * bytes big endian.
 */
export type Posts = string;

const hashDigits = 32;
const postDigits = hashDigits + 8;

export function withPost(posts: Posts, hash: Hash, party: number): Posts {
  return posts + hash.slice(0, hashDigits) + party.toString(16).padStart(postDigits - hashDigits, "0");
}

/** findPost gives the place in State.known of who posted it, undefined when it is no post. */
export function findPost(posts: Posts, hash: Hash): number | undefined {
  const wanted = hash.slice(0, hashDigits);
  let at = posts.indexOf(wanted);
  while (at >= 0 && at % postDigits !== 0) at = posts.indexOf(wanted, at + 1);
  return at < 0 ? undefined : parseInt(posts.slice(at + hashDigits, at + postDigits), 16);
}

/** has says whether p is a party of the current epoch. */
export function has(s: State, p: Party): boolean {
  return s.set.includes(p);
}

/** restricted (afgeschermd) holds while the set has a single member in it. */
export function restricted(s: State): boolean {
  return hasKind(s.set, "m");
}

export function hasKind(set: readonly Party[], kind: "t" | "m" | "r"): boolean {
  return set.some((p) => partyKind(p) === kind);
}

/** hasMailbox holds when the exchange began with a reporter's mailbox. */
export function hasMailbox(s: State): boolean {
  return s.known.some((k) => partyKind(k.party) === "r");
}

export function find(s: State, p: Party): Known | undefined {
  return s.known.find((k) => k.party === p);
}

/** rcptOf is the recipient of the current epoch. */
export function rcptOf(s: State): Hash {
  return s.rcpts[s.epoch]!; // each epoch was begun with one
}

/**
 * next begins the header of the entry that would follow: its place, the epoch
 * and its recipient, time and checkpoint not below the head's, a fresh nonce. A
 * rekey still needs its own rcpt.
 */
export function next(s: State, type: Type, now: number, cp: Checkpoint): Header {
  return {
    xid: s.xid, seq: s.seq + 1, prev: s.head,
    epoch: type === "rekey" ? s.epoch + 1 : s.epoch,
    type, party: "", org: "", author: "", key: "",
    time: Math.max(now, s.time),
    cp: cp.size > s.cp.size ? cp : s.cp,
    nonce: newID(),
    to: "", target: "",
    rcpt: type !== "rekey" && carries(type).body ? rcptOf(s) : "",
    grants: [], blobs: [], body: "", ct: "", ctSize: 0, binds: [],
  };
}

/**
 * may says whether a party may append an entry of that type now. An accept must
 * still name its offer's key in a second signature, a recall a post of its own
 * party unless it is the owner's.
 */
export function may(s: State, p: Party, type: Type): boolean {
  return whyNot(s, p, type) === undefined;
}

/** checkMay is may as a check: E05, with the reason in words. */
export function checkMay(s: State, p: Party, type: Type): void {
  const why = whyNot(s, p, type);
  if (why !== undefined) fail("E05", `${type}: ${why}`);
}

function whyNot(s: State, p: Party, type: Type): string | undefined {
  if (s.closed) return "the exchange is closed";
  if (!has(s, p)) return "not a party of the exchange";
  if (s.leaving !== "" && type !== "rekey") return "a party has left, first the rekey without it";
  if (s.leaving === p) return "the party has left";
  if (partyKind(p) === "r" && type !== "post" && type !== "recall") return "a mailbox only posts and recalls its own";
  if ((type === "offer" || type === "close") && p !== s.owner) return "not the owner";
  if (type === "offer" && !s.set.some((q) => mayOwn(s, q))) return "no other party can own the exchange";
  if (type === "accept" && s.offer?.to !== p) return "no offer to this party stands";
  if (type === "leave" && p === s.owner) return "the owner stays";
  if (type === "genesis") return "the exchange has begun";
  return undefined;
}

/** mayOwn holds for a party that ownership can be offered to. */
export function mayOwn(s: State, p: Party): boolean {
  return p !== s.owner && partyKind(p) !== "r";
}
