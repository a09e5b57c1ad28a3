import { sha256 } from "@noble/hashes/sha2.js";
import type { Blob as Attached } from "../crypto/chain/index.ts";
import { SluisError, ascii, fail, hashOf, utf8, type Bytes, type Hash } from "../crypto/note/index.ts";
import { PieceSize, open, seal, sealAttachment } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";
import type { File } from "../flows/flow/index.ts";
import { joinFrame } from "../hub/index.ts";
import type { SendFile } from "../worker/protocol.ts";
import type { Member } from "./member.ts";
import { uploading, type Progress } from "./uploading.ts";

/**
 * Uploaded is a file whose pieces are at the hub: what the entry says of it, and
 * under what name it lies in the home.
 */
export interface Uploaded {
  readonly file: File;
  readonly blob: Attached;
  readonly name: string;
}

/**
 * Record is what a home remembers of a sealed file that is under way; it is kept
 * sealed to the member, since it holds the file's key.
 */
interface Record {
  readonly file: File;
  readonly size: number; // of the sealed file
}

const recordShape = strict.object({
  file: strict.object({
    root: strict.string, identity: strict.string, name: strict.string, type: strict.string, size: strict.number,
  }),
  size: strict.number,
});

/**
 * attach seals files for one target, such as an exchange, and puts their pieces. A
 * sealed file stays in the home until its entry is on its way, so that a break in
 * the middle loses only the piece that was under way: the same file, attached again
 * to the same target, goes on where it stopped, also after a reload. Another target
 * gets another sealing, so that the hub cannot tell that the file is the same.
 */
export async function attach(
  m: Member, target: string, files: readonly SendFile[], upload: string,
): Promise<Uploaded[]> {
  if (files.length === 0) return [];
  const progress = uploading(m, upload, files.reduce((sum, f) => sum + f.blob.size, 0));
  try {
    const done: Uploaded[] = [];
    for (const f of files) done.push(await attachOne(m, target, f, progress));
    return done;
  } finally {
    progress.end();
  }
}

async function attachOne(m: Member, target: string, f: SendFile, progress: Progress): Promise<Uploaded> {
  progress.begin(f.name, f.blob.size);
  const content = await digest(f.blob);
  const name = `uploads/${uploadName(m, target, f.name, content)}`;
  const { file, size } = await m.home.locks.only("uploads", () => sealedUpload(m, name, f, content));
  await putPieces(m, name, file.root, size, progress);
  return { file, blob: { root: file.root, size }, name };
}

/**
 * uploadName finds a file again: the same target, name and content give the same
 * name, which says nothing without the member's key.
 */
function uploadName(m: Member, target: string, fileName: string, content: Bytes): string {
  return hashOf(joinFrame(m.keys.identity.seed(), utf8(target), utf8(fileName), content)).slice(0, 32);
}

async function digest(blob: Blob): Promise<Bytes> {
  const hash = sha256.create();
  for await (const part of blob.stream()) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** sealedUpload gives the sealed file of that name, made now or before. */
async function sealedUpload(m: Member, name: string, f: SendFile, content: Bytes): Promise<Record> {
  const kept = await m.home.read(name);
  if (kept !== undefined) return strict.decode(await open(m.keys.identity, kept), recordShape);
  await removeUploads(m, [name]); // what a break left of an earlier sealing
  await m.home.write(`${name}.begun`, utf8(String(m.now())));
  const again = sha256.create();
  const source = f.blob.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, to) {
        again.update(part);
        to.enqueue(part);
      },
    }),
  );
  const keepPiece = (piece: Bytes, n: number) => m.home.write(pieceName(name, n), piece.slice());
  const { identity, root, size } = await sealAttachment(keepPiece, source, f.blob.size);
  if (hashOf(again.digest()) !== hashOf(content)) throw new SluisError("E10", "the file changed while it was read");
  const base = strict.text(f.name.split(/[/\\]/).at(-1) || "bijlage");
  const record: Record = {
    file: { root, identity: identity.text(), name: base, type: mediaType(base, f.type), size: f.blob.size },
    size,
  };
  await m.home.write(name, await seal(m.keys.identity.recipient, strict.encode(record)));
  return record;
}

function pieceName(name: string, n: number): string {
  return `${name}.${n}`;
}

/** putPieces puts what the hub does not have yet. A hub that goes away pauses it. */
async function putPieces(m: Member, name: string, root: Hash, size: number, progress: Progress): Promise<void> {
  const done = new Set(await progress.through(() => m.hub.pieces(root)));
  for (let n = 0; n * PieceSize < size; n++) {
    if (!done.has(n)) {
      const kept = await m.home.read(pieceName(name, n));
      const piece = kept ?? fail("E08", "a sealed piece is gone; attach the file again");
      await progress.through(() => m.hub.putPiece(root, size, n, piece));
    }
    progress.done(Math.min(1, ((n + 1) * PieceSize) / size));
  }
}

/** dropUploads forgets sealed files whose entry arrived. */
export async function dropUploads(m: Member, uploaded: readonly Uploaded[]): Promise<void> {
  if (uploaded.length > 0) await m.home.locks.only("uploads", () => removeUploads(m, uploaded.map((u) => u.name)));
}

/** removeUploads takes away the records and then the sealed pieces. */
async function removeUploads(m: Member, names: readonly string[]): Promise<void> {
  for (const name of names) await m.home.remove(name);
  for (const lies of await m.home.list("uploads")) {
    if (names.some((name) => `uploads/${lies}`.startsWith(`${name}.`))) await m.home.remove(`uploads/${lies}`);
  }
}

/** uploadLife is how long a sealed file waits for somebody to come back for it, in seconds. */
const uploadLife = 7 * 24 * 3600;

/** sweepUploads forgets sealed files that nobody came back for. */
export async function sweepUploads(m: Member): Promise<void> {
  const old: string[] = [];
  for (const lies of await m.home.list("uploads")) {
    if (!lies.endsWith(".begun")) continue;
    const begun = await m.home.read(`uploads/${lies}`);
    if (begun !== undefined && m.now() - Number(ascii(begun)) > uploadLife) old.push(`uploads/${lies.slice(0, -6)}`);
  }
  if (old.length > 0) await m.home.locks.only("uploads", () => removeUploads(m, old));
}

const mediaTypes = new Map([
  ["png", "image/png"], ["jpg", "image/jpeg"], ["jpeg", "image/jpeg"], ["pdf", "application/pdf"],
  ["txt", "text/plain"],
]);

/** mediaType is a hint for the reader's screen; files are never run or rendered by type. */
function mediaType(name: string, told: string): string {
  const known = mediaTypes.get(name.split(".").at(-1)?.toLowerCase() ?? "");
  return known ?? (/^[a-z]+\/[a-z0-9.+-]{1,80}$/.test(told) ? told : "application/octet-stream");
}
