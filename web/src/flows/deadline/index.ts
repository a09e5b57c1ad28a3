// Counts legal terms: from an event and a term such as five working days or ten
// weeks to the last day on which something is in time.
//
// It promises to count as the Algemene termijnenwet (BWBR0002448) says, articles
// 1 to 4, on the Dutch calendar: the day of the event is not counted, a term
// that ends on a Saturday, Sunday or feast day runs to the next working day, a
// term of three days or more holds at least two working days, and none of that
// applies to terms in hours, in more than 90 days, 12 weeks or 3 months, or in
// years. Every day it passes over comes back with the reason, so that a person
// can check the count. A due date is a date in Europe/Amsterdam and lasts until
// 23:59:59 there; only hour terms end at an instant. The rules of summer time
// stand in zone.ts, so every machine gives the same answer. Instants are whole
// Unix seconds, days of the calendar are numbers of days since 1970-01-01.
//
// It refuses to count backwards (article 1, second paragraph, has no extension
// there) and to read local settings: days that a royal decree equates with feast
// days (article 3, third paragraph) are passed in. School holidays and closed
// offices move nothing. Which days are feast days follows the law as it stands
// since the King's birthday is celebrated in April 2014; dates before that are
// counted by the same rules.
export { dateOf, dayNumber, dayOfDate, isDate, localTime, midnight, today } from "./zone.ts";
export { asDue, due, earlier, endOf, isDue, none, parseDue, parseStart, passed } from "./due.ts";
export type { Due } from "./due.ts";
export { feastDays, free } from "./free.ts";
export type { Skipped } from "./free.ts";
export { count, parseTerm, printTerm, readTerm } from "./term.ts";
export type { Result, Term, Unit } from "./term.ts";
