// Every form that a person writes here, field by field. The rules are those of
// partners/*/form.go; test/ui/tasks/forms.test.ts fills each one in and holds what
// comes out to the rules of web/src/flows.

import {
  agreements,
  conditions,
  date,
  findings,
  line,
  outcomes,
  personFields,
  persons,
  restrictions,
  safety,
  source,
  subjects,
  text,
  urgencies,
  whoDoesWhat,
  words,
  yes,
} from "./content.ts";
import { type Choices, type Field, type Fields, type Label, textIn, type Values } from "./field.ts";

const reason = text("reason", "reason", { must: true, most: 2000 });
const on = date("on", "on", { must: true });
const moment: Field = { kind: "choice", name: "moment", label: "moment", number: true, must: true, options: words("1", "2", "3") };
const how: Field = { kind: "choice", name: "how", label: "how", must: true, options: words("sluis", "phone", "visit") };
const isState =
  (...states: string[]) =>
  (own: Values) =>
    states.includes(textIn(own, "state"));

// ---- handoff ----

export const handoffWhy: Fields = [
  { kind: "choice", name: "urgency", label: "urgency", hint: "urgency", must: true, options: urgencies },
  {
    kind: "part",
    name: "decision",
    label: "decision",
    must: true,
    of: [
      { kind: "choice", name: "kind", label: "decided", must: true, options: [...outcomes, ...findings] },
      date("date", "on", { must: true }),
    ],
  },
  text("basis", "basis", { must: true, most: 1000, rows: 2 }),
  {
    kind: "part",
    name: "familyInformed",
    label: "familyInformed",
    must: true,
    of: [
      { kind: "choice", name: "state", label: "familyState", must: true, options: words("ja", "nog_niet", "nee") },
      line("who", "familyWho", { must: true, when: isState("ja", "nog_niet") }),
      date("on", "familyOn", { must: true, when: isState("ja", "nog_niet") }),
      text("why", "familyWhyNot", { must: true, most: 2000, rows: 3, when: isState("nee") }),
      text("why", "familyReaction", { most: 2000, rows: 3, when: isState("ja", "nog_niet") }),
    ],
  },
];
export const handoffSafety: Fields = [safety, conditions];
export const handoffPeople: Fields = [persons(true), restrictions, source];
export const handoffPlan: Fields = [
  text("nextAction", "nextAction", { must: true, most: 4000, hint: "nextAction" }),
  { kind: "dates", name: "monitor", label: "monitor", hint: "monitor", most: 50, add: "date" },
  { kind: "texts", name: "questions", label: "openQuestions", most: 50, add: "question" },
];

// ---- inquiry ----

export const inquiryWhy = (bases: Choices): Fields => [
  { kind: "choice", name: "basis", label: "ground", hint: "ground", must: true, options: bases },
  text("purpose", "purpose", { must: true, most: 4000, rows: 2 }),
  text("necessity", "necessity", { must: true, most: 4000, rows: 3, hint: "necessity" }),
  text("nature", "nature", { must: true, most: 4000, rows: 2 }),
  text("seriousness", "seriousness", { must: true, most: 4000, rows: 2 }),
  {
    kind: "part",
    name: "familyNotice",
    label: "familyNotice",
    must: true,
    of: [
      {
        kind: "choice",
        name: "state",
        label: "familyNoticeState",
        must: true,
        options: words("geinformeerd", "instemming", "bezwaar", "nog_niet"),
      },
      date("on", "toldOn", { must: true, when: isState("geinformeerd", "instemming", "bezwaar") }),
      text("why", "familyReaction", { most: 2000, rows: 2, when: isState("geinformeerd", "instemming", "bezwaar") }),
      text("why", "notYetWhy", { must: true, most: 2000, rows: 2, when: isState("nog_niet") }),
      date("review", "notYetReview", { must: true, when: isState("nog_niet") }),
    ],
  },
  {
    kind: "part",
    name: "consent",
    label: "consent",
    must: true,
    of: [
      { kind: "choice", name: "state", label: "consentState", must: true, options: words("verleend", "geweigerd", "niet_gevraagd") },
      text("why", "consentWhy", { must: true, most: 2000, rows: 2, when: isState("geweigerd") }),
    ],
  },
];
export const inquiryAsk: Fields = [
  {
    kind: "list",
    name: "questions",
    label: "questions",
    hint: "questions",
    must: true,
    of: [
      { kind: "id", name: "id", label: "questions" },
      text("text", "question", { must: true, most: 4000, rows: 2 }),
    ],
    most: 8,
    add: "question",
    title: () => "",
  },
  { kind: "part", name: "period", label: "period", of: [date("from", "from"), date("until", "until")] },
  { kind: "choice", name: "urgency", label: "urgency", hint: "urgency", must: true, options: urgencies },
  { kind: "moment", name: "due", label: "due", hint: "due", clock: "may", must: true },
  { kind: "choice", name: "mode", label: "mode", must: true, options: words("schriftelijk", "mondeling", "live") },
  line("requester", "requester", { must: true }),
  line("callback", "callback", { must: true, most: 40, short: true, hint: "callback" }),
];

// ---- feedback ----

const atLevel = (n: number) => (_: Values, all: Values) => Number(textIn(all, "level") || "0") >= n;

/** The five questions of the reporter. «said» and «done» become one text: see feedback.ts. */
export const feedbackTold: Fields = [
  moment,
  {
    kind: "choice",
    name: "outcome",
    label: "assessed",
    must: true,
    options: (all) => (textIn(all, "moment") === "1" ? outcomes : [...outcomes, ...findings]),
  },
  text("said", "followUp", { must: true, hint: "followUp" }),
  text("role", "expected", { most: 2000, rows: 3, hint: "expected" }),
  { kind: "choice", name: "level", label: "level", must: true, number: true, options: words("0", "1", "2", "3", "4") },
  text("whyMore", "whyMore", { must: true, most: 2000, rows: 2, when: atLevel(2) }),
  {
    kind: "part",
    name: "receiving",
    label: "receiving",
    when: atLevel(2),
    of: [line("organisation", "organisation", { must: true }), line("team", "team"), line("phone", "phone", { most: 40, short: true })],
  },
  { ...conditions, when: atLevel(3) },
  { ...agreements, when: atLevel(3) },
  text("done", "finished", { must: true, rows: 3, hint: "finished" }),
  date("next", "nextFeedback"),
  {
    kind: "part",
    name: "contact",
    label: "contact",
    must: true,
    of: [line("name", "contactName", { must: true }), line("phone", "phone", { most: 40, short: true }), line("hours", "hours")],
  },
];

// ---- what stands in a sheet ----

const zaak: Record<string, Fields> = {
  "zaak.opened": [
    line("household", "household", { must: true, hint: "household" }),
    line("takenFrom", "takenFrom", { hint: "takenFrom" }),
    { kind: "moment", name: "takenAt", label: "takenAt", clock: "may" },
  ],
  "zaak.melding": [
    { kind: "id", name: "id", label: "melding" },
    date("receivedOn", "receivedOn", { must: true }),
    {
      kind: "part",
      name: "reporter",
      label: "reporter",
      must: true,
      of: [
        {
          kind: "choice",
          name: "kind",
          label: "reporterKind",
          must: true,
          options: words("beroepskracht", "particulier", "betrokkene", "politie", "vrijwilliger"),
        },
        line("organisation", "organisation"),
        line("team", "team"),
        { kind: "choice", name: "shield", label: "shield", must: true, options: words("open", "beschermd_beroep", "beschermd_particulier") },
        {
          kind: "choice",
          name: "ground",
          label: "shieldGround",
          must: true,
          number: true,
          when: (own) => textIn(own, "shield") === "beschermd_beroep",
          options: words("1", "2", "3"),
        },
        yes("informant", "informant", { hint: "informant" }),
      ],
    },
  ],
  "zaak.person": personFields(false),
  "zaak.decision": [
    { kind: "id", name: "id", label: "decision" },
    {
      kind: "choice",
      name: "kind",
      label: "decisionKind",
      must: true,
      options: words("veiligheidsbeoordeling", "onderzoek", "voorwaarden_en_vervolg", "einde_bemoeienis"),
    },
    {
      kind: "choice",
      name: "outcome",
      label: "outcome",
      must: true,
      options: (all) => (textIn(all, "kind") === "veiligheidsbeoordeling" ? outcomes : [...outcomes, ...findings]),
    },
    on,
    line("by", "decidedBy", { must: true }),
  ],
  "zaak.note": [text("text", "note", { must: true, hint: "note" })],
  "zaak.duty": [
    { kind: "id", name: "id", label: "task" },
    text("what", "task", { must: true, most: 2000, rows: 2 }),
    { kind: "moment", name: "due", label: "before", clock: "may", must: true },
    { kind: "choice", name: "kind", label: "dutyKind", must: true, options: words("agreed", "regional", "statutory", "acute") },
  ],
  "zaak.monitoring": [{ kind: "dates", name: "dates", label: "monitorDates", most: 50, add: "date" }],
  "zaak.monitored": [
    date("date", "monitorDate", { must: true }),
    { kind: "choice", name: "result", label: "monitorResult", must: true, options: words("veilig_genoeg", "zorgen", "niet_gelukt") },
  ],
};

/** The forms that are one small page each, by the code that stands in Row.next. */
export const forms: Record<string, Fields> = {
  "message.text": [text("text", "message", { must: true, rows: 4 })],
  assigned: [],
  "handoff.proposed": [...handoffWhy, ...handoffSafety, ...handoffPeople, ...handoffPlan],
  "handoff.acknowledged": [],
  "handoff.talk_planned": [
    { kind: "moment", name: "at", label: "talkAt", clock: "must", must: true },
    how,
    { kind: "texts", name: "people", label: "people", most: 20, add: "name" },
  ],
  "handoff.talk_started": [{ kind: "moment", name: "at", label: "talkStartedAt", clock: "must", must: true }, how],
  "handoff.summary": [
    text("risks", "risks", { must: true, hint: "risks" }),
    conditions,
    agreements,
    whoDoesWhat,
    { kind: "texts", name: "questions", label: "openQuestions", most: 50, add: "question" },
  ],
  "handoff.confirmed": [],
  "handoff.more_info": [{ kind: "texts", name: "questions", label: "questionsBack", most: 50, add: "question", must: true }],
  "handoff.info": [
    {
      kind: "list",
      name: "answers",
      label: "answers",
      must: true,
      of: [
        text("question", "question", { must: true, most: 4000, rows: 2 }),
        text("text", "answer", { must: true }),
      ],
      most: 50,
      add: "answer",
      title: () => "",
    },
  ],
  "handoff.declined": [
    {
      kind: "choice",
      name: "reason",
      label: "declineReason",
      must: true,
      options: words("capaciteit", "niet_bevoegd", "verkeerd_team", "onvoldoende_info", "onveilig_team", "al_betrokken"),
    },
    text("text", "explanation", { most: 4000, rows: 3 }),
  ],
  "handoff.reproposed": [text("changes", "changes", { must: true })],
  "handoff.family_contacted": [date("on", "contactedOn", { must: true })],
  "handoff.follow_up": [
    { kind: "dates", name: "monitor", label: "monitor", most: 50, add: "date" },
    date("feedbackOn", "feedbackOn"),
  ],
  "handoff.returned": [text("reason", "returnReason", { must: true, most: 4000 }), yes("urgent", "urgent")],
  "handoff.escalated": [line("to", "escalateTo", { must: true }), text("reason", "reason", { must: true, most: 4000 })],
  "handoff.corv": [line("reference", "corvReference", { must: true }), on, yes("collegeInformed", "collegeInformed")],
  "handoff.withdrawn": [text("reason", "reason", { must: true, most: 4000 })],
  "handoff.completed": [on, text("result", "result", { must: true, most: 4000 })],
  "custody.offer": [text("statement", "statement", { must: true, most: 4000 })],
  "custody.acceptance": [line("coordinator", "coordinator", { must: true }), text("statement", "statement", { must: true, most: 4000 })],
  "custody.withdrawn": [{ kind: "choice", name: "reason", label: "withdrawnWhy", options: words("withdrawn", "expired", "other") }],

  "feedback.given": feedbackTold,
  "feedback.given_orally": [
    moment,
    { kind: "moment", name: "at", label: "toldAt", clock: "may", must: true },
    text("note", "toldNote", { must: true, most: 4000 }),
  ],
  "feedback.orally_confirmed": [],
  "feedback.deferred": [moment, date("until", "deferUntil", { must: true, hint: "deferUntil" })],
  "feedback.question": [text("text", "yourQuestion", { must: true })],
  "feedback.reply": [
    yes("cannotShare", "cannotShare"),
    text("text", "answer", { must: true, when: (own) => own["cannotShare"] !== true }),
  ],
  "feedback.status_asked": [],
  "feedback.not_possible": [moment, reason],
  "feedback.not_applicable": [moment, reason],

  "inquiry.assigned": [yes("competent", "competent", { must: true })],
  "inquiry.clarification": [text("text", "yourQuestion", { must: true })],
  "inquiry.clarified": [text("text", "answer", { must: true })],
  "inquiry.extension": [
    { kind: "moment", name: "until", label: "extendUntil", clock: "may", must: true },
    text("reason", "reason", { must: true, most: 4000 }),
  ],
  "inquiry.extension_answer": [
    yes("agreed", "agreed"),
    { kind: "moment", name: "until", label: "otherDate", clock: "may", when: (own) => own["agreed"] === true },
  ],
  "inquiry.asked_again": [
    {
      kind: "list",
      name: "questions",
      label: "questions",
      must: true,
      of: [
        { kind: "id", name: "id", label: "questions" },
        text("text", "question", { must: true, most: 4000, rows: 2 }),
      ],
      most: 8,
      add: "question",
      title: () => "",
    },
    text("motivation", "motivation", { must: true, most: 4000 }),
  ],
  "inquiry.redirected": [line("to", "redirectTo", { must: true }), text("why", "reason", { must: true, most: 4000 })],
  "inquiry.record": [text("text", "record", { must: true, hint: "record" })],
  "inquiry.record_answer": [
    { kind: "choice", name: "verdict", label: "verdict", must: true, options: words("approved", "corrected", "added") },
    text("text", "verdictText", { must: true, when: (own) => ["corrected", "added"].includes(textIn(own, "verdict")) }),
  ],
  "inquiry.filed": [on],
  "inquiry.disclosed": [
    on,
    text("what", "toldWhat", { must: true, when: (own) => textIn(own, "withheld").trim() === "" }),
    text("withheld", "withheld", { rows: 2 }),
    text("ground", "withheldGround", { must: true, most: 1000, rows: 2, when: (own) => textIn(own, "withheld").trim() !== "" }),
  ],
  "inquiry.correction": [
    { kind: "choice", name: "question", label: "whichQuestion", must: true, options: [] },
    text("fact", "fact", { must: true, most: 4000, rows: 3 }),
  ],
  "inquiry.correction_answer": [text("text", "answer", { must: true })],
  "inquiry.withdrawn": [text("reason", "reason", { must: true, most: 4000 })],
  "inquiry.undeliverable": [text("reason", "reason", { must: true, most: 4000 })],

  ...zaak,
};

// ---- only read: what other screens write ----

const question: Field = line("question", "question");
/** What was sent is shown, whatever the rules for writing it say now. */
const always = (f: Field): Field => ({ ...f, when: () => true });

/** What a request asks of its writer, in words for who is asked. */
const askedLabels: Partial<Record<Label, Label>> = {
  ground: "askedGround",
  purpose: "askedPurpose",
  familyNotice: "askedNotice",
  notYetReview: "askedReview",
  consentWhy: "askedAnyway",
  mode: "askedMode",
  motivation: "askedAgainWhy",
};

function asAsked(fields: Fields): Fields {
  return fields.map((f): Field => {
    const label = askedLabels[f.label] ?? f.label;
    if (f.kind === "part") return { ...f, label, of: asAsked(f.of) };
    if (f.kind === "choice" && f.label === "familyNoticeState") return { ...f, table: "asked" };
    return { ...f, label };
  });
}

/** Forms as they are read, where that differs from how they are written. */
export const readForms: Record<string, Fields> = {
  "inquiry.sent": [subjects, ...asAsked([...inquiryWhy([]), ...inquiryAsk.filter((f) => f.name !== "questions")])],
  "inquiry.asked_again": asAsked(forms["inquiry.asked_again"] ?? []),
  "inquiry.answers": [
    {
      kind: "part",
      name: "informed",
      label: "informed",
      of: [
        { kind: "choice", name: "state", label: "informedState", options: words("ja", "nee") },
        text("why", "explanation"),
      ],
    },
    line("role", "answerRole"),
    {
      kind: "part",
      name: "wpgBasis",
      label: "wpg",
      of: [
        { kind: "choice", name: "article", label: "wpgArticle", number: true, options: words("18", "19", "20") },
        line("agreement", "wpgAgreement"),
      ],
    },
  ],
  "feedback.given": [
    { kind: "choice", name: "moment", label: "moment", options: words("1", "2", "3") },
    { kind: "choice", name: "outcome", label: "assessed", options: [...outcomes, ...findings] },
    text("steps", "followUp"),
    text("role", "expected"),
    ...feedbackTold.filter((f) => ["receiving", "conditions", "agreements", "contact"].includes(f.name)).map(always),
    date("next", "nextFeedback"),
  ],
  "feedback.owed": [
    {
      kind: "list",
      name: "moments",
      label: "moments",
      of: [moment, { kind: "moment", name: "due", label: "before", clock: "may" }],
      most: 3,
      add: "date",
      title: () => "",
    },
  ],
  "inquiry.correction": [question, text("fact", "fact")],
  "zaak.duty_done": [on],
  "zaak.feedback": [
    moment,
    { kind: "choice", name: "state", label: "feedbackState", options: words("deferred", "not_possible", "not_applicable") },
    date("until", "until"),
    reason,
  ],
  "zaak.approval_asked": [text("what", "approvalWhat")],
  "zaak.approval": [
    { kind: "choice", name: "verdict", label: "verdict", options: words("approved", "refused") },
    text("text", "explanation"),
  ],
  rekeyed: [],
};

export const readFields = (form: string): Fields => readForms[form] ?? forms[form] ?? [];
