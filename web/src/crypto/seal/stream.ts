import { type Bytes } from "../note/index.ts";

/** As much as goes through a stream at once: a chunk of the age format. */
export const chunkSize = 64 << 10;

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

/** Bytes in chunks, without copying. */
export function* chunks(bytes: Bytes): Generator<Bytes, void> {
  for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
}
