import type { Entry } from "../crypto/chain/index.ts";
import { SluisError, codeOf, fail, type Bytes, type Code, type Hash, type XID } from "../crypto/note/index.ts";
import { parse } from "../crypto/chain/index.ts";
import type { Member } from "./member.ts";
import { move } from "./home.ts";
import { partsOf } from "./keep.ts";
import { read } from "./read.ts";
import { add, postWithdrawal, standsOwn, stillSaid } from "./add.ts";
import type { Finished } from "./compose.ts";
import type { Exchange } from "./exchange.ts";

/** outboxName is where an entry lies until its fate is known. */
export function outboxName({ entry }: Finished): string {
  return `outbox/${entry.xid}-${entry.hash.slice(0, 16)}`;
}

/** keepToSend lays an entry in the outbox. */
export async function keepToSend(m: Member, f: Finished): Promise<void> {
  await m.home.write(outboxName(f), f.frame);
}

/** Waits is why an entry lies in the outbox: the hub was not asked, or did not say what became of it. */
export class Waits extends SluisError {
  constructor(
    code: Code,
    readonly finished: Finished,
    cause: unknown,
  ) {
    super(code, "what was signed waits until the hub can be asked", { cause });
  }
}

/**
 * put stores a finished entry at the hub. It lies in the outbox until its fate is
 * known, so that after a break the very same bytes are sent again (Waits). While
 * it is under way no other tab takes it up. What is said again in the place of
 * something that lies there takes over its name, or both would go; then the
 * refusal of that one is the caller's to deal with.
 */
export function put(m: Member, f: Finished, instead = ""): Promise<void> {
  const name = instead === "" ? outboxName(f) : `outbox/${instead}`;
  return m.home.locks.share("outbox", async () => {
    await m.home.write(name, f.frame);
    try {
      await m.hub.put(f.frame);
    } catch (err) {
      const code = codeOf(err);
      if (code === "") throw err; // it stays in the outbox and is sent by resume, as
      if (unknownOutcome(err)) throw new Waits(code, f, err); // it does here
      if (instead === "") await m.home.remove(name);
      throw err;
    }
    await m.home.remove(name);
  });
}

const unknown: readonly (Code | "")[] = ["E27", "E24", "E25", "E22", ""];

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
  if (names.length === 0 || m.ended.aborted) return nothing;
  const done = await m.home.locks.attempt("resume", async () => {
    // undefined: another tab is sending
    const same = await m.home.locks.attempt("outbox", () => resumeSame(m, names));
    return same === undefined ? nothing : resumeOthers(m, same);
  });
  return done ?? nothing; // else another tab does this
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
  const x: Exchange = { ...(await read(m, e.xid)), party: e.party };
  if (standsOwn(x, new Set([e.hash]), name)) return;
  if (x.away) fail("E27", "whether it stands already is not known");
  if (e.type === "offer") return resumeOffer(m, x, e.hash);
  if (e.type !== "post") fail("E20", `a ${e.type} was not taken: its moment has passed`);
  const body = await x.keys.body(e, partsOf(frame)[1] ?? new Uint8Array(0));
  const act = { type: e.type, party: e.party, blobs: e.blobs, body };
  stillSaid(m, x, act);
  await add(m, x, act, { instead: { name, was: e.hash } });
}

/** resumeOffer takes back an offer whose fate was unknown: nobody stays with it. */
async function resumeOffer(m: Member, x: Exchange, offer: Hash): Promise<void> {
  if (x.state.offer?.entry === offer) await postWithdrawal(m, x, offer, "other");
}
