import type { Party, SluisError } from "../../crypto/note/index.ts";
import { type Frame, noFrame } from "./body.ts";
import { certainty, live, type Entry, type Exchange, type Standing, standing, type Status } from "./exchange.ts";
import type { Document, Index } from "./form.ts";

/**
 * Side is where a party stands in an exchange of two sides: own is the party
 * that began it, and every later owner; other is whom it was begun for, and who
 * replaced them; a bystander was let in later by the owner beside the two.
 */
export type Side = "own" | "other" | "bystander";

/** Refusal is why something has no effect; undefined when it has. */
export type Refusal = SluisError | undefined;

/**
 * Act is one entry as a fold walks past it: doc and form are set when it has a
 * readable document, and owner, side and offer are as they were before it.
 */
export interface Act<D extends Document> extends Omit<Entry, "doc" | "owner"> {
  readonly doc: D | undefined;
  readonly form: string;
  readonly owner: Party;
  readonly side: Side;
  readonly offer: Standing | undefined;
}

/** Tally is an exchange made ready for a fold. */
export class Tally<D extends Document> {
  /** frame is the first one that can be read; an empty one without. */
  frame: Frame = noFrame();
  readonly acts: Act<D>[] = [];
  readonly #sides = new Map<Party, Side>();

  /**
   * The bodies of x are read. Entries without effect (E09) are left out; bodies
   * that cannot be read stay as acts without a document.
   */
  constructor(
    readonly x: Exchange,
    readonly index: Index<D>,
    readonly now: number,
  ) {
    const docs = new Map<Entry, D | undefined>();
    for (const e of x.entries) {
      if (e.type !== "genesis" && e.type !== "rekey") continue;
      const doc = this.#read(e);
      docs.set(e, doc);
      if (doc?.frame) {
        this.frame = doc.frame;
        break;
      }
    }
    let owner = x.entries[0]?.party ?? "";
    let offer: Standing | undefined;
    for (const [i, e] of x.entries.entries()) {
      if (i === 0) this.#begin(e);
      if (e.code === "E09") {
        offer = undefined;
        continue;
      }
      const a = this.act(docs.get(e) ? { ...e, doc: docs.get(e) } : e, owner, offer);
      this.acts.push(a);
      this.#follow(e, owner, a);
      owner = e.owner;
      offer = e.type === "offer" ? standing(e) : undefined;
    }
  }

  /** act makes an act of an entry that stands, or would stand, at the end. */
  act(e: Entry, owner: Party, offer: Standing | undefined): Act<D> {
    const doc = this.#read(e);
    return { ...e, owner, side: this.sideOf(e.party), offer, doc, form: doc?.form ?? "" };
  }

  #read(e: Entry): D | undefined {
    if (e.state !== "readable" || e.code === "E09") return undefined;
    if (e.doc) return e.doc as D; // its caller had it from this flow's index
    if (!e.body) return undefined;
    try {
      return this.index.read(this.frame.kind, e.type, e.body);
    } catch {
      return undefined; // it keeps its place and says nothing
    }
  }

  #begin(e: Entry): void {
    for (const p of e.parties) this.#sides.set(p, "other");
    this.#sides.set(e.party, "own");
  }

  /** #follow moves parties between sides as entries change the set or the owner. */
  #follow(e: Entry, before: Party, a: Act<D>): void {
    if (e.type === "accept") this.#sides.set(e.owner, "own");
    if (e.type !== "rekey") return;
    const replaced = e.party !== before && !e.parties.includes(e.party);
    const joined = e.parties.filter((p) => !this.#sides.has(p));
    for (const p of this.#sides.keys()) {
      if (!e.parties.includes(p)) this.#sides.delete(p);
    }
    let side: Side = "bystander";
    if (replaced) side = a.side;
    else if (![...this.#sides.values()].includes("other")) side = "other";
    for (const p of joined) this.#sides.set(p, side);
  }

  /** sideOf a party now. */
  sideOf(p: Party): Side {
    return this.#sides.get(p) ?? "bystander";
  }

  /** partyOn gives a party on a side now, the first by name, "" when there is none. */
  partyOn(side: Side): Party {
    return [...this.x.parties].sort().find((p) => this.#sides.get(p) === side) ?? "";
  }

  /** readBy says whether a party on this side signed a receipt on the entry. */
  readBy(entry: string, side: Side): boolean {
    return this.x.receipts.some((r) => r.entry === entry && this.sideOf(r.party) === side);
  }

  /** readByOther says whether any party but the author's signed a receipt on it. */
  readByOther(e: Pick<Entry, "hash" | "party">): boolean {
    return this.x.receipts.some((r) => r.entry === e.hash && r.party !== e.party);
  }

  /** status is the base of what a fold answers. */
  status(): Status {
    return {
      flow: this.index.flow, kind: this.frame.kind, status: "", overdue: false, due: "", custody: "", certainty: "",
      offer: live(this.x.offer, this.now) ? this.x.offer : undefined, duties: [], drafts: [], next: {},
    };
  }

  /** certainty of who owns the exchange. */
  certainty(): "fixed" | "unconfirmed" {
    return certainty(this.x);
  }
}
