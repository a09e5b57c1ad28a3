import { dateOf, dayNumber, endOf, free, isDate, today, type Due as Date_ } from "../flows/deadline/index.ts";
import type { Due } from "../worker/protocol.ts";

/** farAway is from how many days on nobody counts working days. */
const farAway = 1000;

/** dueOf is a due date for the screen, with how many working days are left; null without one. */
export function dueOf(date: Date_, overdue: boolean, now: number, extra: readonly string[]): Due | null {
  const end = endOf(date);
  if (end === undefined) return null;
  return { date, overdue, workdays: workdays(today(now), isDate(date) ? date : today(end), extra) };
}

/** workdays counts the working days after the first date up to and with the second, negative when that lies before. */
function workdays(from: string, to: string, extra: readonly string[]): number {
  const [start, stop] = [dayOf(from), dayOf(to)];
  const step = stop < start ? -1 : 1;
  let n = 0;
  for (let day = start; day !== stop && Math.abs(day - start) < farAway; ) {
    day += step;
    if (free(dateOf(step > 0 ? day : day + 1), extra) === "") n += step;
  }
  return n;
}

function dayOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return dayNumber(year, month, day);
}
