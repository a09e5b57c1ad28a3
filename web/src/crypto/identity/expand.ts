import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes } from "../note/index.ts";

/** HKDF-SHA-256 with an empty salt: n bytes of a secret, for one use that info names. */
export function expand(secret: Uint8Array, info: Bytes, n: number): Bytes {
  return new Uint8Array(hkdf(sha256, secret, undefined, info, n));
}
