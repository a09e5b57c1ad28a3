import { SluisError, codeOf, fail, hashOf, type Bytes, type Party, type XID } from "../crypto/note/index.ts";
import { joinFrame, type Row } from "../hub/index.ts";
import { catchUp } from "./catchup.ts";
import { lacks, type Exchange, type Opened } from "./exchange.ts";
import { entryOf, frameHash, head, keep, kept, partsOf, type Kept } from "./keep.ts";
import type { Member } from "./member.ts";
import { verify } from "./verify.ts";

/**
 * read fetches, verifies and opens an exchange on behalf of whichever of the
 * member's parties takes part in it. E21 when none does.
 */
export async function read(m: Member, xid: XID): Promise<Exchange> {
  await syncIfThere(m);
  for (const p of m.parties()) {
    try {
      const x = await readFor(m, p, xid);
      const other = staysBy(m.parties(), x);
      return other === undefined ? x : await readFor(m, other, xid);
    } catch (err) {
      if (codeOf(err) !== "E21") throw err;
    }
  }
  return fail("E21", "not found");
}

/** staysBy is the own party that still takes part, when the one that it was read on behalf of does not. */
export function staysBy(own: readonly Party[], x: Exchange): Party | undefined {
  return x.state.set.includes(x.party) ? undefined : own.find((p) => x.state.set.includes(p));
}

/** syncIfThere brings the directory up to date; a hub that is away is no reason to stop. */
export async function syncIfThere(m: Member): Promise<void> {
  try {
    await m.dir.sync();
  } catch (err) {
    if (codeOf(err) !== "E27") throw err;
  }
}

/**
 * readFor reads on behalf of one party. A row that equals what is kept saves the
 * fetch. Lists that are read beside each other read what both hold once.
 */
export function readFor(m: Member, p: Party, xid: XID, row?: Row): Promise<Exchange> {
  if (row === undefined) return readNow(m, p, xid);
  return m.sharing.run(`read ${p} ${xid} ${row.head} ${row.receipts}`, () => readNow(m, p, xid, row));
}

async function readNow(m: Member, p: Party, xid: XID, row?: Row): Promise<Exchange> {
  const before = m.opened.get(xid);
  let k: Kept = before === undefined ? await kept(m, xid) : { frames: before.frames, receipts: before.rawReceipts };
  const had = k;
  let away = false;
  if (row === undefined || head(k) !== row.head || k.receipts.length !== row.receipts) {
    try {
      k = await catchUp(m, p, xid, k, row);
    } catch (err) {
      if (codeOf(err) !== "E27" || k.frames.length === 0) throw err;
      away = true;
    }
  }
  if (before !== undefined && k === had && before.party === p && before.end === null && !lacks(before)) {
    return { ...before, away };
  }
  let x = await verify(m, p, xid, k);
  if (!away && lacks(x)) {
    const healed = await heal(m, x, k);
    if (healed !== undefined) {
      k = healed;
      x = await verify(m, p, xid, k);
    }
  }
  if (k !== had) await keep(m, x);
  return { ...x, away };
}

/** readKept reads what is kept of an exchange, without asking the hub for more of it. */
export async function readKept(m: Member, xid: XID): Promise<Exchange> {
  const before = m.opened.get(xid);
  if (before !== undefined) return { ...before, away: true };
  const k = await kept(m, xid);
  const set = seatsIn(k);
  const party = m.parties().find((p) => set.includes(p)) ?? fail("E21", "not found");
  return { ...(await verify(m, party, xid, k)), away: true };
}

/** seatsIn are the parties that a chain ever had, by its headers. */
function seatsIn(k: Kept): readonly Party[] {
  return k.frames.flatMap((frame) => entryOf(frame)?.grants.map((g) => g.party) ?? []);
}

/** refresh reads an exchange again, on behalf of the same party. */
export function refresh(m: Member, x: Exchange): Promise<Exchange> {
  return readFor(m, x.party, x.xid);
}

/**
 * extended is x with an entry of our own that the hub has taken: it stands
 * directly after those of x, whether or not the hub can be asked now.
 */
export async function extended(m: Member, x: Exchange, frame: Bytes): Promise<Exchange> {
  const frames = [...x.frames.slice(0, x.entries.length), frame];
  const y = await verify(m, x.party, x.xid, { frames, receipts: x.rawReceipts });
  await keep(m, y);
  return y;
}

/**
 * heal asks again for what is lacking, on behalf of each own party, and takes
 * parts whose hash is the signed one; undefined when there were none.
 */
async function heal(m: Member, x: Exchange, k: Kept): Promise<Kept | undefined> {
  const frames = [...k.frames];
  let healed = false;
  for (const p of m.parties()) {
    for (let from = 0; from < x.entries.length; ) {
      let got: Bytes[];
      try {
        got = await m.hub.entries(p, x.xid, from);
      } catch (err) {
        if (codeOf(err) === "E21") break;
        throw err;
      }
      if (got.length === 0) break;
      for (const [i, fresh] of got.entries()) {
        const entry = x.entries[from + i];
        const old = frames[from + i];
        const better = entry && old && mended(entry, old, fresh);
        if (better === undefined) continue;
        frames[from + i] = better;
        healed = true;
      }
      from += got.length;
    }
  }
  return healed ? { frames, receipts: k.receipts } : undefined;
}

/**
 * mended is old with what it lacks: parts of fresh whose hash the entry's header
 * names; undefined when there are none.
 */
function mended({ entry }: Opened, old: Bytes, fresh: Bytes): Bytes | undefined {
  const have = partsOf(old);
  const got = partsOf(fresh);
  if (frameHash(fresh) !== entry.hash) return undefined;
  const wanted = ["", entry.ct, ...entry.grants.map((g) => g.file)];
  let changed = false;
  const parts = wanted.map((want, i) => {
    const part = have[i] ?? new Uint8Array(0); // the hub may have left out even its place
    const other = got[i];
    if (want === "" || other === undefined || hashOf(part) === want || hashOf(other) !== want) return part;
    changed = true;
    return other;
  });
  return changed ? joinFrame(...parts) : undefined;
}

/** unended throws why an exchange ended, if it did. */
export function unended(x: Exchange): void {
  if (x.end !== null) throw new SluisError(x.end.code, `this exchange ended: ${x.end.message}`, { cause: x.end });
}
