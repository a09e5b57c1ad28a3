import { isHash, isID, isParty, SluisError } from "../../crypto/note/index.ts";
import * as strict from "../../crypto/strict/index.ts";
import type { Of, Shape } from "../../crypto/strict/index.ts";
import { isDate, isDue, readTerm } from "../deadline/index.ts";

/** Lasting stands for the end of a condition that has none. */
export const lasting = "blijvend";

export type Class =
  | "line" // one line of at most 200 characters
  | "text" // several lines, at most 20 000 characters
  | "word" // one of a list
  | "number"
  | "bool"
  | "date" // 2026-11-23
  | "time" // 2026-11-23T09:30:00Z
  | "due" // a date or a time
  | "until" // a date, or the word blijvend
  | "term" // 5wd
  | "hash"
  | "xid"
  | "salt"
  | "member"
  | "party"
  | "any" // an object of any shape
  | "object";

/**
 * Rule is what a field may hold, so that a form is read in one place: how it is
 * read (a shape of strict JSON), what it must say, and how it is described.
 */
export interface Rule<T> extends Shape<T> {
  readonly class: Class;
  /** must: it has to be there and say something. */
  readonly must: boolean;
  readonly words?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly chars?: number;
  /** list: of such, at most so many. */
  readonly list?: number;
  /** object: its name and fields. */
  readonly object?: string;
  readonly fields?: Fields;
  /** empty: it says nothing. */
  empty(value: T): boolean;
  /** check throws E10 for what is not empty and breaks the rule. */
  check(value: T, path: string): void;
}

export type Fields = Readonly<Record<string, Rule<unknown>>>;

/** Values are what an object of such fields holds. */
export type Values<F extends Fields> = { [K in keyof F]: Of<F[K]> };

const maxLine = 200;
const maxText = 20000;
const maxList = 50;

/** wrong is the E10 of a field. It never repeats what the field holds. */
export function wrong(path: string, why: string): SluisError {
  return new SluisError("E10", `${path} ${why}`);
}

/** absent is the E10 of a field that has to be there. */
export function absent(path: string): SluisError {
  return wrong(path, "is missing");
}

/** hold holds a value to its rule; path tells where in the body it stands. */
export function hold<T>(rule: Rule<T>, value: T, path: string): void {
  if (!rule.empty(value)) rule.check(value, path);
  else if (rule.must) throw absent(path);
}

export function must<T>(rule: Rule<T>): Rule<T> {
  return { ...rule, must: true };
}

function says(cls: Class, check: (s: string, path: string) => void, more: Partial<Rule<string>> = {}): Rule<string> {
  return { ...strict.string, ...more, class: cls, must: false, empty: (s) => s === "", check };
}

function tested(cls: Class, ok: (s: string) => boolean, why: string): Rule<string> {
  return says(cls, (s, path) => {
    if (!ok(s)) throw wrong(path, why);
  });
}

export const line = (chars = maxLine): Rule<string> =>
  says("line", (s, path) => checkText(s, path, chars, /\p{Cc}/u), { chars });

export const text = (chars = maxText): Rule<string> =>
  says("text", (s, path) => checkText(s, path, chars, /(?![\n\t])\p{Cc}/u), { chars });

export const date = tested("date", isDate, "is not a date like 2026-11-23");
export const time = tested("time", (s) => isDue(s) && !isDate(s), "is not a time like 2026-11-23T09:30:00Z");
export const due = tested("due", isDue, "is not a date or a time in UTC");
export const until = tested("until", (s) => isDate(s) || s === lasting, `is not a date, nor the word ${lasting}`);
export const term = tested("term", (s) => readTerm(s) !== undefined, "is not a term like 5wd");
export const hash = tested("hash", isHash, "is not 64 hex digits");
export const xid = tested("xid", isHash, "is not 64 hex digits");
export const salt = tested("salt", isHash, "is not 64 hex digits");
export const member = tested("member", isID, "is not 32 hex digits");
export const party = tested("party", isParty, "is not a party");

/** word is one of these words. */
export function word<const W extends string>(...words: readonly W[]): Rule<W | ""> {
  const one = says("word", (s, path) => {
    if (!words.some((w) => w === s)) throw wrong(path, `is not one of ${words.join(", ")}`);
  });
  // What is not one of the words never passes check.
  return { ...one, words } as Rule<string> as Rule<W | "">;
}

export function num(from: number, to: number): Rule<number> {
  return {
    ...strict.number,
    class: "number",
    must: false,
    from,
    to,
    empty: (n) => n === 0,
    check(n, path) {
      if (n < from || n > to) throw wrong(path, `is not a number from ${from} to ${to}`);
    },
  };
}

export const bool: Rule<boolean> = { ...strict.truth, class: "bool", must: false, empty: (b) => !b, check: () => {} };

/** any is an object of any shape. */
export const any: Rule<strict.Json> = {
  ...strict.any,
  class: "any",
  must: false,
  empty: (v) => v === null,
  check(v, path) {
    if (typeof v !== "object" || Array.isArray(v)) throw wrong(path, "is not an object");
  },
};

/** maybe tells absent apart from empty: undefined is the one that says nothing. */
export function maybe<T>(rule: Rule<T>): Rule<T | undefined> {
  return {
    ...rule,
    ...strict.optional(rule),
    must: false,
    empty: (v) => v === undefined,
    check: (v, path) => {
      if (v !== undefined) rule.check(v, path);
    },
  };
}

/** list holds at most max items of a rule, none of which is empty. */
export function list<T>(each: Rule<T>, max = maxList): Rule<T[]> {
  return {
    ...each,
    ...strict.list(each),
    must: false,
    list: max,
    empty: (v) => v.length === 0,
    check(v, path) {
      if (v.length > max) throw wrong(path, `has more than ${max} items`);
      v.forEach((item, i) => hold({ ...each, must: true }, item, `${path}[${i}]`));
    },
  };
}

/** part is an object within a document, by the name under which forms.json has it. */
export function part<F extends Fields>(name: string, fields: F): Rule<Values<F>> {
  return {
    ...strict.object(fields),
    class: "object",
    must: true, // an object that is absent is one with empty fields
    object: name,
    fields,
    empty: () => false,
    check: (v, path) => checkFields(fields, v, `${path}.`),
  };
}

/** checkFields holds each field of an object to its rule. */
export function checkFields(fields: Fields, value: Readonly<Record<string, unknown>>, path = ""): void {
  for (const [name, rule] of Object.entries(fields)) hold(rule, value[name], path + name);
}

/** bare leaves out the fields that say nothing, so that they are not written. */
export function bare(fields: Fields, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, rule]) => !rule.empty(value[name]))
      .map(([name, rule]) => [name, bareValue(rule, value[name])] as const)
      .filter(([name, v]) => fields[name]?.must || !isEmptyObject(v)),
  );
}

function bareValue(rule: Rule<unknown>, value: unknown): unknown {
  const { fields } = rule;
  if (fields === undefined) return value;
  const one = (v: unknown) => bare(fields, v as Record<string, unknown>); // an object by its rule
  return Array.isArray(value) ? value.map(one) : one(value);
}

function isEmptyObject(v: unknown): boolean {
  return typeof v === "object" && v !== null && !Array.isArray(v) && Object.keys(v).length === 0;
}

function checkText(s: string, path: string, limit: number, control: RegExp): void {
  if (s.length > limit && [...s].length > limit) throw wrong(path, `is longer than ${limit} characters`);
  if (control.test(s)) throw wrong(path, "holds a control character or, in a line, a line break");
  if (/[\u202a-\u202e\u2066-\u2069]/.test(s)) throw wrong(path, "turns the order of letters round");
  if (/^\p{White_Space}*$/u.test(s)) throw absent(path);
}
