import { type Bytes } from "../note/index.ts";

/**
 * As much as goes through a stream at once. It is more than a chunk of age, since
 * each turn of a stream costs time, and less than a piece, since some wait in it.
 */
export const chunkSize = 256 << 10;

/** A stream that asks a generator for more only when somebody reads, so that nothing piles up in it. */
export function streamOf(parts: AsyncGenerator<Bytes, void>): ReadableStream<Bytes> {
  const source: UnderlyingDefaultSource<Bytes> = {
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return();
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

/** The same bytes, without copying, of which a stream does not say that their buffer is not shared. */
export function owned(bytes: Uint8Array): Bytes {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
}

/** Bytes in chunks, without copying. */
export function* chunks(bytes: Bytes): Generator<Bytes, void> {
  for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
}
