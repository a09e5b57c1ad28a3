// How somebody wants to see Sluis on this device. Nothing of it is secret, and it
// counts before anybody has logged in, so it stands in the browser's own storage.

import { effect, signal, type Signal } from "@preact/signals";
import type { Language } from "../../text/index.ts";

export type Theme = "system" | "light" | "dark";
export type Size = "normal" | "large" | "larger";

export interface Prefs {
  theme: Signal<Theme>;
  size: Signal<Size>;
  language: Signal<Language>;
  letters: Signal<boolean>; // keys of one letter
  hideNames: Signal<boolean>;
}

const key = "sluis.view";

function stored(storage: Storage): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function oneOf<T extends string>(value: unknown, fallback: T, ...others: T[]): T {
  return others.find((o) => o === value) ?? fallback;
}

/** Reads the choices, keeps them when they change, and puts them on the page's root. */
export function makePrefs(storage: Storage, root: HTMLElement): Prefs {
  const was = stored(storage);
  const prefs: Prefs = {
    theme: signal(oneOf<Theme>(was["theme"], "system", "light", "dark")),
    size: signal(oneOf<Size>(was["size"], "normal", "large", "larger")),
    language: signal(oneOf<Language>(was["language"], "nl", "en")),
    letters: signal(was["letters"] !== false),
    hideNames: signal(was["hideNames"] === true),
  };
  effect(() => {
    root.dataset["theme"] = prefs.theme.value;
    root.dataset["size"] = prefs.size.value;
    root.dataset["names"] = prefs.hideNames.value ? "hidden" : "shown";
    root.lang = prefs.language.value;
    const now = {
      theme: prefs.theme.value,
      size: prefs.size.value,
      language: prefs.language.value,
      letters: prefs.letters.value,
      hideNames: prefs.hideNames.value,
    };
    try {
      storage.setItem(key, JSON.stringify(now));
    } catch {
      // A browser that keeps nothing still shows what was chosen now.
    }
  });
  return prefs;
}
