// Sealing and opening in a page, beside the bare age library and SHA-256.
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from "age-encryption";
import { Identity } from "../src/crypto/identity/index.ts";
import { hashOf } from "../src/crypto/note/index.ts";
import { newBody, open, openAttachment, readBody, seal, sealAttachment } from "../src/crypto/seal/index.ts";

const small = new Uint8Array(4096 - 64).fill(0x61);
const json = new TextEncoder().encode(JSON.stringify({ form: "message.text", text: "a".repeat(4000 - 64) }));

/** How often a second, taken over at least so many milliseconds. */
async function rate(act: () => Promise<unknown>, least = 600): Promise<number> {
  const began = performance.now();
  let n = 0;
  do {
    await act();
    n++;
  } while (performance.now() - began < least);
  return n / ((performance.now() - began) / 1000);
}

async function smallOnes() {
  const text = await generateHybridIdentity();
  const to = await identityToRecipient(text);
  const me = await Identity.parse(text);
  const bare = async () => {
    const age = new Encrypter();
    age.addRecipient(to);
    const file = await age.encrypt(small);
    hashOf(new Uint8Array(file));
    return new Uint8Array(file);
  };
  const file = await bare();
  const body = newBody(json);
  const sealed = await seal(me.recipient, body.plain);
  return {
    seal: {
      floor: await rate(bare),
      ours: await rate(async () => {
        const { plain } = newBody(json);
        hashOf(await seal(me.recipient, plain));
      }),
    },
    open: {
      floor: await rate(async () => {
        hashOf(file);
        const age = new Decrypter();
        age.addIdentity(text);
        await age.decrypt(file);
      }),
      ours: await rate(async () => {
        hashOf(sealed);
        readBody(await open(me, sealed), body.hash);
      }),
    },
  };
}

/** A stream of so many bytes that costs nothing. */
function stream(size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(1 << 20);
  let left = size;
  return new ReadableStream({
    pull(to) {
      if (left === 0) return to.close();
      const n = Math.min(left, chunk.length);
      left -= n;
      to.enqueue(chunk.slice(0, n));
    },
  });
}

async function attachment(size: number) {
  const text = await generateHybridIdentity();
  const to = await identityToRecipient(text);
  const timed = async (act: () => Promise<unknown>) => {
    const began = performance.now();
    await act();
    return size / 1e6 / ((performance.now() - began) / 1000);
  };
  const floorFile: Uint8Array<ArrayBuffer>[] = [];
  const floorSeal = await timed(async () => {
    const age = new Encrypter();
    age.addRecipient(to);
    const reader = (await age.encrypt(stream(size))).getReader();
    let piece: Uint8Array[] = [];
    let held = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (value !== undefined) {
        piece.push(value);
        held += value.length;
      }
      if (held >= 1 << 20 || (done && held > 0)) {
        const whole = new Uint8Array(await new Blob(piece as BlobPart[]).arrayBuffer());
        await crypto.subtle.digest("SHA-256", whole);
        floorFile.push(whole);
        piece = [];
        held = 0;
      }
      if (done) break;
    }
  });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let sealed: Awaited<ReturnType<typeof sealAttachment>> | undefined;
  const oursSeal = await timed(async () => {
    sealed = await sealAttachment((piece, n) => void (pieces[n] = piece), stream(size), size);
  });
  const floorOpen = await timed(async () => {
    const age = new Decrypter();
    age.addIdentity(text);
    let n = 0;
    const source = new ReadableStream<Uint8Array>({
      async pull(to_) {
        const piece = floorFile[n++];
        if (piece === undefined) return to_.close();
        await crypto.subtle.digest("SHA-256", piece);
        to_.enqueue(piece);
      },
    });
    const reader = (await age.decrypt(source)).getReader();
    while (!(await reader.read()).done);
  });
  const oursOpen = await timed(async () => {
    if (sealed === undefined) throw new Error("nothing was sealed");
    const fetch = async (n: number) => pieces[n] ?? new Uint8Array(0);
    await openAttachment(() => undefined, fetch, sealed.root, sealed.size, sealed.identity);
  });
  return { seal: { floor: floorSeal, ours: oursSeal }, open: { floor: floorOpen, ours: oursOpen } };
}

Object.assign(globalThis, { smallOnes, attachment });
