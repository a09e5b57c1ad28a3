import { ed25519 } from "@noble/curves/ed25519.js";
import { Public, loginForm } from "../keys/index.ts";
import {
  type Bytes, type Hash, type MemberID, type Sig, attach, fail, line, randomBytes, toHex,
} from "../note/index.ts";

const seedSize = 32;

/** An Ed25519 private key (RFC 8032). It never changes. */
export class Signer {
  /** The public half. */
  readonly public: Public;
  readonly #seed: Bytes;

  private constructor(seed: Bytes) {
    this.#seed = seed;
    this.public = Public.from(ed25519.getPublicKey(seed));
  }

  /** Makes a key from fresh random bytes. */
  static generate(): Signer {
    return new Signer(randomBytes(seedSize));
  }

  /** Makes the key of a seed of 32 bytes, E01 for any other length. */
  static fromSeed(seed: Uint8Array): Signer {
    if (seed.length !== seedSize) fail("E01", `signing seed has ${seed.length} bytes, want ${seedSize}`);
    return new Signer(new Uint8Array(seed));
  }

  /** A copy of the 32 secret bytes. */
  seed(): Bytes {
    return this.#seed.slice();
  }

  /** Makes the signature line over signed bytes. */
  sign(signed: Uint8Array): Sig {
    return { key: this.public.id, hex: toHex(ed25519.sign(new Uint8Array(signed), this.#seed)) };
  }

  /**
   * Builds and signs the note that answers a hub's challenge (FORMAT.md I22).
   * Origin is the address talked to, now in Unix seconds; values that no login note
   * can hold are E01.
   */
  login(origin: string, account: MemberID, challenge: Hash, now: number): Bytes {
    const signed = loginForm.build(
      line("origin", origin),
      line("account", account),
      line("challenge", challenge),
      line("time", String(now)),
    );
    return attach(signed, this.sign(signed));
  }
}
