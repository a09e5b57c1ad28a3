import { type Bytes, MaxNum, SluisError, fail } from "../note/index.ts";
import { zero } from "./body.ts";
import { pad } from "./pad.ts";
import { chunkSize, chunks, owned, streamOf } from "./stream.ts";

const frameHead = 8;

/** Gives u64be(size) || src || zeros, padded: what is sealed of an attachment. */
export function frame(src: ReadableStream<Uint8Array>, size: number): ReadableStream<Bytes> {
  if (!Number.isInteger(size) || size < 0 || size > MaxNum / 2) {
    fail("E10", `an attachment of ${size} bytes cannot be sealed`);
  }
  return streamOf(framed(src, size));
}

async function* framed(src: ReadableStream<Uint8Array>, size: number): AsyncGenerator<Bytes, void> {
  const head = new Uint8Array(frameHead);
  new DataView(head.buffer).setBigUint64(0, BigInt(size));
  yield head;
  yield* exactly(src, size);
  for (let left = pad(frameHead + size) - frameHead - size; left > 0; left -= chunkSize) {
    yield new Uint8Array(Math.min(left, chunkSize));
  }
}

/** Passes exactly size bytes on and fails with E10 when src has fewer or more. */
async function* exactly(src: ReadableStream<Uint8Array>, size: number): AsyncGenerator<Bytes, void> {
  let left = size;
  for await (const part of src) {
    if (part.length > left) fail("E10", "attachment is longer than was said");
    left -= part.length;
    yield* chunks(owned(part));
  }
  if (left > 0) fail("E10", `attachment is ${left} bytes shorter than was said`);
}

/** Takes what was opened, part by part. */
export type Sink = (part: Bytes) => Promise<void> | void;

/** Undoes frame: it passes the content on to a sink and checks the rest. */
export class Unframer {
  /** What the sink threw, if it did. */
  failed: { readonly error: unknown } | undefined;
  readonly #sink: Sink;
  readonly #head = new Uint8Array(frameHead);
  #bad: SluisError | undefined; // of the layout
  #size = 0; // of the content
  #left = 0; // of the content, still to come
  #total = 0; // bytes seen

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /**
   * Fails only when the sink does. After a wrong layout it goes on without writing,
   * so that damage further on is still found first.
   */
  async write(part: Bytes): Promise<void> {
    const rest = part.subarray(this.#readHead(part));
    const content = rest.subarray(0, Math.min(rest.length, this.#left));
    this.#left -= content.length;
    if (content.length > 0 && this.#bad === undefined) await this.#pass(content);
    if (!zero(rest.subarray(content.length))) {
      this.#bad = new SluisError("E10", "attachment is padded with something");
    }
  }

  /** Is asked at the end of the file. */
  verdict(): void {
    if (this.#bad !== undefined) throw this.#bad;
    if (this.#size > this.#total) fail("E10", "attachment is shorter than it says");
    if (this.#total !== pad(frameHead + this.#size)) fail("E10", "attachment is not padded to its length");
  }

  /** Takes what belongs to the first 8 bytes, and tells how many that were. */
  #readHead(part: Bytes): number {
    const seen = this.#total;
    this.#total += part.length;
    if (seen >= frameHead) return 0;
    const head = part.subarray(0, frameHead - seen);
    this.#head.set(head, seen);
    if (seen + head.length === frameHead) {
      // Beyond 2^53 it is rounded, and longer than any file all the same.
      this.#size = Number(new DataView(this.#head.buffer).getBigUint64(0));
      this.#left = this.#size;
    }
    return head.length;
  }

  async #pass(content: Bytes): Promise<void> {
    try {
      await this.#sink(content);
    } catch (error) {
      this.failed = { error };
      throw error;
    }
  }
}
