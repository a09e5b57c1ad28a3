import { fail, isID, type Bytes, type TeamID } from "../note/index.ts";
import * as strict from "../strict/index.ts";
import { isPlain, isWord, maxName } from "./forms.ts";

/**
 * Card is how a team is reached. Numbers on screen come only from a card that
 * the newest manifest names. What is unknown is empty.
 */
export interface Card {
  readonly team: TeamID;
  readonly name: string; // at most 200 bytes
  readonly kind: string; // one of the organisation's kinds
  readonly phoneDay: string;
  readonly phoneAcute: string;
  readonly hours: readonly Hours[];
  readonly closedUntil: string; // a local date, "2026-11-21"
  readonly area: readonly string[]; // postcodes (4 digits) or municipality codes (GM and 4 digits)
  readonly deputy: TeamID | "";
  readonly duty: TeamID | "";
  readonly lead: string; // mail address that the hub writes to when nobody looks
}

/** Hours is when a team is there: days 1 (Monday) to 7, from and to as "08:30". */
export interface Hours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** cardShape is the text of a card, version 1 (FORMAT.md R37). */
const cardShape = strict.object({
  form: strict.string,
  version: strict.number,
  team: strict.string,
  name: strict.string,
  kind: strict.string,
  phoneDay: strict.string,
  phoneAcute: strict.string,
  hours: strict.list(
    strict.object({ days: strict.list(strict.number), from: strict.string, to: strict.string }),
  ),
  closedUntil: strict.string,
  area: strict.list(strict.string),
  deputy: strict.string,
  duty: strict.string,
  lead: strict.string,
});

const phone = /^\+?[0-9][0-9 -]{1,29}$/;
const place = /^([1-9][0-9]{3}|GM[0-9]{4})$/;
const clock = /^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/;
const mail = /^[!-?A-~]{1,64}@[a-z0-9.-]{1,189}$/;
const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** parseCard reads a card: E19 a newer version, E10 everything else. */
export function parseCard(raw: Uint8Array): Card {
  const { form, version } = strict.peek(raw);
  if (form !== "card") fail("E10", "card: form is another one");
  if (version !== 1) fail("E19", `card: version ${version}`);
  const { form: _, version: __, ...card } = strict.decode(raw, cardShape);
  checkCard(card);
  return card;
}

/** encodeCard prints the card as strict JSON; its SHA-256 goes into the manifest. */
export function encodeCard(c: Card): Bytes {
  checkCard(c);
  const known = (text: string) => (text === "" ? null : text);
  return strict.encode({
    form: "card", version: 1, team: c.team, name: c.name, kind: c.kind,
    phoneDay: known(c.phoneDay), phoneAcute: known(c.phoneAcute),
    hours: c.hours.length === 0 ? null : c.hours.map(({ days, from, to }) => ({ days, from, to })),
    closedUntil: known(c.closedUntil),
    area: c.area.length === 0 ? null : c.area,
    deputy: known(c.deputy), duty: known(c.duty), lead: known(c.lead),
  });
}

function checkCard(c: Card): void {
  if (!isID(c.team)) fail("E10", "card: team is not an id");
  if (!isPlain(c.name, maxName)) fail("E10", "card: name is empty, too long or not plain text");
  if (!isWord(c.kind)) fail("E10", "card: kind is not a word");
  for (const p of [c.phoneDay, c.phoneAcute]) {
    if (p !== "" && !phone.test(p)) fail("E10", "card: a phone number is malformed");
  }
  c.hours.forEach(checkHours);
  if (c.closedUntil !== "" && !isDate(c.closedUntil)) fail("E10", "card: closedUntil is not a date");
  if (!c.area.every((a) => place.test(a))) fail("E10", "card: area is not a postcode or municipality code");
  for (const t of [c.deputy, c.duty]) {
    if (t !== "" && !isID(t)) fail("E10", "card: deputy or duty is not an id");
  }
  if (c.lead !== "" && !mail.test(c.lead)) fail("E10", "card: lead is not a mail address");
}

function checkHours({ days, from, to }: Hours): void {
  if (days.length === 0 || days.some((d) => !Number.isInteger(d) || d < 1 || d > 7)) {
    fail("E10", "card: days of hours are not 1 to 7");
  }
  if (days.some((d, i) => d <= (days[i - 1] ?? 0))) fail("E10", "card: days of hours are not in order");
  if (!clock.test(from) || !clock.test(to) || from >= to) {
    fail("E10", "card: hours do not run from an earlier to a later time of day");
  }
}

/** isDate holds for a day of the calendar. */
function isDate(text: string): boolean {
  if (!date.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
