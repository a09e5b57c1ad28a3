import { type Bytes } from "../note/index.ts";

// BIP 173 without its limit of 90 characters, as age writes keys with it; always
// in lower case here. A reader learns the bits that are left over and judges them.

const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const checkLength = 6;

/** The bytes in a text behind its prefix and "1", undefined if the check or the length does not hold. */
export function decodeBech32(prefix: string, data: string, size: number): { bytes: Bytes; spare: number } | undefined {
  if (data.length !== Math.ceil((size * 8) / 5) + checkLength) return undefined;
  const bytes = new Uint8Array(size);
  let sum = start(prefix);
  let [at, rest, bits] = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = alphabet.indexOf(data.charAt(i));
    if (value < 0) return undefined;
    sum = step(sum, value);
    if (i >= data.length - checkLength) continue;
    rest = (rest << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = rest >> bits;
      rest &= (1 << bits) - 1;
    }
  }
  return sum === 1 ? { bytes, spare: rest } : undefined;
}

/** The one text of bytes behind a prefix: data with zeros left over, and check. */
export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  let sum = start(prefix);
  let text = prefix + "1";
  let [rest, bits] = [0, 0];
  const put = (value: number) => {
    sum = step(sum, value);
    text += alphabet.charAt(value);
  };
  for (const b of bytes) {
    rest = (rest << 8) | b;
    bits += 8;
    for (; bits >= 5; bits -= 5) put((rest >> (bits - 5)) & 31);
    rest &= (1 << bits) - 1;
  }
  if (bits > 0) put((rest << (5 - bits)) & 31);
  for (let i = 0; i < checkLength; i++) sum = step(sum, 0);
  sum ^= 1;
  for (let i = checkLength - 1; i >= 0; i--) text += alphabet.charAt((sum >>> (5 * i)) & 31);
  return text;
}

function start(prefix: string): number {
  const codes = Array.from(prefix, (c) => c.charCodeAt(0));
  return [...codes.map((c) => c >> 5), 0, ...codes.map((c) => c & 31)].reduce(step, 1);
}

function step(sum: number, value: number): number {
  const top = sum >>> 25;
  return generators.reduce((s, g, i) => ((top >> i) & 1 ? s ^ g : s), ((sum & 0x1ffffff) << 5) ^ value);
}

const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
