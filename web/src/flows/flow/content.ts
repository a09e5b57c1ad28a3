import type { Of } from "../../crypto/strict/index.ts";
import * as r from "./rule.ts";
import { absent, wrong } from "./rule.ts";

// What several documents say in the same words. Field names are English, words
// that a caseworker chooses from are the Dutch ones of the field.

/** name is a person's name; a given name or a family name has to be there. */
export const name = {
  givenNames: r.line(),
  prefix: r.line(), // tussenvoegsel
  familyName: r.line(),
};

/** address is where somebody lives. A secret address never stands in a document: see checkPersons. */
export const address = r.part("flow.Address", {
  street: r.line(),
  number: r.line(20), // with addition
  postcode: r.line(10),
  city: r.line(),
});
export type Address = Of<typeof address>;

/** authority is who has parental authority (gezag) over a child. */
export const authority = r.part("flow.Authority", {
  kind: r.must(r.word("gezamenlijk", "een_ouder", "gi", "voogd", "onbekend")),
  who: r.line(),
});

/** view is what a child or parent says, or, not spoken, why nobody talked with them. */
export const view = r.part("flow.View", { spoken: r.bool, text: r.must(r.text(4000)) });

const role = r.word("kind", "ouder", "partner", "ex_partner", "pleger_vermoed", "oudere", "huisgenoot", "netwerk");

/**
 * personFields are of somebody in the household or around it. id is unique in its
 * document or zaak; restrictions refer to it. An empty birth date is unknown.
 */
export const personFields = {
  id: r.must(r.line(40)),
  role: r.must(role),
  ...name,
  birthDate: r.date,
  bsn: r.line(9),
  address: r.maybe(address),
  phone: r.line(40),
  email: r.line(),
  parentalAuthority: r.maybe(authority),
  livingSituation: r.line(),
  language: r.line(),
  interpreter: r.bool,
  intellectualDisability: r.bool,
  lowLiteracy: r.bool,
  pregnant: r.bool,
  school: r.line(),
  generalPractitioner: r.line(),
  care: r.list(r.line()),
  view: r.maybe(view),
};
export const person = r.part("flow.Person", personFields);
export type Person = Of<typeof person>;

/** subject is who a request is about: no more than finds the right person. */
export const subject = r.part("flow.Subject", {
  id: r.must(r.line(40)),
  role,
  ...name,
  birthDate: r.date,
  bsn: r.line(9),
  address: r.maybe(address),
});
export type Subject = Of<typeof subject>;

/** restriction is a rule for contact with a person, shown before anybody calls. */
export const restriction = r.part("flow.Restriction", {
  person: r.must(r.line(40)),
  kind: r.must(
    r.word(
      "niet_terugbellen", "niet_mailen", "geen_voicemail", "geen_post", "alleen_tijdvak", "alleen_via", "adres_geheim",
      "telefoon_geheim", "opvanglocatie_geheim", "pleger_leest_mee", "pleger_weet_niet_van_melding", "huisverbod_tot",
      "contactverbod_tot", "veiligheid_medewerker", "niet_alleen_op_huisbezoek",
    ),
  ),
  until: r.date,
  window: r.line(), // of alleen_tijdvak
  via: r.line(), // of alleen_via
  text: r.text(1000),
});
export type Restriction = Of<typeof restriction>;

/** tool is a risk instrument that was used; its result is never computed here. */
export const tool = r.part("flow.Tool", {
  name: r.must(r.line()),
  version: r.line(),
  date: r.date,
  result: r.must(r.text(4000)),
  scoredBy: r.line(),
});

/** restrainingOrder is a tijdelijk huisverbod. */
export const restrainingOrder = r.part("flow.RestrainingOrder", { until: r.must(r.date), reference: r.line() });

/** contingency says what to do if something happens. */
export const contingency = r.part("flow.Contingency", {
  when: r.must(r.text(1000)),
  // oxlint-disable-next-line no-thenable -- a field of the form, in data that nobody awaits
  then: r.must(r.text(1000)),
});

/** safety is how safe the household is now. Of the questions without answer, absent is unknown. */
export const safety = r.part("flow.Safety", {
  situation: r.must(r.word("acuut_onveilig", "structureel_onveilig", "beide", "niet", "onbekend")),
  text: r.must(r.text()),
  violence: r.list(
    r.word("kindermishandeling", "partner", "ex_partner", "ouderen", "huiselijk", "eer", "stalking"),
  ),
  tools: r.list(tool),
  temporaryRestrainingOrder: r.maybe(restrainingOrder),
  weapons: r.maybe(r.bool),
  strangulation: r.maybe(r.bool),
  stalking: r.maybe(r.bool),
  deathThreats: r.maybe(r.bool),
  suicideThreat: r.maybe(r.bool),
  childrenPresent: r.maybe(r.bool),
  contingencies: r.list(contingency),
});
export type Safety = Of<typeof safety>;

/** condition is a veiligheidsvoorwaarde; until is a date or lasting. */
export const condition = r.part("flow.Condition", {
  text: r.must(r.text(2000)),
  who: r.must(r.line()),
  from: r.date,
  until: r.until,
  checked: r.text(1000), // how
  checkedBy: r.line(),
  ifBroken: r.text(1000),
});
export type Condition = Of<typeof condition>;

/** agreement is something that was agreed with somebody. */
export const agreement = r.part("flow.Agreement", {
  with: r.must(r.line()),
  what: r.must(r.text(2000)),
  by: r.date,
  done: r.bool,
});
export type Agreement = Of<typeof agreement>;

/** action is who does what, and before when. */
export const action = r.part("flow.Action", { what: r.must(r.text(2000)), who: r.must(r.line()), by: r.due });
export type Action = Of<typeof action>;

/** contact is whom to call. */
export const contact = r.part("flow.Contact", { name: r.must(r.line()), phone: r.line(40), hours: r.line() });
export type Contact = Of<typeof contact>;

/** question is one numbered question. */
export const question = r.part("flow.Question", { id: r.must(r.line(20)), text: r.must(r.text(4000)) });
export type Question = Of<typeof question>;

/** outcomes of a safety assessment, and findings of an investigation. */
export const outcomes = [
  "geen_vervolg", "omgezet_in_advies", "overdracht", "lopende_hulp", "voorwaarden_en_vervolg", "onderzoek", "vto_rvdk",
  "al_in_onderzoek",
] as const;
export const findings = ["bevestigd", "niet_bevestigd", "weerlegd", "niet_vast_te_stellen"] as const;

/** urgency of a request. */
export const urgency = r.word("acuut", "spoed", "regulier");

/**
 * source says whether the reporter is known to the family (Uitvoeringsbesluit Wmo
 * 2015 art. 4.1.8(3)): a professional is open unless one of three grounds holds,
 * anybody else is protected.
 */
export const sourceFields = {
  shield: r.must(r.word("open", "beschermd_beroep", "beschermd_particulier")),
  ground: r.num(1, 3),
};
export const source = r.part("flow.Source", sourceFields);
export type Source = Of<typeof source>;

/** checkSource asks for a ground exactly where the law does. */
export function checkSource(s: Source, path: string): void {
  if (s.shield === "beschermd_beroep" && s.ground === 0) throw absent(`${path}.ground`);
  if (s.shield !== "beschermd_beroep" && s.ground !== 0) {
    throw wrong(`${path}.ground`, "stands without beschermd_beroep");
  }
}

/** checkWho asks for a name and for a citizen service number that can be one. */
export function checkWho(p: Pick<Person, "givenNames" | "familyName" | "bsn">, path: string): void {
  if (p.givenNames === "" && p.familyName === "") throw absent(`${path}.familyName`);
  if (p.bsn !== "" && !elevenProof(p.bsn)) throw wrong(`${path}.bsn`, "is not a citizen service number");
}

/** elevenProof is the elfproef of a BSN: nine digits, weights 9 to 2 and -1. */
function elevenProof(bsn: string): boolean {
  if (!/^[0-9]{9}$/.test(bsn) || bsn === "000000000") return false;
  const sum = [...bsn].reduce((total, digit, i) => total + (i === 8 ? -1 : 9 - i) * Number(digit), 0);
  return sum % 11 === 0;
}

/**
 * checkPersons holds persons and restrictions to each other: ids are unique, a
 * restriction names a person of the document and says what its kind needs, and
 * what a restriction keeps secret is not in the document. Each child and parent
 * has a voice.
 */
export function checkPersons(persons: readonly Person[], restrictions: readonly Restriction[]): void {
  const byID = new Map<string, Person>();
  for (const [i, p] of persons.entries()) {
    const path = `persons[${i}]`;
    checkWho(p, path);
    if (byID.has(p.id)) throw wrong(`${path}.id`, "stands twice");
    byID.set(p.id, p);
    if (!p.view && (p.role === "kind" || p.role === "ouder")) throw absent(`${path}.view`);
  }
  for (const [i, rule] of restrictions.entries()) {
    const path = `restrictions[${i}]`;
    const p = byID.get(rule.person);
    if (!p) throw wrong(`${path}.person`, "is nobody of this document");
    checkRestriction(rule, p, path);
  }
}

function checkRestriction(rule: Restriction, p: Person, path: string): void {
  switch (rule.kind) {
    case "alleen_tijdvak":
      if (rule.window === "") throw absent(`${path}.window`);
      break;
    case "alleen_via":
      if (rule.via === "") throw absent(`${path}.via`);
      break;
    case "huisverbod_tot":
    case "contactverbod_tot":
      if (rule.until === "") throw absent(`${path}.until`);
      break;
    case "adres_geheim":
    case "opvanglocatie_geheim":
      if (p.address) throw wrong(path, "keeps an address secret that stands in this document");
      break;
    case "telefoon_geheim":
      if (p.phone !== "") throw wrong(path, "keeps a number secret that stands in this document");
      break;
  }
}
