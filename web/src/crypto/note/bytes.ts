// Bytes and the few texts they are written as. Everything here is over plain
// buffers: what is shared between threads can change while it is being checked.

/** Bytes of a buffer that is not shared. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const hexDigits = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, "0"));

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** The text of bytes that are known to be ASCII. */
export function ascii(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Joins bytes into new ones. */
export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Whether two public values are the same bytes. It takes no care about time: not for secrets. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((c, i) => c === b[i]);
}

/** Two lower-case hex digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let out = "";
  for (const b of bytes) out += hexDigits[b];
  return out;
}

/** The bytes of lower-case hex digits, undefined for any other text. */
export function fromHex(hex: string): Bytes | undefined {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return undefined;
  const out = new Uint8Array(hex.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = 16 * digit(hex, 2 * i) + digit(hex, 2 * i + 1);
  return out;
}

/** The value of a hex digit. */
function digit(hex: string, at: number): number {
  const code = hex.charCodeAt(at);
  return code <= 0x39 ? code - 0x30 : code - 0x61 + 10;
}

/** Fresh bytes from the system's cryptographic source. */
export function randomBytes(n: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(n));
}
