import { today } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import { absent, type Docs, type Fill, form, newIndex, opening, wrong } from "../flow/index.ts";

/** period is the time that is asked about; an empty side is open. */
export const period = f.part("inquiry.Period", { from: f.date, until: f.date });

/**
 * consent of the person concerned. Refused needs the reason why the request is
 * made all the same: serious danger (KNMG-meldcode art. 6).
 */
export const consent = f.part("inquiry.Consent", {
  state: f.must(f.word("verleend", "geweigerd", "niet_gevraagd")),
  why: f.text(2000),
});

/**
 * familyNotice says what the family knows of this request: informed, agreed or
 * objected (on a date), or not yet (why, and when that is looked at again).
 */
export const familyNotice = f.part("inquiry.FamilyNotice", {
  state: f.must(f.word("geinformeerd", "instemming", "bezwaar", "nog_niet")),
  on: f.date,
  why: f.text(2000),
  review: f.date,
});

/** sent opens an inquiry. due is the date, or the time, before which the answer is needed. */
export const sent = form(
  "inquiry.sent",
  ["genesis"],
  {
    ...opening,
    requester: f.must(f.line()),
    callback: f.must(f.line(40)), // number to call back, of the own organisation's card
    basis: f.must(f.text(1000)),
    purpose: f.must(f.text(4000)),
    necessity: f.must(f.text(4000)),
    nature: f.must(f.text(4000)),
    seriousness: f.must(f.text(4000)),
    subjects: f.must(f.list(f.subject)),
    period: f.maybe(period),
    questions: f.must(f.list(f.question, 20)),
    consent,
    familyNotice,
    due: f.must(f.due),
    mode: f.must(f.word("schriftelijk", "mondeling", "live")),
    urgency: f.must(f.urgency),
  },
  {
    check(s) {
      const { state, on, why, review } = s.familyNotice;
      if (state !== "nog_niet" && on === "") throw absent("familyNotice.on");
      if (state === "nog_niet" && why === "") throw absent("familyNotice.why");
      if (state === "nog_niet" && review === "") throw absent("familyNotice.review");
      if (s.consent.state === "geweigerd" && s.consent.why === "") throw absent("consent.why");
      for (const [i, p] of s.subjects.entries()) f.checkWho(p, `subjects[${i}]`);
      uniqueIDs(s.questions);
    },
    /** The terms go with the urgency, and the due date with them. */
    complete(s, fill) {
      if (!s.frame) return;
      s.frame.terms = f.orTerms(s.frame.terms, f.defaultTerms("inquiry", s.urgency));
      s.due ||= f.countTerm(s.frame, s.frame.terms.answer, fill.now);
    },
  },
);

function uniqueIDs(questions: readonly f.Question[]): void {
  const seen = new Set<string>();
  for (const q of questions) {
    if (seen.has(q.id)) throw wrong("questions.id", "stands twice");
    seen.add(q.id);
  }
}

/** assigned: a named member, the author unless it says otherwise, takes it and states to be competent. */
export const assigned = form(
  "inquiry.assigned",
  ["post"],
  { member: f.must(f.member), competent: f.must(f.bool) },
  {
    complete(a, fill) {
      a.member ||= fill.member ?? "";
    },
  },
);

/** clarification asks back; the answer clock stops. */
export const clarification = form("inquiry.clarification", ["post"], { text: f.must(f.text()) });

/** clarified answers; the clock goes on. */
export const clarified = form("inquiry.clarified", ["post"], { text: f.must(f.text()) });

/** extension asks for a later date. */
export const extension = form("inquiry.extension", ["post"], { until: f.must(f.due), reason: f.must(f.text(4000)) });

/** extensionAnswer agrees, with that date or another, or does not. */
export const extensionAnswer = form("inquiry.extension_answer", ["post"], { agreed: f.bool, until: f.due });

/**
 * answer is the answer to one question. nature tells facts, own observation, what
 * others said and judgement apart. A refusal has a code and says why.
 */
export const answer = f.part("inquiry.Answer", {
  question: f.must(f.line(20)),
  kind: f.must(
    f.word(
      "antwoord", "niet_bekend", "geen_bijzonderheden", "weigering", "niet_van_toepassing", "mondeling_toegelicht",
    ),
  ),
  nature: f.word("feit", "eigen_waarneming", "van_anderen", "oordeel"),
  text: f.text(),
  code: f.word(
    "beroepsgeheim", "geen_noodzaak", "onvoldoende_onderbouwd", "slachtoffer_weigert_volwassene",
    "geen_behandelrelatie", "veiligheid", "niet_bevoegd", "geen_wpg_grondslag", "gegevens_van_ander", "nu_niet",
  ),
  motivation: f.text(4000),
});

/** informed says whether the person concerned knows that this is shared. */
export const informed = f.part("inquiry.Informed", { state: f.must(f.word("ja", "nee")), why: f.text(2000) });

/**
 * wpgBasis is the article of the Wet politiegegevens that the police answers on
 * (18, 19 or 20, the last with the number of the agreement); art. 32 asks for a
 * record.
 */
export const wpgBasis = f.part("inquiry.WpgBasis", { article: f.must(f.num(18, 20)), agreement: f.line() });

/** answers answers questions, one by one. */
export const answers = form(
  "inquiry.answers",
  ["post"],
  {
    answers: f.must(f.list(answer, 20)),
    informed: f.maybe(informed),
    role: f.must(f.line()),
    wpgBasis: f.maybe(wpgBasis),
  },
  {
    check(a) {
      const seen = new Set<string>();
      for (const [i, one] of a.answers.entries()) {
        const path = `answers[${i}]`;
        if (seen.has(one.question)) throw wrong(`${path}.question`, "stands twice");
        if (one.kind === "antwoord" && one.text === "") throw absent(`${path}.text`);
        if (one.kind === "antwoord" && one.nature === "") throw absent(`${path}.nature`);
        if (one.kind === "weigering" && one.code === "") throw absent(`${path}.code`);
        if (one.kind === "weigering" && one.motivation === "") throw absent(`${path}.motivation`);
        if (one.kind !== "weigering" && one.code !== "") throw wrong(`${path}.code`, "stands without a refusal");
        seen.add(one.question);
      }
      const given = a.answers.some((one) => one.kind === "antwoord" || one.kind === "mondeling_toegelicht");
      if (given && !a.informed) throw absent("informed");
      if (a.informed?.state === "nee" && a.informed.why === "") throw absent("informed.why");
      if (a.wpgBasis?.article === 20 && a.wpgBasis.agreement === "") throw absent("wpgBasis.agreement");
    },
  },
);

/**
 * askedAgain asks once more, with a new motivation; a question with a known id
 * takes the place of the earlier one.
 */
export const askedAgain = form(
  "inquiry.asked_again",
  ["post"],
  { questions: f.must(f.list(f.question, 20)), motivation: f.must(f.text(4000)) },
  { check: (a) => uniqueIDs(a.questions) },
);

/** redirected names who should be asked; the content is not passed on. */
export const redirected = form("inquiry.redirected", ["post"], { to: f.must(f.line()), why: f.must(f.text(4000)) });

/** record is the asker's note of an oral answer, for approval. */
export const record = form("inquiry.record", ["post"], { text: f.must(f.text()) });

/** recordAnswer approves, corrects or adds, and says what. */
export const recordAnswer = form(
  "inquiry.record_answer",
  ["post"],
  { verdict: f.must(f.word("approved", "corrected", "added")), text: f.text() },
  {
    check(r) {
      if (r.verdict !== "approved" && r.text === "") throw absent("text");
    },
  },
);

/** onToday takes today where the document names no day. */
const onToday = (d: { on: string }, fill: Fill) => {
  d.on ||= today(fill.now);
};

/**
 * filed says that the answer stands in the asker's own file; the term to tell the
 * family starts (Wmo 2015 art. 5.3.1(1)).
 */
export const filed = form("inquiry.filed", ["post"], { on: f.must(f.date) }, { complete: onToday });

/** disclosed says what the family was told, or what was withheld and on which ground. */
export const disclosed = form(
  "inquiry.disclosed",
  ["post"],
  { on: f.must(f.date), what: f.text(), withheld: f.text(), ground: f.text(1000) },
  {
    complete: onToday,
    check(d) {
      if (d.what === "" && d.withheld === "") throw absent("what");
      if (d.withheld !== "" && d.ground === "") throw absent("ground");
    },
  },
);

/** correction passes on the one fact that the family disputes. */
export const correction = form("inquiry.correction", ["post"], {
  question: f.must(f.line(20)),
  fact: f.must(f.text(4000)),
});

/** correctionAnswer answers to it. */
export const correctionAnswer = form("inquiry.correction_answer", ["post"], { text: f.must(f.text()) });

/** withdrawn takes the request back. */
export const withdrawn = form("inquiry.withdrawn", ["post"], { reason: f.must(f.text(4000)) });

/** undeliverable says that nobody there can be reached. */
export const undeliverable = form("inquiry.undeliverable", ["post"], { reason: f.must(f.text(4000)) });

/** forms is everything that may be said in an inquiry. */
export const forms = newIndex(
  { flow: "inquiry", first: sent.name, kinds: ["onderzoek", "vb_bevraging"] },
  sent, assigned, clarification, clarified, extension, extensionAnswer, answers, askedAgain, redirected, record,
  recordAnswer, filed, disclosed, correction, correctionAnswer, withdrawn, undeliverable,
);

export type Document = Docs<typeof forms>;
