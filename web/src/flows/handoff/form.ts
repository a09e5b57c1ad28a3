import * as f from "../flow/index.ts";
import { absent, type Docs, form, newIndex, opening } from "../flow/index.ts";

/** vto is the kind of a verzoek tot onderzoek: CORV carries the request itself. */
export const vto = "vto";

/** decision is what was decided, and when. */
export const decision = f.part("handoff.Decision", {
  kind: f.must(f.word(...f.outcomes, ...f.findings)),
  date: f.must(f.date),
});

/**
 * familyInformed says whether the family knows of the handoff: yes (by whom, on
 * which day), not yet (who will, before which day), or no (why not).
 */
export const familyInformed = f.part("handoff.FamilyInformed", {
  state: f.must(f.word("ja", "nog_niet", "nee")),
  who: f.line(),
  on: f.date,
  why: f.text(2000),
});

/**
 * proposed opens a handoff: all that the receiver must know before the talk
 * (domain minimum: basis, family informed, persons, safety, conditions,
 * restrictions, own next action, monitoring, open questions, shield of the source).
 */
export const proposed = form(
  "handoff.proposed",
  ["genesis"],
  {
    ...opening,
    urgency: f.must(f.urgency),
    decision,
    basis: f.must(f.text(1000)),
    familyInformed,
    persons: f.must(f.list(f.person)),
    safety: f.safety,
    conditions: f.list(f.condition),
    restrictions: f.list(f.restriction),
    nextAction: f.must(f.text(4000)),
    monitor: f.list(f.date),
    questions: f.list(f.text()),
    source: f.source,
  },
  {
    check(p) {
      const { state, who, on, why } = p.familyInformed;
      if (state === "nee" && why === "") throw absent("familyInformed.why");
      if (state !== "nee" && who === "") throw absent("familyInformed.who");
      if (state !== "nee" && on === "") throw absent("familyInformed.on");
      f.checkPersons(p.persons, p.restrictions);
      f.checkSource(p.source, "source");
    },
    /** The terms go with the urgency. */
    complete(p) {
      if (p.frame) p.frame.terms = f.orTerms(p.frame.terms, f.defaultTerms("handoff", p.urgency));
    },
  },
);

/** acknowledged says who took it up: the author, unless it names somebody else. */
export const acknowledged = form(
  "handoff.acknowledged",
  ["post"],
  { assignee: f.must(f.member) },
  {
    complete(a, fill) {
      a.assignee ||= fill.member ?? "";
    },
  },
);

const how = f.must(f.word("sluis", "phone", "visit"));

/** talkPlanned is when and how two people will talk. */
export const talkPlanned = form("handoff.talk_planned", ["post"], {
  at: f.must(f.time),
  people: f.list(f.line()),
  how,
});

/** talkStarted says that they do. By phone or on a visit both sides say so. */
export const talkStarted = form("handoff.talk_started", ["post"], { at: f.must(f.time), how });

/** summary is what was said. */
export const summary = form("handoff.summary", ["post"], {
  risks: f.must(f.text()),
  conditions: f.list(f.condition),
  agreements: f.list(f.agreement),
  whoDoesWhat: f.must(f.list(f.action)),
  questions: f.list(f.text()),
});

/** confirmed agrees with a summary: H(its entry). */
export const confirmed = form("handoff.confirmed", ["post"], { summary: f.must(f.hash) });

/** moreInfo asks before deciding. */
export const moreInfo = form("handoff.more_info", ["post"], { questions: f.must(f.list(f.text())) });

/** answer repeats the question it answers. */
export const answer = f.part("handoff.Answer", { question: f.must(f.text(4000)), text: f.must(f.text()) });

/** info answers. */
export const info = form("handoff.info", ["post"], { answers: f.must(f.list(answer)) });

/** declined says no, and why. */
export const declined = form("handoff.declined", ["post"], {
  reason: f.must(
    f.word("capaciteit", "niet_bevoegd", "verkeerd_team", "onvoldoende_info", "onveilig_team", "al_betrokken"),
  ),
  text: f.text(4000),
});

/** formDeclined is also the answer of a party that does not take what is offered to it. */
export const formDeclined = declined.name;

/** reproposed asks again, with what is different now. */
export const reproposed = form("handoff.reproposed", ["post"], { changes: f.must(f.text()) });

/** familyContacted is the first contact after acceptance. */
export const familyContacted = form("handoff.family_contacted", ["post"], { on: f.must(f.date) });

/** followUp fixes when Veilig Thuis monitors and when the receiver reports back. */
export const followUp = form("handoff.follow_up", ["post"], { monitor: f.list(f.date), feedbackOn: f.date });

/** returned asks to take it back: conditions broken, new violence. */
export const returned = form("handoff.returned", ["post"], { reason: f.must(f.text(4000)), urgent: f.bool });

/** escalated calls in a team lead or back-up; it accepts nothing. */
export const escalated = form("handoff.escalated", ["post"], { to: f.must(f.line()), reason: f.must(f.text(4000)) });

/**
 * corv names the request that CORV carried (Wmo 2015 art. 4.1.1(2)(f): the
 * college is told).
 */
export const corv = form("handoff.corv", ["post"], {
  reference: f.must(f.line()),
  on: f.must(f.date),
  collegeInformed: f.bool,
});

/** withdrawn ends a handoff that was not accepted. */
export const withdrawn = form("handoff.withdrawn", ["post"], { reason: f.must(f.text(4000)) });

/** completed ends it well. */
export const completed = form("handoff.completed", ["post"], { on: f.must(f.date), result: f.must(f.text(4000)) });

const moving = [
  "na_veiligheidsbeoordeling", "voorwaarden_en_vervolg", "na_onderzoek", "tijdelijk_huisverbod", "terug", "anders",
] as const;

/** forms is everything that may be said in a handoff. */
export const forms = newIndex(
  { flow: "handoff", first: proposed.name, kinds: [...moving, "verwijzing", "consult", vto], moves: moving },
  proposed, acknowledged, talkPlanned, talkStarted, summary, confirmed, moreInfo, info, declined, reproposed,
  familyContacted, followUp, returned, escalated, corv, withdrawn, completed,
);

export type Document = Docs<typeof forms>;
