// A list of rows by keyboard: J and K (or the arrows) go from row to row, Enter
// opens, letters act on the row that has the focus. Letters work only with the
// focus in the list, and not when they are switched off.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Row, XID } from "../../../worker/protocol.ts";
import { useApp } from "../../base/app.ts";
import { Button, NewPill } from "../../part/index.ts";
import type { RowMap, Rows } from "../rows.ts";
import { useListText } from "./text.ts";

export type RowKeys = Readonly<Record<string, (row: Row) => void>>;

/** Key handling for everything inside: one for a screen, so that J goes on from list to list. */
export function Lists({ all, keys, children }: { all: RowMap; keys: RowKeys; children: ComponentChildren }) {
  const { prefs } = useApp();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef({ key: "", at: 0 });

  // A listener and no handler of the element: the box is no control, its rows are.
  const act = useRef<(event: KeyboardEvent) => void>(() => undefined);
  act.current = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (!(event.target instanceof HTMLElement) || event.target.closest("input, select, textarea, dialog")) return;
    const links = [...(box.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const item = event.target.closest(".item");
    const at = links.findIndex((l) => l === event.target || item?.contains(l));
    if (at < 0) return;
    const letter = event.key.length === 1;
    const key = event.key.toLowerCase();
    // «G A» goes to a screen: its second key is not for the row.
    const second = before.current.key === "g" && event.timeStamp - before.current.at < 1200;
    before.current = { key, at: event.timeStamp };
    if (letter && (!prefs.letters.value || second)) return;
    const step = { j: 1, arrowdown: 1, k: -1, arrowup: -1 }[key];
    if (step !== undefined) {
      event.preventDefault();
      links[at + step]?.focus();
      return;
    }
    const row = all.get(links[at]?.dataset["row"] ?? "");
    const does = keys[key];
    if (!row || !does) return;
    event.preventDefault();
    does(row);
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => act.current(event);
    const here = box.current;
    here?.addEventListener("keydown", pressed);
    return () => here?.removeEventListener("keydown", pressed);
  }, []);

  return (
    <div class="lists stack stack--wide" ref={box} data-letters>
      {children}
    </div>
  );
}

export interface RowListProps {
  label: string;
  ids: readonly XID[];
  all: RowMap;
  render: (row: Row) => ComponentChildren;
}

export function RowList({ label, ids, all, render }: RowListProps) {
  return (
    <ul role="list" class="items" aria-label={label}>
      {ids
        .flatMap((xid) => all.get(xid) ?? [])
        .map((row) => (
          <li key={row.exchange} class="items__one">
            {render(row)}
          </li>
        ))}
    </ul>
  );
}

/**
 * The line above the rows. It is always there and always as high, so that what
 * comes into it moves no row: an offer to put the list in order when rows stand
 * where they no longer belong. The pill for new rows floats at the bottom of the
 * window, in sight wherever somebody reads.
 */
export function Line({ rows, fresh, stale, children }: { rows: Rows; fresh: number; stale: boolean; children?: ComponentChildren }) {
  const text = useListText().list;
  const line = useRef<HTMLDivElement>(null);
  function show() {
    rows.show();
    // The pill goes away under the finger: the focus goes on to the first row.
    requestAnimationFrame(() => {
      const scope = line.current?.parentElement;
      scope?.querySelector<HTMLElement>("[data-row]")?.focus();
    });
  }
  return (
    <div class="listline" ref={line}>
      <div class="listline__text meta">{children}</div>
      {fresh > 0 && (
        <div class="listline__new">
          <NewPill count={fresh} onShow={show} />
        </div>
      )}
      {fresh === 0 && stale && (
        <Button kind="quiet" icon="again" onClick={show}>
          {text.again}
        </Button>
      )}
    </div>
  );
}
