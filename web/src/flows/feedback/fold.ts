import { partyKind, type Hash, type Party } from "../../crypto/note/index.ts";
import { asDue, type Due, none, today } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import type { Act, Entry, Exchange, Frame, Refusal, Side, Status } from "../flow/index.ts";
import * as doc from "./form.ts";
import { type Document, forms } from "./form.ts";

/** statuses of a terugkoppeling, and of each of its moments. */
export const statuses = [
  "due", "sent", "read", "given_orally", "deferred", "question", "not_possible", "not_applicable", "closed",
] as const;

type Name = (typeof statuses)[number];

/**
 * deferral is how far feedback is put off at once (Wmo 2015 art. 5.3.1(2) has the
 * same two weeks for telling the family).
 */
const deferral = "2w";

/** Moment is one feedback owed or given. */
interface Moment {
  n: number;
  state: Name;
  due: Due;
  until: string; // of a deferral
  entry: Hash; // that gave it
  at: number;
}

const isOpen = (m: Moment) => m.state === "due" || m.state === "deferred";

/** fold gives the status of a terugkoppeling at now. */
export function fold(x: Exchange, now: number): Status {
  return new Fold(x, now).result();
}

/**
 * allow refuses an entry that may not be written now: E10, E19, or E29 with the
 * steps that may. Of e its type, party, author and body are looked at.
 */
export function allow(x: Exchange, now: number, e: Entry): void {
  const b = new Fold(x, now);
  f.admit(b.t, b.result(), e, (a) => {
    const late = a.doc?.form === "feedback.deferred" && checkDeferral(b.t.frame, a.doc.until, now);
    return late || b.refuse(a);
  });
}

/**
 * checkDeferral holds a writer to a date from today on and at most two weeks
 * away; after it feedback may be put off again. A reader takes any date.
 */
export function checkDeferral(frame: Pick<Frame, "freeDays">, until: string, now: number): Refusal {
  return until < today(now) || until > f.countTerm(frame, deferral, now)
    ? f.wrong("until", "is not within two weeks from today")
    : undefined;
}

class Fold {
  readonly t: f.Tally<Document>;
  status: Name = "due";
  last: Moment | undefined; // the moment that the status is about
  moments: Moment[] = [];
  given = false; // something was told
  question = 0; // time of a question without reply, 0 without one
  asked = 0; // time of an ask for the status that nothing answered

  constructor(x: Exchange, now: number) {
    this.t = new f.Tally(x, forms, now);
    for (const a of this.t.acts) {
      if (a.doc && (a.type === "genesis" || (a.type === "post" && !this.refuse(a)))) this.apply(a, a.doc);
    }
    for (const m of this.moments) {
      if (m.state !== "sent" || !this.t.readBy(m.entry, "other")) continue;
      m.state = "read";
      if (this.status === "sent" && this.last === m) this.status = "read";
    }
  }

  /** find gives a moment, a new one if it was not owed. */
  find(n: number): Moment {
    const known = this.moments.find((m) => m.n === n);
    if (known) return known;
    const m: Moment = { n, state: "due", due: none, until: "", entry: "", at: 0 };
    this.moments.push(m);
    return m;
  }

  refuse(a: Act<Document>): Refusal {
    if (f.shared(a.form)) return undefined;
    const possible = this.forms(a.side);
    if (!possible.includes(a.form)) return f.refusal(this.status, possible, a.form);
    switch (a.doc?.form) {
      case "feedback.deferred":
      case "feedback.not_possible":
      case "feedback.not_applicable": {
        const { moment } = a.doc;
        return this.moments.some((m) => m.n === moment && !isOpen(m))
          ? f.wrong("moment", "was given already")
          : undefined;
      }
      case "feedback.orally_confirmed":
        return this.told(a.doc.entry) ? undefined : f.wrong("entry", "does not say that something was told");
      default:
        return undefined;
    }
  }

  /** told finds the moment that an entry says was given orally and nobody confirmed. */
  told(entry: Hash): Moment | undefined {
    return this.moments.find((m) => m.state === "given_orally" && m.entry === entry);
  }

  /** forms lists what a side may post in this state. */
  forms(side: Side): string[] {
    const list: string[] = [];
    const add = (ok: boolean, ...more: { name: string }[]) => {
      if (ok) list.push(...more.map((one) => one.name));
    };
    if (side === "own") {
      add(true, doc.given, doc.givenOrally, doc.deferred, doc.notPossible, doc.notApplicable);
      add(this.question !== 0, doc.reply);
    } else if (side === "other") {
      add(this.moments.some((m) => m.state === "given_orally"), doc.orallyConfirmed);
      add(this.given && this.question === 0, doc.question);
      add(this.asked === 0, doc.statusAsked);
    }
    return list;
  }

  /** apply is the table of formats: what a form makes of the status. */
  apply(a: Act<Document>, d: Document): void {
    const said = a.form !== f.formAssigned && a.form !== f.formWithdrawn;
    if (said && a.side === "own" && a.type === "post") this.asked = 0;
    switch (d.form) {
      case "feedback.owed":
        for (const m of d.moments) {
          this.moments.push({ n: m.moment, state: "due", due: asDue(m.due), until: "", entry: "", at: a.time });
        }
        break;
      case "feedback.given":
        this.given = true;
        this.set(d.moment, "sent", a);
        break;
      case "feedback.given_orally":
        this.given = true;
        this.set(d.moment, "given_orally", a);
        break;
      case "feedback.orally_confirmed": {
        const told = this.told(d.entry);
        if (told) told.state = "closed";
        this.status = "closed";
        break;
      }
      case "feedback.deferred": {
        const m = this.find(d.moment);
        m.until = d.until;
        m.due = d.until;
        this.set(d.moment, "deferred", a);
        break;
      }
      case "feedback.not_possible":
        this.set(d.moment, "not_possible", a);
        break;
      case "feedback.not_applicable":
        this.set(d.moment, "not_applicable", a);
        break;
      case "feedback.question":
        this.question = a.time;
        this.status = "question";
        break;
      case "feedback.reply":
        this.question = 0;
        this.status = "read";
        break;
      case "feedback.status_asked":
        this.asked = a.time;
        break;
    }
  }

  set(n: number, state: Name, a: Act<Document>): void {
    const m = this.find(n);
    m.state = state;
    m.entry = a.hash;
    m.at = a.time;
    this.status = state;
    this.last = m;
  }

  /** result adds what depends on the clock. */
  result(): Status {
    const s = this.t.status();
    s.status = this.status;
    if (this.status === "deferred" && this.last && this.stateOf(this.last) === "due") s.status = "due";
    if (this.t.x.closed) s.status = "closed";
    this.duties(s);
    f.settle(s);
    s.next = f.nextSteps(this.t, { forms: (p) => this.forms(this.t.sideOf(p)) });
    return s;
  }

  /** stateOf a moment now: what was put off is due again from its date on. */
  stateOf(m: Moment): Name {
    return m.state === "deferred" && f.reached(m.until, this.t.now) ? "due" : m.state;
  }

  /** duties are the moments, done or not, and what waits for a reading or an answer. */
  duties(s: Status): void {
    const { now, frame, x } = this.t;
    const { terms } = frame;
    const [own, other] = [x.owner, this.t.partyOn("other")];
    const count = (id: string, what: string, term: string, from: number, party: Party) => {
      if (x.closed) return;
      f.addDuty(s, now, { id, what, kind: "regional", party, due: f.countTerm(frame, term, from) });
    };
    for (const m of this.moments) {
      f.addDuty(s, now, {
        id: `feedback/${m.n}`, what: "feedback", kind: "regional", party: own, moment: m.n, state: this.stateOf(m),
        due: m.due, done: x.closed || !isOpen(m),
      });
      if (m.state === "sent" && other !== "" && partyKind(other) !== "r") {
        count(`read/${m.n}`, "read", terms.seen, m.at, other);
      }
    }
    if (this.question !== 0) count("reply", "reply", terms.moreInfo, this.question, own);
    if (this.asked !== 0) count("status", "status", terms.moreInfo, this.asked, own);
  }
}
