import { blobRoot } from "../chain/index.ts";
import { decryptStream, encryptStream } from "../identity/age.ts";
import { Identity } from "../identity/index.ts";
import { type Hash, fail } from "../note/index.ts";
import { type Sink, Unframer, frame } from "./frame.ts";
import { type Fetch, PieceReader, PieceWriter, type Put } from "./pieces.ts";
import { oneStanza } from "./seal.ts";
import { owned } from "./stream.ts";

export { type Sink } from "./frame.ts";

/** What of a sealed attachment goes into the entry: the identity into its body, the rest into its header. */
export interface Sealed {
  readonly identity: Identity;
  readonly root: Hash;
  readonly size: number; // of the sealed file
}

/**
 * Seals size bytes of src to an identity made for this file alone and puts the
 * pieces of the sealed file away as they come, by number (FORMAT.md S13 to S15).
 * Memory stays around one piece whatever the size. Src with another number of bytes
 * than size is E10; what src and put throw comes back as it is. No two calls make
 * the same pieces: who wants to go on with sending later keeps those it has.
 */
export async function sealAttachment(put: Put, src: ReadableStream<Uint8Array>, size: number): Promise<Sealed> {
  const framed = frame(src, size);
  const identity = await Identity.generate();
  const pieces = new PieceWriter(put);
  for await (const part of await encryptStream(framed, identity.recipient)) await pieces.write(part);
  await pieces.close();
  return { identity, root: blobRoot(pieces.size, pieces.sums), size: pieces.size };
}

/**
 * Opens a sealed attachment of sealedSize bytes that a signed header names by root,
 * asking pieces for its numbers 0, 1, 2 … in order, one after the other, and hands
 * what is inside to sink, with one piece and the next in memory.
 *
 * It hands parts over while it still reads: until the promise is kept, what sink
 * has is unproven, and after an error it must be thrown away. Write to a temporary
 * place and rename it.
 *
 * Errors: E08 when a piece or the whole is not what root was computed over, this
 * before all others; E14, E18 and E10 as for a body. What pieces and sink throw
 * comes back as it is; the call may then be made again from the start, with the
 * pieces that were already fetched.
 */
export async function openAttachment(
  sink: Sink,
  pieces: Fetch,
  root: Hash,
  sealedSize: number,
  by: Identity,
): Promise<void> {
  const source = new PieceReader(pieces, sealedSize);
  const out = new Unframer(sink);
  const verdict = await open(out, source, by).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (out.failed !== undefined) throw out.failed.error;
  // Whatever is wrong inside: if these are not the author's bytes, say that.
  while ((await source.next()) !== undefined);
  if (source.failed !== undefined) throw source.failed.error;
  if (blobRoot(sealedSize, source.sums) !== root) fail("E08", "attachment is not the one that was signed for");
  if (verdict !== undefined) throw verdict.error;
}

async function open(out: Unframer, source: PieceReader, by: Identity): Promise<void> {
  const first = await source.next();
  oneStanza(first ?? new Uint8Array(0));
  try {
    for await (const part of await decryptStream(source.stream(first), by.text())) {
      await out.write(owned(part));
    }
  } catch {
    // What the sink threw is kept by out, and goes before this.
    fail("E18", "the attachment is sealed to another key, cut short or damaged");
  }
  out.verdict();
}
