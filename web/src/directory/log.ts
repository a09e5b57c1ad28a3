import type { Type } from "../crypto/chain/index.ts";
import { codeOf, fail, type Bytes, type Checkpoint, type Hash } from "../crypto/note/index.ts";
import type { LogRoots } from "../crypto/roster/index.ts";
import { Empty, Head, Log, parseSigned, partSize, type Policy, type Signed } from "../crypto/translog/index.ts";
import { Limits } from "../hub/index.ts";
import type { Records } from "./replica.ts";

/**
 * How old the newest checkpoint may be to sign with it, in seconds (FORMAT.md L18).
 * Past syncAfter it is asked for anew first.
 */
export const freshToAct = 15 * 60; // genesis, rekey, offer, accept and its co-signature
export const freshToWrite = 24 * 3600; // all else
export const syncAfter = 5 * 60;

/** freshFor is how old a checkpoint may be for an entry of that type. */
export function freshFor(type: Type): number {
  return ["genesis", "rekey", "offer", "accept"].includes(type) ? freshToAct : freshToWrite;
}

/**
 * What is kept: the newest checkpoint that was verified, as it came, and the lines in
 * parts. They are written in one stroke; what the checkpoint does not cover is not
 * there.
 */
const checkpointName = "checkpoint";
const partName = (n: number): string => `log/${String(n).padStart(6, "0")}`;

/** Before the first checkpoint. */
const nothing = new Head(Empty, 0, 0);

/**
 * KeptLog is the whole directory log up to the newest checkpoint that the log and its
 * witnesses signed. A log that takes back, changes or hides a line is E11, and what was
 * known stays in force, in this tab and in the others of this browser.
 */
export class KeptLog implements LogRoots {
  #known = false; // what is kept was read
  #head = nothing;
  #lines = new Log();
  #sound = 0; // so many lines lie kept as they are here
  #keptTime = 0; // of the checkpoint that is kept

  constructor(private readonly records: Records, private readonly policy: Policy) {}

  /** The newest checkpoint that was verified; its time is 0 when it must be asked for anew. */
  get head(): Head {
    return this.#head;
  }

  get lines(): Log {
    return this.#lines;
  }

  /** root is what a book asks: of lines that came in but were not verified yet it knows nothing. */
  root(size: number): Hash | undefined {
    return size <= this.#head.size ? this.#lines.root(size) : undefined;
  }

  /**
   * recall reads what is kept, once. The checkpoint is what counts: lines that do not
   * make its root are the disk's matter, and fetched again. E11 when it is not of the
   * log that the trust file names.
   */
  async recall(): Promise<void> {
    if (this.#known) return;
    const pin = await this.#pin();
    if (pin !== undefined) {
      this.#head = await this.#counts(pin);
      this.#keptTime = this.#head.time;
      this.#lines = await this.#keptLines(pin.signed);
      this.#sound = this.#lines.size;
    }
    this.#known = true;
  }

  /** #pin is the checkpoint that is kept, here or by another tab. */
  async #pin(): Promise<{ raw: Bytes; signed: Signed } | undefined> {
    const [raw] = await this.records.read([checkpointName]);
    if (raw === undefined) return undefined;
    try {
      return { raw, signed: parseSigned(raw) };
    } catch (err) {
      return fail("E11", "the checkpoint that is kept here is damaged", err);
    }
  }

  /**
   * #counts is a kept checkpoint as a head. It was verified before it was kept; when the
   * trust file names other witnesses since, it still tells what came before, but not
   * when that was.
   */
  async #counts({ raw, signed }: { raw: Bytes; signed: Signed }): Promise<Head> {
    try {
      await this.policy.ofLog(signed);
    } catch (err) {
      return fail("E11", "the checkpoint that is kept here is not of the log that the trust file names", err);
    }
    try {
      return await this.policy.verify(raw);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return new Head(signed, 0, 0);
    }
  }

  async #keptLines(pin: Checkpoint): Promise<Log> {
    const names = Array.from({ length: Math.ceil(pin.size / partSize) }, (_, n) => partName(n));
    try {
      const log = await Log.from(await this.records.read(names));
      log.cut(pin.size);
      log.check(pin);
      return log;
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return new Log();
    }
  }

  /**
   * advance asks for the newest checkpoint and takes the lines up to it. Nothing is
   * used before all of it holds: E13 not signed as the trust file asks, E11 a log that
   * shrank, changed or breaks its rules.
   */
  async advance(): Promise<void> {
    const pin = await this.#pin(); // first, since another tab may have seen more by now
    const raw = await this.records.checkpoint();
    const head = await this.policy.verify(raw);
    head.follows(this.#head);
    if (pin !== undefined) head.follows(pin.signed);
    const had = this.#lines.size;
    // an older one says nothing new; a longer one does, whoever cosigned
    if (head.size === this.#head.size && head.size === had && head.time < this.#head.time) return;
    try {
      await this.#take(head);
      await this.#keep(raw, head);
    } catch (err) {
      this.#lines.cut(had);
      throw err;
    }
    this.#head = head;
  }

  /** #take adds the lines up to a head, and compares the root. */
  async #take(head: Head): Promise<void> {
    for (let from = this.#lines.size; from < head.size; from = this.#lines.size) {
      const page = await this.records.leaves(from, Math.min(head.size - from, Limits.rows));
      if (page.length === 0) fail("E11", `the hub withholds lines of the directory log, from ${from} on`);
      for (const leaf of page.slice(0, head.size - from)) {
        const next = this.#lines.size;
        if (leaf.n !== next) fail("E11", `the hub gives line ${leaf.n} of the directory log for ${next}`);
        this.#lines.append(leaf);
      }
    }
    this.#lines.check(head);
  }

  /** #keep writes down what was verified: the lines, and what says that they are. */
  async #keep(raw: Bytes, head: Head): Promise<void> {
    if (head.size === this.#sound && head.size === this.#head.size && head.time < this.#keptTime + syncAfter) return;
    await this.records.only(checkpointName, async () => {
      const other = (await this.#pin())?.signed;
      if (other !== undefined && other.size > head.size) return; // another tab is ahead of this one
      if (other !== undefined) this.#lines.check(other); // and where it is not, it saw the same
      const from = Math.min(this.#sound, other?.size ?? 0);
      const files: [string, Bytes][] = [];
      for (let n = Math.floor(from / partSize); from < head.size && n * partSize < head.size; n++) {
        files.push([partName(n), await this.#lines.part(n)]);
      }
      await this.records.write([...files, [checkpointName, raw]]);
      this.#sound = head.size;
      this.#keptTime = head.time;
    });
  }

  /**
   * sign gives the checkpoint to sign with now. E12 when the head is older than
   * within, E26 when the witnesses' clocks are ahead of this one by more than clocks
   * may differ.
   */
  sign(now: number, within: number): Checkpoint {
    const { size, root, time } = this.#head;
    if (time > now + Limits.clockSkew) fail("E26", "the directory log is signed at a time that is yet to come here");
    this.#head.fresh(now, within);
    return { size, root };
  }
}
