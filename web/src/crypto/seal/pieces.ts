import { type Bytes, fail } from "../note/index.ts";
import { chunks, streamOf } from "./stream.ts";

/** The size in bytes of every piece of a sealed attachment but the last. */
export const PieceSize = 1 << 20;

/** Takes a piece of a sealed file, by its number; the bytes are its own from then on. */
export type Put = (piece: Bytes, n: number) => Promise<void> | void;

/** Gives a piece of a sealed file, by its number; it must not change the bytes any more. */
export type Fetch = (n: number) => Promise<Bytes>;

async function digest(piece: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", piece));
}

/** Cuts a file into pieces, hashes them and puts them away, one at a time. */
export class PieceWriter {
  /** Of the file so far. */
  size = 0;
  /** The hash of each piece, once the file is closed. */
  readonly sums: Bytes[] = [];
  readonly #put: Put;
  #piece = new Uint8Array(PieceSize);

  constructor(put: Put) {
    this.#put = put;
  }

  async write(part: Uint8Array): Promise<void> {
    for (let rest = part; rest.length > 0; ) {
      const used = this.size % PieceSize;
      const now = rest.subarray(0, PieceSize - used);
      this.#piece.set(now, used);
      this.size += now.length;
      rest = rest.subarray(now.length);
      if (used + now.length === PieceSize) await this.#cut(PieceSize);
    }
  }

  /** Puts away the last piece, which is never empty. */
  async close(): Promise<void> {
    const used = this.size % PieceSize;
    if (used > 0) await this.#cut(used);
  }

  async #cut(length: number): Promise<void> {
    const piece = this.#piece.slice(0, length);
    this.sums.push(await digest(piece));
    await this.#put(piece, this.sums.length - 1);
  }
}

/**
 * Reads pieces as one file and hashes each. A failure looks like the end of the
 * file; who reads asks for failed afterwards.
 */
export class PieceReader {
  /** Why there are no more pieces, if it is not because the file ends. */
  failed: { readonly error: unknown } | undefined;
  /** The hash of each piece that came. */
  readonly sums: Bytes[] = [];
  readonly #fetch: Fetch;
  #left: number; // bytes of the pieces still to come
  #ahead: Promise<Bytes | undefined> | undefined;

  constructor(fetch: Fetch, size: number) {
    this.#fetch = fetch;
    this.#left = size;
  }

  /**
   * The next piece, undefined at the end or when it failed. A stream that is given
   * up may still be waiting for one, so each call has its turn. While a piece is
   * opened, which keeps this thread busy, the one after it is fetched and hashed,
   * which is done elsewhere.
   */
  next(): Promise<Bytes | undefined> {
    const piece = this.#ahead ?? this.#next();
    this.#ahead = piece.then((read) => (read === undefined ? undefined : this.#next()));
    return piece;
  }

  /** The file from a piece that was read already. */
  stream(first: Bytes | undefined): ReadableStream<Bytes> {
    return streamOf(this.#parts(first));
  }

  async *#parts(first: Bytes | undefined): AsyncGenerator<Bytes, void> {
    for (let piece = first; piece !== undefined; piece = await this.next()) yield* chunks(piece);
  }

  async #next(): Promise<Bytes | undefined> {
    if (this.#left === 0 || this.failed !== undefined) return undefined;
    try {
      const n = this.sums.length;
      const piece = await this.#fetch(n);
      const want = Math.min(this.#left, PieceSize);
      if (piece.length !== want) fail("E08", `piece ${n} has ${piece.length} bytes, want ${want}`);
      this.sums.push(await digest(piece));
      this.#left -= want;
      return piece;
    } catch (error) {
      this.failed = { error };
      return undefined;
    }
  }
}
