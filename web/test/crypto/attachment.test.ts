import assert from "node:assert/strict";
import { test } from "node:test";
import { encrypt } from "../../src/crypto/identity/age.ts";
import { Identity } from "../../src/crypto/identity/index.ts";
import { blobRoot } from "../../src/crypto/chain/index.ts";
import * as note from "../../src/crypto/note/index.ts";
import * as seal from "../../src/crypto/seal/index.ts";

const MiB = seal.PieceSize;

interface File {
  content: note.Bytes;
  pieces: note.Bytes[];
  sealed: seal.Sealed;
}

/** Content in parts, as a browser's file gives it. */
function source(content: note.Bytes, part = 100_000): ReadableStream<Uint8Array> {
  return new Blob([content]).stream().pipeThrough(recut(part));
}

function recut(size: number): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      for (let at = 0; at < chunk.length; at += size) controller.enqueue(chunk.subarray(at, at + size));
    },
  });
}

async function sealSome(size: number): Promise<File> {
  const content = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
  const pieces: note.Bytes[] = [];
  const sealed = await seal.sealAttachment((piece, n) => void (pieces[n] = piece), source(content), size);
  return { content, pieces, sealed };
}

async function open(file: File, pieces = from(file.pieces), by = file.sealed.identity): Promise<note.Bytes> {
  const parts: note.Bytes[] = [];
  await seal.openAttachment((part) => void parts.push(part), pieces, file.sealed.root, file.sealed.size, by);
  return note.concat(...parts);
}

function from(pieces: readonly note.Bytes[]): seal.Fetch {
  return async (n) => pieces[n] ?? new Uint8Array(0);
}

function cutUp(bytes: note.Bytes): note.Bytes[] {
  return Array.from({ length: Math.ceil(bytes.length / MiB) }, (_, n) => bytes.slice(n * MiB, (n + 1) * MiB));
}

/** What its author would have signed over these bytes. */
async function signedFor(bytes: note.Bytes, identity: Identity): Promise<File> {
  const pieces = cutUp(bytes);
  const sums = await Promise.all(pieces.map(async (p) => new Uint8Array(await crypto.subtle.digest("SHA-256", p))));
  const sealed = { identity, root: blobRoot(bytes.length, sums), size: bytes.length };
  return { content: new Uint8Array(0), pieces, sealed };
}

test("an attachment there and back, at sizes around a chunk and a piece", async () => {
  const overhead = 1643 + 17 * 16;
  for (const size of [0, 1, 4088, 4089, 65_528, MiB - overhead - 8, MiB, 2 * MiB + 7]) {
    const file = await sealSome(size);
    assert.equal(file.sealed.size, file.pieces.reduce((sum, p) => sum + p.length, 0));
    assert.ok(file.pieces.every((p, n) => p.length === MiB || (n === file.pieces.length - 1 && p.length > 0)));
    assert.deepEqual(await open(file), file.content);
  }
});

test("whatever a hub does to the pieces is E08; what the author did is E18", async () => {
  const file = await sealSome(MiB);
  const whole = note.concat(...file.pieces);
  for (const at of [0, 30, 1600, 1630, 1700, 70_000, MiB - 1, MiB, whole.length - 1]) {
    const damaged = whole.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    await assert.rejects(open(file, from(cutUp(damaged))), { code: "E08" });
  }
  await assert.rejects(open(file, (n) => from(file.pieces)(n ^ 1)), { code: "E08" });
  for (const cut of [0, 1, 1627, 1643, 1643 + 65_552, MiB, whole.length - 1]) {
    const short = whole.slice(0, cut);
    await assert.rejects(open(file, from(cutUp(short))), { code: "E08" });
    await assert.rejects(open(await signedFor(short, file.sealed.identity)), { code: "E18" });
  }
  await assert.rejects(open(file, from(file.pieces), await Identity.generate()), { code: "E18" });
  // the first thing that is wrong is what is told
  const longer = file.pieces.map((p, n) => (n === 0 ? note.concat(p, new Uint8Array(1)) : p));
  await assert.rejects(open(file, from(longer)), { code: "E08", message: /piece 0 has \d+ bytes, want/ });
  const head = new Uint8Array(4096);
  new DataView(head.buffer).setUint32(4, 5000);
  const sealed = await encrypt(head, [file.sealed.identity.recipient]);
  await assert.rejects(open(await signedFor(sealed, file.sealed.identity)), { code: "E10", message: /shorter than it says/ });
});

test("a wrong root is E08, though every byte opens", async () => {
  const file = await sealSome(5000);
  await assert.rejects(open({ ...file, sealed: { ...file.sealed, root: note.ZeroHash } }), { code: "E08" });
});

test("pieces are asked in order, each once, and one ahead of what is read", async () => {
  const file = await sealSome(3 * MiB);
  const asked: number[] = [];
  let got = 0;
  let ahead = 0;
  const fetch = async (n: number) => {
    ahead = Math.max(ahead, n * MiB - got);
    asked.push(n);
    return from(file.pieces)(n);
  };
  const { root, size, identity } = file.sealed;
  await seal.openAttachment(async (part) => {
    await new Promise((done) => setTimeout(done, 1)); // a slow disk
    got += part.length;
  }, fetch, root, size, identity);
  assert.deepEqual(asked, [0, 1, 2, 3].slice(0, file.pieces.length));
  assert.ok(ahead <= 2 * MiB, `${ahead} bytes wait`);
});

test("sealing asks its source for no more than it puts away", async () => {
  const size = 6 * MiB;
  let given = 0;
  let put = 0;
  let ahead = 0;
  const src = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given === size) return controller.close();
      given += 65_536;
      ahead = Math.max(ahead, given - put);
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  await seal.sealAttachment(async (piece) => {
    await new Promise((done) => setTimeout(done, 5)); // a slow line
    put += piece.length;
  }, src, size);
  assert.ok(ahead <= 2 * MiB, `${ahead} bytes wait`);
});

test("what pieces, sink, source and put throw comes back as it is, and may be tried again", async () => {
  const file = await sealSome(2 * MiB);
  const away = new Error("hub away");
  for (const failing of [0, 1, 2]) {
    let asked = 0;
    const fetch = (n: number) => {
      if (n === failing) asked++;
      return n === failing ? Promise.reject(away) : from(file.pieces)(n);
    };
    await assert.rejects(open(file, fetch), away);
    assert.equal(asked, 1);
  }
  assert.deepEqual(await open(file), file.content);
  const full = new Error("disk full");
  const sink = () => Promise.reject(full);
  const { root, size, identity } = file.sealed;
  await assert.rejects(seal.openAttachment(sink, from(file.pieces), root, size, identity), full);
  await assert.rejects(seal.sealAttachment(sink, source(file.content), file.content.length), full);
  const broken = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(full) });
  await assert.rejects(seal.sealAttachment(() => {}, broken, 10), full);
});

test("a source with another number of bytes than was said is E10", async () => {
  const content = new Uint8Array(3000);
  for (const size of [3001, 2999, 0, -1, 1.5, 2 ** 53]) {
    await assert.rejects(seal.sealAttachment(() => {}, source(content), size), { code: "E10" });
  }
  await seal.sealAttachment(() => {}, source(content, 1), 3000);
});
