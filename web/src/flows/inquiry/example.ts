import { today } from "../deadline/index.ts";
import { countTerm, defaultTerms, version } from "../flow/index.ts";
import { sent } from "./form.ts";

/**
 * example is a made-up request with two questions, with dates around now. The
 * client adds the terms of the frame, author and files.
 */
export function example(now: number): object {
  const day = (days: number) => today(now + days * 86400);
  return {
    form: sent.name,
    version,
    frame: { flow: "inquiry", kind: "onderzoek", custody: "stays" },
    requester: "Mohamed Yilmaz, onderzoeker",
    callback: "058 000 00 00",
    basis: "Wmo 2015 art. 5.2.6",
    purpose: "Onderzoek naar de veiligheid van een kind na een melding.",
    necessity:
      "Jullie zagen het gezin in de afgelopen maanden. " +
      "Zonder jullie informatie weten we niet of het geweld doorgaat.",
    nature: "Zorgen over ruzies tussen ouders waar het kind bij is.",
    seriousness: "Structureel onveilig. Er is geen acuut gevaar bekend.",
    subjects: [
      { id: "kind1", role: "kind", givenNames: "Noor", familyName: "Voorbeeld", birthDate: "2017-03-14" },
      {
        id: "vader", role: "ouder", givenNames: "Mark", familyName: "Verzonnen", birthDate: "1985-06-20",
        address: { postcode: "8600 AB", number: "3" },
      },
    ],
    period: { from: day(-730), until: day(0) },
    questions: [
      { id: "1", text: "Kennen jullie deze personen? Zo ja: sinds wanneer en waarvan?" },
      { id: "2", text: "Wat hebben jullie zelf gezien of gehoord over ruzie of geweld in dit gezin?" },
    ],
    consent: { state: "niet_gevraagd" },
    familyNotice: { state: "geinformeerd", on: day(-2), why: "Moeder vond het goed. Vader reageerde niet." },
    due: countTerm({ freeDays: [] }, defaultTerms("inquiry", "regulier").answer, now),
    mode: "schriftelijk",
    urgency: "regulier",
  };
}
