import { today } from "../deadline/index.ts";
import { version } from "../flow/index.ts";
import { opened } from "./form.ts";

/** example is a made-up sheet, with dates around now. The client adds the frame and the author. */
export function example(now: number): object {
  return {
    form: opened.name,
    version,
    household: "Gezin Voorbeeld, Sneek",
    takenFrom: "Basisschool De Brug, bij de melding",
    takenAt: today(now),
  };
}
