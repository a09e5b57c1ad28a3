// A draft: kept by the worker, sealed, three seconds after the last letter, and at
// once when the screen is left. What was typed goes away only by being sent, or
// because somebody chose to begin again.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft, XID } from "../../../worker/protocol.ts";
import { useApp } from "../../base/app.ts";
import { type Values, valuesOf } from "./field.ts";

const pause = 3000;

export type Saved = { state: "none" } | { state: "waits" } | { state: "saved"; at: string } | { state: "here" } | { state: "failed" };

export interface Drafting {
  /** Null until it is known whether there is one already. */
  values: Values | null;
  set(values: Values): void;
  saved: Saved;
  /** When it was kept, if what is shown came back from a draft. */
  restored: string;
  /** Forgets it: it was sent, or is thrown away. */
  drop(): Promise<void>;
  /** Throws away what is there and begins with these. */
  again(values: Values): void;
  keep(): Promise<void>;
  /** By which the worker knows it: what is sent names it, so that it goes once. */
  readonly id: string;
  /** The name under which it waits to be sent, "" when it does not. */
  waits: string;
  /** It was sent, and waits under a name: the worker drops it when it went. */
  hold(waits: string): Promise<void>;
  /** It was taken back: it can be changed, and sent, again. */
  release(): void;
}

export interface DraftOf {
  what: string; // a flow, or a form
  zaak: XID | "";
  exchange: XID | "";
}

const isOf = (draft: Draft, of: DraftOf) => draft.what === of.what && draft.zaak === of.zaak && draft.exchange === of.exchange;

export function useDraft(of: DraftOf, begin: () => Values): Drafting {
  const { link, session } = useApp();
  const [values, setValues] = useState<Values | null>(null);
  const [saved, setSaved] = useState<Saved>({ state: "none" });
  const [restored, setRestored] = useState("");
  const [waits, setWaits] = useState("");
  const id = useRef("");
  const held = useRef(false);
  const last = useRef<Values | null>(null); // typed, not kept yet
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  async function keep() {
    clearTimeout(timer.current);
    const text = last.current;
    if (!text) return;
    last.current = null;
    try {
      const kept = await link.call("saveDraft", { id: id.current, zaak: of.zaak, exchange: of.exchange, what: of.what, text });
      id.current = kept.id;
      if (last.current) return; // what was typed since is kept next
      const away = session.connection.value.state !== "live";
      setSaved(away ? { state: "here" } : { state: "saved", at: kept.saved });
    } catch {
      last.current ??= text; // it still stands on the screen, and is tried again
      setSaved({ state: "failed" });
    }
  }

  useEffect(() => {
    let current = true;
    id.current = of.exchange === "" ? `new:${of.what}:${crypto.randomUUID().slice(0, 8)}` : `${of.exchange}:${of.what}`;
    setValues(null);
    setRestored("");
    held.current = false;
    setWaits("");
    link.call("drafts").then(
      (drafts) => {
        if (!current) return;
        // What is being written goes before what waits; of what begins an exchange, what waits is not shown.
        const mine = drafts.filter((d) => isOf(d, of)).sort((a, b) => (a.saved < b.saved ? 1 : -1));
        const found = mine.find((d) => !d.waits) ?? (of.exchange === "" ? undefined : mine[0]);
        if (found) {
          id.current = found.id;
          if (!found.waits) setRestored(found.saved);
          held.current = found.waits !== undefined;
          setWaits(found.waits ?? "");
          setSaved({ state: "saved", at: found.saved });
        }
        setValues(found ? valuesOf(found.text) : begin());
      },
      () => current && setValues(begin()),
    );
    // Before it locks, and when the tab is put away: what was typed goes to the worker at once.
    const ends = session.onWipe(() => void keep());
    const hidden = () => document.visibilityState === "hidden" && void keep();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      current = false;
      ends();
      document.removeEventListener("visibilitychange", hidden);
      void keep();
    };
  }, [of.what, of.zaak, of.exchange]);

  return {
    values,
    saved,
    restored,
    keep,
    get id() {
      return id.current;
    },
    waits,
    async hold(name) {
      held.current = true;
      setWaits(name);
      await link.call("holdDraft", id.current, name).catch(() => undefined); // then it is a draft beside what waits
    },
    release() {
      held.current = false;
      setWaits("");
    },
    set(next) {
      setValues(next);
      if (held.current) id.current += ":" + crypto.randomUUID().slice(0, 8); // a draft beside the one that waits
      held.current = false;
      setWaits("");
      last.current = next;
      setSaved((was) => (was.state === "failed" ? was : { state: "waits" }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), pause);
    },
    async drop() {
      clearTimeout(timer.current);
      last.current = null;
      await link.call("dropDraft", id.current).catch(() => undefined);
      setRestored("");
      held.current = false;
      setWaits("");
      setSaved({ state: "none" });
    },
    again(next) {
      clearTimeout(timer.current);
      last.current = null;
      void link.call("dropDraft", id.current).catch(() => undefined);
      setRestored("");
      held.current = false;
      setWaits("");
      setSaved({ state: "none" });
      setValues(next);
    },
  };
}
