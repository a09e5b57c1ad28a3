import type { Entry } from "../crypto/chain/index.ts";
import { SluisError, codeOf, fail, type Bytes, type Code, type Hash, type XID } from "../crypto/note/index.ts";
import { parse } from "../crypto/chain/index.ts";
import { formWithdrawn } from "../flows/flow/index.ts";
import type { Member } from "./member.ts";
import { move } from "./home.ts";
import { partsOf } from "./keep.ts";
import { noDraft, type Origin } from "./origin.ts";
import { read, refresh } from "./read.ts";
import { add, postWithdrawal, standsOwn, stillSaid } from "./add.ts";
import type { Finished } from "./compose.ts";
import type { Exchange } from "./exchange.ts";
import { formIn } from "./flows.ts";
import { current } from "./follow.ts";

/** outboxName is where an entry lies until its fate is known. */
export function outboxName(f: Finished): string {
  return `outbox/${bareName(f)}`;
}

/** bareName is the name of an entry in the outbox. */
export function bareName({ entry }: Finished): string {
  return `${entry.xid}-${entry.hash.slice(0, 16)}`;
}

/** Waits is why an entry lies in the outbox: the hub was not asked, or did not say what became of it. */
export class Waits extends SluisError {
  constructor(
    code: Code,
    readonly finished: Finished,
    cause?: unknown,
  ) {
    super(code, "what was signed waits until the hub can be asked", { cause });
  }
}

/** How an entry is put, if not as usual. */
export interface Way {
  /** The draft that it is made from. */
  readonly origin?: Origin;
  /**
   * The name of what lies in the outbox and is said again by this: it takes that
   * name over, or both would go.
   */
  readonly name?: string;
  /** What is done when it is refused; as usual it is taken out of the outbox. */
  readonly refused?: () => Promise<void>;
}

/**
 * put stores a finished entry at the hub. It lies in the outbox until its fate is
 * known, so that after a break the very same bytes are sent again (Waits). While
 * it is under way no other tab takes it up.
 */
export function put(m: Member, f: Finished, way: Way = {}): Promise<void> {
  const { name = bareName(f), origin = noDraft(m) } = way;
  const lies = `outbox/${name}`;
  const refused = way.refused ?? (() => origin.lay([[lies, undefined]], ""));
  return m.home.locks.share("outbox", async () => {
    await origin.lay([[lies, f.frame]], name);
    try {
      await m.hub.put(f.frame);
    } catch (err) {
      const code = codeOf(err);
      if (code === "") throw err; // it stays in the outbox and is sent by resume, as
      if (unknownOutcome(err)) throw new Waits(code, f, err); // it does here
      await refused();
      throw err;
    }
    await m.home.remove(lies);
  });
}

/**
 * layUnasked lays an entry in the outbox without asking the hub, which is away: so
 * it is known that it cannot have arrived, and it can be taken back. It throws Waits.
 */
export async function layUnasked(m: Member, f: Finished, origin: Origin): Promise<never> {
  const name = bareName(f);
  await m.home.locks.share("outbox", () =>
    origin.lay([[`outbox/${name}`, f.frame], [`unasked/${name}`, new Uint8Array(0)]], name),
  );
  throw new Waits("E27", f);
}

/** What became of what somebody wanted back: it is a draft again, it went, or it may have gone. */
export type TakenBack = "back" | "went" | "unknown";

/** takeOut takes an entry back out of the outbox, if the hub was never asked to take it. */
export function takeOut(m: Member, name: string, origin: Origin): Promise<TakenBack> {
  const [lies, unasked] = [`outbox/${name}`, `unasked/${name}`];
  return m.home.locks.only("outbox", async () => {
    if ((await m.home.read(lies)) === undefined) return (await m.home.read(`failed/${name}`)) === undefined ? "went" : "back";
    if ((await m.home.read(unasked)) === undefined) return "unknown";
    await origin.lay([[lies, undefined], [unasked, undefined]], "");
    m.tell({ event: "changed", exchanges: [xidOf(name)] });
    return "back";
  });
}

/** E12: this side, or the hub, has not caught up with the directory log yet. */
const unknown: readonly (Code | "")[] = ["E12", "E27", "E24", "E25", "E22", ""];

/** unknownOutcome says whether the hub may yet hold, or later take, what was sent. */
export function unknownOutcome(err: unknown): boolean {
  return unknown.includes(codeOf(err));
}

/** Resumed is what became of what lay in the outbox. */
export interface Resumed {
  /** Exchanges to which something went, and under which name it waited. */
  readonly arrived: readonly XID[];
  readonly names: readonly string[];
  /** What can no longer be sent, and why. */
  readonly failed: readonly { xid: XID; name: string; error: unknown }[];
}

/**
 * resume sends what lies in the outbox: first the same bytes; when somebody else
 * was first, a post is opened and signed again for its new place, if it may still
 * be said. What can no longer be sent is told and moved to the folder failed.
 * What the hub cannot take now stays, and keeps nobody from reading; what is held
 * is not tried, nor what is not listed in lying, which is all that lies there.
 */
export async function resume(m: Member, held: ReadonlySet<string> = new Set(), lying?: readonly string[]): Promise<Resumed> {
  const nothing: Resumed = { arrived: [], names: [], failed: [] };
  const names = (lying ?? (await m.home.list("outbox"))).filter((name) => !held.has(name));
  if (names.length === 0 || m.ended.aborted || !(await there(m))) return nothing;
  const done = await m.home.locks.attempt("resume", async () => {
    // undefined: another tab is sending
    const same = await m.home.locks.attempt("outbox", () => resumeSame(m, names));
    return same === undefined ? nothing : resumeOthers(m, same);
  });
  return done ?? nothing; // else another tab does this
}

/** there says whether the hub is there to be asked: what it never was asked can be taken back. */
async function there(m: Member): Promise<boolean> {
  try {
    await m.hub.hello();
    return true;
  } catch (err) {
    if (unknownOutcome(err)) return false;
    throw err;
  }
}

interface Same {
  /** Names of what went in. */
  readonly arrived: readonly string[];
  /** Names of what did not go in with the same bytes and must be looked at. */
  readonly again: readonly string[];
}

/** resumeSame puts the same bytes again. */
async function resumeSame(m: Member, names: readonly string[]): Promise<Same> {
  const arrived: string[] = [];
  const again: string[] = [];
  for (const name of names) {
    const frame = await m.home.read(`outbox/${name}`);
    if (frame === undefined) continue; // another tab was first
    await m.home.remove(`unasked/${name}`); // it may arrive from here on
    const entry = entryIn(frame);
    if (entry === undefined || entry.type === "offer") {
      again.push(name);
      continue;
    }
    try {
      await m.hub.put(frame);
      await m.home.remove(`outbox/${name}`);
      arrived.push(name);
    } catch (err) {
      if (!unknownOutcome(err)) again.push(name);
    }
  }
  return { arrived, again };
}

async function resumeOthers(m: Member, same: Same): Promise<Resumed> {
  const arrived = [...same.arrived];
  const failed: { xid: XID; name: string; error: unknown }[] = [];
  for (const name of same.again) {
    try {
      await resumeAnew(m, name);
      await m.home.remove(`outbox/${name}`);
      arrived.push(name);
    } catch (error) {
      if ((await m.home.read(`outbox/${name}`)) === undefined) {
        arrived.push(name); // what failed came after it had gone
        continue;
      }
      if (unknownOutcome(error)) continue;
      failed.push({ xid: xidOf(name), name, error });
      await move(m.home, `outbox/${name}`, `failed/${name}`);
    }
  }
  return { arrived: arrived.map(xidOf), names: arrived, failed };
}

/** xidOf is the exchange that a name in the outbox is about. */
export function xidOf(name: string): XID {
  return name.slice(0, 64);
}

function entryIn(frame: Bytes): Entry | undefined {
  const [raw, ct] = partsOf(frame);
  if (raw === undefined || ct === undefined) return undefined;
  try {
    return parse(raw);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}

/** resumeAnew deals with an entry whose bytes the hub refuses in their place. */
async function resumeAnew(m: Member, name: string): Promise<void> {
  const frame = await m.home.read(`outbox/${name}`);
  if (frame === undefined) return;
  const e = entryIn(frame) ?? fail("E10", "a kept entry is damaged");
  let x: Exchange = { ...(await read(m, e.xid)), party: e.party };
  if (standsOwn(x, new Set([e.hash]), name)) return;
  if (x.away) fail("E27", "whether it stands already is not known");
  if (e.type === "offer") return resumeOffer(m, x, e.hash);
  if (e.type !== "post") fail("E20", `a ${e.type} was not taken: its moment has passed`);
  const body = await x.keys.body(e, partsOf(frame)[1] ?? new Uint8Array(0));
  const act = { type: e.type, party: e.party, blobs: e.blobs, body };
  if (formIn(body) !== formWithdrawn) x = await currentNow(m, x); // that an offer ended asks for no new key first
  stillSaid(m, x, act);
  await add(m, x, act, { instead: { name, was: e.hash } });
}

/** currentNow is current, also when a colleague does the same at that moment. */
async function currentNow(m: Member, x: Exchange): Promise<Exchange> {
  try {
    return await current(m, x, "post");
  } catch (err) {
    if (codeOf(err) !== "E20") throw err;
    return current(m, await refresh(m, x), "post");
  }
}

/** resumeOffer takes back an offer whose fate was unknown: nobody stays with it. */
async function resumeOffer(m: Member, x: Exchange, offer: Hash): Promise<void> {
  if (x.state.offer?.entry === offer) await postWithdrawal(m, x, offer, "other");
}
