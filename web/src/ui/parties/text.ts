import { partiesCatalogue, type PartiesText } from "../../text/parties.ts";
import { useLanguage } from "../base/app.ts";

/** The texts of these screens in the language that was chosen. */
export function usePartiesText(): PartiesText {
  return partiesCatalogue(useLanguage());
}
