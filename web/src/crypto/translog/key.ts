import { sha256 } from "@noble/hashes/sha2.js";
import { Public } from "../keys/index.ts";
import { concat, fail, isText, same, toHex, utf8, type Bytes } from "../note/index.ts";
import type { Signature } from "./checkpoint.ts";

/** Signature types of C2SP signed-note: Ed25519 over the text, and over the text and a time (cosignature/v1). */
const typeLog = 0x01;
const typeWitness = 0x04;

/** How many characters the name of a key has at most. */
const maxName = 128;

/**
 * A Key is a public key of a log or a witness with its name, written
 * "name+8 hex+base64" (C2SP signed-note, FORMAT.md L8 and L9).
 */
export class Key {
  readonly #kind: number;
  readonly #id: Bytes;

  private constructor(readonly name: string, readonly key: Public, kind: number) {
    this.#kind = kind;
    this.#id = new Uint8Array(sha256(concat(utf8(`${name}\n`), new Uint8Array([kind]), key.bytes)).subarray(0, 4));
  }

  /** log makes the key of the log with that origin: E01 for a name that is none. */
  static log(origin: string, key: Public): Key {
    return Key.#of(origin, key, typeLog);
  }

  /** witness makes the key of a witness: E01 for a name that is none. */
  static witness(name: string, key: Public): Key {
    return Key.#of(name, key, typeWitness);
  }

  /**
   * parseLog reads the key of a log: E01 malformed, of another type, or with a number
   * that is not its own, E06 for no usable key.
   */
  static parseLog(text: string): Key {
    return Key.#parse(text, typeLog);
  }

  /** parseWitness reads the key of a witness, with the errors of parseLog. */
  static parseWitness(text: string): Key {
    return Key.#parse(text, typeWitness);
  }

  static #of(name: string, key: Public, kind: number): Key {
    if (!isName(name)) fail("E01", "log: that is no name of a key");
    return new Key(name, key, kind);
  }

  static #parse(text: string, kind: number): Key {
    const [name = "", id = "", ...rest] = text.split("+");
    if (!isName(name)) fail("E01", "log: a key without a name");
    const data = decode(rest.join("+"));
    if (data?.length !== 33) return fail("E01", "log: a key that is not 33 bytes in base64");
    if (data[0] !== kind) fail("E01", "log: a key for another use");
    const key = new Key(name, Public.from(data.subarray(1)), kind);
    if (toHex(key.#id) !== id) fail("E01", "log: a key with the number of another");
    return key;
  }

  /** toString is the key as trust files write it. */
  toString(): string {
    return `${this.name}+${toHex(this.#id)}+${encode(concat(new Uint8Array([this.#kind]), this.key.bytes))}`;
  }

  /** made reports whether a signature line says that this key made it. */
  made({ name, data }: Signature): boolean {
    return name === this.name && same(data.subarray(0, 4), this.#id);
  }
}

/** isName: what may name a key, FORMAT.md L8. */
export function isName(text: string): boolean {
  return text.length <= maxName && isText(text) && !text.includes("+");
}

/** decode reads base64 (RFC 4648, 4) that has one form only; undefined for what is none. */
export function decode(text: string): Bytes | undefined {
  if (!isText(text)) return undefined;
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (c) => c.charCodeAt(0)) : undefined; // atob forgives
  } catch {
    return undefined;
  }
}

/** encode writes base64. */
export function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
