// What the screens of an admin share.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
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

/** Whether there may be a network: before somebody is in nothing else tells. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online;
}
