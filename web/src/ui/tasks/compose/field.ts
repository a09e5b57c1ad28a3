// How a form is described, once, for writing it, checking it and reading it. What
// somebody types is kept as it was typed (Values), so that a draft brings back
// every letter, also of what is no date yet.

import type { Text } from "../../../text/index.ts";

export type Label = keyof Text["forms"]["label"];
export type Hint = keyof Text["forms"]["hint"];
export type Word = keyof Text["forms"]["word"];
export type Add = keyof Text["forms"]["add"];

export type Value = string | boolean | Values | readonly Value[];
export interface Values {
  readonly [name: string]: Value;
}

/** One of the answers that can be chosen: its words come from the catalogue, or with it. */
export interface Choice {
  value: string;
  label?: string;
  hint?: string;
}

export type Choices = readonly Choice[] | ((all: Values) => readonly Choice[]);

interface Base {
  name: string;
  label: Label;
  hint?: Hint;
  must?: boolean;
  /** Stands only in a form where this holds; own are the fields beside it. */
  when?: (own: Values, all: Values) => boolean;
}

export type Field = Base &
  (
    | { kind: "line"; most?: number; short?: boolean; mode?: "tel" | "numeric" }
    | { kind: "text"; most?: number; rows?: number }
    | { kind: "date" }
    | { kind: "until" } // a date, or the word blijvend
    | { kind: "moment"; clock: "must" | "may" } // a date with a time
    | { kind: "choice"; options: Choices; inline?: boolean; number?: true; table?: "asked" } // table: whose words for its choices
    | { kind: "several"; options: Choices }
    | { kind: "yes" } // a box to tick, false without
    | { kind: "known" } // yes, no, or unknown; until one is chosen it is none of them
    | { kind: "texts"; most: number; add: Add }
    | { kind: "dates"; most: number; add: Add }
    | { kind: "list"; of: readonly Field[]; most: number; add: Add; title: (item: Values) => string }
    | { kind: "part"; of: readonly Field[] }
    | { kind: "id" } // made here, never shown
  );

export type Fields = readonly Field[];

export const isText = (v: Value | undefined): v is string => typeof v === "string";
export const isList = (v: Value | undefined): v is readonly Value[] => Array.isArray(v);
export const isPart = (v: Value | undefined): v is Values => typeof v === "object" && !Array.isArray(v);

export const textIn = (v: Values, name: string): string => {
  const value = v[name];
  return isText(value) ? value : "";
};
export const yesIn = (v: Values, name: string): boolean => v[name] === true;
export const partIn = (v: Values, name: string): Values => {
  const value = v[name];
  return isPart(value) ? value : {};
};
export const listIn = (v: Values, name: string): readonly Value[] => {
  const value = v[name];
  return isList(value) ? value : [];
};
export const partsIn = (v: Values, name: string): Values[] => listIn(v, name).filter(isPart);

/** A name that nothing else in the form has. */
export function freshID(): string {
  return "p" + crypto.randomUUID().replaceAll("-", "").slice(0, 8);
}

/** A new item of a list, with the ids that it needs. */
export function fresh(fields: Fields): Values {
  return Object.fromEntries(fields.flatMap((f) => (f.kind === "id" ? [[f.name, freshID()]] : [])));
}

/** The fields that stand in the form as it is filled in now. */
export function standing(fields: Fields, own: Values, all: Values): Field[] {
  return fields.filter((f) => !f.when || f.when(own, all));
}

export function choicesOf(options: Choices, all: Values): readonly Choice[] {
  return typeof options === "function" ? options(all) : options;
}

/** Where a field stands in the page, to go there from the summary of errors. */
export const place = (path: string, name: string | number) => `${path}-${name}`;

/** What a draft gave back, when it is what a form keeps; anything else is an empty form. */
export function valuesOf(given: unknown): Values {
  const value = valueOf(given, 0);
  return isPart(value) ? value : {};
}

function valueOf(given: unknown, depth: number): Value | undefined {
  if (typeof given === "string" || typeof given === "boolean") return given;
  if (typeof given !== "object" || given === null || depth > 8) return undefined;
  if (Array.isArray(given)) return given.flatMap((v) => valueOf(v, depth + 1) ?? []);
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, v]) => {
      const value = valueOf(v, depth + 1);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
