import { sha256 } from "@noble/hashes/sha2.js";
import type { Bytes } from "../note/index.ts";

/** How many leaves stand under the lowest node that is kept; what is below is made again from the lines. */
export const groupSize = 16;
const floor = 4; // groupSize is 2 ** floor

const hashSize = 32;
/** How many roots are remembered: an exchange asks for the same few again and again. */
const remembered = 4096;

/** Rows are hashes behind one another. */
class Rows {
  #bytes = new Uint8Array(16 * hashSize);
  length = 0;

  push(hash: Uint8Array): void {
    const at = this.length * hashSize;
    if (at === this.#bytes.length) {
      const larger = new Uint8Array(2 * at);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(hash, at);
    this.length++;
  }

  at(n: number): Bytes {
    return this.#bytes.subarray(n * hashSize, (n + 1) * hashSize);
  }
}

/** leafHash is the hash of one leaf (RFC 6962, 2.1). */
export function leafHash(bytes: Uint8Array): Bytes {
  const input = new Uint8Array(1 + bytes.length);
  input.set(bytes, 1);
  return new Uint8Array(sha256(input));
}

const pair = new Uint8Array(1 + 2 * hashSize).fill(1, 0, 1);

/** nodeHash is the hash of a node over its two halves. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Bytes {
  pair.set(left, 1);
  pair.set(right, 1 + hashSize);
  return new Uint8Array(sha256(pair));
}

/** whole is the root over as many hashes as a power of two. */
function whole(hashes: readonly Bytes[]): Bytes {
  let row = hashes;
  while (row.length > 1) {
    const above: Bytes[] = [];
    for (let i = 0; i < row.length; i += 2) above.push(nodeHash(row[i] ?? none, row[i + 1] ?? none));
    row = above;
  }
  return row[0] ?? none;
}

const none: Bytes = new Uint8Array(0);

/**
 * Tree is the Merkle tree of RFC 6962, 2.1. Of each group of leaves it keeps one
 * hash and all that are above, 4 bytes a leaf; the root of any size costs the
 * logarithm, and once the leaves of the group in which that size ends.
 */
export class Tree {
  /** Nodes by level, from groups up: of level k each stands over groupSize * 2 ** k leaves. */
  readonly #levels: Rows[] = [];
  #open: Bytes[] = []; // hashes of the leaves behind the last whole group
  readonly #roots = new Map<number, Bytes>();

  /** leaf gives the bytes of a leaf that was pushed. */
  constructor(private readonly leaf: (n: number) => Bytes) {}

  #level(k: number): Rows {
    return (this.#levels[k] ??= new Rows());
  }

  get size(): number {
    return this.#level(0).length * groupSize + this.#open.length;
  }

  push(leaf: Uint8Array): void {
    this.#open.push(leafHash(leaf));
    if (this.#open.length < groupSize) return;
    this.#level(0).push(whole(this.#open));
    this.#open = [];
    this.#join(0);
  }

  /** #join makes the nodes above the newest of a level, as far as they are whole. */
  #join(level: number): void {
    for (let k = level; this.#level(k).length % 2 === 0; k++) {
      const row = this.#level(k);
      this.#level(k + 1).push(nodeHash(row.at(row.length - 2), row.at(row.length - 1)));
    }
  }

  /** nodes are those that stand over so many groups from one on, whose number is a multiple of theirs. */
  nodes(from: number, groups: number): Bytes[] {
    const all: Bytes[] = [];
    for (let k = 0, count = groups; count > 0; k++, count = Math.floor(groups / 2 ** k)) {
      for (let n = from / 2 ** k; count > 0; n++, count--) all.push(this.#level(k).at(n));
    }
    return all;
  }

  /** pushNodes adds groups by what nodes gave of them, behind whole groups; it gives how many bytes that were. */
  pushNodes(bytes: Bytes, groups: number): number {
    let at = 0;
    let top = 0;
    for (let k = 0, count = groups; count > 0; k++, count = Math.floor(groups / 2 ** k)) {
      top = k;
      for (; count > 0; count--) this.#level(k).push(bytes.subarray(at, (at += hashSize)));
    }
    if (groups > 0) this.#join(top);
    return at;
  }

  /** cut takes back all leaves behind the first size. */
  cut(size: number): void {
    const groups = Math.floor(size / groupSize);
    for (const [k, row] of this.#levels.entries()) row.length = Math.min(row.length, Math.floor(groups / 2 ** k));
    this.#open = this.#leaves(groups * groupSize, size);
    for (const known of this.#roots.keys()) if (known > size) this.#roots.delete(known);
  }

  #leaves(from: number, to: number): Bytes[] {
    return Array.from({ length: to - from }, (_, i) => leafHash(this.leaf(from + i)));
  }

  /** root is that of the first size leaves, which must be there. */
  root(size: number): Bytes {
    const known = this.#roots.get(size);
    if (known !== undefined) return known;
    const root = this.#root(size);
    if (this.#roots.size >= remembered) this.#roots.clear();
    this.#roots.set(size, root);
    return root;
  }

  #root(size: number): Bytes {
    if (size === 0) return new Uint8Array(sha256(none));
    // The whole subtrees from the largest to the smallest, then joined from behind.
    const parts: Bytes[] = [];
    const groups = Math.floor(size / groupSize);
    for (let k = this.#levels.length - 1; k >= 0; k--) {
      const over = 2 ** k;
      if (Math.floor(groups / over) % 2 === 1) parts.push(this.#level(k).at(Math.floor(groups / over) - 1));
    }
    const from = groups * groupSize;
    const rest = groups === this.#level(0).length ? this.#open.slice(0, size - from) : this.#leaves(from, size);
    let at = 0;
    for (let k = floor - 1; k >= 0; k--) {
      const over = 2 ** k;
      if (Math.floor(rest.length / over) % 2 === 0) continue;
      parts.push(whole(rest.slice(at, at + over)));
      at += over;
    }
    return parts.reduceRight((right, left) => nodeHash(left, right));
  }
}
