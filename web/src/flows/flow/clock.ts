import { asDue, type Due, earlier, endOf, isDate, none, passed, readTerm, today } from "../deadline/index.ts";
import { type FlowName, frameTerms } from "../kinds/index.ts";
import { type Terms, terms } from "./body.ts";
import type { Duty, DutyKind, Status } from "./exchange.ts";

/** addDuty puts a duty on the list; an open one whose due date has passed is overdue. */
export function addDuty(s: Status, now: number, d: Partial<Duty> & Pick<Duty, "id" | "what" | "kind">): void {
  const due = d.due ?? none;
  const done = d.done ?? false;
  s.duties.push({
    party: "", state: "", melding: "", moment: 0, text: "", ...d, due, done, overdue: !done && passed(due, now),
  });
}

/** settle sets due and overdue from the open duties. */
export function settle(s: Status): void {
  s.due = none;
  s.overdue = false;
  for (const d of s.duties) {
    if (d.done || d.due === none) continue;
    if (earlier(d.due, s.due)) s.due = d.due;
    s.overdue ||= d.overdue;
  }
}

/** reached says whether a date has begun, or a time has come. */
export function reached(due: Due, now: number): boolean {
  const end = endOf(asDue(due));
  if (end === undefined) return false;
  return isDate(due) ? today(now) >= due : now >= end;
}

/** termKind is the kind of a term: those in hours are acute. */
export function termKind(term: string): DutyKind {
  return readTerm(term)?.unit === "h" ? "acute" : "regional";
}

/**
 * defaultTerms are the terms of a new frame where no region agreed on others; an
 * unknown urgency counts as regulier.
 */
export function defaultTerms(flow: FlowName, urgency: string): Terms {
  return { ...terms.zero(), ...frameTerms(flow, urgency) };
}
