// What a screen does with the worker: an act that is under way or has failed, and
// something that is being read.

import { useEffect, useRef, useState } from "preact/hooks";
import { codeOf, type Code } from "../../crypto/note/code.ts";
import { useApp } from "./app.ts";

export interface Trouble {
  code: Code | "";
}

export interface Act {
  busy: boolean;
  failed: Trouble | null;
  /** Runs it unless it runs already; true when it worked. */
  run(act: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Trouble | null>(null);
  const running = useRef(false);
  return {
    busy,
    failed,
    clear: () => setFailed(null),
    async run(act) {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setFailed(null);
      try {
        await act();
        return true;
      } catch (error) {
        setFailed({ code: codeOf(error) });
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}

export interface Reading<T> {
  value: T | null;
  failed: Trouble | null;
  /** no: nothing to show yet; yes: show that it is being opened; slow: it takes long. */
  waiting: "no" | "yes" | "slow";
  again(): void;
}

/** Reads when `keys` change and when again() is called; the value that stands stays while it is read again. */
export function useReading<T>(read: () => Promise<T>, keys: readonly unknown[]): Reading<T> {
  const { session } = useApp();
  const [value, setValue] = useState<T | null>(null);
  const [failed, setFailed] = useState<Trouble | null>(null);
  const [waiting, setWaiting] = useState<Reading<T>["waiting"]>("no");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    const shown = setTimeout(() => setWaiting("yes"), 400);
    const slow = setTimeout(() => setWaiting("slow"), 5000);
    const stop = () => {
      clearTimeout(shown);
      clearTimeout(slow);
      setWaiting("no");
    };
    read()
      .then(
        (got) => {
          if (!current) return;
          setValue(() => got);
          setFailed(null);
        },
        (error: unknown) => current && setFailed({ code: codeOf(error) }),
      )
      .finally(() => current && stop());
    return () => {
      current = false;
      stop();
    };
  }, [...keys, turn]);
  useEffect(() => session.onWipe(() => setValue(null)), []);
  return { value, failed, waiting, again: () => setTurn((n) => n + 1) };
}
