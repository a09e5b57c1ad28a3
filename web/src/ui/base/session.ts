// Who is in, as the worker's events tell it. When Sluis locks, everything that was
// opened is dropped: who you are, names, notices, and all that screens gave to
// opened() or onWipe(). What stays is an account code and the first letter of a name.

import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Account, Event, Joining, Me, TeamID, Trust } from "../../worker/protocol.ts";
import type { Link } from "./link.ts";

export type Phase = "starting" | "broken" | "out" | "locked" | "in";
export type LockWhy = Extract<Event, { event: "locked" }>["why"];
export type Connection = Omit<Extract<Event, { event: "link" }>, "event">;

export interface Session {
  trust: Trust;
  phase: ReadonlySignal<Phase>;
  me: ReadonlySignal<Me | null>;
  accounts: Signal<Account[]>;
  passkeys: ReadonlySignal<boolean>;
  last: ReadonlySignal<{ account: Account; initial: string; why: LockWhy } | null>;
  connection: ReadonlySignal<Connection>;
  locking: ReadonlySignal<number | null>;
  reachable: ReadonlySignal<string>;
  available: ReadonlySignal<TeamID[]>;
  /** Who waits for the key of an own team. */
  joining: ReadonlySignal<Joining[]>;
  /** The own team whose work is shown; "" is all of them. */
  team: Signal<TeamID | "">;
  start(): Promise<void>;
  /** After an unlock. */
  enter(me: Me): void;
  /** When the ways in have changed: nobody comes in by it who was locked out meanwhile. */
  renew(me: Me): void;
  /** Whether who is in has just shown it, by the unlock or when asked again, and may act on that for so many seconds more. */
  sure(seconds: number): boolean;
  /** Who is in has shown it again. */
  confirmed(): void;
  /** The locked screen is left for the one to log in. */
  leave(): void;
  lock(): Promise<void>;
  alive(): void;
  /** A signal for something that was opened: it falls back to its first value when Sluis locks. */
  opened<T>(first: T): Signal<T>;
  /** Runs when Sluis locks; returns what takes it back. */
  onWipe(act: () => void): () => void;
}

const aliveEvery = 20_000;
/** The worker takes two minutes for just; what is asked of it is under way for a moment. */
const just = 118_000;

export function makeSession(link: Link, trust: Trust, origin: string): Session {
  const phase = signal<Phase>("starting");
  const me = signal<Me | null>(null);
  const accounts = signal<Account[]>([]);
  const passkeys = signal(false);
  const last = signal<{ account: Account; initial: string; why: LockWhy } | null>(null);
  const connection = signal<Connection>({ state: "live", since: "", retry: 0, missed: 0 });
  const locking = signal<number | null>(null);
  const reachable = signal("");
  const available = signal<TeamID[]>([]);
  const joining = signal<Joining[]>([]);
  const team = signal<TeamID | "">("");
  const wipers = new Set<() => void>();
  let counting: ReturnType<typeof setInterval> | undefined;
  let told = 0;
  let shown = -Infinity; // when who is in showed it last

  function renew(now: Me) {
    if (me.value?.member === now.member) me.value = now;
  }
  function calm() {
    clearInterval(counting);
    locking.value = null;
  }

  function wipe(why: LockWhy) {
    calm();
    const was = me.value;
    if (!was) return;
    const ways = [...new Set(was.ways.map((w) => w.kind))];
    const account = { org: was.org, member: was.member, code: was.code, ways };
    accounts.value = [account, ...accounts.value.filter((a) => a.member !== was.member)];
    last.value = { account, initial: was.name.slice(0, 1).toUpperCase(), why };
    me.value = null;
    shown = -Infinity;
    team.value = "";
    reachable.value = "";
    available.value = [];
    joining.value = [];
    phase.value = "locked";
    for (const act of wipers) act();
  }

  link.on((event) => {
    switch (event.event) {
      case "link":
        connection.value = { state: event.state, since: event.since, retry: event.retry, missed: event.missed };
        break;
      case "locked":
        wipe(event.why);
        break;
      case "locking":
        clearInterval(counting);
        locking.value = event.seconds;
        counting = setInterval(() => {
          if (locking.value !== null && locking.value > 0) locking.value--;
        }, 1000);
        break;
      case "available":
        available.value = event.teams;
        break;
      case "keys":
        joining.value = event.waiting;
        if (event.admitted.length > 0) void link.call("me").then(renew, () => undefined);
        break;
      case "reachable":
        reachable.value = event.until;
        break;
      default:
    }
  });

  return {
    trust,
    phase,
    me,
    accounts,
    passkeys,
    last,
    connection,
    locking,
    reachable,
    available,
    joining,
    team,
    async start() {
      try {
        const known = await link.call("start", trust, origin);
        accounts.value = known.accounts;
        passkeys.value = known.passkeys;
        phase.value = "out";
      } catch (error) {
        phase.value = "broken";
        throw error;
      }
    },
    enter(now) {
      me.value = now;
      last.value = null;
      shown = Date.now();
      phase.value = "in";
    },
    renew,
    sure: (seconds) => Date.now() + seconds * 1000 < shown + just,
    confirmed() {
      shown = Date.now();
    },
    leave() {
      last.value = null;
      phase.value = "out";
    },
    async lock() {
      // The page forgets first: it does not wait for an answer to do so.
      wipe("asked");
      await link.call("lock");
    },
    alive() {
      if (phase.value !== "in") return;
      if (locking.value === null && Date.now() - told < aliveEvery) return;
      told = Date.now();
      calm();
      void link.call("alive").catch(() => undefined);
    },
    opened<T>(first: T) {
      const value = signal(first);
      wipers.add(() => {
        value.value = first;
      });
      return value;
    },
    onWipe(act) {
      wipers.add(act);
      return () => wipers.delete(act);
    },
  };
}
