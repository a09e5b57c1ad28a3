import {
  concat, fail, hashOf, same, toHex, type Bytes, type Checkpoint, type Hash, type OrgID, type TeamID,
} from "../note/index.ts";
import { MaxLeaves, leafBytes, leafText, parseLeaf, type Leaf, type Said } from "./leaf.ts";
import { Lines } from "./lines.ts";
import { Tree, groupSize } from "./tree.ts";

/** A log is kept in parts of so many lines, so that what is added costs one of them. */
export const partSize = 4096;

const hashSize = 32;
const countSize = 4;

/**
 * A Log is a whole list of leaves and its tree, about 50 bytes a leaf and 100 for each
 * organisation and team. To append, and to tell the root of any size, costs the
 * logarithm of the size.
 */
export class Log {
  constructor(private readonly most = MaxLeaves) {}

  readonly #lines = new Lines();
  readonly #tree = new Tree((n) => leafBytes(this.at(n)!)); // it asks for leaves that were pushed

  /**
   * append adds a line if it may follow (FORMAT.md L2 to L6), else it is E11 and the
   * log stays as it was; a malformed line is E01.
   */
  append(said: Said): void {
    const l = parseLeaf(leafText(said));
    this.#follows(l);
    this.#tree.push(leafBytes(l));
    this.#lines.push(l);
  }

  /** #follows refuses what may not come next. */
  #follows({ kind, org: id, subject, version }: Leaf): void {
    if (this.size >= this.most) fail("E11", `log: more than ${this.most} lines`);
    const org = this.#lines.org(id);
    if (kind === "org") {
      if (org !== undefined) fail("E11", "log: an organisation begins twice");
      return;
    }
    if (org === undefined) return fail("E11", "log: a line of an organisation that has not begun");
    if (kind === "vouch" && this.#lines.org(subject) === undefined) {
      fail("E11", "log: a vouch by an organisation that has not begun");
    }
    if (kind === "manifest" && version !== org.manifest + 1) {
      fail("E11", `log: manifest ${version} of an organisation, want ${org.manifest + 1}`);
    }
    if (kind !== "team") return;
    const team = this.#lines.team(subject);
    if (team !== undefined && this.#lines.orgs[team.org] !== org) fail("E11", "log: a team of another organisation");
    if (version !== (team?.next ?? 0)) fail("E11", `log: epoch ${version} of a team, want ${team?.next ?? 0}`);
  }

  /** size is the number of leaves. */
  get size(): number {
    return this.#lines.length;
  }

  /** root is that of the first size leaves (RFC 6962, 2.1), undefined when the log is not so long. */
  root(size: number): Hash | undefined {
    return size <= this.size ? toHex(this.#tree.root(size)) : undefined;
  }

  /**
   * check says whether a checkpoint is of this log (FORMAT.md L7): E12 when the log is
   * not so long, E11 when its root was another.
   */
  check({ size, root }: Checkpoint): void {
    const had = this.root(size) ?? fail("E12", `log: ${this.size} lines, the checkpoint has ${size}`);
    if (had !== root) fail("E11", `log: its first ${size} lines have another root than the checkpoint`);
  }

  /** head is the checkpoint of all leaves. */
  head(): Checkpoint {
    return { size: this.size, root: toHex(this.#tree.root(this.size)) };
  }

  /** at is leaf n, counted from 0; undefined when there is none. */
  at(n: number): Leaf | undefined {
    return this.#lines.at(n);
  }

  /** of gives the numbers of an organisation's leaves, rising, after the first skip of them. */
  of(org: OrgID, skip = 0): readonly number[] {
    return this.#lines.org(org)?.lines.slice(skip) ?? [];
  }

  /** orgs lists the organisations that have begun. */
  orgs(): OrgID[] {
    return this.#lines.orgs.map((o) => o.id);
  }

  /** orgOf is the organisation of a team, "" for a team that has no line. */
  orgOf(team: TeamID): OrgID | "" {
    return this.#lines.orgs[this.#lines.team(team)?.org ?? -1]?.id ?? "";
  }

  /** cut takes back all leaves behind the first size. */
  cut(size: number): void {
    if (size >= this.size) return;
    this.#tree.cut(size);
    this.#lines.cut(size);
  }

  /**
   * part gives a part of the log to be kept, with the part of its tree that is costly
   * to make again and a SHA-256 over all of it.
   */
  async part(n: number): Promise<Bytes> {
    const from = n * partSize;
    const to = Math.min(from + partSize, this.size);
    const nodes = this.#tree.nodes(from / groupSize, Math.floor((to - from) / groupSize));
    const head = new Uint8Array(countSize);
    new DataView(head.buffer).setUint32(0, to - from);
    const kept = concat(head, ...nodes, this.#lines.pack(from, to));
    return concat(await digest(kept), kept);
  }

  /**
   * from takes a log up again from all of its parts in order, without hashing its
   * lines: E10 when one is damaged, missing or not of this log. They are believed, as
   * what this side verified; whether together they are all that it was, check tells.
   */
  static async from(parts: readonly (Bytes | undefined)[]): Promise<Log> {
    const log = new Log();
    for (const part of parts) {
      const kept = part?.subarray(hashSize) ?? new Uint8Array(0);
      if (part === undefined || !same(await digest(kept), part.subarray(0, hashSize))) {
        return fail("E10", "log: a kept part is damaged or missing");
      }
      const count = new DataView(kept.buffer, kept.byteOffset).getUint32(0);
      const nodes = log.#tree.pushNodes(kept.subarray(countSize), Math.floor(count / groupSize));
      log.#lines.unpack(kept.subarray(countSize + nodes), count);
    }
    log.#tree.cut(log.size); // the leaves behind the last whole group
    return log;
  }
}

async function digest(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Empty is the checkpoint of no leaves, with which every log begins. */
export const Empty: Checkpoint = { size: 0, root: hashOf(new Uint8Array(0)) };
