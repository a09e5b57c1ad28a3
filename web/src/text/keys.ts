// The texts of the bundle about keys of teams, by language.

import type { Language } from "./index.ts";
import { keys as en } from "./en/keys.ts";
import { keys as nl, type KeysText } from "./nl/keys.ts";

export type { KeysText };

export function keysCatalogue(language: Language): KeysText {
  return language === "en" ? en : nl;
}
