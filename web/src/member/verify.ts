import {
  checkReceipt, extend, nothing, parse, parseReceipt,
  type Entry, type Result, type State, type Verdict,
} from "../crypto/chain/index.ts";
import {
  SluisError, codeOf, fail, hashOf, partyKind,
  type Bytes, type Hash, type Party, type XID,
} from "../crypto/note/index.ts";
import type * as flow from "../flows/flow/index.ts";
import { lacks, type Exchange, type Opened } from "./exchange.ts";
import { learnFrame, readDocument } from "./flows.ts";
import { partsOf, pinned, type Kept } from "./keep.ts";
import type { Member } from "./member.ts";
import { CaseKeys } from "./opener.ts";

/** Stored is a frame taken apart. */
interface Stored {
  readonly entry: Entry;
  readonly ct: Bytes;
}

/**
 * verify replays the chain and opens what can be opened. What was verified and
 * opened in this session before is not done again: it goes on from there.
 */
export async function verify(m: Member, p: Party, xid: XID, k: Kept): Promise<Exchange> {
  if (k.frames.length === 0) fail("E21", "not found");
  const before = usable(m.opened.get(xid), p, k);
  const keys = before?.keys ?? new CaseKeys(m.teamKeys, m.parties());
  const { stored, end } = takeApart(k.frames.slice(before?.entries.length ?? 0), keys);
  if (before !== undefined && stored.some(({ entry }) => entry.type === "recall")) {
    m.opened.delete(xid); // what it names was opened: begin anew
    return verify(m, p, xid, k);
  }
  const first = before?.entries[0]?.entry ?? stored[0]?.entry;
  if (first === undefined) throw end; // why the first frame is no entry
  if (first.xid !== xid) fail("E09", "the hub answered with another exchange");
  if (stored.length > 0) await m.dir.forEntries(stored.map((s) => s.entry));

  const view = m.dir.book.since(pinned(m));
  const run = await replay(before, stored, view, keys);
  const state = run.result.state ?? fail(run.result.end?.code ?? "E01", run.result.end?.message ?? "no entry counts");
  const recalled = recalls(run.verdicts.map((v) => v.verdict.entry)); // what ended the chain recalls nothing
  let frame = before?.frame;
  const entries = [...(before?.entries ?? [])];
  for (const [i, { verdict, ct }] of run.verdicts.entries()) {
    const opened = await openEntry(keys, verdict, run.after[i] ?? state, ct, recalled.has(verdict.entry.hash), frame);
    frame = opened.frame;
    entries.push(opened.entry);
  }
  // What does not count is not held against a hub that shows something else later.
  const frames = k.frames.length > entries.length ? k.frames.slice(0, entries.length) : k.frames;
  const x: Exchange = confine(m, {
    xid, party: p, state, entries, frame, keys, view, receipts: [], away: false,
    end: run.result.end ?? end, endBy: run.result.endBy, frames, rawReceipts: k.receipts,
  });
  const whole = { ...x, receipts: await readReceipts(m, x, before) };
  m.opened.set(xid, whole);
  return whole;
}

/** usable is what was opened before, if it is the beginning of what is kept now and lacks nothing. */
function usable(x: Exchange | undefined, p: Party, k: Kept): Exchange | undefined {
  if (x === undefined || x.party !== p || x.end !== null || lacks(x)) return undefined;
  if (x.frames.length > k.frames.length) return undefined;
  return x.frames.every((frame, i) => frame === k.frames[i]) ? x : undefined;
}

function takeApart(frames: readonly Bytes[], keys: CaseKeys): { stored: Stored[]; end: SluisError | null } {
  const stored: Stored[] = [];
  for (const frame of frames) {
    const [raw, ct, ...files] = partsOf(frame);
    if (raw === undefined || ct === undefined) {
      return { stored, end: new SluisError("E01", "a stored entry is malformed") };
    }
    try {
      const entry = parse(raw);
      stored.push({ entry, ct });
      keys.files.set(entry.hash, files);
    } catch (err) {
      if (!(err instanceof SluisError)) throw err;
      return { stored, end: err };
    }
  }
  return { stored, end: null };
}

interface Run {
  readonly result: Result;
  readonly verdicts: readonly { readonly verdict: Verdict; readonly ct: Bytes }[];
  readonly after: readonly State[];
}

async function replay(
  before: Exchange | undefined, stored: readonly Stored[], view: Exchange["view"], keys: CaseKeys,
): Promise<Run> {
  let result: Result = before === undefined ? nothing : { ...nothing, state: before.state };
  const verdicts: { verdict: Verdict; ct: Bytes }[] = [];
  const after: State[] = [];
  for (const { entry, ct } of stored) {
    result = await extend({ ...result, verdicts: [] }, [entry], view, keys);
    const [verdict] = result.verdicts;
    if (result.end !== null || verdict === undefined || result.state === null) break;
    verdicts.push({ verdict, ct });
    after.push(result.state);
  }
  return { result, verdicts, after };
}

/** recalls are the entries whose text the hub deleted, with or without effect of the recall. */
function recalls(entries: readonly Entry[]): Set<Hash> {
  return new Set(entries.flatMap((e) => (e.type === "recall" ? [e.target] : [])));
}

async function openEntry(
  keys: CaseKeys, v: Verdict, after: State, ct: Bytes, recalled: boolean, frame: flow.Frame | undefined,
): Promise<{ entry: Opened; frame: flow.Frame | undefined }> {
  let known = frame;
  const closed = (state: flow.State, code = v.code) => ({
    entry: { entry: v.entry, after, state, code, body: undefined, doc: undefined, unchecked: !v.checked },
    frame: known,
  });
  if (!v.effect) return closed("unreadable");
  if (v.entry.ctSize === 0) return closed("none");
  if (recalled) return closed("recalled");
  if (ct.length === 0) return closed("missing");
  try {
    const body = await keys.body(v.entry, ct);
    known = learnFrame(v.entry.type, body, frame);
    const doc = readDocument(v.entry.type, body, known);
    const entry: Opened = { ...closed("readable").entry, body, doc };
    return { entry, frame: known };
  } catch (err) {
    const code = codeOf(err);
    if (code === "") throw err;
    return closed("unreadable", code);
  }
}

/**
 * confine makes a sheet unreadable that is not the own team's alone: a zaak has
 * one party from beginning to end, whatever somebody else calls an exchange.
 */
function confine(m: Member, x: Exchange): Exchange {
  if (x.frame?.flow !== "zaak") return x;
  const own = x.entries.every(({ after: { set } }) => {
    const [only, other] = set;
    return only !== undefined && other === undefined && partyKind(only) === "t" && m.dir.orgOf(only) === m.org;
  });
  if (own) return x;
  return {
    ...x,
    frame: undefined,
    entries: x.entries.map((e) => ({ ...e, state: "unreadable", code: "E10", body: undefined, doc: undefined })),
  };
}

/** Receipts that verified once, by exchange as read: they pass in every later state. */
const passed = new WeakMap<Exchange["keys"], Map<Hash, flow.Receipt>>();

/** readReceipts keeps the receipts that verify; one that does not is nobody's word. */
async function readReceipts(m: Member, x: Exchange, before: Exchange | undefined): Promise<flow.Receipt[]> {
  const known = (before && passed.get(before.keys)) ?? new Map<Hash, flow.Receipt>();
  passed.set(x.keys, known);
  const at = new Map(x.entries.map((e) => [e.entry.hash, e.entry]));
  const list: flow.Receipt[] = [];
  for (const raw of x.rawReceipts) {
    const name = hashOf(raw);
    const receipt = known.get(name) ?? (await readReceipt(m, x, at, raw));
    if (receipt === undefined) continue;
    known.set(name, receipt);
    list.push(receipt);
  }
  return list;
}

async function readReceipt(
  m: Member, x: Exchange, at: ReadonlyMap<Hash, Entry>, raw: Bytes,
): Promise<flow.Receipt | undefined> {
  const r = receiptIn(raw);
  const entry = r && at.get(r.entry);
  if (r === undefined || entry === undefined) return undefined;
  await m.dir.reach(r.cp.size);
  try {
    await checkReceipt(x.state, r, entry, m.dir.book);
    return { entry: r.entry, party: r.party, author: r.author, time: r.time };
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}

function receiptIn(raw: Bytes): ReturnType<typeof parseReceipt> | undefined {
  try {
    return parseReceipt(raw);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}
