// The text of the lists in one language.

import { catalogue, type Language, type Text } from "../../../text/index.ts";
import { useText } from "../../base/app.ts";

export type ListText = Text["worklist"];

export const listText = (language: Language): ListText => catalogue(language).worklist;

export function useListText(): ListText {
  return useText().worklist;
}
