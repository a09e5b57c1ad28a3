import { decodeBech32, encodeBech32 } from "../keys/bech32.ts";
import { type Recipient } from "../keys/index.ts";
import { type Bytes, fail, randomBytes } from "../note/index.ts";
import { recipientOf } from "./age.ts";

const prefix = "AGE-SECRET-KEY-PQ-";
const seedSize = 32;

/**
 * One post-quantum age identity: a seed of 32 bytes and what follows from it. It
 * never changes.
 */
export class Identity {
  /** The public half. */
  readonly recipient: Recipient;
  readonly #seed: Bytes;

  private constructor(seed: Bytes, recipient: Recipient) {
    this.#seed = seed;
    this.recipient = recipient;
  }

  /** Makes an identity from fresh random bytes. */
  static generate(): Promise<Identity> {
    return Identity.fromSeed(randomBytes(seedSize));
  }

  /** Makes the identity of a seed of 32 bytes, E01 for any other length. */
  static async fromSeed(seed: Uint8Array): Promise<Identity> {
    if (seed.length !== seedSize) fail("E01", `identity seed has ${seed.length} bytes, want ${seedSize}`);
    const own = new Uint8Array(seed);
    return new Identity(own, await recipientOf(encodeSeed(own)));
  }

  /** Reads "AGE-SECRET-KEY-PQ-1…" in its one spelling, else E01 (FORMAT.md I1). */
  static async parse(text: string): Promise<Identity> {
    return Identity.fromSeed(decodeSeed(text) ?? fail("E01", `identity is not an ${prefix} identity`));
  }

  /** The secret text: never log it. */
  text(): string {
    return encodeSeed(this.#seed);
  }

  /** A copy of the 32 secret bytes. */
  seed(): Bytes {
    return this.#seed.slice();
  }
}

/** Whether a text is an identity in its one spelling; it is the value of identity lines. */
export function isIdentity(text: string): boolean {
  return decodeSeed(text) !== undefined;
}

function encodeSeed(seed: Uint8Array): string {
  return encodeBech32(prefix.toLowerCase(), seed).toUpperCase();
}

/** The 32 bytes of a text, undefined unless they are written exactly so. */
function decodeSeed(text: string): Bytes | undefined {
  if (!text.startsWith(prefix + "1")) return undefined;
  const read = decodeBech32(prefix.toLowerCase(), text.slice(prefix.length + 1).toLowerCase(), seedSize);
  return read !== undefined && encodeSeed(read.bytes) === text ? read.bytes : undefined;
}
