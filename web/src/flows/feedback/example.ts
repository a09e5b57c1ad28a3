import { today } from "../deadline/index.ts";
import { version } from "../flow/index.ts";
import { given } from "./form.ts";

/**
 * example is a made-up feedback.given, to a school, with dates around now. It can
 * open an exchange or answer an owed one; the client adds the frame where it
 * opens, author and files.
 */
export function example(now: number): object {
  return {
    form: given.name,
    version,
    moment: 1,
    outcome: "overdracht",
    level: 2,
    whyMore: "De school ziet het kind elke dag en moet weten wie ze kan bellen.",
    steps:
      "Wij hebben jullie melding beoordeeld. Er is een vervolg: een gebiedsteam gaat met het gezin aan de slag. " +
      "Houd zelf zicht op het kind, zoals jullie dat nu doen. Zien jullie opnieuw iets? Bel ons.",
    receiving: { organisation: "Gemeente Súdwest-Fryslân", team: "Gebiedsteam Sneek", phone: "0515 00 00 00" },
    contact: {
      name: "Anna de Boer", phone: "058 000 00 00", hours: "maandag tot en met donderdag, 9.00 tot 17.00 uur",
    },
    next: today(now + 70 * 86400),
  };
}
