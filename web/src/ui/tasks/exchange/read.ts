// What the screens of an exchange find in it: the offer that stands, the people it
// is about, who responds for what. Everything follows from what the worker gave.

import type { Entry, Exchange, Holder, Row } from "../../../worker/protocol.ts";
import { restrictions as restrictionField, personFields } from "../compose/content.ts";
import { type Fields, partsIn, textIn, type Values } from "../compose/field.ts";
import { fieldOf, formOf } from "../compose/people.tsx";
import { typedFrom } from "../compose/write.ts";

export const halfHour = 30 * 60;

export interface Offer {
  entry: Entry;
  mine: boolean;
  /** Seconds until it can no longer be accepted. */
  left: number;
}

/** The offer that stands: it is the last entry, whatever the clock says. */
export function offerOf(x: Exchange, now: string): Offer | null {
  const last = x.entries.at(-1);
  if (!last || last.type !== "offer" || x.closed) return null;
  const left = Math.max(0, Math.floor(halfHour - (Date.parse(now) - Date.parse(last.time)) / 1000));
  return { entry: last, mine: last.mine, left };
}

/** The accept that moved it, if the last offer was accepted. */
export function acceptOf(x: Exchange): Entry | null {
  return x.entries.findLast((e) => e.type === "accept") ?? null;
}

export const others = (x: Exchange): Holder[] => x.parties.filter((p) => p.party !== x.party);
export const own = (x: Exchange): Holder | undefined => x.parties.find((p) => p.party === x.party);

/** The handoff that says who is responsible now: the one that changed last. */
export function custodyOf(x: Exchange): Row | null {
  const moved = x.exchanges.filter((r) => r.custody !== null).sort((a, b) => (a.changed < b.changed ? 1 : -1));
  return moved[0] ?? null;
}

/** «Gebiedsteam Sneek», or the organisation where the team has no name of its own. */
export const placeOf = (h: Holder | undefined) => (h ? h.team || h.organisation : "");

/** The hash of an entry, where the worker gives it; a summary is confirmed by it. */
export function hashOf(entry: Entry): string {
  return "hash" in entry && typeof entry.hash === "string" ? entry.hash : "";
}

export interface People {
  persons: Values[];
  restrictions: Values[];
}

const persons: Fields = personFields(false);

/** Who it is about, as the newest document says. */
export function peopleOf(entries: readonly Entry[]): People {
  const byID = new Map<string, Values>();
  let rules: Values[] = [];
  for (const entry of entries) {
    if (entry.state !== "readable") continue;
    const form = formOf(entry);
    if (form === "zaak.person") put(typedFrom(persons, entry.document));
    for (const name of ["persons", "subjects"]) {
      const list = fieldOf(entry, name);
      if (Array.isArray(list)) for (const p of list) put(typedFrom(persons, p));
    }
    if (Array.isArray(fieldOf(entry, "restrictions"))) rules = partsIn(typedFrom([restrictionField], entry.document), "restrictions");
  }
  function put(person: Values) {
    const id = textIn(person, "id");
    if (id !== "") byID.set(id, person);
  }
  return { persons: [...byID.values()], restrictions: rules };
}

/** The newest entry with one of these forms that can be read. */
export function newest(x: Exchange, ...forms: string[]): Entry | undefined {
  return x.entries.findLast((e) => e.state === "readable" && forms.includes(formOf(e)));
}
