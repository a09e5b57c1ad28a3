import { MaxTime, fail, utf8, type Checkpoint, type Hash } from "../note/index.ts";
import { checkpointNote, parseSigned, type Signature, type Signed } from "./checkpoint.ts";
import { Key } from "./key.ts";

/** A Head is a checkpoint that passed a policy. */
export class Head implements Checkpoint {
  readonly size: number;
  readonly root: Hash;

  constructor(
    { size, root }: Checkpoint,
    /**
     * When the quorum had seen it, in Unix seconds by the witnesses' clocks: the newest
     * time that as many as the quorum have reached.
     */
    readonly time: number,
    /** How many witnesses of the policy signed. */
    readonly cosigned: number,
  ) {
    this.size = size;
    this.root = root;
  }

  /**
   * fresh holds when the head may be signed with now (FORMAT.md L18): E12 when its
   * time is longer ago than within, in seconds.
   */
  fresh(now: number, within: number): void {
    const age = now - this.time;
    const minutes = (seconds: number): number => Math.floor(seconds / 60);
    if (age > within) fail("E12", `checkpoint of ${minutes(age)} minutes ago, at most ${minutes(within)}`);
  }

  /** follows holds when a client that has verified known may go on to this head (FORMAT.md L20): E11. */
  follows(known: Checkpoint): void {
    if (this.size < known.size) fail("E11", `log: it shrinks from ${known.size} to ${this.size}`);
    if (this.size === known.size && this.root !== known.root) fail("E11", "log: two roots of one size");
  }
}

/** A Policy is whom a client believes about the log, from its trust file. */
export class Policy {
  readonly log: Key;
  readonly witnesses: readonly Key[];

  /**
   * Reads a policy: E01 and E06 as the keys say; a quorum, of witnesses that must have
   * cosigned, that is not at least one and at most all, or one witness twice, is E01
   * (FORMAT.md L13).
   */
  constructor(log: string, witnesses: readonly string[], readonly quorum: number) {
    this.log = Key.parseLog(log);
    const keys: Key[] = [];
    for (const text of witnesses) {
      const key = Key.parseWitness(text);
      if (keys.some((k) => k.name === key.name || k.key.equals(key.key))) fail("E01", "log: one witness twice");
      keys.push(key);
    }
    if (!Number.isInteger(quorum) || quorum < 1 || quorum > keys.length) {
      fail("E01", `log: ${quorum} of ${keys.length} witnesses is no quorum`);
    }
    this.witnesses = keys;
  }

  /**
   * verify reads a checkpoint and holds it against the policy (FORMAT.md L14 to L18):
   * E01 malformed; E13 of another log, without the log's signature or the quorum's, or
   * with a signature of a key of the policy that does not count. Lines of other keys
   * say nothing.
   */
  async verify(raw: Uint8Array): Promise<Head> {
    const s = parseSigned(raw);
    await this.ofLog(s);
    const times: number[] = [];
    for (const sig of s.signatures) {
      for (const w of this.witnesses) {
        if (w.made(sig)) times.push(await cosigned(w, s, sig));
      }
    }
    const time = times.sort((a, b) => b - a)[this.quorum - 1];
    if (time === undefined) return fail("E13", `checkpoint with ${times.length} of ${this.quorum} witnesses`);
    return new Head(s, time, times.length);
  }

  /** ofLog holds when a checkpoint is signed by this log (FORMAT.md L14 and L15), whoever cosigned: E13. */
  async ofLog(s: Signed): Promise<void> {
    if (s.origin !== this.log.name) fail("E13", "checkpoint of another log");
    const sig = s.signatures.find((line) => this.log.made(line));
    if (sig === undefined) return fail("E13", "checkpoint without the log's signature");
    if (!(await this.log.key.verify(utf8(checkpointNote(s.origin, s)), sig.data.subarray(4)))) {
      fail("E13", "checkpoint: the log's signature does not verify");
    }
  }
}

const timeSize = 8;
const signatureSize = 64;

/** cosigned verifies a witness's signature under a checkpoint and gives its time: E13. */
async function cosigned(key: Key, s: Signed, { data }: Signature): Promise<number> {
  if (data.length !== 4 + timeSize + signatureSize) fail("E13", "checkpoint: a witness's signature of another length");
  const time = new DataView(data.buffer, data.byteOffset + 4).getBigUint64(0);
  if (time > BigInt(MaxTime)) fail("E13", "checkpoint: a witness's time beyond all times");
  const text = utf8(witnessed(checkpointNote(s.origin, s), Number(time)));
  if (!(await key.key.verify(text, data.subarray(4 + timeSize)))) {
    fail("E13", "checkpoint: a witness's signature does not verify");
  }
  return Number(time);
}

/** witnessed is what a witness signs (C2SP tlog-cosignature, cosignature/v1). */
export function witnessed(text: string, time: number): string {
  return `cosignature/v1\ntime ${time}\n${text}`;
}
