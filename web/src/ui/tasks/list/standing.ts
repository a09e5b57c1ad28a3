// Where rows stand on a screen, decided at the last turn, against where they would
// stand now. The first is what somebody sees and does not move; the second is
// counted, and offers a turn where the two differ.

import { useMemo } from "preact/hooks";
import type { Row, XID } from "../../../worker/protocol.ts";
import { useApp } from "../../base/app.ts";
import type { Rows } from "../rows.ts";
import { byTerm, grouped, ofTeam, type Later } from "./order.ts";

export interface Standing<G extends string> {
  placed: Record<G, XID[]>;
  counts: Record<G, number>;
  /** The group in which a row would stand now. */
  now(row: Row): G | null;
  /** New rows that would stand in this group, or in any. */
  fresh(group?: G): number;
  /** Whether a row of this group, or of any, belongs elsewhere by now. */
  stale(group?: G): boolean;
}

export interface Groups<G extends string> {
  list: readonly G[];
  of: (row: Row, now: string, later: Later) => G | null;
  order?: (a: Row, b: Row) => number;
  /** What else decides the order by somebody's own choice, such as a filter. */
  by?: readonly unknown[];
}

export function useStanding<G extends string>(rows: Rows, { list, of, order = byTerm, by = [] }: Groups<G>): Standing<G> {
  const team = useApp().session.team.value;
  const turn = rows.turn.value;
  const all = rows.all.value;
  const held = rows.held.value;
  const at = rows.now.value;
  const later = rows.later.value;

  const placed = useMemo(() => {
    const waits = rows.held.peek();
    const known = [...rows.all.peek().values()].filter((row) => !waits.has(row.exchange) && ofTeam(row, team));
    return grouped(known, list, (row) => of(row, rows.now.peek(), rows.later.peek()), order);
  }, [turn, team, ...by]);

  const now = (row: Row) => (ofTeam(row, team) ? of(row, at, later) : null);
  const groups = useMemo(() => new Map([...all].map(([xid, row]) => [xid, now(row)])), [all, at, later, team, ...by]);
  const count = (group: G) => [...groups.values()].filter((g) => g === group).length;

  return {
    placed,
    now,
    // Every group of the list is counted.
    counts: Object.fromEntries(list.map((g) => [g, count(g)])) as Record<G, number>,
    fresh: (group) =>
      [...held].filter((xid) => {
        const g = groups.get(xid) ?? null;
        return group === undefined ? g !== null : g === group;
      }).length,
    stale: (group) =>
      list.some((g) => (group === undefined || g === group) && placed[g].some((xid) => (groups.get(xid) ?? null) !== g)),
  };
}
