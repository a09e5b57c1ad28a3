// The control that a person has just used may go away by that: the focus then stays
// near, and never falls back to the page as a whole.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/**
 * For a part of a screen: when the control in it that has the focus is taken away,
 * the focus goes to the place that is given, found in the part or elsewhere. Before
 * is what had the focus until it came into the part.
 */
export function useKeptFocus<E extends HTMLElement>(
  place: (part: E, before: HTMLElement | null) => HTMLElement | null | undefined,
): RefObject<E | null> {
  const part = useRef<E>(null);
  const within = useRef(false);
  const before = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const box = part.current;
    const came = ({ relatedTarget: from }: FocusEvent) => {
      if (from instanceof HTMLElement && !box?.contains(from)) before.current = from;
      within.current = true;
    };
    // A button that is taken away may say that it lost the focus; who left is still there a moment later.
    const went = (event: FocusEvent) => {
      setTimeout(() => {
        if (event.target instanceof HTMLElement && event.target.isConnected && !box?.contains(document.activeElement)) {
          within.current = false;
        }
      });
    };
    box?.addEventListener("focusin", came);
    box?.addEventListener("focusout", went);
    return () => {
      box?.removeEventListener("focusin", came);
      box?.removeEventListener("focusout", went);
    };
  }, []);
  useLayoutEffect(() => {
    if (!part.current || !within.current || document.activeElement !== document.body) return;
    const to = place(part.current, before.current);
    to?.focus({ preventScroll: true });
    to?.scrollIntoView({ block: "nearest" });
  });
  return part;
}
