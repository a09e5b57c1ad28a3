import { partyKind, type Party } from "../../crypto/note/index.ts";
import { asDue, dateOf, dayOfDate, type Due, due, endOf, free, none, passed, today } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import type { Act, Doc, DutyKind, Entry, Exchange, Refusal, Side, Status } from "../flow/index.ts";
import * as doc from "./form.ts";
import { type Document, forms } from "./form.ts";

/** statuses of an inquiry. */
export const statuses = [
  "sent", "received", "assigned", "clarification", "extension", "answered", "partly_answered", "not_known", "refused",
  "redirected", "in_verification", "filed", "disclosed", "correction", "withdrawn", "undeliverable", "lapsed", "closed",
] as const;

type Name = (typeof statuses)[number];

/**
 * disclosure is the term to inform the person concerned after data of somebody
 * else were recorded (Wmo 2015 art. 5.3.1(1)).
 */
const disclosure = "4w";

/** Statuses in which the other side still owes an answer, and in which it gave one. */
const waiting: readonly Name[] = ["sent", "received", "assigned", "clarification", "extension"];
const given: readonly Name[] = ["answered", "partly_answered", "not_known", "refused"];
const over: readonly Name[] = ["redirected", "withdrawn", "undeliverable"];

/** fold gives the status of an inquiry at now. */
export function fold(x: Exchange, now: number): Status {
  return new Fold(x, now).result();
}

/**
 * allow refuses an entry that may not be written now: E10, E19, or E29 with the
 * steps that may. Of e its type, party, author and body are looked at.
 */
export function allow(x: Exchange, now: number, e: Entry): void {
  const q = new Fold(x, now);
  f.admit(q.t, q.result(), e, (a) => q.refuse(a));
}

class Fold {
  readonly t: f.Tally<Document>;
  status: Name = "sent";
  since = 0;
  before: Name = "sent"; // status before in_verification
  due: Due = none;
  until = ""; // asked for as extension
  filedOn = "";
  questions: string[] = [];
  answers = new Map<string, string>(); // question to kind of answer
  again = false; // asked again already
  record = false; // an oral answer was noted

  constructor(x: Exchange, now: number) {
    this.t = new f.Tally(x, forms, now);
    for (const [i, a] of this.t.acts.entries()) {
      if (i === 0) this.since = a.time;
      // Any post of the other side shows that it has the request, also one that cannot be read.
      if (a.type === "post" && a.state !== "recalled" && this.status === "sent" && a.side === "other") {
        this.status = "received";
      }
      if (a.doc && (a.type === "genesis" || (a.type === "post" && !this.refuse(a)))) this.apply(a, a.doc);
    }
    for (const a of this.t.acts) {
      if (a.state !== "recalled" && this.status === "sent" && this.t.readBy(a.hash, "other")) this.status = "received";
    }
  }

  /** set changes the status; leaving a clarification starts the answer clock again. */
  set(status: Name, at: number): void {
    if (this.status === "clarification") this.due = this.shift(this.since, at);
    this.status = status;
    this.since = at;
  }

  is(...lists: (Name | readonly Name[])[]): boolean {
    return lists.flat().includes(this.status);
  }

  refuse(a: Act<Document>): Refusal {
    if (f.shared(a.form)) return undefined;
    const possible = this.forms(a.party, a.side);
    if (!possible.includes(a.form)) return f.refusal(this.status, possible, a.form);
    const asked = (question: string) => this.questions.includes(question);
    switch (a.doc?.form) {
      case "inquiry.answers":
        return a.doc.answers.every((one) => asked(one.question))
          ? undefined
          : f.wrong("answers.question", "was not asked");
      case "inquiry.correction":
        return asked(a.doc.question) ? undefined : f.wrong("question", "was not asked");
      default:
        return undefined;
    }
  }

  /** forms lists what a party may post in this state. */
  forms(p: Party, side: Side): string[] {
    if (this.is(over) || partyKind(p) === "r") return [];
    const list: string[] = [];
    const add = (ok: boolean, one: { name: string }) => {
      if (ok) list.push(one.name);
    };
    if (side === "other") {
      add(this.is(waiting, given), doc.answers);
      add(this.is(waiting, "partly_answered"), doc.assigned);
      add(this.is(waiting, "partly_answered") && !this.is("clarification"), doc.clarification);
      add(this.is(waiting, "partly_answered") && !this.is("extension"), doc.extension);
      add(this.is(waiting) && this.answers.size === 0, doc.redirected);
      add(this.is("in_verification"), doc.recordAnswer);
      add(this.is("correction"), doc.correctionAnswer);
    } else if (side === "own") {
      add(this.is("clarification"), doc.clarified);
      add(this.is("extension"), doc.extensionAnswer);
      add(!this.again && this.is(given) && !this.is("answered"), doc.askedAgain);
      add(this.is(waiting, given), doc.record);
      add(this.is(given) || (this.record && this.is(waiting, "in_verification")), doc.filed);
      add(this.is("filed"), doc.disclosed);
      add(this.is("disclosed"), doc.correction);
      add(this.is(waiting, given, "in_verification"), doc.withdrawn);
      add(this.is("sent", "received"), doc.undeliverable);
    }
    return list;
  }

  /** apply is the table of formats: what a form makes of the status. */
  apply(a: Act<Document>, d: Document): void {
    switch (d.form) {
      case "inquiry.sent":
        this.questions.push(...d.questions.map((q) => q.id));
        this.due = asDue(d.due);
        break;
      case "inquiry.assigned":
      case "inquiry.clarified":
        this.set("assigned", a.time);
        break;
      case "inquiry.clarification":
        this.set("clarification", a.time);
        break;
      case "inquiry.extension":
        this.until = d.until;
        this.set("extension", a.time);
        break;
      case "inquiry.extension_answer":
        if (d.agreed) this.due = asDue(d.until || this.until) || this.due;
        this.set("assigned", a.time);
        break;
      case "inquiry.answers":
        for (const one of d.answers) this.answers.set(one.question, one.kind);
        this.set(this.verdict(), a.time);
        break;
      case "inquiry.asked_again":
        this.askAgain(d, a.time);
        break;
      case "inquiry.redirected":
        this.set("redirected", a.time);
        break;
      case "inquiry.record":
        this.before = this.status;
        this.record = true;
        this.set("in_verification", a.time);
        break;
      case "inquiry.record_answer":
        this.set(this.before, a.time);
        break;
      case "inquiry.filed":
        this.filedOn = d.on;
        this.set("filed", a.time);
        break;
      case "inquiry.disclosed":
      case "inquiry.correction_answer":
        this.set("disclosed", a.time);
        break;
      case "inquiry.correction":
        this.set("correction", a.time);
        break;
      case "inquiry.withdrawn":
        this.set("withdrawn", a.time);
        break;
      case "inquiry.undeliverable":
        this.set("undeliverable", a.time);
        break;
    }
  }

  /**
   * shift moves the due date by the time the clock stood still: by days, to the
   * next working day, or by seconds when it is a time.
   */
  shift(from: number, to: number): Due {
    const day = dayOfDate(this.due);
    if (day === undefined) {
      const end = endOf(this.due);
      return end === undefined ? none : due(end + to - from);
    }
    const days = (dayOfDate(today(to)) ?? 0) - (dayOfDate(today(from)) ?? 0);
    if (days === 0) return this.due;
    let moved = day + days;
    while (free(dateOf(moved), this.t.frame.freeDays) !== "") moved++;
    return dateOf(moved);
  }

  /** askAgain opens the questions again, with a new answer term. */
  askAgain(d: Doc<typeof doc.askedAgain>, at: number): void {
    this.again = true;
    for (const q of d.questions) {
      this.answers.delete(q.id);
      if (!this.questions.includes(q.id)) this.questions.push(q.id);
    }
    this.due = f.countTerm(this.t.frame, this.t.frame.terms.answer, at) || this.due;
    this.set("received", at);
  }

  /** verdict: one word for the answers so far. */
  verdict(): Name {
    const kinds = this.questions.map((q) => this.answers.get(q));
    if (kinds.every((k) => k === "niet_bekend")) return "not_known";
    if (kinds.every((k) => k === "weigering")) return "refused";
    if (kinds.every((k) => k !== undefined && k !== "niet_bekend" && k !== "weigering")) return "answered";
    return "partly_answered";
  }

  /** result adds what depends on the clock. */
  result(): Status {
    const s = this.t.status();
    s.status = this.status;
    if (this.t.x.closed) s.status = "closed";
    else if (!this.is(over)) this.clocks(s);
    f.settle(s);
    s.next = f.nextSteps(this.t, { forms: (p) => this.forms(p, this.t.sideOf(p)), noOffer: this.is(over) });
    return s;
  }

  clocks(s: Status): void {
    const { frame, now } = this.t;
    const { terms } = frame;
    const [own, other] = [this.t.x.owner, this.t.partyOn("other")];
    const add = (what: string, kind: DutyKind, party: Party, date: Due) => {
      if (date !== none) f.addDuty(s, now, { id: what, what, kind, party, due: date });
    };
    const count = (what: string, term: string, party: Party) =>
      add(what, f.termKind(term), party, f.countTerm(frame, term, this.since));
    switch (this.status) {
      case "sent":
      case "received":
        count("seen", terms.seen, other);
        break;
      case "extension":
        count("extension", terms.moreInfo, own);
        break;
      case "clarification":
        count("clarification", terms.moreInfo, own);
        break;
      case "in_verification":
        count("verify", terms.verify, other);
        break;
      case "filed":
        add("disclose", "statutory", own, f.countFrom(frame, disclosure, this.filedOn));
        break;
      case "correction":
        count("correction", terms.answer, other);
        break;
    }
    if (this.asking()) add("answer", "agreed", other, this.due);
    if (this.lapsed()) s.status = "lapsed";
  }

  /**
   * asking: the answer clock runs. It stands still during a clarification, and
   * ends with an oral answer that was noted.
   */
  asking(): boolean {
    return !this.record && !this.is("clarification") && this.is(waiting, "partly_answered");
  }

  /** lapsed: nothing was answered, and the term of lapse after the due date is past. */
  lapsed(): boolean {
    const { frame, now } = this.t;
    return (
      this.asking() && this.answers.size === 0 && this.due !== none &&
      passed(f.countFrom(frame, frame.terms.lapse, this.due), now)
    );
  }
}
