// The calendar, and the clock of Europe/Amsterdam on it.

const daySeconds = 86400;
const hour = 3600;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** dayNumber counts the days from 1970-01-01 to a date; month is 1 to 12 or beyond. */
export function dayNumber(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / (daySeconds * 1000);
}

/** calendar tells year, month and day of a day number. */
export function calendar(day: number): { year: number; month: number; day: number } {
  const d = new Date(day * daySeconds * 1000);
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() };
}

/** weekday is 0 for a Sunday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** dateOf prints a day number. */
export function dateOf(day: number): string {
  const { year, month, day: d } = calendar(day);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(d)}`;
}

/** dayOfDate reads "2026-11-23"; undefined when that is not a date. */
export function dayOfDate(s: string): number | undefined {
  const m = pattern.exec(s);
  if (!m) return undefined;
  const day = dayNumber(Number(m[1]), Number(m[2]), Number(m[3]));
  return dateOf(day) === s ? day : undefined;
}

export function isDate(s: string): boolean {
  return dayOfDate(s) !== undefined;
}

/** dayAt is the day in Amsterdam at an instant. */
export function dayAt(now: number): number {
  return Math.floor((now + offset(now)) / daySeconds);
}

/** today is the date in Amsterdam at an instant. */
export function today(now: number): string {
  return dateOf(dayAt(now));
}

/** midnight is the instant at which a day begins in Amsterdam. */
export function midnight(day: number): number {
  const utc = day * daySeconds;
  return utc - offset(utc - offset(utc)); // clocks never change within two hours of midnight
}

/** localTime prints an instant by the clock of Amsterdam: "2026-11-23T10:30:00". */
export function localTime(at: number): string {
  const seconds = at + offset(at);
  return `${dateOf(Math.floor(seconds / daySeconds))}T${new Date(seconds * 1000).toISOString().slice(-13, -5)}`;
}

/** offset is how far Amsterdam is ahead of UTC at an instant, in seconds. */
export function offset(at: number): number {
  const { year } = calendar(Math.floor(at / daySeconds));
  const [from, until] = summer(year);
  return at >= from && at < until ? 2 * hour : hour;
}

// The first years of summer time had days of their own.
const first: Record<number, [string, string]> = {
  1977: ["1977-04-03", "1977-09-25"],
  1978: ["1978-04-02", "1978-10-01"],
  1979: ["1979-04-01", "1979-09-30"],
  1980: ["1980-04-06", "1980-09-28"],
};

/**
 * summer gives begin and end of summer time: by Directive 2000/84/EC the last
 * Sundays of March and October at 01:00 UTC, until 1995 that of September. Before
 * 1977 there was none since 1945; no term counts from longer ago.
 */
function summer(year: number): [number, number] {
  if (year < 1977) return [0, 0];
  const own = first[year];
  const from = own ? (dayOfDate(own[0]) ?? 0) : lastSunday(year, 3);
  const until = own ? (dayOfDate(own[1]) ?? 0) : lastSunday(year, year < 1996 ? 9 : 10);
  return [from * daySeconds + hour, until * daySeconds + hour];
}

function lastSunday(year: number, month: number): number {
  const last = dayNumber(year, month + 1, 0);
  return last - weekday(last);
}
