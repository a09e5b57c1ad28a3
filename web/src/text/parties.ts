// The texts of the bundle about who takes part, by language.

import type { Language } from "./index.ts";
import { parties as en } from "./en/parties.ts";
import { parties as nl, type PartiesText } from "./nl/parties.ts";

export type { PartiesText };

export function partiesCatalogue(language: Language): PartiesText {
  return language === "en" ? en : nl;
}
