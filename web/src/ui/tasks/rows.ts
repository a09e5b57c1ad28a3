// The rows that every list is made of, one set per page: read through the worker
// and kept up to date by re-reading only the exchanges that changed.
//
// Promises: what somebody reads never moves. A row that is new waits in `held`, and
// a row that is known is replaced in place and marked in `changed`; lists are put in
// order anew only at a `turn`, which a person asks for. At most one sentence in ten
// seconds is said about all of it, and never an urgent one.
// Refuses: to keep anything of an exchange but its row, and anything at all after a
// lock.

import { signal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";
import { codeOf } from "../../crypto/note/code.ts";
import { asDue, passed } from "../../flows/deadline/index.ts";
import { dateIn } from "../../text/index.ts";
import type { Exchange, Row, XID } from "../../worker/protocol.ts";
import type { Trouble } from "../base/act.ts";
import { useApp, type App } from "../base/app.ts";
import { listText } from "./list/text.ts";

export type RowMap = ReadonlyMap<XID, Row>;

export interface Rows {
  /** Everything that is known, also what is held. */
  all: ReadonlySignal<RowMap>;
  /** New since the last turn. */
  held: ReadonlySignal<ReadonlySet<XID>>;
  /** When a row was changed since the last turn, by what came in. */
  changed: ReadonlySignal<ReadonlyMap<XID, string>>;
  /** Counts the times that lists were put in order. */
  turn: ReadonlySignal<number>;
  /** The time that lists were last put in order or a minute passed: what is late is late by it. */
  now: ReadonlySignal<string>;
  read: ReadonlySignal<{ ready: boolean; waiting: "no" | "yes" | "slow"; failed: Trouble | null }>;
  opening: ReadonlySignal<{ done: number; all: number }>;
  /** Claims and releases under way. */
  busy: ReadonlySignal<ReadonlySet<XID>>;
  /** What somebody wanted to take up and a colleague had just before. */
  overtaken: ReadonlySignal<ReadonlySet<XID>>;
  /** What was put off on which day; it counts on that day only. */
  later: ReadonlySignal<Readonly<Record<XID, string>>>;
  load(): Promise<void>;
  /** Puts the lists in order, with everything that was held. */
  show(): void;
  claim(xid: XID): Promise<void>;
  release(xid: XID): Promise<void>;
  putOff(xid: XID): void;
  putBack(xid: XID): void;
}

const most = 500;
const gather = 100; // changes that come together are read together
const mention = 1000; // and said together,
const quiet = 10_000; // with a pause in which nothing is said
const none = { ready: false, waiting: "no", failed: null } as const;

const made = new WeakMap<App, Rows>();

/**
 * The rows of this page. The first that asks has them read. A list is in order when
 * its screen opens; what stands above a list leaves it as it is.
 */
export function useRows({ above = false }: { above?: boolean } = {}): Rows {
  const app = useApp();
  const rows = useMemo(() => {
    const known = made.get(app) ?? makeRows(app);
    made.set(app, known);
    return known;
  }, [app]);
  useLayoutEffect(() => {
    if (!above) rows.show();
  }, [rows]);
  useEffect(() => {
    if (!rows.read.value.ready) void rows.load();
  }, [rows]);
  return rows;
}

export function makeRows(app: App): Rows {
  const { link, session, notices } = app;
  const all = signal<RowMap>(new Map());
  const held = signal<ReadonlySet<XID>>(new Set());
  const changed = signal<ReadonlyMap<XID, string>>(new Map());
  const turn = signal(0);
  const now = signal(app.now());
  const read = signal<{ ready: boolean; waiting: "no" | "yes" | "slow"; failed: Trouble | null }>(none);
  const opening = signal({ done: 0, all: 0 });
  const busy = signal<ReadonlySet<XID>>(new Set());
  const overtaken = signal<ReadonlySet<XID>>(new Set());
  const later = signal<Readonly<Record<XID, string>>>({});

  let era = 0; // grows with every lock: answers from before it are dropped
  let loading: Promise<void> | undefined;
  let reading = false;
  let gone = new Set<XID>();
  const dirty = new Set<XID>();
  const mentioned = { fresh: new Set<XID>(), changed: new Set<XID>(), late: new Set<XID>() };
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let saying: ReturnType<typeof setTimeout> | undefined;
  let lastSaid = 0;
  let minute: ReturnType<typeof setInterval> | undefined;

  link.on((event) => {
    if (event.event === "changed") touch(event.exchanges);
    if (event.event === "opening") opening.value = { done: event.done, all: event.all };
  });
  session.onWipe(() => {
    era++;
    clearTimeout(gathering);
    clearTimeout(saying);
    clearInterval(minute);
    loading = gathering = saying = minute = undefined;
    reading = false;
    dirty.clear();
    gone = new Set();
    forget();
    all.value = new Map();
    held.value = new Set();
    changed.value = new Map();
    busy.value = new Set();
    overtaken.value = new Set();
    later.value = {};
    opening.value = { done: 0, all: 0 };
    read.value = none;
    turn.value++;
  });

  function forget() {
    mentioned.fresh.clear();
    mentioned.changed.clear();
    mentioned.late.clear();
  }

  function load(): Promise<void> {
    loading ??= readAll().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  async function readAll(): Promise<void> {
    const mine = era;
    const wait = (state: "yes" | "slow", after: number) =>
      setTimeout(() => {
        read.value = { ...read.value, waiting: state };
      }, after);
    const [shown, slow] = [wait("yes", 400), wait("slow", 5000)];
    try {
      const [inbox, zaken, put] = await Promise.all([
        link.call("inbox", "", most),
        link.call("zaken", "", most),
        link.call("setting", "later").catch(() => undefined),
      ]);
      if (mine !== era) return;
      all.value = new Map([...inbox, ...zaken].map((row) => [row.exchange, row]));
      later.value = readLater(put);
      read.value = { ready: true, waiting: "no", failed: null };
      show();
      minute ??= setInterval(tick, 60_000);
    } catch (error) {
      if (mine === era) read.value = { ...read.value, waiting: "no", failed: { code: codeOf(error) } };
    } finally {
      clearTimeout(shown);
      clearTimeout(slow);
    }
  }

  /** Notes exchanges that must be read again; without rows there is nothing to keep up to date. */
  function touch(exchanges: readonly XID[]) {
    if (!read.value.ready && !loading) return;
    for (const xid of exchanges) dirty.add(xid);
    if (dirty.size > 0) gathering ??= setTimeout(() => void readDirty(), gather);
  }

  async function readDirty(): Promise<void> {
    gathering = undefined;
    if (reading) return;
    const mine = era;
    reading = true;
    await loading;
    while (dirty.size > 0 && mine === era) {
      const some = [...dirty].slice(0, 8);
      for (const xid of some) dirty.delete(xid);
      const got = await Promise.all(some.map((xid) => readOne(xid)));
      if (mine === era) take(got);
    }
    if (mine === era) reading = false;
  }

  async function readOne(xid: XID): Promise<{ xid: XID; row: Row | "gone" | null }> {
    try {
      return { xid, row: rowOf(await link.call("show", xid)) };
    } catch (error) {
      return { xid, row: codeOf(error) === "E21" ? "gone" : null };
    }
  }

  /** Takes rows in: what is new is held, what is known is replaced in place. */
  function take(got: readonly { xid: XID; row: Row | "gone" | null }[]) {
    const map = new Map(all.value);
    const fresh = new Set(held.value);
    const marks = new Map(changed.value);
    for (const { xid, row } of got) {
      if (row === null) continue;
      if (row === "gone") {
        gone.add(xid);
        continue;
      }
      gone.delete(xid);
      const was = map.get(xid);
      map.set(xid, row);
      if (!was) {
        fresh.add(xid);
        mentioned.fresh.add(xid);
      } else if (!busy.value.has(xid) && !same(was, row)) {
        marks.set(xid, app.now());
        if (!fresh.has(xid)) mentioned.changed.add(xid);
      }
      if (was && isLate(row) && !isLate(was)) mentioned.late.add(xid);
    }
    all.value = map;
    held.value = fresh;
    changed.value = marks;
    if (mentioned.fresh.size + mentioned.changed.size + mentioned.late.size > 0) {
      saying ??= setTimeout(say, Math.max(mention, lastSaid + quiet - Date.now()));
    }
  }

  /** One sentence for all that came in since the last one. */
  function say() {
    saying = undefined;
    lastSaid = Date.now();
    const text = listText(app.prefs.language.value);
    const where = text.inbox.title;
    const said = [
      mentioned.fresh.size > 0 ? text.list.freshSaid(held.value.size, where) : "",
      mentioned.changed.size > 0 ? text.list.changedSaid(mentioned.changed.size, where) : "",
      mentioned.late.size > 0 ? text.list.lateSaid(mentioned.late.size) : "",
    ].filter((s) => s !== "");
    forget();
    if (said.length > 0) notices.say(said.join(". "));
  }

  /** A minute passed: rows whose term ended in it are read again. */
  function tick() {
    const at = app.now();
    const seconds = Math.floor(Date.parse(at) / 1000);
    const day = dateIn(now.value) !== dateIn(at);
    now.value = at;
    const ended = [...all.value.values()].filter(
      (row) => row.due && !row.due.overdue && (day || passed(asDue(row.due.date), seconds)),
    );
    touch(ended.map((row) => row.exchange));
  }

  function show() {
    now.value = app.now();
    if (gone.size > 0) all.value = new Map([...all.value].filter(([xid]) => !gone.has(xid)));
    gone = new Set();
    if (held.value.size > 0) held.value = new Set();
    if (changed.value.size > 0) changed.value = new Map();
    forget();
    turn.value++;
  }

  async function own(xid: XID, act: () => Promise<void>, done: string): Promise<void> {
    if (busy.value.has(xid)) return;
    const mine = era;
    busy.value = new Set([...busy.value, xid]);
    let beaten = false;
    let failed: Trouble | null = null;
    try {
      await act();
    } catch (error) {
      beaten = codeOf(error) === "E31";
      if (!beaten) failed = { code: codeOf(error) };
    }
    const got = failed ? null : await readOne(xid);
    if (mine !== era) return;
    if (got) take([got]);
    busy.value = new Set([...busy.value].filter((x) => x !== xid));
    const text = listText(app.prefs.language.value).list;
    if (failed) {
      const { what, safe, next } = app.text.value.errors[failed.code === "" ? "other" : failed.code];
      notices.tell(`${what} ${safe} ${next}`, "bad");
    } else if (beaten) {
      overtaken.value = new Set([...overtaken.value, xid]);
      notices.tell(text.beaten(all.value.get(xid)?.holder?.name || text.someone));
    } else {
      notices.say(done);
    }
  }

  function keepLater(next: Record<XID, string>) {
    later.value = next;
    void link.call("setSetting", "later", next).catch(() => undefined);
  }

  return {
    all,
    held,
    changed,
    turn,
    now,
    read,
    opening,
    busy,
    overtaken,
    later,
    load,
    show,
    claim: (xid) => own(xid, () => link.call("claim", xid), listText(app.prefs.language.value).list.claimed),
    release: (xid) => own(xid, () => link.call("release", xid), listText(app.prefs.language.value).list.released),
    putOff(xid) {
      const today = dateIn(app.now());
      // What was put off on another day is back already.
      const kept = Object.entries(later.value).filter(([, day]) => day === today);
      keepLater({ ...Object.fromEntries(kept), [xid]: today });
    },
    putBack(xid) {
      keepLater(Object.fromEntries(Object.entries(later.value).filter(([other]) => other !== xid)));
    },
  };
}

/** The row alone: documents and people of the exchange are not kept. */
function rowOf(exchange: Exchange): Row {
  const { parties: _p, entries: _e, people: _o, ends: _d, exchanges: _x, ...row } = exchange;
  return row;
}

function same(a: Row, b: Row): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function isLate(row: Row): boolean {
  return !row.closed && row.duties.some((d) => d.mine && d.due?.overdue === true);
}

function readLater(value: unknown): Record<XID, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((e): e is [XID, string] => typeof e[1] === "string"));
}
