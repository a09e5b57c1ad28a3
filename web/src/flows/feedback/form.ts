import { today } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import { absent, type Docs, form, newIndex, opening, wrong } from "../flow/index.ts";

/**
 * firstMoment is the term of the first feedback after a melding: with the safety
 * assessment. Protocol and practice name it; the law names no term.
 */
export const firstMoment = "5wd";

const number = f.must(f.num(1, 3));

/**
 * moment is one feedback that is owed: 1 after the safety assessment, 2 after the
 * investigation, 3 at the end of involvement. It counts from a date and is due on
 * a later one.
 */
export const moment = f.part("feedback.Moment", { moment: number, from: f.must(f.date), due: f.must(f.due) });

/** owed opens a terugkoppeling before there is something to tell. */
export const owed = form(
  "feedback.owed",
  ["genesis"],
  { ...opening, moments: f.must(f.list(moment, 3)) },
  {
    /** The first moment is owed from today, unless the document says more. */
    complete(o, fill) {
      if (!o.frame) return;
      o.frame.terms = f.orTerms(o.frame.terms, f.defaultTerms("feedback", ""));
      if (o.moments.length === 0) o.moments = [{ ...moment.zero(), moment: 1 }];
      for (const m of o.moments) {
        m.from ||= today(fill.now);
        m.due ||= f.countFrom(o.frame, firstMoment, m.from);
      }
    },
    check(o) {
      const different = new Set(o.moments.map((m) => m.moment)).size;
      if (different < o.moments.length) throw wrong("moments.moment", "stands twice");
    },
  },
);

/** receiving is the overdrachtspartij: who goes on from here. */
export const receiving = f.part("feedback.Receiving", {
  organisation: f.must(f.line()),
  team: f.line(),
  phone: f.line(40),
});

/** ceilings are the highest levels that kinds of reporter may hear; 4 for others. */
const ceilings: Record<string, number> = { particulier: 1, betrokkene: 1, vrijwilliger: 1, politie: 2 };

/**
 * given is the feedback itself. level says how much it tells: 0 that the report
 * arrived, 1 outcome and steps, 2 also who took over, 3 also conditions and
 * agreements, 4 also what was found, each only as far as the reader's task asks.
 */
export const given = form(
  "feedback.given",
  ["genesis", "post"],
  {
    ...opening,
    moment: number,
    outcome: f.must(f.word(...f.outcomes, ...f.findings)),
    level: f.must(f.maybe(f.num(0, 4))),
    whyMore: f.text(2000),
    steps: f.must(f.text()),
    receiving: f.maybe(receiving),
    conditions: f.list(f.condition),
    agreements: f.list(f.agreement),
    contact: f.contact,
    role: f.text(2000), // of the reporter in what follows
    next: f.date, // of the next feedback
  },
  {
    /**
     * Moment 1, and the level that fits the reporter: steps for a citizen, the
     * receiving party as well for a professional.
     */
    complete(g) {
      g.moment ||= 1;
      g.level ??= g.receiving ? 2 : 1;
      if (g.frame) g.frame.terms = f.orTerms(g.frame.terms, f.defaultTerms("feedback", ""));
    },
    /** What is told is held to the level, and the level to the reporter. */
    check(g, kind) {
      const level = g.level ?? 0;
      if (level > (Object.hasOwn(ceilings, kind) ? (ceilings[kind] ?? 4) : 4)) {
        throw wrong("level", "is more than this reporter may hear");
      }
      if (level > 1 && g.whyMore === "") throw absent("whyMore");
      if (level < 2 && g.receiving) throw wrong("receiving", "stands below level 2");
      if (level < 3 && g.conditions.length + g.agreements.length > 0) {
        throw wrong("conditions", "and agreements stand below level 3");
      }
      if (level >= 3 && g.role === "") throw absent("role");
      if (g.moment === 1 && f.findings.some((one) => one === g.outcome)) {
        throw wrong("outcome", "is a finding, which belongs to a later moment");
      }
    },
  },
);

/** givenOrally says that it was told, and shortly what. */
export const givenOrally = form("feedback.given_orally", ["post"], {
  moment: number,
  at: f.must(f.due),
  note: f.must(f.text(4000)),
});

/** orallyConfirmed is the reporter's word that it was: H(the entry that says so). */
export const orallyConfirmed = form("feedback.orally_confirmed", ["post"], { entry: f.must(f.hash) });

/** deferred puts a moment off. The reason stays in the zaak. */
export const deferred = form("feedback.deferred", ["post"], { moment: number, until: f.must(f.date) });

/** question is what the reporter asks back. */
export const question = form("feedback.question", ["post"], { text: f.must(f.text()) });

/** reply answers, or says that it cannot be shared. */
export const reply = form(
  "feedback.reply",
  ["post"],
  { text: f.text(), cannotShare: f.bool },
  {
    check(r) {
      if (r.text === "" && !r.cannotShare) throw absent("text");
    },
  },
);

/** statusAsked is the reporter's «stand van zaken?». */
export const statusAsked = form("feedback.status_asked", ["post"], {});

/** notPossible says that a moment cannot be given: unreachable, or declined. */
export const notPossible = form("feedback.not_possible", ["post"], { moment: number, reason: f.must(f.text(2000)) });

/** notApplicable says that a moment is not owed after all. */
export const notApplicable = form("feedback.not_applicable", ["post"], {
  moment: number,
  reason: f.must(f.text(2000)),
});

/** forms is everything that may be said in a terugkoppeling; the kinds are those of reporter. */
export const forms = newIndex(
  {
    flow: "feedback", first: given.name,
    kinds: ["beroepskracht", "particulier", "betrokkene", "politie", "vrijwilliger"],
  },
  owed, given, givenOrally, orallyConfirmed, deferred, question, reply, statusAsked, notPossible, notApplicable,
);

export type Document = Docs<typeof forms>;
