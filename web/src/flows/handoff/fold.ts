import { partyKind, type Hash, type Party } from "../../crypto/note/index.ts";
import { asDue, type Due, none, passed } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import type { Act, Entry, Exchange, Refusal, Status } from "../flow/index.ts";
import * as doc from "./form.ts";
import { type Document, forms, vto } from "./form.ts";

/** statuses of a handoff. */
export const statuses = [
  "proposed", "acknowledged", "talk_planned", "in_talk", "talk_confirmed", "more_info", "accepted", "family_contacted",
  "in_follow_up", "declined", "returned", "escalated", "corv_sent", "withdrawn", "completed",
] as const;

type Name = (typeof statuses)[number];

/** fold gives the status of a handoff at now. */
export function fold(x: Exchange, now: number): Status {
  return new Fold(x, now).result();
}

/**
 * allow refuses an entry that may not be written now: E10, E19, or E29 with the
 * steps that may. Of e its type, party, author and body are looked at.
 */
export function allow(x: Exchange, now: number, e: Entry): void {
  const h = new Fold(x, now);
  f.admit(h.t, h.result(), e, (a) => h.refuse(a));
}

/**
 * Statuses in which the two sides still talk about taking it over, and those in
 * which somebody took it.
 */
const talking: readonly Name[] = [
  "proposed", "acknowledged", "talk_planned", "in_talk", "talk_confirmed", "more_info", "escalated", "corv_sent",
];
const held: readonly Name[] = ["accepted", "family_contacted", "in_follow_up"];

/** Signed tells which sides wrote or confirmed a summary. */
interface Signed {
  own: boolean;
  other: boolean;
}

/**
 * Fold is the state between two entries. Everything in it follows from entries
 * alone; the clock comes in at the end.
 */
class Fold {
  readonly t: f.Tally<Document>;
  status: Name = "proposed";
  since = 0; // time of the entry that made the status
  before: Name = "proposed"; // status and since before more_info
  beforeAt = 0;
  accepted = false;
  origin: Party = ""; // who began it

  taken = 0; // time of the acknowledgement
  planned = ""; // when the talk is to be
  talked: Signed = { own: false, other: false }; // sides that said the talk is on
  summaries = new Map<Hash, Signed>();
  plan: readonly string[] = []; // monitoring as proposed
  monitor: readonly string[] = []; // as fixed in follow-up
  report = ""; // date the receiver reports back

  constructor(x: Exchange, now: number) {
    this.t = new f.Tally(x, forms, now);
    for (const [i, a] of this.t.acts.entries()) {
      if (i === 0) {
        this.since = a.time;
        this.origin = a.party;
      }
      if (a.type === "accept") this.accept(a);
      else if (a.doc && (a.type === "genesis" || (a.type === "post" && !this.refuse(a)))) this.apply(a, a.doc);
    }
  }

  /** reset forgets a talk that the next one does not build on. */
  reset(): void {
    this.taken = 0;
    this.planned = "";
    this.talked = { own: false, other: false };
    this.summaries = new Map();
  }

  set(status: Name, at: number): void {
    this.status = status;
    this.since = at;
  }

  over(): boolean {
    return this.status === "withdrawn" || this.status === "completed";
  }

  moves(): boolean {
    return this.t.frame.custody === "moves";
  }

  /**
   * accept: custody outranks every form but a terminal one; a handoff that was
   * given back stays so, custody tells who has it.
   */
  accept(a: Act<Document>): void {
    if (!this.moves()) return;
    this.accepted = true;
    if (!this.over() && this.status !== "returned") this.set("accepted", a.time);
  }

  /** refuse is undefined when a post of this party has its effect in this state. */
  refuse(a: Act<Document>): Refusal {
    if (f.shared(a.form)) return undefined;
    const possible = this.forms(a.party, a.owner);
    if (a.form === doc.formDeclined && a.offer?.to === a.party && !this.over()) return undefined;
    if (!possible.includes(a.form)) return f.refusal(this.status, possible, a.form);
    if (a.doc?.form === "handoff.confirmed" && !this.summaries.has(a.doc.summary)) {
      return f.wrong("summary", "is not a summary of this talk");
    }
    return undefined;
  }

  /** forms lists what a party may post in this state. */
  forms(p: Party, owner: Party): string[] {
    if (this.over() || partyKind(p) === "r") return [];
    const own = p === owner;
    const holder = this.accepted && owner !== this.origin; // took it over from somebody
    const is = (...list: Name[]) => list.includes(this.status);
    const list: string[] = [];
    const add = (ok: boolean, ...more: { name: string }[]) => {
      if (ok) list.push(...more.map((one) => one.name));
    };
    if (held.includes(this.status)) {
      add(own, doc.familyContacted, doc.followUp, doc.returned);
      add(own && !holder, doc.reproposed, doc.withdrawn); // it came back
      add(true, doc.completed, doc.summary, doc.confirmed);
      return list;
    }
    if (is("returned")) {
      add(true, doc.summary, doc.confirmed);
      add(!own, doc.declined);
      add(own, doc.reproposed);
      add(own && !holder, doc.withdrawn, doc.completed);
      return list;
    }
    if (talking.includes(this.status)) {
      add(true, doc.talkPlanned, doc.talkStarted, doc.summary, doc.confirmed);
      add(!own, doc.declined);
      add(!own && !is("more_info"), doc.moreInfo);
      add(!this.moves(), doc.completed);
    }
    add(own && holder, doc.familyContacted, doc.followUp, doc.returned);
    add(!own && is("proposed", "escalated", "corv_sent"), doc.acknowledged);
    add(own && is("more_info"), doc.info);
    add(own, doc.reproposed);
    add(true, doc.escalated);
    add(own && this.t.frame.kind === vto, doc.corv);
    add(own && !holder, doc.withdrawn);
    return list;
  }

  /** apply is the table of formats: what a form makes of the status. */
  apply(a: Act<Document>, d: Document): void {
    switch (d.form) {
      case "handoff.proposed":
        this.plan = d.monitor;
        break;
      case "assigned":
        // A member named by the receiver has taken it up, in so many words.
        if (
          d.member !== undefined && a.party !== a.owner &&
          this.forms(a.party, a.owner).includes(doc.acknowledged.name)
        ) {
          this.acknowledge(a);
        }
        break;
      case "handoff.acknowledged":
        this.acknowledge(a);
        break;
      case "handoff.talk_planned":
        this.planned = d.at;
        this.set("talk_planned", a.time);
        break;
      case "handoff.talk_started":
        this.talked[a.party === a.owner ? "own" : "other"] = true;
        if (d.how === "sluis" || (this.talked.own && this.talked.other)) {
          this.talked = { own: false, other: false };
          this.set("in_talk", a.time);
        }
        break;
      case "handoff.summary":
        this.sign(a, a.hash);
        break;
      case "handoff.confirmed":
        this.sign(a, d.summary);
        break;
      case "handoff.more_info":
        this.before = this.status;
        this.beforeAt = this.since;
        this.set("more_info", a.time);
        break;
      case "handoff.info":
        this.set(this.before, this.beforeAt);
        break;
      case "handoff.declined":
        this.reset();
        this.set("declined", a.time);
        break;
      case "handoff.reproposed":
        this.reset();
        this.set("proposed", a.time);
        break;
      case "handoff.family_contacted":
        this.set("family_contacted", a.time);
        break;
      case "handoff.follow_up":
        this.report = d.feedbackOn;
        this.monitor = d.monitor.length > 0 ? d.monitor : this.plan;
        this.set("in_follow_up", a.time);
        break;
      case "message.text":
        if (a.party === a.owner) this.report = ""; // the receiver reported back
        break;
      case "handoff.returned":
        this.set("returned", a.time);
        break;
      case "handoff.escalated":
        this.set("escalated", a.time);
        break;
      case "handoff.corv":
        this.set("corv_sent", a.time);
        break;
      case "handoff.withdrawn":
        this.set("withdrawn", a.time);
        break;
      case "handoff.completed":
        this.set("completed", a.time);
        break;
    }
  }

  acknowledge(a: Act<Document>): void {
    this.taken = a.time;
    this.set("acknowledged", a.time);
  }

  /**
   * sign notes that a side wrote or confirmed a summary; when both did, the talk
   * is confirmed. After acceptance it only stands on record.
   */
  sign(a: Act<Document>, summary: Hash): void {
    const signed = { ...(this.summaries.get(summary) ?? { own: false, other: false }) };
    signed[a.party === a.owner ? "own" : "other"] = true;
    this.summaries.set(summary, signed);
    if (signed.own && signed.other && talking.includes(this.status)) this.set("talk_confirmed", a.time);
  }

  /** result adds what depends on the clock. */
  result(): Status {
    const { x } = this.t;
    const s = this.t.status();
    s.status = this.status;
    if (this.moves()) s.custody = x.owner;
    s.certainty = this.t.certainty();
    if (x.closed && !this.over()) s.status = this.accepted ? "completed" : "withdrawn";
    if (!x.closed && !this.over()) this.clocks(s);
    f.settle(s);
    s.next = f.nextSteps(this.t, {
      forms: (p) => this.forms(p, x.owner),
      decline: doc.formDeclined,
      keepOpen: this.status === "in_follow_up" && this.nextMonitor() !== "",
      noOffer: this.over(),
    });
    return s;
  }

  /**
   * nextMonitor is the first monitoring date that has not passed. What came of
   * those that have stands in the sheet of whoever monitors.
   */
  nextMonitor(): string {
    return [...this.monitor].sort().find((d) => !passed(d, this.t.now)) ?? "";
  }

  clocks(s: Status): void {
    const { now, frame, x } = this.t;
    const { terms } = frame;
    const [owner, other] = [x.owner, this.other()];
    const count = (what: string, term: string, from: number, party: Party): Due => {
      const due = f.countTerm(frame, term, from);
      if (due !== none) f.addDuty(s, now, { id: what, what, kind: f.termKind(term), party, due });
      return due;
    };
    const agreed = (what: string, day: string, party: Party) => {
      const due = asDue(day);
      if (due !== none) f.addDuty(s, now, { id: what, what, kind: "agreed", party, due });
    };
    switch (this.status) {
      case "proposed":
        if (passed(count("seen", terms.seen, this.since, other), now)) s.status = "escalated";
        break;
      case "declined":
        if (passed(count("seen", terms.seen, this.since, owner), now)) s.status = "escalated";
        break;
      case "acknowledged":
        count("talk", terms.talk, this.since, other);
        break;
      case "talk_planned":
        count("talk", terms.talk, this.taken || this.since, other);
        agreed("talk_at", this.planned, "");
        break;
      case "in_talk":
        count("record", terms.record, this.since, owner);
        break;
      case "more_info":
        count("more_info", terms.moreInfo, this.since, owner);
        break;
      case "accepted":
        count("family", terms.family, this.since, owner);
        break;
      case "returned":
        if (owner !== this.origin) count("seen", terms.seen, this.since, this.origin);
        break;
      case "in_follow_up":
        agreed("report", this.report, owner);
        agreed("monitoring", this.nextMonitor(), this.origin);
        break;
    }
  }

  /** other is the one party beside the owner, "" when there are more or none. */
  other(): Party {
    const others = this.t.x.parties.filter((p) => p !== this.t.x.owner);
    return others.length === 1 ? (others[0] ?? "") : "";
  }
}
