import { toHex } from "../note/index.ts";

/**
 * The y coordinates, without the sign bit, of every encoding, canonical or not,
 * of a point whose order divides 8 (FORMAT.md K3).
 */
export const smallOrderY: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000", // order 4
  "0100000000000000000000000000000000000000000000000000000000000000", // order 1
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // 0, not canonical
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // 1, not canonical
]);

/**
 * Without the top bit that X25519 ignores, the encodings of the points whose
 * order divides 8, on the curve and on its twist: with them every shared secret
 * is zero (FORMAT.md K14).
 */
export const smallOrderU: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // -1
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // 0, not canonical
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // 1, not canonical
]);

/** Whether 32 bytes, without their top bit, stand in a table. */
export function standsIn(bytes: Uint8Array, table: ReadonlySet<string>): boolean {
  const masked = bytes.slice();
  masked[31] = (masked[31] ?? 0) & 0x7f;
  return table.has(toHex(masked));
}
