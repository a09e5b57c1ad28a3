// What several forms ask in the same words: persons, safety, agreements. The names
// of fields and the words to choose from are those of partners/flow/content.go.

import { type Choice, type Field, type Fields, partsIn, textIn, type Values } from "./field.ts";

type More = Partial<Pick<Field, "hint" | "must" | "when">>;

export const line = (name: string, label: Field["label"], more: More & { most?: number; short?: boolean } = {}): Field => ({
  kind: "line",
  name,
  label,
  ...more,
});
export const text = (name: string, label: Field["label"], more: More & { most?: number; rows?: number } = {}): Field => ({
  kind: "text",
  name,
  label,
  ...more,
});
export const date = (name: string, label: Field["label"], more: More = {}): Field => ({ kind: "date", name, label, ...more });
export const yes = (name: string, label: Field["label"], more: More = {}): Field => ({ kind: "yes", name, label, ...more });
export const known = (name: string, label: Field["label"]): Field => ({ kind: "known", name, label, must: true });
export const words = (...codes: string[]): Choice[] => codes.map((value) => ({ value }));

/** The first name, tussenvoegsel and family name as one name. */
export const nameOf = (person: Values) =>
  ["givenNames", "prefix", "familyName"].map((n) => textIn(person, n).trim()).filter((s) => s !== "").join(" ");

export const roles = words("kind", "ouder", "partner", "ex_partner", "pleger_vermoed", "oudere", "huisgenoot", "netwerk");
export const outcomes = words(
  "geen_vervolg",
  "omgezet_in_advies",
  "overdracht",
  "lopende_hulp",
  "voorwaarden_en_vervolg",
  "onderzoek",
  "vto_rvdk",
  "al_in_onderzoek",
);
export const findings = words("bevestigd", "niet_bevestigd", "weerlegd", "niet_vast_te_stellen");
export const urgencies = words("regulier", "spoed", "acuut");

const names: Fields = [
  line("givenNames", "givenNames", { must: true }),
  line("prefix", "prefix", { short: true }),
  line("familyName", "familyName"),
];

const address: Field = {
  kind: "part",
  name: "address",
  label: "address",
  of: [
    line("street", "street"),
    line("number", "houseNumber", { most: 20, short: true }),
    line("postcode", "postcode", { most: 10, short: true }),
    line("city", "city"),
  ],
};

const isChild = (own: Values) => textIn(own, "role") === "kind";
const hasVoice = (own: Values) => isChild(own) || textIn(own, "role") === "ouder";

/** voice: each child and parent says something, or it is said why nobody asked. */
export function personFields(voice: boolean): Fields {
  return [
    { kind: "id", name: "id", label: "person" },
    { kind: "choice", name: "role", label: "role", options: roles, must: true },
    ...names,
    date("birthDate", "birthDate", { hint: "birthDate" }),
    address,
    line("phone", "phone", { most: 40, short: true }),
    {
      kind: "part",
      name: "parentalAuthority",
      label: "authority",
      when: isChild,
      of: [
        {
          kind: "choice",
          name: "kind",
          label: "authorityKind",
          options: words("gezamenlijk", "een_ouder", "gi", "voogd", "onbekend"),
          must: true,
        },
        line("who", "authorityWho"),
      ],
    },
    line("livingSituation", "livingSituation", { hint: "livingSituation" }),
    line("school", "school", { when: isChild }),
    line("generalPractitioner", "generalPractitioner"),
    line("language", "language", { short: true }),
    yes("interpreter", "interpreter"),
    ...(voice ? [{ ...view, must: true }] : [view]),
  ];
}

const view: Field = {
  kind: "part",
  name: "view",
  label: "view",
  hint: "view",
  when: hasVoice,
  of: [yes("spoken", "spoken"), text("text", "viewText", { must: true, most: 4000, rows: 3 })],
};

export const persons = (voice: boolean, must = true): Field => ({
  kind: "list",
  name: "persons",
  label: "persons",
  hint: "persons",
  of: personFields(voice),
  most: 50,
  add: "person",
  title: nameOf,
  must,
});

export const subjects: Field = {
  kind: "list",
  name: "subjects",
  label: "subjects",
  hint: "subjects",
  of: [
    { kind: "id", name: "id", label: "person" },
    { kind: "choice", name: "role", label: "role", options: roles },
    ...names,
    date("birthDate", "birthDate", { hint: "birthDate" }),
    address,
  ],
  most: 50,
  add: "person",
  title: nameOf,
  must: true,
};

const isKind =
  (...kinds: string[]) =>
  (own: Values) =>
    kinds.includes(textIn(own, "kind"));

export const restrictions: Field = {
  kind: "list",
  name: "restrictions",
  label: "restrictions",
  hint: "restrictions",
  of: [
    {
      kind: "choice",
      name: "person",
      label: "restrictionPerson",
      must: true,
      options: (all) =>
        partsIn(all, "persons").map((p) => ({ value: textIn(p, "id"), label: nameOf(p) === "" ? "–" : nameOf(p) })),
    },
    {
      kind: "choice",
      name: "kind",
      label: "restrictionKind",
      must: true,
      options: words(
        "alleen_tijdvak",
        "alleen_via",
        "geen_voicemail",
        "niet_terugbellen",
        "niet_mailen",
        "geen_post",
        "adres_geheim",
        "telefoon_geheim",
        "opvanglocatie_geheim",
        "pleger_leest_mee",
        "pleger_weet_niet_van_melding",
        "huisverbod_tot",
        "contactverbod_tot",
        "veiligheid_medewerker",
        "niet_alleen_op_huisbezoek",
      ),
    },
    line("window", "window", { must: true, when: isKind("alleen_tijdvak"), hint: "window" }),
    line("via", "via", { must: true, when: isKind("alleen_via") }),
    date("until", "until", { must: true, when: isKind("huisverbod_tot", "contactverbod_tot") }),
    text("text", "explanation", { most: 1000, rows: 2 }),
  ],
  most: 50,
  add: "restriction",
  title: () => "",
};

export const conditions: Field = {
  kind: "list",
  name: "conditions",
  label: "conditions",
  hint: "conditions",
  of: [
    text("text", "conditionText", { must: true, most: 2000, rows: 2 }),
    line("who", "who", { must: true }),
    date("from", "from"),
    { kind: "until", name: "until", label: "until" },
    text("checked", "checked", { most: 1000, rows: 2 }),
    line("checkedBy", "checkedBy"),
    text("ifBroken", "ifBroken", { most: 1000, rows: 2 }),
  ],
  most: 50,
  add: "condition",
  title: () => "",
};

export const agreements: Field = {
  kind: "list",
  name: "agreements",
  label: "agreements",
  of: [line("with", "agreedWith", { must: true }), text("what", "agreedWhat", { must: true, most: 2000, rows: 2 }), date("by", "before")],
  most: 50,
  add: "agreement",
  title: () => "",
};

export const whoDoesWhat: Field = {
  kind: "list",
  name: "whoDoesWhat",
  label: "whoDoesWhat",
  must: true,
  of: [
    text("what", "task", { must: true, most: 2000, rows: 2 }),
    line("who", "who", { must: true }),
    { kind: "moment", name: "by", label: "before", clock: "may" },
  ],
  most: 50,
  add: "task",
  title: () => "",
};

export const safety: Field = {
  kind: "part",
  name: "safety",
  label: "safety",
  must: true,
  of: [
    {
      kind: "choice",
      name: "situation",
      label: "situation",
      must: true,
      options: words("acuut_onveilig", "structureel_onveilig", "beide", "niet", "onbekend"),
    },
    text("text", "situationText", { must: true, rows: 5, hint: "situationText" }),
    {
      kind: "several",
      name: "violence",
      label: "violence",
      options: words("kindermishandeling", "partner", "ex_partner", "ouderen", "huiselijk", "eer", "stalking"),
    },
    known("weapons", "weapons"),
    known("strangulation", "strangulation"),
    known("stalking", "stalkingKnown"),
    known("deathThreats", "deathThreats"),
    known("suicideThreat", "suicideThreat"),
    known("childrenPresent", "childrenPresent"),
    {
      kind: "part",
      name: "temporaryRestrainingOrder",
      label: "restrainingOrder",
      of: [date("until", "until", { must: true }), line("reference", "reference")],
    },
    {
      kind: "list",
      name: "tools",
      label: "tools",
      of: [
        line("name", "toolName", { must: true }),
        date("date", "on"),
        text("result", "result", { must: true, most: 4000, rows: 2 }),
        line("scoredBy", "scoredBy"),
      ],
      most: 50,
      add: "tool",
      title: () => "",
    },
    {
      kind: "list",
      name: "contingencies",
      label: "contingencies",
      hint: "contingencies",
      of: [
        text("when", "contingencyWhen", { must: true, most: 1000, rows: 2 }),
        text("then", "contingencyThen", { must: true, most: 1000, rows: 2 }),
      ],
      most: 50,
      add: "contingency",
      title: () => "",
    },
  ],
};

export const source: Field = {
  kind: "part",
  name: "source",
  label: "source",
  must: true,
  of: [
    {
      kind: "choice",
      name: "shield",
      label: "shield",
      must: true,
      options: words("open", "beschermd_beroep", "beschermd_particulier"),
    },
    {
      kind: "choice",
      name: "ground",
      label: "shieldGround",
      must: true,
      number: true,
      when: (own) => textIn(own, "shield") === "beschermd_beroep",
      options: words("1", "2", "3"),
    },
  ],
};
