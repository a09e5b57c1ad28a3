import { concat, hashOf, utf8, type Hash } from "../note/index.ts";

/**
 * blobRoot is the name of an attachment: SHA-256 over "sluis.v1/blob\n", its
 * size in bytes as eight bytes big endian, and the SHA-256 (32 bytes) of each
 * piece of 1 MiB of its ciphertext, the last one shorter (FORMAT.md C12).
 */
export function blobRoot(size: number, pieceHashes: readonly Uint8Array[]): Hash {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(size));
  return hashOf(concat(utf8("sluis.v1/blob\n"), length, ...pieceHashes));
}
