// Enter in a box of a form does nothing by itself, so that nobody sends by accident;
// Ctrl+Enter does what the form is for.

import { useEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

export function useFormKeys(act: () => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    const box = form.current;
    if (!box) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        newest.current();
      } else if (event.target instanceof HTMLInputElement) {
        event.preventDefault();
      }
    };
    box.addEventListener("keydown", pressed);
    return () => box.removeEventListener("keydown", pressed);
  });
  return form;
}
