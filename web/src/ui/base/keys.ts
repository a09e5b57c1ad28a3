// Keys that work everywhere, and keys of one letter that a screen offers. Letters
// work in a list (an element with data-letters) and where nothing is in focus, never
// on a button or in a field outside one, and can be switched off.

import { useEffect } from "preact/hooks";
import { useApp } from "./app.ts";

function busy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return target.closest("a, button, summary, [tabindex='0']") !== null && !target.closest("[data-letters]");
}

/** Letters of a screen: {"j": next}. Two keys in a row are written "g v". */
export function useLetters(keys: Readonly<Record<string, () => void>>): void {
  const { prefs } = useApp();
  useEffect(() => {
    let before = "";
    let at = 0;
    function pressed(event: KeyboardEvent) {
      if (!prefs.letters.value || event.ctrlKey || event.altKey || event.metaKey || busy(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      const two = event.timeStamp - at < 1200 ? keys[`${before} ${key}`] : undefined;
      const act = two ?? keys[key];
      before = key;
      at = event.timeStamp;
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [keys]);
}

/** Alt+Shift+N hides names, at once and on every screen. */
export function useHideKey(): void {
  const { prefs } = useApp();
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (!event.altKey || !event.shiftKey || event.code !== "KeyN") return;
      event.preventDefault();
      prefs.hideNames.value = !prefs.hideNames.value;
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
