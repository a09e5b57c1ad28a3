import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, same } from "../note/index.ts";

const { Point } = ed25519;
const order = Point.Fn.ORDER;

/**
 * FORMAT.md K4 and K6 on a library's points, for keys and signatures that passed
 * keyOK and sigOK: S is below the order, and the one text of [S]B - [k]A is R,
 * byte for byte. The library's own verify is not asked: it multiplies by the
 * cofactor.
 */
export function equation(pk: Uint8Array, msg: Uint8Array, sig: Uint8Array): boolean {
  const [r, s] = [sig.subarray(0, 32), number(sig.subarray(32))];
  if (s >= order) return false;
  let key;
  try {
    key = Point.fromBytes(new Uint8Array(pk));
  } catch {
    return false; // no point has that y
  }
  const k = number(sha512(concat(r, pk, msg))) % order;
  const sum = Point.BASE.multiplyUnsafe(s).add(key.negate().multiplyUnsafe(k));
  return same(sum.toBytes(), r);
}

/** The number in bytes, least significant first. */
function number(bytes: Uint8Array): bigint {
  return bytes.reduceRight((n, b) => (n << 8n) | BigInt(b), 0n);
}
