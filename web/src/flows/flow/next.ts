import { partyKind, SluisError, type Party } from "../../crypto/note/index.ts";
import { sameFrame } from "./body.ts";
import { type Entry, type EntryType, live, type Standing, type Status } from "./exchange.ts";
import type { Document } from "./form.ts";
import { wrong } from "./rule.ts";
import { formAssigned, formText, formWithdrawn, offerWithdrawn, type Shared } from "./shared.ts";
import type { Act, Refusal, Tally } from "./tally.ts";

/** acts are entries or receipts of their own, as they stand in Status.next. */
export const acts = ["offer", "accept", "close", "recall", "receipt", "leave", "rekey"] as const;

/** Steps is what a fold adds to the steps that every exchange has. */
export interface Steps {
  /** forms of this flow that a party may post in the state it is in. */
  forms?(p: Party): readonly string[];
  /** decline is the form by which the party that is offered to says no. */
  decline?: string;
  /** keepOpen: the owner may not close yet. */
  keepOpen?: boolean;
  /** noOffer: nothing is left to offer or to accept. */
  noOffer?: boolean;
}

/**
 * nextSteps lists what each party may do now. While an offer stands other steps
 * wait for its end; after a leave only the rekey that completes it may follow
 * (FORMAT.md C24).
 */
export function nextSteps<D extends Document>(t: Tally<D>, s: Steps): Record<Party, string[]> {
  const next: Record<Party, string[]> = {};
  for (const p of t.x.parties) {
    const list = steps(t, p, s);
    if (unread(t, p)) list.push("receipt");
    next[p] = [...new Set(list)].sort();
  }
  return next;
}

function steps<D extends Document>(t: Tally<D>, p: Party, s: Steps): string[] {
  if (t.x.closed) return [];
  const isMember = partyKind(p) !== "r"; // a mailbox only posts, receipts and recalls
  const owner = p === t.x.owner;
  const last = t.x.entries.at(-1);
  if (last?.type === "leave" && last.code !== "E09") return isMember && p !== last.party ? ["rekey"] : [];
  const offer = t.x.offer;
  if (offer && live(offer, t.now)) return whileOffered(t, p, s, offer);
  const list = [formText, ...(s.forms?.(p) ?? [])];
  if (recallable(t, p)) list.push("recall");
  if (!isMember) return list;
  list.push(formAssigned, "rekey");
  if (offer?.party === p) list.push(formWithdrawn);
  if (!owner) list.push("leave");
  else if (!s.keepOpen) list.push("close");
  if (owner && !s.noOffer && t.x.parties.some((q) => q !== p && partyKind(q) !== "r")) list.push("offer");
  return list;
}

function whileOffered<D extends Document>(t: Tally<D>, p: Party, s: Steps, o: Standing): string[] {
  const list: string[] = [];
  if (p === o.party) list.push(formWithdrawn);
  if (p === o.to) {
    if (!s.noOffer) list.push("accept");
    if (s.decline) list.push(s.decline);
  }
  if (p === t.x.owner && !s.keepOpen) list.push("close");
  else if (p !== t.x.owner && partyKind(p) !== "r") list.push("leave");
  return list;
}

/** unread: some readable entry of another party has no receipt of p. */
function unread<D extends Document>(t: Tally<D>, p: Party): boolean {
  const seen = new Set(t.x.receipts.filter((r) => r.party === p).map((r) => r.entry));
  return t.x.entries.some((e) => e.state === "readable" && e.party !== p && !seen.has(e.hash));
}

/** recallable: p has a post left that it could take back, or a genesis that is alone. */
function recallable<D extends Document>(t: Tally<D>, p: Party): boolean {
  return t.x.entries.some(
    (e, i) =>
      e.party === p && e.state !== "recalled" && e.code !== "E09" &&
      (e.type === "post" || (i === 0 && t.x.entries.length === 1)),
  );
}

/** allowed answers E29, with what is possible instead, when a party may not do a step now. */
export function allowed(s: Pick<Status, "status" | "next">, p: Party, step: string): Refusal {
  return s.next[p]?.includes(step) ? undefined : refusal(s.status, s.next[p] ?? [], step);
}

/** refusal is the E29 of a step; a step is a form or an act. */
export function refusal(status: string, possible: readonly string[], step: string): SluisError {
  const instead = possible.join(", ") || "nothing";
  return new SluisError("E29", `${step} is not possible in status ${status}; possible: ${instead}`);
}

/** stepOf is the step that an entry with this body is: the form of a post, else the act of the entry's type. */
export function stepOf(t: EntryType, form: string): string {
  return t === "post" ? form : t;
}

/**
 * admit holds an entry that is about to be written to its form (E10, E19) and to
 * the steps that are open (E29). refuse is the flow's own look at a post, with
 * the same verdict as in its fold; a genesis needs no more than its form.
 */
export function admit<D extends Document>(
  t: Tally<D>,
  s: Status,
  e: Entry,
  refuse: (a: Act<D>) => Refusal,
): void {
  const doc = e.body && t.index.read(t.frame.kind, e.type, e.body);
  if (doc?.frame && e.type === "rekey" && t.frame.flow !== "" && !sameFrame(t.frame, doc.frame)) {
    throw wrong("frame", "is not that of the exchange");
  }
  if (e.type === "genesis") return;
  throwIf(allowed(s, e.party, stepOf(e.type, doc?.form ?? "")));
  if (!doc || e.type !== "post") return;
  const a = t.act({ ...e, state: "readable", doc }, t.x.owner, t.x.offer);
  const d = doc as Document | Shared; // every index has the shared forms
  if (d.form === offerWithdrawn.name && "offer" in d && d.offer !== a.offer?.entry) {
    throw wrong("offer", "is not the offer that stands");
  }
  throwIf(refuse(a));
}

function throwIf(refused: Refusal): void {
  if (refused) throw refused;
}
