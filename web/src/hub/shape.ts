import { type Bytes, MaxNum, fail } from "../crypto/note/index.ts";

// What a hub says in JSON is read through shapes: every field that is used is of
// the kind wanted, within its bounds, and everything else is not looked at, so
// that a newer hub may say more. A breach is E01.

/** Reads a value or refuses it. */
export interface Shape<T> {
  read(value: unknown): T;
}

type Of<S> = S extends Shape<infer T> ? T : never;

const other = (): never => fail("E01", "the hub's answer is not of the form wanted");

/** A text of which the test holds. */
export function text(is: (text: string) => boolean): Shape<string> {
  return { read: (v) => (typeof v === "string" && v.length <= 4096 && is(v) ? v : other()) };
}

/** A number from 0 to MaxNum. */
export const num: Shape<number> = {
  read: (v) => (typeof v === "number" && Number.isSafeInteger(v) && v >= 0 && v <= MaxNum ? v : other()),
};

/** A time in Unix seconds that a Date can hold. */
export const moment: Shape<number> = {
  read: (v) => (num.read(v) <= 8.64e12 ? num.read(v) : other()),
};

export const truth: Shape<boolean> = { read: (v) => (typeof v === "boolean" ? v : other()) };

/** A list of at most so many. */
export function list<T>(each: Shape<T>, most: number): Shape<T[]> {
  return { read: (v) => (Array.isArray(v) && v.length <= most ? v.map((item) => each.read(item)) : other()) };
}

/** Bytes in base64, at most so many. */
export function octets(most: number): Shape<Bytes> {
  return {
    read(v) {
      if (typeof v !== "string" || v.length > Math.ceil(most / 3) * 4) return other();
      let binary: string;
      try {
        binary = atob(v);
      } catch {
        return other();
      }
      return binary.length <= most ? Uint8Array.from(binary, (c) => c.charCodeAt(0)) : other();
    },
  };
}

/** A field that may be absent, and what it is then. */
export function maybe<T>(shape: Shape<T>, absent: T): Shape<T> {
  return { read: (v) => (v === undefined ? absent : shape.read(v)) };
}

/** An object with these fields; what else stands in it is left out. */
export function object<F extends Record<string, Shape<unknown>>>(fields: F): Shape<{ [K in keyof F]: Of<F[K]> }> {
  type Value = { [K in keyof F]: Of<F[K]> };
  return {
    read(v) {
      if (typeof v !== "object" || v === null || Array.isArray(v)) return other();
      const given = new Map<string, unknown>(Object.entries(v));
      // The entries are exactly those of fields, each read by its own shape.
      return Object.fromEntries(
        Object.entries(fields).map(([name, shape]) => [name, shape.read(given.get(name))]),
      ) as Value;
    },
  };
}

/** Reads UTF-8 JSON as the shape says. */
export function readJSON<T>(body: Uint8Array, shape: Shape<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return other();
  }
  return shape.read(value);
}
