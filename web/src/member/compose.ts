import {
  parse, signed, unbound,
  type Bind, type Blob, type Entry, type Grant, type Header, type Type,
} from "../crypto/chain/index.ts";
import { Identity } from "../crypto/identity/index.ts";
import { recipientHash } from "../crypto/keys/index.ts";
import {
  ZeroHash, attach, fail, hashOf, line, newID,
  type Bytes, type Hash, type ID, type Party,
} from "../crypto/note/index.ts";
import { bind, grantForm, newBody, seal, sealSecret } from "../crypto/seal/index.ts";
import { freshFor } from "../directory/index.ts";
import { Limits, joinFrame } from "../hub/index.ts";
import type { Exchange } from "./exchange.ts";
import { grantsNow, mayRekey } from "./follow.ts";
import type { Member } from "./member.ts";
import { confirmed } from "./reset.ts";

/** Act is what a member wants to add to an exchange, before it has a place. */
export interface Act {
  readonly type: Type;
  readonly party: Party; // on whose behalf
  readonly to?: Party; // offer
  readonly target?: Hash; // recall
  readonly blobs?: readonly Blob[];
  readonly body?: Bytes; // JSON; none for close, recall and leave
  /** The new set of parties of a rekey; older are the epochs whose keys go to parties that join. */
  readonly set?: readonly Party[];
  readonly older?: readonly number[];
}

/** Finished is an entry ready to be put. */
export interface Finished {
  readonly entry: Entry;
  readonly frame: Bytes;
}

/** Key is a case identity and its epoch: what an entry is bound to. */
export interface Key {
  readonly epoch: number;
  readonly key: Identity;
}

/** Sealed is a grant file beside its line. */
interface SealedGrant {
  readonly line: Grant;
  readonly file: Bytes;
}

/** base fills in what every header of this member carries. E12 when no checkpoint is fresh enough to sign with. */
async function base(m: Member, type: Type, party: Party): Promise<Header> {
  const cp = await m.dir.checkpoint(m.now(), freshFor(type));
  return {
    xid: ZeroHash, seq: 0, prev: ZeroHash, epoch: 0, type, party, org: m.org, author: m.id, key: m.keys.sign.public.id,
    time: m.now(), cp, nonce: newID(), to: "", target: "", rcpt: "",
    grants: [], blobs: [], body: "", ct: "", ctSize: 0, binds: [],
  };
}

/** after is base at the place behind the head of an exchange. */
export async function after(m: Member, { state: s }: Exchange, type: Type, party: Party): Promise<Header> {
  const h = await base(m, type, party);
  if (h.cp.size < s.cp.size) fail("E12", "the exchange was written with a longer directory log than is known here");
  return { ...h, xid: s.xid, seq: s.seq + 1, prev: s.head, epoch: s.epoch, time: Math.max(h.time, s.time) };
}

/** begin makes the genesis of a new exchange between parties, the first of which is ours. */
export async function begin(
  m: Member, parties: readonly [Party, ...Party[]], body: Bytes, blobs: readonly Blob[],
): Promise<Finished> {
  const h = { ...(await base(m, "genesis", parties[0])), blobs };
  const key = await Identity.generate();
  const grants = await grantAll(m, key, 0, parties, h.nonce, []);
  const sealed = await sealBody(h, key, body);
  return finish(m, sealed.header, sealed.ct, grants, { epoch: 0, key });
}

/** next makes the entry that adds an act to the verified state of x. */
export async function next(m: Member, x: Exchange, a: Act): Promise<Finished> {
  const h: Header = { ...(await after(m, x, a.type, a.party)), to: a.to ?? "", target: a.target ?? "", blobs: a.blobs ?? [] };
  if (a.type === "rekey") {
    await mayRekey(m, x, a);
    return rekey(m, x, h, a);
  }
  const key = x.keys.key(x.state.epoch);
  if (key === undefined) {
    if (a.type === "close") return finish(m, h, none, [], newestKey(x)); // the owner's way out
    return fail("E07", "the key of this exchange did not open; rekey it first");
  }
  const sealed = a.body === undefined ? { header: h, ct: none } : await sealBody(h, key, a.body);
  return finish(m, sealed.header, sealed.ct, [], { epoch: x.state.epoch, key });
}

const none: Bytes = new Uint8Array(0);

/**
 * rekey opens a new epoch. It is bound to the epoch before, or, when our grant of
 * that epoch did not open, to the newest one that did (FORMAT.md, E07).
 */
async function rekey(m: Member, x: Exchange, before: Header, a: Act): Promise<Finished> {
  const old = newestKey(x);
  const set = a.set ?? x.state.set;
  const h = { ...before, epoch: before.epoch + 1 };
  const key = await Identity.generate();
  const had = grantsNow(x);
  const grants = await grantAll(m, key, h.epoch, set, x.keys.xnonce, had);
  const joining = set.filter((p) => !x.state.set.includes(p));
  for (const epoch of a.older ?? []) {
    const older = x.keys.key(epoch) ?? fail("E07", "the key of an older part is not ours to give");
    grants.push(...(await grantAll(m, older, epoch, joining, x.keys.xnonce, had)));
  }
  const sealed = await sealBody(h, key, a.body ?? fail("E10", "a rekey without a body"));
  return finish(m, sealed.header, sealed.ct, grants, old, { epoch: h.epoch, key });
}

function newestKey(x: Exchange): Key {
  return x.keys.newest() ?? fail("E07", "no key of this exchange is ours");
}

/**
 * grantAll seals the case identity of an epoch to the current key of each party. The
 * directory decides which key is current, but for whom it is not taken at its word
 * (confirmed), nor for the member itself (ownKey): had are the grants of the epoch before.
 */
async function grantAll(
  m: Member, key: Identity, epoch: number, parties: readonly Party[], xnonce: ID, had: readonly Grant[],
): Promise<SealedGrant[]> {
  const grants: SealedGrant[] = [];
  for (const party of parties) {
    await m.dir.needParty(party);
    confirmed(m, party, had.find((g) => g.party === party)?.key);
    const to = m.dir.recipient(party);
    const file = await sealSecret(to, grantForm, [
      line("xnonce", xnonce), line("epoch", String(epoch)), line("party", party), line("identity", key.text()),
    ]);
    grants.push({ line: { party, epoch, key: recipientHash(to), file: hashOf(file) }, file });
  }
  return grants;
}

/** sealBody seals JSON to a case key, and names it in the header. */
export async function sealBody(h: Header, key: Identity, json: Bytes): Promise<{ header: Header; ct: Bytes }> {
  const { plain, hash } = newBody(json);
  const ct = await seal(key.recipient, plain);
  return { header: { ...h, rcpt: recipientHash(key.recipient), body: hash, ct: hashOf(ct), ctSize: ct.length }, ct };
}

/** bound gives the bytes to sign of a header: with its binds. */
export function bound(h: Header, keys: readonly Key[]): Bytes {
  const before = unbound(h);
  const binds: Bind[] = keys.map(({ epoch, key }) => ({ epoch, value: bind(key, before) }));
  return signed({ ...h, binds });
}

function finish(m: Member, h: Header, ct: Bytes, grants: readonly SealedGrant[], ...keys: readonly Key[]): Finished {
  const sorted = grants.toSorted((a, b) => (grantText(a.line) < grantText(b.line) ? -1 : 1));
  const toSign = bound({ ...h, grants: sorted.map((g) => g.line) }, keys);
  return framed(attach(toSign, m.keys.sign.sign(toSign)), ct, sorted.map((g) => g.file));
}

/** framed is an entry with its sealed parts as it travels: E23 when it is too large. */
export function framed(raw: Bytes, ct: Bytes, files: readonly Bytes[] = []): Finished {
  const frame = joinFrame(raw, ct, ...files);
  if (frame.length > Limits.frame) fail("E23", `entry of ${frame.length} bytes, at most ${Limits.frame}`);
  return { entry: parse(raw), frame };
}

/** Grant files travel in the order of the lines, which stand bytewise. */
function grantText(g: Grant): string {
  return `${g.party} ${g.epoch} ${g.key} ${g.file}`;
}
