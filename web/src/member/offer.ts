import { checkAccept, may, parseAnySigned } from "../crypto/chain/index.ts";
import {
  SluisError, attach, codeOf, fail, hashOf, partyKind, utf8,
  type Bytes, type Party, type XID,
} from "../crypto/note/index.ts";
import { freshToAct } from "../directory/index.ts";
import type { Frame } from "../flows/room/index.ts";
import { formWithdrawn } from "../flows/flow/index.ts";
import { Limits, splitFrame } from "../hub/index.ts";
import { add, liveOffer, mayChange, postWithdrawal, type Reason } from "./add.ts";
import { custodyBody, moved, passing } from "./custody.ts";
import { formOf, type Exchange } from "./exchange.ts";
import { current } from "./follow.ts";
import { readDocument } from "./flows.ts";
import { once } from "./home.ts";
import type { Member } from "./member.ts";
import { parseSig, sigText } from "./pending.ts";
import { read, refresh } from "./read.ts";
import { othersConfirmed } from "./reset.ts";
import { Fork, Visit } from "./visit.ts";

type Offer = NonNullable<Exchange["state"]["offer"]>;

/** Standing is an offer that stands at the hub. */
export interface Standing {
  readonly exchange: Exchange;
  /**
   * Kept when the accept stands in the chain; refused with E29 on a decline, a
   * withdrawal or after 30 minutes.
   */
  readonly outcome: Promise<void>;
}

/**
 * offer puts custody before another party, and stays to co-sign until ended calls
 * back: then the offer is withdrawn. An own offer that stands already, after a
 * break, is taken up again.
 */
export async function offer(m: Member, xid: XID, to: Party | "", doc: unknown, ended: AbortSignal): Promise<Standing> {
  const x = await read(m, xid);
  const { owner } = x.state; // who is in the other team as well offers on behalf of the owner
  return offerIn(m, m.parties().includes(owner) ? { ...x, party: owner } : x, to, doc, ended);
}

/** offerIn is offer in an exchange that was read on behalf of its owner. */
export async function offerIn(m: Member, x: Exchange, to: Party | "", doc: unknown, ended: AbortSignal): Promise<Standing> {
  if (!resumable(m, x)) {
    if (x.away) fail("E27", "responsibility is handed over with the hub there; an offer never waits");
    mayChange(m, x);
    const party = offerTo(x, to);
    if (!may(x.state, x.party, "offer")) fail("E29", "an offer is not possible here now");
    const body = custodyBody(m, x, "offer", doc);
    x = await current(m, x, "offer");
    x = await add(m, x, { type: "offer", party: x.party, to: party, body });
  }
  const own = newestOffer(m, x) ?? fail("E29", "the offer does not stand");
  return { exchange: x, outcome: guard(m, x, own, ended) };
}

/** newestOffer is this member's own newest offer, whether it still stands or not. */
function newestOffer(m: Member, x: Exchange): Offer | undefined {
  return x.entries.findLast(({ entry: e }) => e.type === "offer" && e.author === m.id)?.after.offer ?? undefined;
}

/** resumable says whether this member's own offer still stands, after a break. */
export function resumable(m: Member, x: Exchange): boolean {
  const o = x.state.offer;
  return o !== null && o.member === m.id && o.key === m.keys.sign.public.id && m.now() < o.time + Limits.offerLife;
}

/** offerTo resolves whom to offer to; left out, there must be one other party. */
function offerTo(x: Exchange, to: Party | ""): Party {
  const others = x.state.set.filter((p) => p !== x.state.owner && partyKind(p) !== "r");
  if (to !== "") {
    return others.includes(to) ? to : fail("E29", "that team takes no part in this exchange; add it first");
  }
  const [only, second] = others;
  if (only === undefined) return fail("E29", "there is no other party to offer to");
  return second === undefined ? only : fail("E30", "there are several other parties: name one");
}

/** guard stays in the room while this member's offer stands and co-signs one acceptance. */
async function guard(m: Member, x: Exchange, offer: Offer, ended: AbortSignal): Promise<void> {
  const late = Math.max(0, (offer.time + Limits.offerLife - m.now()) * 1000);
  const v = new Visit(m, x, { ended: AbortSignal.any([ended, m.ended]), late });
  try {
    for await (const h of v.happenings) {
      if (await outcome(m, x, offer)) return;
      switch (h.what) {
        case "ended":
          return await withdraw(m, x, offer, "withdrawn", over("the offer was withdrawn"));
        case "late":
          return await withdraw(m, x, offer, "expired", over("the offer was not accepted within 30 minutes"));
        case "frame":
          x = await heard(m, x, v, offer, h.data);
          break;
        case "changed":
          x = await lookAgain(m, x, offer);
      }
      if (await outcome(m, x, offer)) return;
    }
  } finally {
    v.leave();
  }
}

function over(why: string): SluisError {
  return new SluisError("E29", why);
}

async function heard(m: Member, x: Exchange, v: Visit, offer: Offer, data: Bytes): Promise<Exchange> {
  try {
    return await answer(m, x, v, offer, await v.open(x, data));
  } catch (err) {
    if (codeOf(err) === "") throw err;
    if (err instanceof Fork && err.frame.party === offer.to) await withdraw(m, x, offer, "other", err);
    return x; // what does not open or verify is nobody's word
  }
}

async function lookAgain(m: Member, x: Exchange, offer: Offer): Promise<Exchange> {
  try {
    return await refresh(m, x);
  } catch (err) {
    if (!passing(err)) await withdraw(m, x, offer, "other", err);
    return x;
  }
}

/** outcome reads what came after the offer: true when it was accepted, E29 when it ended otherwise. */
async function outcome(m: Member, x: Exchange, offer: Offer): Promise<boolean> {
  if (x.state.seq === offer.seq) {
    if (x.end !== null) await withdraw(m, x, offer, "other", x.end);
    return x.end !== null;
  }
  const after = x.entries[offer.seq + 1];
  if (after?.entry.type === "accept") {
    await moved(m, x, after);
    return true;
  }
  switch (formOf(after)) {
    case "handoff.declined":
      return fail("E29", "the offer was declined");
    case formWithdrawn:
      return fail("E29", "the offer was withdrawn");
    default:
      return fail("E29", "the offer was overtaken by another message");
  }
}

/** withdraw posts that the offer no longer stands, and throws why; unless the other side was just in time. */
async function withdraw(m: Member, x: Exchange, offer: Offer, reason: Reason, why: unknown): Promise<void> {
  let now = x;
  try {
    now = await refresh(m, x);
    if (now.state.offer?.entry === offer.entry) now = await postWithdrawal(m, now, offer.entry, reason);
  } catch (err) {
    if (codeOf(err) === "") throw err; // else the outbox, or whoever reads next, deals with it
  }
  const after = now.entries[offer.seq + 1];
  if (after?.entry.type === "accept") return moved(m, now, after);
  throw why;
}

/** withdrawOwn takes back an own offer that nobody stays with. */
export async function withdrawOwn(m: Member, xid: XID): Promise<void> {
  const x = await read(m, xid);
  const o = x.state.offer;
  if (o === null || !m.parties().includes(o.party)) fail("E29", "no offer of yours stands here");
  await postWithdrawal(m, { ...x, party: o.party }, o.entry, "withdrawn");
}

/**
 * answer checks a finished acceptance as if it stood in the chain and co-signs it.
 * One acceptance per offer, for ever: the same bytes may be answered again, others
 * get E31. What is wrong is answered with its code.
 */
export async function answer(m: Member, x: Exchange, v: Visit, offer: Offer, f: Frame): Promise<Exchange> {
  if (f.kind !== "ask" || f.party !== offer.to) return x;
  try {
    x = await refresh(m, x);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return x; // who asks, asks again
  }
  const about = hashOf(f.payload);
  try {
    const signed = await cosignable(m, x, offer, f);
    await once(m.home, `cosigned/${offer.entry}`, utf8(hashOf(signed)));
    m.tell({ event: "changed", exchanges: [x.xid] }); // outcomeUnknown from here on
    await v.say(x, "cosigned", utf8(`${about} ${sigText(m.keys.sign.sign(signed))}`));
  } catch (err) {
    if (codeOf(err) === "") throw err;
    await v.say(x, "refused", utf8(`${about} ${codeOf(err)}`));
  }
  return x;
}

/**
 * outcomeUnknown says whether this member co-signed an acceptance of its newest
 * offer and does not know what became of it: until the accept is seen, or the
 * receiver's receipt on what came in its place.
 */
export async function outcomeUnknown(m: Member, x: Exchange): Promise<boolean> {
  const o = newestOffer(m, x);
  if (o === undefined || (await m.home.read(`cosigned/${o.entry}`)) === undefined) return false;
  const after = x.entries[o.seq + 1]?.entry;
  if (after?.type === "accept") return false;
  return after === undefined || !x.receipts.some((r) => r.entry === after.hash && r.party === o.to);
}

/** cosignable verifies an asked acceptance and gives its signed bytes. */
async function cosignable(m: Member, x: Exchange, offer: Offer, f: Frame): Promise<Bytes> {
  if (x.end !== null || x.state.offer?.entry !== offer.entry) fail("E29", "the offer does not stand");
  if (!liveOffer(m, x)) fail("E29", "the offer is older than 30 minutes");
  const [signed, by, ct, more] = splitFrame(f.payload);
  if (signed === undefined || by === undefined || ct === undefined || more !== undefined) {
    return fail("E01", "asked acceptance does not have three parts");
  }
  await m.dir.checkpoint(m.now(), freshToAct); // who is somebody is judged by what is known now
  othersConfirmed(m, x);
  const sig = parseSig(by);
  await m.dir.reach(parseAnySigned(attach(signed, sig)).cp.size);
  const e = await checkAccept(x.state, signed, sig, x.view);
  if ((await x.keys.bind(e, e.epoch)) !== true) fail("E09", "asked acceptance is not bound to this exchange");
  if (e.author !== f.author) fail("E05", "asked acceptance is of another member than who asks");
  readDocument("accept", await x.keys.body(e, ct), x.frame);
  return signed;
}
