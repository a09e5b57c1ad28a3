import { fail } from "../../crypto/note/index.ts";
import { due, type Due } from "./due.ts";
import { type Skipped, why } from "./free.ts";
import { calendar, dateOf, dayAt, dayNumber } from "./zone.ts";

/** Unit is what a term is counted in: hours, days, working days, weeks, months, years. */
export type Unit = "h" | "d" | "wd" | "w" | "m" | "y";

/** Term is a length of time as law and agreements name it: 1 to 999 units. */
export interface Term {
  readonly n: number;
  readonly unit: Unit;
}

/**
 * Result is a counted term. Of a term in working days skipped holds every free
 * day between; of another term the days at its end over which articles 1 and 2
 * of the Algemene termijnenwet extend it, in order.
 */
export interface Result {
  due: Due;
  skipped: Skipped[];
}

const pattern = /^([1-9][0-9]{0,2})(h|d|wd|w|m|y)$/;

/** readTerm is parseTerm, but gives undefined for what is no term. */
export function readTerm(s: string): Term | undefined {
  const m = pattern.exec(s);
  return m ? { n: Number(m[1]), unit: m[2] as Unit } : undefined; // the pattern has just the units
}

/**
 * parseTerm reads "30h", "5d", "5wd", "10w", "3m" or "1y": a number from 1 to 999
 * without leading zero, and a unit. Anything else is E01.
 */
export function parseTerm(s: string): Term {
  return readTerm(s) ?? fail("E01", "read term: it is a number from 1 to 999 and h, d, wd, w, m or y");
}

export function printTerm(t: Term): string {
  return `${t.n}${t.unit}`;
}

/**
 * tooFew explains a working day that cannot be the last one: with it the term
 * would hold fewer than two working days (article 2).
 */
const tooFew = "te weinig werkdagen";

/**
 * count counts a term from an event at start. The local day of start, also a
 * free one or a late hour, is day 0. extra holds dates ("2026-05-15") that count
 * as feast days for this count (article 3, third paragraph), in any order; text
 * that is not a date equals no day and has no effect.
 */
export function count(t: Term, start: number, extra: readonly string[]): Result {
  if (t.unit === "h") return { due: due(start + t.n * 3600), skipped: [] };
  const first = dayAt(start);
  if (t.unit === "wd") return countWorkingDays(first, t.n, extra);
  let end = lastDay(t, first);
  if (!extendable(t)) return { due: dateOf(end), skipped: [] };
  let working = 0;
  for (let d = first + 1; d <= end; d++) {
    if (why(d, extra) === "") working++;
  }
  const skipped: Skipped[] = [];
  for (;;) {
    const reason = why(end, extra);
    // Article 2 does not reach the shortest terms.
    if (reason === "" && ((t.unit === "d" && t.n < 3) || working >= 2)) break;
    skipped.push({ date: dateOf(end), why: reason || tooFew });
    end++;
    if (why(end, extra) === "") working++;
  }
  return { due: dateOf(end), skipped };
}

function countWorkingDays(first: number, n: number, extra: readonly string[]): Result {
  const skipped: Skipped[] = [];
  let d = first;
  for (let left = n; left > 0; ) {
    d++;
    const reason = why(d, extra);
    if (reason === "") left--;
    else skipped.push({ date: dateOf(d), why: reason });
  }
  return { due: dateOf(d), skipped };
}

/**
 * lastDay is the last day of the term before any extension. A term in months or
 * years ends on the day with the number of the first, or on the last day of a
 * shorter month (European Convention on the Calculation of Time-Limits, art. 4).
 */
function lastDay(t: Term, first: number): number {
  if (t.unit === "d") return first + t.n;
  if (t.unit === "w") return first + 7 * t.n;
  const months = t.unit === "y" ? 12 * t.n : t.n;
  const { year, month, day } = calendar(first);
  const begin = dayNumber(year, month + months, 1);
  const days = dayNumber(year, month + months + 1, 1) - begin;
  return begin + Math.min(day, days) - 1;
}

/** extendable says whether the Algemene termijnenwet applies (article 4, under a). */
function extendable(t: Term): boolean {
  const most = { h: 0, d: 90, wd: 0, w: 12, m: 3, y: 0 }[t.unit];
  return t.n <= most;
}
