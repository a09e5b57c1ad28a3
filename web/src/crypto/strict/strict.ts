import { fail } from "../note/code.ts";
import type { JsonObject, Shape } from "./fields.ts";
import { Scanner } from "./scan.ts";

// Limits of a text (FORMAT.md J1, J7).
export const maxSize = 256 << 10;
export const maxDepth = 8;

/**
 * decode reads data as the shape says. Fields are matched by their exact names;
 * one that is null or absent becomes the empty value of its shape. Every breach
 * of J1 to J10 is E10.
 */
export function decode<T>(data: Uint8Array, shape: Shape<T>): T {
  return shape.read(parse(data));
}

/** read is decode for what was parsed before. */
export function read<T>(value: JsonObject, shape: Shape<T>): T {
  return shape.read(value);
}

/** parse reads data with any fields (J1 to J7, J9). */
export function parse(data: Uint8Array): JsonObject {
  if (data.length > maxSize) fail("E10", `json of ${data.length} bytes, at most ${maxSize}`);
  let s: string;
  try {
    s = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return fail("E10", "json is not utf-8");
  }
  return new Scanner(s, maxDepth).whole();
}

/**
 * encode writes an object. It refuses, with E10, what decode would refuse: text
 * from people goes through text first. Fields that are undefined are left out.
 */
export function encode(value: object): Uint8Array<ArrayBuffer> {
  // What has no place in json would be left out or become null without a word.
  const written = JSON.stringify(value, (_, v: unknown) =>
    (typeof v === "number" && !Number.isSafeInteger(v)) || ["bigint", "function", "symbol"].includes(typeof v)
      ? fail("E10", "value cannot be written as json")
      : v,
  );
  const out = new TextEncoder().encode(written);
  parse(out);
  return out;
}

/**
 * peek gives the form and version of a text of any form, so that the caller can
 * choose how to decode it, or answer E19 (J11). Without them it is E10.
 */
export function peek(data: Uint8Array): { form: string; version: number } {
  return headOf(parse(data));
}

/** headOf is peek for what was parsed before. */
export function headOf(value: JsonObject): { form: string; version: number } {
  const { form, version } = value as { form?: unknown; version?: unknown }; // checked here
  if (typeof form !== "string" || form === "") return fail("E10", "text has no form");
  if (typeof version !== "number" || version < 1) return fail("E10", "text has no version");
  return { form, version };
}

/**
 * text gives s in NFC and without halves of surrogate pairs: what a person
 * typed, or a file was called, in the form that J6 asks.
 */
export function text(s: string): string {
  return s.toWellFormed().normalize("NFC");
}
