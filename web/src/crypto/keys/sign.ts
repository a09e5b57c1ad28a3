import {
  type Bytes, type KeyID, type Note, concat, fail, fromHex, hashOf, isHash, sigBytes, toHex, utf8,
} from "../note/index.ts";
import { equation } from "./equation.ts";
import { importKey, platformVerify } from "./platform.ts";
import { smallOrderY, standsIn } from "./tables.ts";

/** An Ed25519 public key of 32 bytes that passed keyOK. */
export class Public {
  readonly bytes: Bytes;
  /** The key as it stands in a line; two keys are equal when this is. */
  readonly hex: string;
  /** The first half of SHA-256("sluis.v1/keyid\n" || pk). */
  readonly id: KeyID;
  #imported: Promise<CryptoKey | undefined> | undefined;

  private constructor(bytes: Bytes) {
    this.bytes = bytes;
    this.hex = toHex(bytes);
    this.id = hashOf(concat(utf8("sluis.v1/keyid\n"), bytes)).slice(0, 32);
  }

  /** Reads 64 lower-case hex digits (else E01) and refuses, with E06, what keyOK refuses. */
  static parse(hex: string): Public {
    const bytes = isHash(hex) ? fromHex(hex) : undefined;
    return Public.from(bytes ?? fail("E01", "public key is not 64 hex digits"));
  }

  /** Takes 32 bytes and refuses, with E06, what keyOK refuses. */
  static from(bytes: Uint8Array): Public {
    if (!keyOK(bytes)) fail("E06", "public key is not a usable point");
    return new Public(new Uint8Array(bytes));
  }

  equals(other: Public): boolean {
    return this.hex === other.hex;
  }

  toString(): string {
    return this.hex;
  }

  /**
   * Whether sig over msg counts under this key: sigOK, S below the group's order,
   * and encode([S]B - [k]A) = R (RFC 8032, 5.1.7, without cofactor).
   */
  async verify(msg: Uint8Array, sig: Uint8Array): Promise<boolean> {
    if (!sigOK(sig)) return false;
    this.#imported ??= importKey(this.bytes);
    const key = await this.#imported;
    const verdict = key === undefined ? undefined : await platformVerify(key, msg, sig);
    return verdict ?? equation(this.bytes, msg, sig);
  }

  /**
   * Finds this key's signature in a note and verifies it: E05 when the note
   * carries none of this key, E04 when it does not count. It says nothing of other
   * signatures; a caller who expects two keys checks both.
   */
  async check(note: Note): Promise<void> {
    const sig = note.sigs.find((s) => s.key === this.id);
    if (sig === undefined) fail("E05", `no signature of key ${this.id}`);
    if (!(await this.verify(note.signed, sigBytes(sig)))) fail("E04", `signature of key ${this.id} does not count`);
  }
}

/**
 * keyok: holds for 32 bytes whose y is below 2^255-19 and that are none of the
 * small-order encodings. It does not ask whether a point has that y: under one
 * that has not, nothing counts.
 */
export function keyOK(pk: Uint8Array): boolean {
  return pk.length === 32 && canonicalY(pk) && !standsIn(pk, smallOrderY);
}

/** sigok: holds for 64 bytes whose first half is not a small-order encoding. */
export function sigOK(sig: Uint8Array): boolean {
  return sig.length === 64 && !standsIn(sig.subarray(0, 32), smallOrderY);
}

/** Whether y < 2^255-19; the bytes are little endian with the sign of x on top. */
function canonicalY(b: Uint8Array): boolean {
  const [first = 0, top = 0] = [b[0], b[31]];
  return (top & 0x7f) !== 0x7f || b.subarray(1, 31).some((c) => c !== 0xff) || first < 0xed;
}
