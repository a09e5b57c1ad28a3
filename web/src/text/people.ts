// The texts of the bundle about organisations and people, by language.

import type { Language } from "./index.ts";
import { people as en } from "./en/people.ts";
import { people as nl, type People } from "./nl/people.ts";

export type { People };

export function peopleCatalogue(language: Language): People {
  return language === "en" ? en : nl;
}
