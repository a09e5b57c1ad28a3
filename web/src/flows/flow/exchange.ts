import type { Code, Hash, MemberID, Party, XID } from "../../crypto/note/index.ts";
import type { Due } from "../deadline/index.ts";
import type { Document } from "./form.ts";

/** EntryType is what an entry does in the exchange (FORMAT.md, part 6). */
export type EntryType = "genesis" | "post" | "rekey" | "offer" | "accept" | "close" | "recall" | "leave";

/** State is that of an entry's content. */
export type State = "readable" | "none" | "recalled" | "expired" | "missing" | "unreadable";

/** Entry is one verified entry as a fold sees it. */
export interface Entry {
  readonly seq: number;
  readonly hash: Hash;
  readonly type: EntryType;
  readonly party: Party;
  readonly author: MemberID;
  readonly time: number; // Unix seconds
  readonly to: Party; // offer
  readonly target: Hash; // recall
  readonly parties: readonly Party[]; // after this entry
  readonly owner: Party; // after this entry
  readonly state: State; // of its content
  readonly code: Code | ""; // why it is unreadable; E09: it has no effect at all
  readonly body?: Uint8Array | undefined;
  /**
   * doc is what Index.read made of body, when the caller has it already; without
   * it a fold reads body itself. Folds change nothing in it.
   */
  readonly doc?: Document | undefined;
}

/** Receipt says that a member had an entry on screen. */
export interface Receipt {
  readonly entry: Hash;
  readonly party: Party;
  readonly author: MemberID;
  readonly time: number;
}

/** Standing is an offer of ownership that nothing has ended yet. */
export interface Standing {
  readonly entry: Hash;
  readonly seq: number;
  readonly party: Party;
  readonly to: Party;
  readonly member: MemberID;
  readonly time: number;
}

/** offerLife is how long an offer can be accepted, in seconds of entry time (FORMAT.md C47). */
export const offerLife = 30 * 60;

/** live says whether the offer can still be accepted. */
export function live(offer: Standing | undefined, now: number): boolean {
  return offer !== undefined && Math.floor(now) <= offer.time + offerLife;
}

/** Exchange is what a fold reads. */
export interface Exchange {
  readonly xid: XID;
  readonly entries: readonly Entry[]; // in order, from the genesis on
  readonly receipts: readonly Receipt[];
  readonly owner: Party;
  readonly parties: readonly Party[];
  readonly closed: boolean;
  readonly offer: Standing | undefined;
  /**
   * viewer is the party on whose behalf it is read; only certainty depends on
   * it. Empty: certainty is what holds for all.
   */
  readonly viewer: Party;
}

/**
 * assemble makes an Exchange of entries and receipts, for callers that hold no
 * chain state: owner, parties, closing and standing offer follow from the entries.
 */
export function assemble(xid: XID, entries: readonly Entry[], receipts: readonly Receipt[]): Exchange {
  let closed = false;
  let offer: Standing | undefined;
  for (const e of entries) {
    offer = undefined;
    if (e.code === "E09") continue; // stands in the chain without effect
    if (e.type === "close" || (e.type === "recall" && e.target === entries[0]?.hash)) closed = true;
    else if (e.type === "offer") offer = standing(e);
  }
  const last = entries.at(-1);
  return { xid, entries, receipts, owner: last?.owner ?? "", parties: last?.parties ?? [], closed, offer, viewer: "" };
}

export function standing(e: Entry): Standing {
  return { entry: e.hash, seq: e.seq, party: e.party, to: e.to, member: e.author, time: e.time };
}

/**
 * Status is what a fold says. next lists, sorted, the forms and acts that each
 * party may post now. Acts are offer, accept, close, recall, receipt, leave and
 * rekey; everything else is the form of a body.
 */
export interface Status {
  flow: string;
  kind: string;
  status: string;
  overdue: boolean;
  due: Due; // earliest open date of anybody
  /** custody is the party that is responsible, "" in an exchange that does not move custody. */
  custody: Party;
  /** certainty of the owner, in a handoff; "" in other flows. */
  certainty: Certainty | "";
  offer: Standing | undefined;
  duties: Duty[];
  drafts: Draft[]; // zaak only
  next: Record<Party, string[]>;
}

/** DutyKind says where a duty comes from (domain words: wettelijk, regionaal, afgesproken, acuut). */
export type DutyKind = "statutory" | "regional" | "agreed" | "acute";

/** Duty is something that somebody still has to do, or, with done, did. */
export interface Duty {
  id: string; // stable within the exchange
  what: string; // seen, talk, answer, feedback, monitoring ...
  kind: DutyKind;
  party: Party; // "" for all
  due: Due;
  state: string; // of a feedback moment or an approval
  melding: string;
  moment: number;
  text: string;
  overdue: boolean;
  done: boolean;
}

/** Draft is a shared draft in a zaak: what it is for and how far it is. */
export interface Draft {
  id: string;
  flow: string;
  xid: XID;
  melding: string;
  moment: number;
  entry: Hash; // the newest version
  state: "draft" | "basis_check" | "drafting" | "release_check" | "discarded";
  approved: boolean;
}

/**
 * Certainty of who is responsible. A client that did not hear the hub for 60 s
 * shows a third, "last_known", by itself.
 */
export type Certainty = "fixed" | "unconfirmed";

/**
 * certainty: nobody doubts the first owner. After an accept the receiver is
 * certain with a receipt on it by the member that co-signed, the giver with one
 * by the member that accepted, anybody else with both.
 */
export function certainty(x: Exchange): Certainty {
  const i = x.entries.findLastIndex((e) => e.type === "accept" && e.code !== "E09");
  const accept = x.entries[i];
  if (!accept) return "fixed";
  const signed = (m: MemberID) => x.receipts.some((r) => r.entry === accept.hash && r.author === m);
  const giver = x.entries[i - 1];
  const byGiver = giver?.type === "offer" && signed(giver.author);
  const byReceiver = signed(accept.author);
  if (x.viewer !== "" && x.viewer === accept.party) return byGiver ? "fixed" : "unconfirmed";
  if (x.viewer !== "" && x.viewer === giver?.party) return byReceiver ? "fixed" : "unconfirmed";
  return byGiver && byReceiver ? "fixed" : "unconfirmed";
}
