import { keysCatalogue, type KeysText } from "../../text/keys.ts";
import { useLanguage } from "../base/app.ts";

/** The texts of these screens in the language that was chosen. */
export function useKeysText(): KeysText {
  return keysCatalogue(useLanguage());
}
