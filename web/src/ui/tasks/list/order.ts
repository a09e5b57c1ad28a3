// Where a row stands: in which part of Vandaag, under which tab, and before which
// other row. Pure, by the rows and the time alone.

import { dateOf, dayOfDate } from "../../../flows/deadline/index.ts";
import { dateIn } from "../../../text/index.ts";
import type { Due, Flow, Row, TeamID, XID } from "../../../worker/protocol.ts";
import { teamParty } from "../../../crypto/note/value.ts";
import { byDue } from "../words.ts";

export type Section = "late" | "today" | "week" | "waiting" | "talks" | "later";
export const sections: readonly Section[] = ["late", "today", "week", "waiting", "talks", "later"];

export type InboxTab = "free" | "mine" | "others" | "done";
export const inboxTabs: readonly InboxTab[] = ["free", "mine", "others", "done"];

export type ZaakTab = "open" | "monitoring" | "closed";
export const zaakTabs: readonly ZaakTab[] = ["open", "monitoring", "closed"];

export type TermKind = "late" | "today" | "week" | "later" | "none";
export const termKinds: readonly TermKind[] = ["late", "today", "week", "later", "none"];

export type Later = Readonly<Record<XID, string>>;

export interface Filter {
  flow: Flow | "";
  with: string;
  term: TermKind | "";
}

export const noFilter: Filter = { flow: "", with: "", term: "" };

/** What a party owes first, by its own duties; the term of the row where it has none. */
export function ownDue(row: Row): Due | null {
  return row.duties.filter((d) => d.mine && d.due).toSorted(byDue)[0]?.due ?? null;
}

export function otherDue(row: Row): Due | null {
  return row.duties.filter((d) => !d.mine && d.due).toSorted(byDue)[0]?.due ?? null;
}

/** The term that a row shows: its own duty's, else that of the other. */
export function shownDue(row: Row): Due | null {
  return ownDue(row) ?? row.due ?? otherDue(row);
}

export function termKind(due: Due | null, now: string): TermKind {
  if (!due) return "none";
  if (due.overdue) return "late";
  const day = dateIn(due.date);
  const today = dateIn(now);
  if (day <= today) return "today";
  // Seven days and not until Sunday, so that Friday shows Monday.
  const start = dayOfDate(today);
  return start !== undefined && day <= dateOf(start + 7) ? "week" : "later";
}

/** Null: nothing to do with today. */
export function sectionOf(row: Row, now: string, later: Later = {}): Section | null {
  if (row.closed) return null;
  const term = termKind(ownDue(row), now);
  if (term === "late") return "late";
  if (row.holder && !row.holder.mine) return null; // a colleague does it
  const talk = row.duties.find((d) => d.what === "talk_at");
  if (talk?.due && dateIn(talk.due.date) === dateIn(now)) return "talks";
  if (row.flow === "handoff" && row.status === "in_talk") return "talks";
  const section = term === "today" || term === "week" ? term : row.unread ? "today" : null;
  if (section) return later[row.exchange] === dateIn(now) ? "later" : section;
  // Waiting is for what one did oneself: a sheet's far dates are nobody else's.
  return row.duties.some((d) => !d.mine) ? "waiting" : null;
}

export function inboxTabOf(row: Row): InboxTab | null {
  if (row.flow === "zaak") return null;
  if (row.closed) return "done";
  return row.holder === null ? "free" : row.holder.mine ? "mine" : "others";
}

export function zaakTabOf(row: Row): ZaakTab | null {
  if (row.flow !== "zaak") return null;
  if (row.closed) return "closed";
  return row.status === "monitoring" ? "monitoring" : "open";
}

export function ofTeam(row: Row, team: TeamID | ""): boolean {
  return team === "" || row.party === teamParty(team);
}

export function fits(row: Row, filter: Filter, now: string): boolean {
  return (
    (filter.flow === "" || row.flow === filter.flow) &&
    (filter.with === "" || row.with === filter.with) &&
    (filter.term === "" || termKind(shownDue(row), now) === filter.term)
  );
}

/** By term, the first to end on top; without a term by when something last happened, the newest on top. */
export function byTerm(a: Row, b: Row): number {
  const [one, other] = [shownDue(a)?.date ?? "", shownDue(b)?.date ?? ""];
  if (one !== other) {
    if (one === "") return 1;
    if (other === "") return -1;
    return one < other ? -1 : 1;
  }
  return byChange(a, b);
}

export function byChange(a: Row, b: Row): number {
  if (a.changed !== b.changed) return a.changed > b.changed ? -1 : 1;
  return a.exchange < b.exchange ? -1 : 1;
}

/** Puts rows into groups, each in order. */
export function grouped<G extends string>(
  rows: Iterable<Row>,
  groups: readonly G[],
  of: (row: Row) => G | null,
  order: (a: Row, b: Row) => number = byTerm,
): Record<G, XID[]> {
  const found = new Map<G, Row[]>(groups.map((g) => [g, []]));
  for (const row of rows) {
    const group = of(row);
    if (group) found.get(group)?.push(row);
  }
  // Every group of the list is a key of the map, so the record is whole.
  return Object.fromEntries([...found].map(([g, list]) => [g, list.toSorted(order).map((r) => r.exchange)])) as Record<
    G,
    XID[]
  >;
}
