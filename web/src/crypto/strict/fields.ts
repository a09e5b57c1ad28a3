import { fail } from "../note/code.ts";

/** Json is what a text of the subset can hold. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/**
 * Shape is what a reader knows of a value: a word for its kind, what stands for
 * it where the field is null or absent, and how it is read.
 */
export interface Shape<T> {
  readonly kind: "string" | "number" | "truth" | "any" | "list" | "record" | "object";
  zero(): T;
  read(value: Json): T;
}

/** Of is the type of what a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;

const other = (): never => fail("E10", "a field holds a value of another kind");

export const string: Shape<string> = {
  kind: "string",
  zero: () => "",
  read: (v) => (typeof v === "string" ? v : other()),
};

export const number: Shape<number> = {
  kind: "number",
  zero: () => 0,
  read: (v) => (typeof v === "number" ? v : other()),
};

export const truth: Shape<boolean> = {
  kind: "truth",
  zero: () => false,
  read: (v) => (typeof v === "boolean" ? v : other()),
};

/** any takes every value, with any fields. */
export const any: Shape<Json> = { kind: "any", zero: () => null, read: (v) => v };

export function list<T>(each: Shape<T>): Shape<T[]> {
  return {
    kind: "list",
    zero: () => [],
    read: (v) => (Array.isArray(v) ? v.map((item) => each.read(item)) : other()),
  };
}

/** record takes any field name. */
export function record<T>(each: Shape<T>): Shape<Record<string, T>> {
  return {
    kind: "record",
    zero: () => ({}),
    read: (v) => Object.fromEntries(Object.entries(members(v)).map(([name, item]) => [name, present(each, item)])),
  };
}

/** object knows its fields by their exact names (FORMAT.md J8). */
export function object<F extends Record<string, Shape<unknown>>>(fields: F): Shape<{ [K in keyof F]: Of<F[K]> }> {
  type Value = { [K in keyof F]: Of<F[K]> };
  const make = (given: JsonObject): Value =>
    // The entries are exactly those of fields, each read by its own shape.
    Object.fromEntries(
      Object.entries(fields).map(([name, shape]) => [
        name,
        present(shape, Object.hasOwn(given, name) ? given[name] : null),
      ]),
    ) as Value;
  return {
    kind: "object",
    zero: () => make({}),
    read(v) {
      const given = members(v);
      for (const name of Object.keys(given)) {
        if (!Object.hasOwn(fields, name)) fail("E10", "a field is unknown");
      }
      return make(given);
    },
  };
}

/** optional is undefined where the field is null or absent, instead of empty. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return { kind: shape.kind, zero: () => undefined, read: (v) => shape.read(v) };
}

/** late is for a shape that holds itself. */
export function late<T>(kind: Shape<T>["kind"], of: () => Shape<T>): Shape<T> {
  return { kind, zero: () => of().zero(), read: (v) => of().read(v) };
}

function present<T>(shape: Shape<T>, v: Json | undefined): T {
  return v === null || v === undefined ? shape.zero() : shape.read(v);
}

function members(v: Json): JsonObject {
  return typeof v === "object" && v !== null && !Array.isArray(v) ? v : other();
}
