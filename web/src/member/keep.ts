import { parse, type Entry } from "../crypto/chain/index.ts";
import { codeOf, fail, hashOf, isHash, utf8, type Bytes, type Hash, type XID } from "../crypto/note/index.ts";
import { joinFrame, splitFrame } from "../hub/index.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";

/**
 * Kept is what a home holds of one exchange: frames as the hub gave them (signed
 * and sealed) and receipts. It is also the pin: what was seen once can not be
 * unseen.
 */
export interface Kept {
  readonly frames: readonly Bytes[];
  readonly receipts: readonly Bytes[];
}

export const nothingKept: Kept = { frames: [], receipts: [] };

/** frameHash is the hash of the entry in a frame, "" when there is none. */
export function frameHash(frame: Bytes | undefined): Hash | "" {
  const entry = frame === undefined ? undefined : partsOf(frame)[0];
  return entry === undefined ? "" : hashOf(entry);
}

/** partsOf splits a frame; one that is malformed has no parts. */
export function partsOf(frame: Bytes): Bytes[] {
  try {
    return splitFrame(frame);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return [];
  }
}

export function head(k: Kept): Hash | "" {
  return frameHash(k.frames.at(-1));
}

/** kept reads what the home holds of an exchange, and remembers it as the pin. */
export async function kept(m: Member, xid: XID): Promise<Kept> {
  const k = await stored(m, xid);
  setPin(m, xid, k);
  return k;
}

async function stored(m: Member, xid: XID): Promise<Kept> {
  if (!isHash(xid)) fail("E01", "an exchange id is 64 hex digits");
  const bytes = await m.home.read(`exchanges/${xid}`);
  if (bytes === undefined) return nothingKept;
  const [frames, receipts, more] = splitFrame(bytes);
  if (frames === undefined || receipts === undefined || more !== undefined) {
    return fail("E10", `kept exchange ${xid} is damaged`);
  }
  return { frames: splitFrame(frames), receipts: splitFrame(receipts) };
}

/**
 * keep stores what was verified, without the sealed texts that were recalled.
 * When another tab kept more in the meantime, that stays. When it kept something
 * else, the hub showed two tabs two branches: E03.
 */
export function keep(m: Member, x: Exchange): Promise<void> {
  return m.home.locks.only("exchanges", async () => {
    const now = await stored(m, x.xid);
    const verified = x.frames.slice(0, x.entries.length);
    const frames = join(verified, now.frames).map((frame, i) =>
      x.entries[i]?.state === "recalled" ? withoutText(frame) : frame,
    );
    const receipts = now.receipts.length > x.rawReceipts.length ? now.receipts : x.rawReceipts;
    const out: Kept = { frames, receipts };
    await m.home.write(`exchanges/${x.xid}`, joinFrame(joinFrame(...frames), joinFrame(...receipts)));
    setPin(m, x.xid, out);
  });
}

/**
 * join gives the longer of two lists of frames: a when they are as long, with the
 * sealed texts that only b has. E03 when neither is the beginning of the other.
 */
function join(a: readonly Bytes[], b: readonly Bytes[]): readonly Bytes[] {
  const out = a.map((frame, i) => {
    const other = b[i];
    if (other === undefined) return frame;
    if (frameHash(frame) !== frameHash(other)) fail("E03", `the hub showed another tab another entry ${i}`);
    return hasText(frame) || !hasText(other) ? frame : other;
  });
  return b.length > a.length ? b : out; // a longer one knows what was recalled since
}

function hasText(frame: Bytes): boolean {
  return (partsOf(frame)[1]?.length ?? 0) > 0;
}

function withoutText(frame: Bytes): Bytes {
  if (!hasText(frame)) return frame;
  return joinFrame(...splitFrame(frame).map((part, i) => (i === 1 ? new Uint8Array(0) : part)));
}

/** pinned tells up to which entry this member verified an exchange before. */
export function pinned(m: Member): (xid: XID) => number | undefined {
  return (xid) => m.pins.get(xid);
}

function setPin(m: Member, xid: XID, k: Kept): void {
  if (k.frames.length > 0) m.pins.set(xid, k.frames.length - 1);
  else m.pins.delete(xid);
}

/** forget drops what is kept of an exchange that its retention ended. */
export async function forget(m: Member, xid: XID): Promise<void> {
  m.pins.delete(xid);
  m.opened.delete(xid);
  await m.home.remove(`exchanges/${xid}`);
}

const day = 24 * 3600;
/** How long a hub keeps an exchange: after its closing, and after its last entry; in seconds. */
export const keepClosed = 30 * day;
export const keepIdle = 400 * day;
/** grace is how much longer than the hub a home keeps an exchange. */
const grace = 5 * day;

/**
 * sweep forgets, at most once a day, the exchanges that the hub has ended: after
 * their closing, or after long silence.
 */
export async function sweep(m: Member): Promise<void> {
  const stamp = await m.home.read("swept");
  const now = m.now();
  if (stamp !== undefined && Math.abs(now - Number(new TextDecoder().decode(stamp))) < day) return;
  await m.home.locks.only("exchanges", async () => {
    for (const xid of await m.home.list("exchanges")) {
      let k: Kept;
      try {
        k = await stored(m, xid);
      } catch {
        continue; // whoever reads it hears what is wrong
      }
      if (ended(k, now)) await forget(m, xid);
    }
    await m.home.write("swept", utf8(String(now)));
  });
}

/** ended says whether the hub's retention, and the grace, of what is kept is over. */
function ended(k: Kept, now: number): boolean {
  const over = (e: Entry, after: number): boolean => now - e.time > after + grace;
  for (const [i, frame] of k.frames.toReversed().entries()) {
    const e = entryOf(frame);
    if (e === undefined) return false;
    if ((i === 0 && over(e, keepIdle)) || (e.type === "close" && over(e, keepClosed))) return true;
  }
  return false;
}

/** entryOf parses the entry of a frame, undefined when it is malformed. */
export function entryOf(frame: Bytes): Entry | undefined {
  const [raw] = partsOf(frame);
  if (raw === undefined) return undefined;
  try {
    return parse(raw);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}
