import { calendar, dateOf, dayNumber, dayOfDate, weekday } from "./zone.ts";

/** Skipped is a day that moved the due date, and why, in a Dutch word or two. */
export interface Skipped {
  date: string;
  why: string;
}

/**
 * free says why a date ("2026-04-27") is a day on which no term ends, "" when it
 * is not: a Saturday, a Sunday, a feast day of article 3 of the Algemene
 * termijnenwet or one of the extra dates. The name of a feast day goes before
 * that of a weekday. What is not a date is not free.
 */
export function free(date: string, extra: readonly string[]): string {
  const day = dayOfDate(date);
  return day === undefined ? "" : why(day, extra);
}

/**
 * feastDays gives the feast days of a year (1583 to 9999) in order, also those on
 * a Saturday or Sunday; two on one day are told by the first name.
 */
export function feastDays(year: number): Skipped[] {
  const days: Skipped[] = [];
  for (let d = dayNumber(year, 1, 1); d < dayNumber(year + 1, 1, 1); d++) {
    const name = feast(d);
    if (name !== "") days.push({ date: dateOf(d), why: name });
  }
  return days;
}

/** why names what makes a day free, "" for a working day. */
export function why(day: number, extra: readonly string[]): string {
  const name = feast(day);
  if (name !== "") return name;
  if (extra.includes(dateOf(day))) return "gelijkgestelde dag";
  return { 6: "zaterdag", 0: "zondag" }[weekday(day)] ?? "";
}

/**
 * feast names the feast day that a day is, "" for none. Easter Sunday and Whit
 * Sunday are not in the law: they are Sundays anyway.
 */
function feast(day: number): string {
  const { year, month, day: d } = calendar(day);
  if (month === 1 && d === 1) return "nieuwjaarsdag";
  if (month === 4 && d === kingsDay(year)) return "koningsdag";
  if (month === 5 && d === 5) return "bevrijdingsdag";
  if (month === 12 && d === 25) return "eerste kerstdag";
  if (month === 12 && d === 26) return "tweede kerstdag";
  switch (day - easter(year)) {
    case -2:
      return "goede vrijdag";
    case 1:
      return "tweede paasdag";
    case 39:
      return "hemelvaartsdag";
    case 50:
      return "tweede pinksterdag";
  }
  return "";
}

/**
 * kingsDay is the day in April on which the King's birthday is celebrated: the
 * 27th, or the 26th when the 27th is a Sunday.
 */
function kingsDay(year: number): number {
  return weekday(dayNumber(year, 4, 27)) === 0 ? 26 : 27;
}

/**
 * easter is Easter Sunday of the Gregorian calendar, by the computus that was
 * printed anonymously in Nature, 20 April 1876 (Meeus, Astronomical Algorithms,
 * ch. 8).
 */
function easter(year: number): number {
  const div = (a: number, b: number) => Math.trunc(a / b);
  const a = year % 19;
  const [b, c] = [div(year, 100), year % 100];
  const [d, e] = [div(b, 4), b % 4];
  const f = div(b + 8, 25);
  const g = div(b - f + 1, 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [div(c, 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = div(a + 11 * h + 22 * l, 451);
  const n = h + l - 7 * m + 114;
  return dayNumber(year, div(n, 31), (n % 31) + 1);
}
