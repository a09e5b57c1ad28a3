// Numbers, dates and times as people read them: «wo 27 mei 2026», «27 mei»,
// «14:32», always by the clock of Amsterdam, and with spaces that do not break. A date
// is 2026-05-27, a time is RFC 3339; what is neither comes back as it is.

import type { Language } from "./index.ts";

const zone = "Europe/Amsterdam";
const locales = { nl: "nl-NL", en: "en-GB" } as const;
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + name;
  const known = made.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options });
  made.set(key, fresh);
  return fresh;
}

/** A bare date stands for noon in Amsterdam, which is that date in every zone near it. */
function instant(when: string): Date | undefined {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(when) ? when + "T11:00:00Z" : when);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function printed(language: Language, name: string, when: string, options: Intl.DateTimeFormatOptions): string {
  const at = instant(when);
  if (!at) return when;
  // «wo 27 mei 2026»: no commas and no full stops behind a shortened day or month.
  return kept(formatter(language, name, options).format(at).replace(/[.,]/g, ""));
}

/** On one line wherever it stands: a date that breaks is read as two numbers. */
const kept = (words: string) => words.replace(/\s+/g, "\u00a0");

/** «wo 27 mei 2026» */
export function fullDate(language: Language, when: string): string {
  return printed(language, "full", when, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

/** «27 mei» */
export function shortDate(language: Language, when: string): string {
  return printed(language, "short", when, { day: "numeric", month: "short" });
}

/** «vr 29 mei» */
export function dayDate(language: Language, when: string): string {
  return printed(language, "day", when, { weekday: "short", day: "numeric", month: "short" });
}

/** «14:32» */
export function clock(language: Language, when: string): string {
  return printed(language, "clock", when, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** «14:32:08», for the moment at which something was signed. */
export function clockSeconds(language: Language, when: string): string {
  return printed(language, "seconds", when, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}

/** «14:32» today, «27 mei, 14:32» this year, with the year otherwise. */
export function moment(language: Language, when: string, now: string): string {
  const day = dateIn(when);
  const time = clock(language, when);
  if (day === dateIn(now)) return time;
  const sameYear = day.slice(0, 4) === dateIn(now).slice(0, 4);
  const date = sameYear ? shortDate(language, when) : `${shortDate(language, when)} ${day.slice(0, 4)}`;
  return kept(`${date}, ${time}`);
}

/** The date in Amsterdam at an instant, as 2026-05-27. */
export function dateIn(when: string): string {
  const at = instant(when);
  if (!at) return "";
  const parts = formatter("en", "iso", { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** «1.234» */
export function count(language: Language, n: number): string {
  return new Intl.NumberFormat(locales[language]).format(n);
}

/** «2,4 MB» */
export function fileSize(language: Language, bytes: number): string {
  const units = ["byte", "kB", "MB", "GB"];
  let n = bytes;
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  const digits = unit > 1 && n < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(n);
  return kept(`${number} ${units[unit] ?? ""}`);
}
