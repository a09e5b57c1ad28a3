import { fail } from "../../crypto/note/index.ts";
import { dayNumber, dayOfDate, isDate, localTime, midnight } from "./zone.ts";

/**
 * Due is the last moment that is in time: a date ("2026-04-10"), a day in
 * Europe/Amsterdam to its end, or an instant in whole seconds UTC
 * ("2026-04-10T14:30:00Z"). "" is none: it never passes.
 */
export type Due = string;

export const none: Due = "";

const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;

/** isDue says whether s is a date or an instant in UTC. */
export function isDue(s: string): boolean {
  return isDate(s) || secondsOf(s) !== undefined;
}

/** parseDue refuses with E01 what is neither a date nor an instant in UTC. */
export function parseDue(s: string): Due {
  return isDue(s)
    ? s
    : fail("E01", "read due date: it is neither a date like 2026-04-10 nor a time like 2026-04-10T14:30:00Z");
}

/** asDue is none for what is no due date, and for the first instant of year 1, by which Go tells none. */
export function asDue(s: string): Due {
  return isDue(s) && s !== "0001-01-01T00:00:00Z" ? s : none;
}

/** due is the due date that ends at an instant. */
export function due(at: number): Due {
  return new Date(Math.floor(at) * 1000).toISOString().replace(".000Z", "Z");
}

/** secondsOf reads an instant; undefined when s is none. */
export function secondsOf(s: string): number | undefined {
  const m = instant.exec(s);
  if (!m) return undefined;
  const [year, month, day, h, min, sec] = m.slice(1).map(Number) as [number, number, number, number, number, number];
  if (!isDate(s.slice(0, 10)) || h > 23 || min > 59 || sec > 59) return undefined;
  return ((dayNumber(year, month, day) * 24 + h) * 60 + min) * 60 + sec;
}

/** endOf is the last second that is in time; undefined when there is no due date. */
export function endOf(d: Due): number | undefined {
  const day = dayOfDate(d);
  return day === undefined ? secondsOf(d) : midnight(day + 1) - 1;
}

/** passed says whether now is too late. The whole second of the end is in time. */
export function passed(d: Due, now: number): boolean {
  const end = endOf(d);
  return end !== undefined && Math.floor(now) > end;
}

/** earlier says whether a ends before b; without an end nothing is earlier. */
export function earlier(a: Due, b: Due): boolean {
  const [end, other] = [endOf(a), endOf(b)];
  return end !== undefined && (other === undefined || end < other);
}

const withOffset = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * parseStart reads what a person gives as the start of a term: a date, or a date
 * and time with or without an offset ("2026-04-01", "2026-04-01T14:30",
 * "2026-04-01T14:30:00+02:00"). Without an offset it is local time in
 * Europe/Amsterdam, and then the hours that a clock change skips or repeats are
 * refused. timed is false for a bare date, from which no term in hours can be
 * counted. Anything else is E01.
 */
export function parseStart(s: string): { start: number; timed: boolean } {
  const day = dayOfDate(s);
  if (day !== undefined) return { start: midnight(day), timed: false };
  const m = withOffset.exec(s);
  const utc = m && secondsOf(`${m[1]}Z`);
  if (m && utc !== undefined && utc !== null) {
    const ahead = Number(m[3] ?? 0) * 3600 + Number(m[4] ?? 0) * 60;
    if (Number(m[3] ?? 0) > 24 || Number(m[4] ?? 0) > 60) return noStart();
    return { start: m[2] === "-" ? utc + ahead : utc - ahead, timed: true };
  }
  if (local.test(s)) {
    const full = s.length === 16 ? `${s}:00` : s;
    const clock = secondsOf(`${full}Z`);
    if (clock === undefined) return noStart();
    const fits = [clock - 7200, clock - 3600].filter((at) => localTime(at) === full);
    if (fits.length === 0) {
      fail("E01", "read start: this hour does not exist, the clock is put forward then");
    }
    const [at, twice] = fits;
    if (at === undefined || twice !== undefined) {
      return fail("E01", "read start: this hour comes twice, the clock is put back then; add the offset");
    }
    return { start: at, timed: true };
  }
  return noStart();
}

function noStart(): never {
  return fail("E01", "read start: it is neither a date like 2026-04-01 nor a time like 2026-04-01T14:30");
}
