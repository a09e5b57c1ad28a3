// Letting somebody in, for the screen that asked: an unlock takes as long as the hub
// does, and somebody else may stand before the screen when it is done.

import { useEffect, useRef } from "preact/hooks";
import type { Me } from "../../worker/protocol.ts";
import { useApp } from "../base/app.ts";

/** Runs an unlock and lets in who it was for, while the screen stands; leaving the screen breaks the unlock off. */
export function useUnlock(): (unlock: () => Promise<Me>) => Promise<void> {
  const { link, session } = useApp();
  const here = useRef(true);
  const running = useRef(0);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      if (running.current > 0) void link.call("lock").catch(() => undefined);
    };
  }, []);
  return async (unlock) => {
    if (!here.current) return;
    running.current++;
    const me = await unlock().finally(() => running.current--);
    if (here.current) session.enter(me);
  };
}
