import type { Public } from "../keys/index.ts";
import { ZeroID, attach, fail, partyKind, type MemberID, type OrgID, type Party, type Sig } from "../note/index.ts";
import { parseAnySigned, type Entry } from "./entry.ts";
import { checkGrantKeys, checkGrants, checkRekey, newSet } from "./set.ts";
import {
  checkMay, find, findPost, has, hasKind, mayOwn, rcptOf, withPost,
  type Known, type Standing, type State, type View,
} from "./state.ts";

/** offerLife is how many seconds after its offer an accept may be dated. */
export const offerLife = 1800;

/** begin reads a genesis: an exchange with one entry. */
export async function begin(e: Entry, v: View): Promise<State> {
  if (e.type !== "genesis") fail("E02", "the exchange does not begin with a genesis");
  checkGrants(e);
  const set = newSet(e);
  if (hasKind(set, "r") && partyKind(e.party) !== "t") fail("E05", "genesis: with a mailbox, but not by a team");
  if (!set.includes(e.party)) fail("E05", "genesis: no grant to its own party");
  if (hasKind(set, "r") && set.length !== 2) fail("E05", "genesis: a mailbox has one team and nobody else");
  if (firstBind(e) !== 0) fail("E05", `genesis: bind of epoch ${firstBind(e)}`);
  checkAuthor(e.type, e);
  checkGrantKeys(e, v);
  await checkSignature(e, v);
  return after(undefined, e, set);
}

/**
 * append makes every check that headers allow and gives the state after e; s
 * stays as it is. The first rule that is broken, in the order of FORMAT.md C14
 * and up, gives the code.
 */
export async function append(s: State, e: Entry, v: View): Promise<State> {
  const set = check(s, e, v);
  await checkSignature(e, v);
  if (e.type === "accept") await offeringKey(s, e, v).check(e.note);
  return after(s, e, set);
}

/**
 * checkAccept verifies an accept that still lacks the signature of the offering
 * member, as if it stood in the chain: signed are its signed bytes, sig is the
 * receiver's signature. The caller, who is the offering member, still has to
 * check the bind, the body and the ciphertext before it signs the same bytes.
 * Errors are those of parse and append.
 */
export async function checkAccept(s: State, signed: Uint8Array, sig: Sig, v: View): Promise<Entry> {
  const e = parseAnySigned(attach(signed, sig));
  if (e.note.sigs.length !== 1) fail("E01", "co-signature asked over bytes that hold a signature");
  if (e.type !== "accept") fail("E05", `co-signature asked for a ${e.type}`);
  check(s, e, v);
  await checkSignature(e, v);
  offeringKey(s, e, v);
  return e;
}

/** check makes the checks of append that need no signature; it gives the parties of the entry's epoch. */
function check(s: State, e: Entry, v: View): readonly Party[] {
  checkPlace(s, e);
  checkMay(s, e.party, e.type);
  checkAuthor(e.type, e);
  let set = s.set;
  let lower = e.type === "close";
  if (e.type === "rekey") ({ set, plain: lower } = checkRekey(s, e, v));
  else if (e.type === "offer") checkOffer(s, e);
  else if (e.type === "accept") checkAcceptance(s, e);
  else if (e.type === "recall") checkRecall(s, e);
  if (e.type !== "rekey" && e.rcpt !== "" && e.rcpt !== rcptOf(s)) {
    fail("E05", `${e.type}: rcpt is not that of epoch ${s.epoch}`);
  }
  checkBinds(s, e, lower);
  checkGrantKeys(e, v);
  return set;
}

/** checkPlace: this exchange, the next seq, after the head, not back in time. */
function checkPlace(s: State, e: Entry): void {
  if (e.xid !== s.xid) fail("E05", "entry of another exchange");
  if (e.seq === s.seq && e.hash !== s.head) fail("E03", `two entries for seq ${e.seq}`);
  if (e.seq !== s.seq + 1) fail("E02", `entry ${e.seq} after entry ${s.seq}`);
  if (e.prev !== s.head) fail("E03", `entry ${e.seq} follows another entry ${s.seq}`);
  if (e.time < s.time) fail("E05", "time falls");
  if (e.cp.size < s.cp.size) fail("E05", "checkpoint falls");
  if (e.cp.size === s.cp.size && e.cp.root !== s.cp.root) fail("E11", `two roots for log size ${e.cp.size}`);
  const epoch = e.type === "rekey" ? s.epoch + 1 : s.epoch;
  if (e.epoch !== epoch) fail("E05", `${e.type} of epoch ${e.epoch}, want ${epoch}`);
}

/** checkAuthor: the author of an m- or r-party is that member or mailbox itself. */
export function checkAuthor(what: string, by: { party: Party; org: OrgID; author: MemberID }): void {
  const kind = partyKind(by.party);
  if (kind !== "t" && by.author !== by.party.slice(1)) fail("E05", `${what}: author is not its party`);
  if (kind === "r" && by.org !== ZeroID) fail("E05", `${what}: a mailbox has no organisation`);
}

function checkOffer(s: State, e: Entry): void {
  if (!has(s, e.to)) fail("E05", "offer: to is not a party");
  if (!mayOwn(s, e.to)) fail("E05", "offer: to is the owner or a mailbox");
}

function checkAcceptance(s: State, e: Entry): void {
  const offer = standing(s);
  if (e.time - offer.time > offerLife) fail("E05", `accept: ${e.time - offer.time} seconds after its offer`);
  if (e.author === offer.member) fail("E05", "accept: by the offering member");
  if (e.key === offer.key) fail("E05", "accept: with the offering key");
}

/** standing is the offer of an accept; checkMay has seen that it stands and is to this party. */
function standing(s: State): Standing {
  return s.offer!; // or checkMay had refused
}

/**
 * offeringKey is the key of an accept's second signature: exactly that of the
 * offer, which must still count at the accept's own place and checkpoint.
 */
function offeringKey(s: State, e: Entry, v: View): Public {
  const { party, org, member, key, ...offer } = standing(s);
  if (offer.void) fail("E09", "accept: its offer has no effect");
  return v.signer({ xid: s.xid, seq: e.seq, party, org, author: member, key, time: e.time, cp: e.cp });
}

function checkRecall(s: State, e: Entry): void {
  if (s.seq === 0 && e.target === s.head) {
    if (e.party !== s.owner) fail("E05", "recall: a genesis of another party");
    return;
  }
  const place = findPost(s.posts, e.target);
  if (place === undefined) return fail("E05", "recall: target is not a post, nor a genesis that is alone");
  if (e.party !== s.owner && e.party !== s.known[place]?.party) fail("E05", "recall: a post of another party");
}

/**
 * checkBinds: the entry's own epoch; before that, in a rekey, the epoch before.
 * With lower, a party that wrote nothing since may name an older one: it could
 * not open the newer keys.
 */
function checkBinds(s: State, e: Entry, lower: boolean): void {
  const first = firstBind(e);
  if (e.type === "rekey" && e.binds.at(-1)?.epoch !== e.epoch) fail("E05", `rekey: no bind of epoch ${e.epoch}`);
  if (first > s.epoch) fail("E05", `${e.type}: bind of epoch ${first}`);
  if (first < s.epoch && !lower) fail("E05", `${e.type}: bind of epoch ${first}, want ${s.epoch}`);
  if (first + 1 < (find(s, e.party)?.wrote ?? 0)) {
    fail("E05", `${e.type}: bind of epoch ${first} by a party that wrote later`);
  }
}

/** firstBind is the epoch of the lowest bind. */
function firstBind(e: Entry): number {
  return e.binds[0]!.epoch; // the form wants one
}

/** checkSignature: the author's key counts for the party, and signed. */
async function checkSignature(e: Entry, v: View): Promise<void> {
  const { xid, seq, party, org, author, key, time, cp } = e;
  await v.signer({ xid, seq, party, org, author, key, time, cp }).check(e.note);
}

/** after is the state after e, which passed. */
function after(s: State | undefined, e: Entry, set: readonly Party[]): State {
  const head = e.hash;
  const opens = e.type === "genesis" || e.type === "rekey";
  const known = opens ? meet(s?.known ?? [], set, e.epoch) : (s?.known ?? []);
  const author = known.findIndex((k) => k.party === e.party);
  const posts = s?.posts ?? "";
  return {
    xid: e.xid, seq: e.seq, head, time: e.time, cp: e.cp,
    epoch: e.epoch,
    rcpts: opens ? [...(s?.rcpts ?? []), e.rcpt] : (s?.rcpts ?? []),
    set,
    owner: s === undefined || e.type === "accept" ? e.party : s.owner,
    offer: e.type === "offer" ? offerOf(e, head) : null,
    leaving: e.type === "leave" ? e.party : "",
    closed: e.type === "close" || (e.type === "recall" && s?.seq === 0 && e.target === s.head),
    known: known.map((k, i) => (i === author ? { ...k, wrote: e.epoch + 1 } : k)),
    posts: e.type === "post" ? withPost(posts, head, author) : posts,
  };
}

/** meet adds the parties of a new epoch to those that are known. */
function meet(known: readonly Known[], set: readonly Party[], epoch: number): Known[] {
  const before = known.map((k) => (set.includes(k.party) ? { ...k, until: epoch } : k));
  const fresh = set.filter((p) => !known.some((k) => k.party === p));
  return [...before, ...fresh.map((party) => ({ party, until: epoch, wrote: 0 }))];
}

function offerOf(e: Entry, entry: string): Standing {
  const { seq, party, to, org, author: member, key, time } = e;
  return { entry, seq, party, to, org, member, key, time, void: false };
}
