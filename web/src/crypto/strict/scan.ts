import { fail } from "../note/code.ts";
import type { Json, JsonObject } from "./fields.ts";

const space = /[ \t\r\n]*/y;
const digits = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;
// A text as it stands between quotes: no bare control character, only known escapes.
// oxlint-disable-next-line no-control-regex
const literal = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words = new Map<string, Json>([["true", true], ["false", false], ["null", null]]);
const word = /true|false|null/y;
const printable = /^[\x21-\x7e]+$/;

/**
 * Scanner reads one text by the rules J3 to J7 and J9. JSON.parse cannot do it:
 * it forgets fields that stand twice and how a number was written.
 */
export class Scanner {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly depth: number,
  ) {}

  /** whole reads the text as one object. */
  whole(): JsonObject {
    this.#skip();
    if (this.text[this.#at] !== "{") fail("E10", "json is not an object");
    const value = this.#object(1);
    this.#skip();
    if (this.#at !== this.text.length) malformed();
    return value;
  }

  #value(depth: number, inList: boolean): Json {
    switch (this.text[this.#at]) {
      case "{":
        return this.#object(this.#deeper(depth));
      case "[":
        return this.#list(this.#deeper(depth));
      case '"':
        return normal(this.#string());
    }
    const w = this.#take(word);
    if (w !== undefined) {
      if (w === "null" && inList) fail("E10", "a list holds null");
      return words.get(w) ?? null;
    }
    return whole(this.#take(digits) ?? fail("E10", "json is malformed or holds a number that is not whole"));
  }

  #deeper(depth: number): number {
    return depth === this.depth ? fail("E10", `json is nested deeper than ${this.depth}`) : depth + 1;
  }

  #object(depth: number): JsonObject {
    const members: [string, Json][] = [];
    const seen = new Set<string>();
    this.#items("}", () => {
      const name = this.#string();
      if (!printable.test(name)) fail("E10", "a field name is empty or not printable ascii");
      const folded = name.toLowerCase();
      if (seen.has(folded)) fail("E10", "a field stands twice");
      seen.add(folded);
      this.#skip();
      if (this.text[this.#at++] !== ":") malformed();
      this.#skip();
      members.push([name, this.#value(depth, false)]);
    });
    return Object.fromEntries(members); // also makes __proto__ a field like others
  }

  #list(depth: number): Json[] {
    const values: Json[] = [];
    this.#items("]", () => values.push(this.#value(depth, true)));
    return values;
  }

  /** #items reads what stands between brackets, with commas between. */
  #items(end: string, one: () => void): void {
    this.#at++;
    this.#skip();
    if (this.text[this.#at] === end) {
      this.#at++;
      return;
    }
    for (;;) {
      one();
      this.#skip();
      const c = this.text[this.#at++];
      if (c === end) return;
      if (c !== ",") malformed();
      this.#skip();
    }
  }

  #string(): string {
    const s = JSON.parse(this.#take(literal) ?? malformed()) as string; // as the literal of one is
    if (!s.isWellFormed()) fail("E10", "json escapes half a surrogate pair");
    return s;
  }

  #skip(): void {
    this.#take(space);
  }

  #take(what: RegExp): string | undefined {
    what.lastIndex = this.#at;
    const found = what.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

function malformed(): never {
  return fail("E10", "json is malformed");
}

function normal(s: string): string {
  return s.normalize("NFC") === s ? s : fail("E10", "text is not in normal form C");
}

/** whole holds for the digits that every reader takes as the same whole number. */
function whole(s: string): number {
  if (s === "-0") fail("E10", "a number is not a whole number");
  const n = Number(s);
  return Number.isSafeInteger(n) ? n : fail("E10", "a number is larger than 2^53-1");
}
