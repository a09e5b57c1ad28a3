import { parse } from "../crypto/chain/index.ts";
import { codeOf, fail, same, type Bytes, type Hash, type Party, type XID } from "../crypto/note/index.ts";
import { Limits, type Row } from "../hub/index.ts";
import { frameHash, head, partsOf, type Kept } from "./keep.ts";
import type { Member } from "./member.ts";

/** maxEntries bounds an exchange, so that a hub cannot feed a client for ever. */
const maxEntries = 1 << 16;

/** ofNow are the codes of a hub that is away, full or busy, and of a login that ended. */
const ofNow: readonly string[] = ["", "E22", "E24", "E25", "E26", "E27"];

/**
 * catchUp adds to what is kept what the hub has more. The hub must still know the
 * newest entry that is kept: another one in its place is E03; when it lost
 * entries, they are put back. A row of the hub's list saves the questions that it
 * answers: it is the same hub's word.
 */
export async function catchUp(m: Member, p: Party, xid: XID, k: Kept, row?: Row): Promise<Kept> {
  const [frames, receipts] = await Promise.all([
    row !== undefined && row.head === head(k) ? [] : newFrames(m, p, xid, k, row?.head),
    row !== undefined && row.receipts === k.receipts.length ? k.receipts : m.hub.receipts(p, xid),
  ]);
  if (frames === undefined) return k;
  if (typeof frames === "string") return catchUp(m, frames, xid, k);
  const had = (r: Bytes, i: number): boolean => same(r, k.receipts[i] ?? new Uint8Array(0));
  const alike = receipts.length === k.receipts.length && receipts.every(had);
  if (frames.length === 0 && alike) return k;
  return { frames: frames.length === 0 ? k.frames : [...k.frames, ...frames], receipts: alike ? k.receipts : receipts };
}

/**
 * newFrames gives what comes after what is kept, up to the entry that the hub called
 * the last one, if it did; undefined when the hub had to be given back what it lost. When
 * it lost nothing, since that party went and another own one stayed, it names that one.
 */
async function newFrames(m: Member, p: Party, xid: XID, k: Kept, last?: Hash): Promise<Bytes[] | Party | undefined> {
  const more: Bytes[] = [];
  let from = Math.max(0, k.frames.length - 1);
  for (let overlap = k.frames.length > 0; ; overlap = false) {
    let got = await m.hub.entries(p, xid, from);
    if (overlap) {
      if (got.length === 0) {
        const other = await seesMore(m, p, xid, from);
        if (other === undefined) await putBack(m, p, xid, k);
        return other;
      }
      if (frameHash(got[0]) !== head(k)) fail("E03", `the hub shows another entry ${from} than before`);
      got = got.slice(1);
      from++;
    }
    if (got.length === 0) return more;
    const whole = inOrder(got, from);
    more.push(...got);
    if (!whole || frameHash(got.at(-1)) === last) return more;
    from += got.length;
  }
}

/** seesMore finds another own party that is shown entries from a number on. */
async function seesMore(m: Member, than: Party, xid: XID, from: number): Promise<Party | undefined> {
  for (const q of m.parties()) {
    if (q === than) continue;
    try {
      if ((await m.hub.entries(q, xid, from)).length > 0) return q;
    } catch (err) {
      if (codeOf(err) === "") throw err; // that party is shown nothing
    }
  }
  return undefined;
}

/**
 * inOrder refuses an answer that does not go on where the last one ended (E02).
 * False when an entry in it does not parse: the chain ends there, as verify will
 * tell, and there is nothing to ask on for.
 */
function inOrder(frames: readonly Bytes[], from: number): boolean {
  for (const [i, frame] of frames.entries()) {
    const [raw, ct] = partsOf(frame);
    if (raw === undefined || ct === undefined || frame.length > Limits.frame) {
      return fail("E01", `the hub's answer holds no entry ${from + i}`);
    }
    let seq: number;
    try {
      ({ seq } = parse(raw));
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return false;
    }
    if (seq !== from + i || seq >= maxEntries) fail("E02", `the hub shows entry ${seq} in the place of ${from + i}`);
  }
  return true;
}

/**
 * putBack gives a restored hub the entries that it lost, unchanged. E02 when it does
 * not want them: then it lost nothing, and hides them.
 */
async function putBack(m: Member, p: Party, xid: XID, k: Kept): Promise<void> {
  let have = 0;
  for (;;) {
    const got = await m.hub.entries(p, xid, have);
    if (got.length === 0) break;
    for (const [i, frame] of got.entries()) {
      const n = have + i;
      if (frameHash(frame) !== frameHash(k.frames[n])) fail("E03", `the hub shows another entry ${n} than before`);
    }
    have += got.length;
  }
  for (const frame of k.frames.slice(have)) {
    try {
      await m.hub.put(frame);
    } catch (err) {
      if (ofNow.includes(codeOf(err))) throw err;
      fail("E02", `the hub shows ${have} entries where it showed ${k.frames.length}, and does not take the others back`, err);
    }
  }
}
