import { sha256 } from "@noble/hashes/sha2.js";
import dutch from "../../../../crypto/words/dutch.txt";
import { type Bytes, SluisError, concat, randomBytes, utf8 } from "../note/index.ts";
import { near } from "./near.ts";

/** The SHA-256 of the list, one word a line. Another list would open nothing that was made with this one. */
export const listHash = "d5a645bfc94ab87b8c34d6316d02a1a26545c7d02be27b83571ee4c67f37103f";
/** How many words the list has: 11 bits each. */
export const count = 2048;
/** How many words a phrase has. */
export const length = 8;
/** Letters that tell any two words apart. */
const prefix = 4;
const random = 10;

/** The words of the list, in their order. */
export const list: readonly string[] = dutch.trimEnd().split("\n");
const place = new Map(list.map((word, i) => [word.slice(0, prefix), i]));

/** What is wrong with words that somebody typed. It holds nothing of the words that are right. */
export class WordsError extends SluisError {
  /** Which word is not in the list, counted from 1; 0 when it is about the whole. */
  readonly word: number;
  /** Up to three words of the list that are close to what was typed. */
  readonly near: readonly string[];

  constructor(text: string, word = 0, close: readonly string[] = []) {
    super("E28", text);
    this.name = "WordsError";
    this.word = word;
    this.near = close;
  }
}

/** Makes a phrase from fresh random bits. */
export function generate(): string[] {
  return encode(randomBytes(random));
}

/** Writes ten bytes and their check as eight words. */
export function encode(bytes: Uint8Array): string[] {
  if (bytes.length !== random) throw new RangeError(`a phrase stands for ${random} bytes`);
  let bits = 0n;
  for (const b of [...bytes, check(bytes)]) bits = (bits << 8n) | BigInt(b);
  return Array.from({ length }, (_, n) => word(Number((bits >> BigInt(11 * (length - 1 - n))) & 0x7ffn)));
}

/** Gives the ten bytes of a phrase that parse took. */
export function decode(phrase: readonly string[]): Bytes {
  if (phrase.length !== length) throw new WordsError(`${phrase.length} words, want ${length}`);
  let bits = 0n;
  phrase.forEach((typed, n) => {
    bits = (bits << 11n) | BigInt(find(typed, n + 1));
  });
  const all = Uint8Array.from({ length: random + 1 }, (_, i) => Number((bits >> BigInt(8 * (random - i))) & 0xffn));
  const bytes = all.slice(0, random);
  if (all[random] !== check(bytes)) {
    throw new WordsError("these words do not belong together: one is another word of the list, or two are swapped");
  }
  return bytes;
}

/** Reads a phrase as somebody types it: any case, any separators, four letters of each word are enough. */
export function parse(input: string): string[] {
  const typed = lower(input).split(/\P{L}+/u).filter((w) => w !== "");
  if (typed.length !== length) throw new WordsError(`${typed.length} words, want ${length}`);
  const phrase = typed.map((w, n) => word(find(w, n + 1)));
  decode(phrase);
  return phrase;
}

/** Writes 22 bits as the two check words that one side reads aloud. */
export function spoken(bits: number): [string, string] {
  return [word(bits >>> 11), word(bits)];
}

/** The word of the last 11 bits of a number. */
function word(bits: number): string {
  return list[bits & (count - 1)] ?? "";
}

/** The first byte of SHA-256("sluis.v1/words\n" || bytes). */
function check(bytes: Uint8Array): number {
  return sha256(concat(utf8("sluis.v1/words\n"), bytes))[0] ?? 0;
}

/** The place of a word of the list, or of the one with a beginning of at least four letters. */
function find(typed: string, n: number): number {
  const i = place.get(typed.slice(0, prefix));
  if (i === undefined || !list[i]?.startsWith(typed)) {
    throw new WordsError(`word ${n} is not in the list`, n, near(typed, list, prefix));
  }
  return i;
}

/**
 * Letter by letter, so that no letter's case hangs on its neighbours, and one
 * letter stays one: alone among capitals, U+0130 would become two characters.
 */
function lower(text: string): string {
  return Array.from(text, (c) => (c === "\u0130" ? "i" : c.toLowerCase())).join("");
}
