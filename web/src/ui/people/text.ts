import { peopleCatalogue, type People } from "../../text/people.ts";
import { useLanguage } from "../base/app.ts";

/** The texts of these screens in the language that was chosen. */
export function usePeopleText(): People {
  return peopleCatalogue(useLanguage());
}
