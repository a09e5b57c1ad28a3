// What the screens of an admin share.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { People } from "../../text/people.ts";
import type { Colleague } from "../../worker/people/calls.ts";

/** How a colleague is called here: by name, or else by the code that the person can read aloud. */
export function called(text: People, { name, code }: Pick<Colleague, "name" | "code">): string {
  return name === "" ? text.unknown(code) : name;
}

/** Another view on the same screen takes the focus at its title, as a new screen does. */
export function useFocusTitle(view: string): void {
  const was = useRef(view);
  useLayoutEffect(() => {
    if (was.current === view) return;
    was.current = view;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus();
  }, [view]);
}
