// An exchange that is read again when it changes. What is new from others waits
// behind a pill, so that nothing moves under somebody's eyes; what oneself wrote is
// there at once. A receipt goes out only after an entry was shown for two seconds
// on a page that is in sight.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Entry, Exchange, Person, XID } from "../../../worker/protocol.ts";
import { type Reading, useReading } from "../../base/act.ts";
import { useApp } from "../../base/app.ts";

export interface Live {
  reading: Reading<Exchange>;
  shown: Entry[];
  waiting: number;
  show(): void;
}

export function useExchange(xid: XID): Live {
  const { link } = useApp();
  const reading = useReading(() => link.call("show", xid), [xid]);
  const [seen, setSeen] = useState<number | null>(null);
  const again = useRef(reading.again);
  again.current = reading.again;

  useEffect(
    () =>
      link.on((event) => {
        if (event.event === "changed" && event.exchanges.includes(xid)) again.current();
        if (event.event === "sent" && event.exchange === xid) again.current();
      }),
    [xid],
  );
  useEffect(() => setSeen(null), [xid]);

  const entries = reading.value?.entries ?? [];
  const last = entries.at(-1)?.seq ?? -1;
  useEffect(() => {
    if (seen === null && last >= 0) setSeen(last);
  }, [last, seen]);
  const upTo = seen ?? last;
  const shown = entries.filter((e) => e.seq <= upTo || e.mine || e.type === "accept" || e.type === "offer");
  useReceipt(reading.value, shown);
  return { reading, shown, waiting: entries.length - shown.length, show: () => setSeen(last) };
}

function useReceipt(x: Exchange | null, shown: readonly Entry[]) {
  const { link } = useApp();
  const may = x?.next.includes("receipt") ?? false;
  const xid = x?.exchange ?? "";
  const upTo = shown.at(-1)?.seq ?? -1;
  const whole = x !== null && shown.length === x.entries.length;
  useEffect(() => {
    if (!may || !whole || xid === "") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(() => void link.call("receipt", xid).catch(() => undefined), 2000);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [may, whole, xid, upTo]);
}

/** The time, second by second, for what counts down. */
export function useTicking(on: boolean): string {
  const { now } = useApp();
  const [, tick] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [on]);
  return now();
}

/** Who of the other side is in the room, from the first answer on and as events tell. */
export function useRoom(x: Exchange): { people: Person[]; count: number } {
  const { link } = useApp();
  const [people, setPeople] = useState<Person[] | null>(null);
  useEffect(
    () =>
      link.on((event) => {
        if (event.event === "room" && event.exchange === x.exchange) setPeople(event.people);
      }),
    [x.exchange],
  );
  const known = people ?? x.people.flatMap((id) => x.entries.find((e) => e.author.id === id)?.author ?? []);
  return { people: known, count: people ? people.length : x.people.length };
}
