// When a way in was made, as far as it was made here: the keyring holds no dates, so
// that a date is a setting of its own, and one that is not there is not known.

import { useEffect, useState } from "preact/hooks";
import { dateIn } from "../../text/index.ts";
import type { Way } from "../../worker/protocol.ts";
import { type App, useApp } from "../base/app.ts";

export type WayDates = Readonly<Record<string, string>>;

const setting = "ways";

function datesIn(value: unknown): WayDates {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((e): e is [string, string] => typeof e[1] === "string"));
}

/** Notes today for the ways that were not there before; what is gone is forgotten. */
export async function dateWays(app: App, before: readonly Way[], after: readonly Way[]): Promise<void> {
  const has = (ways: readonly Way[], id: string) => ways.some((way) => way.id === id);
  const fresh = after.filter((way) => !has(before, way.id));
  if (fresh.length === 0) return;
  const known = datesIn(await app.link.call("setting", setting).catch(() => undefined));
  const kept = Object.entries(known).filter(([id]) => has(after, id));
  const today = dateIn(app.now());
  const dates = { ...Object.fromEntries(kept), ...Object.fromEntries(fresh.map((way) => [way.id, today])) };
  await app.link.call("setSetting", setting, dates).catch(() => undefined);
}

/** The dates that are known, read again when the ways change. */
export function useWayDates(ways: readonly Way[]): WayDates {
  const { link } = useApp();
  const [dates, setDates] = useState<WayDates>({});
  useEffect(() => {
    let current = true;
    link.call("setting", setting).then(
      (value) => current && setDates(datesIn(value)),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [ways.map((way) => way.id).join()]);
  return dates;
}
