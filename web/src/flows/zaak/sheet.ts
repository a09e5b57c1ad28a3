import type { Hash, MemberID, XID } from "../../crypto/note/index.ts";
import * as f from "../flow/index.ts";
import type { Act, Doc, Draft, Duty, Exchange, Refusal, Status } from "../flow/index.ts";
import type * as doc from "./form.ts";
import { type Document, forms } from "./form.ts";

/** Linked are the statuses of exchanges that a sheet names. */
export type Linked = ReadonlyMap<XID, Pick<Status, "duties">>;

/** Melding is a report as the fold sees it. */
export interface Melding {
  id: string;
  received: string;
  informant: boolean;
}

/** Said is what the sheet says of one moment of one melding. */
export interface Said {
  state: string;
  until: string;
}

/** Version is the newest version of a draft, with the question for its approval, if there is one. */
export interface Version extends Draft {
  asked: { by: MemberID; hash: Hash; what: string } | undefined;
}

/** momentKey names one moment of one melding; ids of meldingen hold no line break. */
export const momentKey = (melding: string, n: number) => `${n}\n${melding}`;

/** Sheet is what the entries say; the clock comes in later. */
export class Sheet {
  readonly t: f.Tally<Document>;
  readonly meldingen: Melding[] = [];
  readonly decisions: Doc<typeof doc.decision>[] = [];
  readonly said = new Map<string, Said>();
  readonly drafts: Version[] = [];
  readonly duties: Doc<typeof doc.duty>[] = [];
  readonly done = new Set<string>(); // duties by id
  readonly monitored = new Set<string>();
  readonly exchanges: Doc<typeof doc.exchange>[] = [];
  dates: readonly string[] = []; // monitoring

  constructor(x: Exchange, now: number) {
    this.t = new f.Tally(x, forms, now);
    for (const a of this.t.acts) {
      if (a.doc && a.type === "post" && !this.refuse(a)) this.apply(a, a.doc);
    }
  }

  /**
   * refuse is undefined when a post has its effect. A sheet is one team's own:
   * what is refused is what refers to nothing, and approval of one's own question.
   */
  refuse(a: Act<Document>): Refusal {
    const d = a.doc;
    switch (d?.form) {
      case "zaak.melding":
        return this.meldingen.some((m) => m.id === d.id) ? f.wrong("id", "is that of another melding") : undefined;
      case "zaak.duty":
        return this.duties.some((o) => o.id === d.id) ? f.wrong("id", "is that of another duty") : undefined;
      case "zaak.approval_asked": {
        const v = this.draft(d.id);
        return !v || v.entry !== d.hash || v.state === "discarded"
          ? f.wrong("hash", "is not the newest version of that draft")
          : undefined;
      }
      case "zaak.approval": {
        const asked = this.draft(d.id)?.asked;
        if (asked?.hash !== d.hash) return f.wrong("hash", "is not what approval was asked for");
        return asked.by === a.author ? f.wrong("verdict", "is of the member who asked") : undefined;
      }
      case "zaak.feedback":
        return this.owes(d.melding, d.moment) ? undefined : f.wrong("moment", "is not owed to that melding");
      case "zaak.monitored":
        return this.dates.includes(d.date) ? undefined : f.wrong("date", "is not a monitoring date");
      default:
        return undefined;
    }
  }

  apply(a: Act<Document>, d: Document): void {
    switch (d.form) {
      case "zaak.melding":
        this.meldingen.push({ id: d.id, received: d.receivedOn, informant: d.reporter.informant });
        break;
      case "zaak.decision":
        this.decisions.push(d);
        break;
      case "zaak.exchange":
        this.exchanges.push(d);
        break;
      case "zaak.draft":
        this.write(d, a.hash);
        break;
      case "zaak.approval_asked": {
        const v = this.draft(d.id);
        if (!v) break;
        v.asked = { by: a.author, hash: d.hash, what: d.what };
        v.state = v.flow === "feedback" ? "release_check" : "basis_check";
        v.approved = false;
        break;
      }
      case "zaak.approval": {
        const v = this.draft(d.id);
        if (!v) break;
        v.asked = undefined;
        v.approved = d.verdict === "approved";
        if (!v.approved) v.state = writing(v.flow);
        break;
      }
      case "zaak.feedback":
        this.said.set(momentKey(d.melding, d.moment), { state: d.state, until: d.until });
        break;
      case "zaak.duty":
        this.duties.push(d);
        break;
      case "zaak.duty_done":
        this.done.add(d.id);
        break;
      case "zaak.monitoring":
        this.dates = d.dates;
        break;
      case "zaak.monitored":
        this.monitored.add(d.date);
        break;
    }
  }

  draft(id: string): Version | undefined {
    return this.drafts.find((d) => d.id === id);
  }

  /** write takes a new version; what was asked about the one before falls away. */
  write(d: Doc<typeof doc.draft>, entry: Hash): void {
    const { flow, xid, melding, moment } = d.for;
    const state = d.content === null ? "discarded" : writing(flow);
    const v: Version = { id: d.id, flow, xid, melding, moment, entry, state, approved: false, asked: undefined };
    const i = this.drafts.findIndex((o) => o.id === d.id);
    if (i < 0) this.drafts.push(v);
    else this.drafts[i] = v;
  }

  /** started are the decisions that lead to more than one moment of feedback. */
  started(): Doc<typeof doc.decision>[] {
    return this.decisions.filter(
      (d) =>
        d.kind === "veiligheidsbeoordeling" && (d.outcome === "onderzoek" || d.outcome === "voorwaarden_en_vervolg"),
    );
  }

  /** ended gives the decision that ends what d started, undefined while it lasts. */
  ended(d: Doc<typeof doc.decision>): Doc<typeof doc.decision> | undefined {
    return this.decisions.slice(this.decisions.indexOf(d) + 1).find((e) => e.kind === d.outcome);
  }

  /**
   * owes says whether a moment is owed to a melding: the first to every reporter
   * that is no informant, the second once something was started, the third when
   * somebody says anything about it.
   */
  owes(melding: string, n: number): boolean {
    const known = this.meldingen.some((o) => o.id === melding && !o.informant);
    return known && (n !== 2 || this.started().length > 0);
  }

  /** add puts a duty of the team on the list; duty_done reaches each by its id. */
  add(s: Status, d: Partial<Duty> & Pick<Duty, "id" | "what" | "kind">): void {
    f.addDuty(s, this.t.now, { ...d, party: this.t.x.owner, done: (d.done ?? false) || this.done.has(d.id) });
  }
}

/** writing: a feedback is drafted and released, anything else is a concept whose basis is checked. */
function writing(flow: string): Draft["state"] {
  return flow === "feedback" ? "drafting" : "draft";
}
