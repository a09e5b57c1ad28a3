// A directory log whose key and witnesses a test holds, a hub that shows of it what
// the test wants, and what two tabs of one browser keep.
import { ed25519 } from "@noble/curves/ed25519.js";
import { KeptLog } from "../../src/directory/log.ts";
import type { Records } from "../../src/directory/replica.ts";
import { Public } from "../../src/crypto/keys/index.ts";
import { concat, fail, fromHex, hashBytes, hashOf, utf8, type Bytes, type Checkpoint } from "../../src/crypto/note/index.ts";
import {
  Key, Log, Policy, checkpointNote, signedBytes, witnessed, type Leaf, type Signature,
} from "../../src/crypto/translog/index.ts";
import type { Leaf as Shown } from "../../src/hub/index.ts";
import { memoryLocks } from "../../src/member/index.ts";

const some = (what: string): string => hashOf(utf8(what));
export const id = (what: string): string => some(what).slice(0, 32);

class Signing {
  readonly #seed: Bytes;
  readonly key: Key;

  constructor(kind: "log" | "witness", name: string) {
    this.#seed = hashBytes(some(`${kind} ${name}`));
    this.key = Key[kind](name, Public.from(ed25519.getPublicKey(this.#seed)));
  }

  line(text: string, before: Bytes = new Uint8Array(0)): Signature {
    const number = fromHex(this.key.toString().split("+")[1] ?? "") ?? new Uint8Array(0);
    return { name: this.key.name, data: concat(number, before, ed25519.sign(utf8(text), this.#seed)) };
  }
}

/** A log of any length, always of the same lines; its history tells it from another with the same keys. */
export class Written {
  readonly lines: Leaf[] = [];
  readonly #log = new Log();
  readonly log: Signing;
  readonly witnesses: readonly Signing[];

  constructor(private readonly history = "", origin = "hub/dir") {
    this.log = new Signing("log", origin);
    this.witnesses = ["a", "b", "c"].map((name) => new Signing("witness", name));
  }

  /** grow adds lines: organisations, their manifests and teams. */
  grow(to: number): this {
    for (let n = this.lines.length; n < to; n++) {
      const org = id(`org ${Math.floor(n / 10)}`);
      const hash = some(`record ${n} ${n < 20 ? "" : this.history}`);
      const nth = n % 10;
      const leaf: Leaf =
        nth === 0 ? { kind: "org", org, subject: "", version: 0, hash }
        : nth % 2 === 1 ? { kind: "manifest", org, subject: "", version: (nth + 1) / 2, hash }
        : { kind: "team", org, subject: id(`team ${org}`), version: nth / 2 - 1, hash };
      this.add(leaf);
    }
    return this;
  }

  /** vouch adds a line that says that one organisation vouches for another. */
  vouch(org: string, by: string): this {
    this.add({ kind: "vouch", org, subject: by, version: 0, hash: some(`vouch ${org} ${by}`) });
    return this;
  }

  private add(leaf: Leaf): void {
    this.lines.push(leaf);
    this.#log.append(leaf);
  }

  at(size: number): Checkpoint {
    return { size, root: this.#log.root(size) ?? fail("E12", "no such size") };
  }

  /** signed is a checkpoint as the hub shows it, cosigned at these times by the first witnesses. */
  signed(size: number, ...times: readonly number[]): Bytes {
    return this.sign(this.at(size), ...times);
  }

  sign(cp: Checkpoint, ...times: readonly number[]): Bytes {
    const origin = this.log.key.name;
    const text = checkpointNote(origin, cp);
    const cosigned = times.map((time, i) => {
      const at = new Uint8Array(8);
      new DataView(at.buffer).setBigUint64(0, BigInt(time));
      return (this.witnesses[i] ?? fail("E13", "no such witness")).line(witnessed(text, time), at);
    });
    return signedBytes({ origin, ...cp, signatures: [this.log.line(text), ...cosigned] });
  }

  policy(quorum = 2, witnesses = 3): Policy {
    return new Policy(this.log.key.toString(), this.witnesses.slice(0, witnesses).map((w) => w.key.toString()), quorum);
  }

  /** shown are lines as a hub shows them. */
  shown(from: number, limit: number): Shown[] {
    return this.lines.slice(from, from + limit).map((l, i) => ({ n: from + i, ...l }));
  }
}

/** What a browser keeps, for as many tabs as share it. */
export class Disk {
  readonly files = new Map<string, Bytes>();
  readonly locks = memoryLocks();
  /** Throws for names it holds for. */
  full: (name: string) => boolean = () => false;

  read(names: readonly string[]): (Bytes | undefined)[] {
    return names.map((name) => this.files.get(name)?.slice());
  }

  write(files: readonly (readonly [string, Bytes])[]): void {
    if (files.some(([name]) => this.full(name))) fail("E24", "this browser has no room left");
    for (const [name, bytes] of files) this.files.set(name, bytes.slice());
  }
}

/** A tab with a hub that a test tells what to show. */
export class Tab {
  readonly log: KeptLog;
  /** What was asked: "checkpoint", or the number of the first line. */
  readonly asked: (string | number)[] = [];
  checkpoint: () => Bytes = () => fail("E27", "hub is away");
  lines: (from: number, limit: number) => Shown[] | Promise<Shown[]>;

  constructor(readonly disk: Disk, written: Written, policy = written.policy()) {
    this.lines = (from, limit) => written.shown(from, limit);
    this.log = new KeptLog(this.records(), policy);
  }

  records(): Records {
    return {
      checkpoint: async () => (this.asked.push("checkpoint"), this.checkpoint()),
      time: () => Promise.reject(new Error("not asked here")),
      leaves: async (from, limit) => (this.asked.push(from), this.lines(from, limit)),
      mailboxes: async (rids) => rids.map(() => new Uint8Array(0)),
      objects: async (hashes) => hashes.map(() => new Uint8Array(0)),
      read: async (names) => this.disk.read(names),
      write: async (files) => this.disk.write(files),
      only: (name, act) => this.disk.locks.only(name, act),
    };
  }

  /** sees shows a checkpoint, and has the log advance to it. */
  async sees(checkpoint: Bytes): Promise<void> {
    this.checkpoint = () => checkpoint;
    await this.log.recall();
    await this.log.advance();
  }
}
