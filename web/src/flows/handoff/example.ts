import { today } from "../deadline/index.ts";
import { lasting, version } from "../flow/index.ts";
import { proposed } from "./form.ts";

/**
 * example is a made-up handoff, with dates around now. The client adds the terms
 * of the frame, author and files.
 */
export function example(now: number): object {
  const day = (days: number) => today(now + days * 86400);
  return {
    form: proposed.name,
    version,
    frame: { flow: "handoff", kind: "na_veiligheidsbeoordeling", custody: "moves" },
    urgency: "regulier",
    decision: { kind: "overdracht", date: day(-1) },
    basis: "Wmo 2015 art. 4.1.1 lid 2 onder d",
    familyInformed: {
      state: "ja", who: "Anna de Boer, Veilig Thuis", on: day(-2),
      why: "Moeder weet dat de school heeft gemeld en dat het gebiedsteam belt. Vader weet alleen van het gesprek.",
    },
    persons: [
      {
        id: "kind1", role: "kind", givenNames: "Noor", familyName: "Voorbeeld", birthDate: "2017-03-14",
        parentalAuthority: { kind: "gezamenlijk" }, livingSituation: "Woont bij moeder, om het weekend bij vader",
        school: "Basisschool De Brug, groep 6",
        view: {
          spoken: true,
          text: "Noor zegt dat ze niet kan slapen als er geschreeuwd wordt. Ze wil dat het stopt.",
        },
      },
      {
        id: "moeder", role: "ouder", givenNames: "Sanne", prefix: "van", familyName: "Voorbeeld",
        birthDate: "1988-11-02", phone: "06 00000001",
        address: { street: "Voorbeeldstraat", number: "12", postcode: "8600 AA", city: "Sneek" },
        generalPractitioner: "Huisartsenpraktijk Het Kompas",
        view: { spoken: true, text: "Moeder wil hulp, maar is bang voor de reactie van vader." },
      },
      {
        id: "vader", role: "ouder", givenNames: "Mark", familyName: "Verzonnen", birthDate: "1985-06-20",
        view: { spoken: false, text: "Niet gesproken: vader kwam niet op de afspraak." },
      },
    ],
    safety: {
      situation: "structureel_onveilig",
      text: "Ruzies tussen ouders bij het ophalen, twee keer met duwen. Noor is er elke keer bij.",
      violence: ["ex_partner", "kindermishandeling"],
      tools: [
        {
          name: "Triage-instrument Veilig Thuis", version: "2019", date: day(-3),
          result: "Structureel onveilig, geen acuut gevaar.", scoredBy: "Anna de Boer",
        },
      ],
      weapons: false, strangulation: false, childrenPresent: true,
      contingencies: [
        {
          when: "Vader staat onaangekondigd voor de deur",
          // oxlint-disable-next-line no-thenable -- a field of the form, in data that nobody awaits
          then: "Moeder doet niet open en belt 112. Daarna belt ze het gebiedsteam.",
        },
      ],
    },
    conditions: [
      {
        text: "Vader en moeder zien elkaar niet bij het ophalen.", who: "Vader en moeder",
        from: day(-1), until: lasting,
        checked: "Oma belt na elk weekend", checkedBy: "Gebiedsteam", ifBroken: "Zelfde dag bellen met Veilig Thuis",
      },
    ],
    restrictions: [
      { person: "moeder", kind: "alleen_tijdvak", window: "maandag tot en met donderdag, na 10.00 uur" },
      { person: "moeder", kind: "geen_voicemail", text: "Vader luistert soms haar telefoon af." },
      { person: "vader", kind: "niet_alleen_op_huisbezoek" },
    ],
    nextAction: "Anna belt de school over de terugkoppeling en blijft bereikbaar tot na het eerste huisbezoek.",
    monitor: [day(91), day(365)],
    questions: ["Heeft de huisarts zorgen over moeder?"],
    source: { shield: "open" },
  };
}
