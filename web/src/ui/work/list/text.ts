// The text of the lists in one language.

import { worklist as en } from "../../../text/en/worklist.ts";
import { worklist as nl } from "../../../text/nl/worklist.ts";
import type { Language } from "../../../text/index.ts";
import { useLanguage } from "../../base/app.ts";

export type ListText = typeof nl;

export const listText = (language: Language): ListText => (language === "en" ? en : nl);

export function useListText(): ListText {
  return listText(useLanguage());
}
