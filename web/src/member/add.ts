import { may } from "../crypto/chain/index.ts";
import { codeOf, fail, type Hash } from "../crypto/note/index.ts";
import * as strict from "../crypto/strict/index.ts";
import { formWithdrawn, version } from "../flows/flow/index.ts";
import { Limits } from "../hub/index.ts";
import { next, type Act, type Finished } from "./compose.ts";
import type { Exchange } from "./exchange.ts";
import { allowed, author, formIn, purposeKnown } from "./flows.ts";
import type { Member } from "./member.ts";
import type { Origin } from "./origin.ts";
import { layUnasked, put } from "./outbox.ts";
import { extended, refresh, unended } from "./read.ts";
import { othersConfirmed } from "./reset.ts";

/** maxRaces bounds how often a post is signed again because others were first. */
const maxRaces = 16;

/** How an act is added, if not as usual. */
export interface How {
  /** It was signed already. */
  readonly ready?: Finished;
  /** The name in the outbox of what was refused in its place (put), and its hash. */
  readonly instead?: { readonly name: string; readonly was: Hash };
  /** The draft that it is made from: when the hub is known to be away, it waits without the hub being asked. */
  readonly origin?: Origin | undefined;
}

/**
 * add adds an act to an exchange: sign, put; it gives the exchange with it. When
 * others were first, the exchange is read again; if what stands there is our own, of
 * now or of an earlier try, that is a success. A post that may still be said is then
 * signed again for its new place, but never before the hub has shown what stands;
 * any other act fails with E20, so that the member looks first.
 */
export async function add(m: Member, x: Exchange, a: Act, how: How = {}): Promise<Exchange> {
  const { instead, origin } = how;
  const way = instead ? { name: instead.name, refused: async () => undefined } : origin ? { origin } : {};
  const own = new Set<Hash>(instead && [instead.was]);
  let f = how.ready;
  for (let race = 0; race < maxRaces; race++) {
    unended(x);
    if (!may(x.state, a.party, a.type)) fail("E29", `${a.type} is not possible here now`);
    f ??= await next(m, x, a);
    own.add(f.entry.hash);
    try {
      if (origin !== undefined && x.away) await layUnasked(m, f, origin);
      await put(m, f, way);
    } catch (err) {
      if (codeOf(err) !== "E20") throw err;
      x = await refresh(m, x);
      if (x.away) fail("E27", "what stands in its place is not known; nothing is signed again");
      if (standsOwn(x, own, instead?.name)) return x;
      if (a.type !== "post") throw err;
      stillSaid(m, x, a);
      f = undefined;
      continue;
    }
    const now = await extended(m, x, f.frame);
    m.tell({ event: "changed", exchanges: [x.xid] });
    return now;
  }
  return fail("E20", `others were first ${maxRaces} times`);
}

/**
 * standsOwn says whether one of these entries is in the chain, or the one that gave
 * its name to what lies in the outbox: what was signed first, before it was signed again.
 */
export function standsOwn(x: Exchange, own: ReadonlySet<Hash>, name = ""): boolean {
  const first = name.slice(65); // see outboxName
  return x.entries.some(({ entry: { hash } }) => own.has(hash) || (first !== "" && hash.startsWith(first)));
}

/**
 * stillSaid refuses to say later what was meant for an earlier moment, and to go on with
 * a team whose key changed meanwhile; that an offer ended may always be said.
 */
export function stillSaid(m: Member, x: Exchange, a: Act): void {
  const { body } = a;
  if (body === undefined || formIn(body) !== formWithdrawn) othersConfirmed(m, x);
  else if (strict.parse(body)["offer"] !== x.state.offer?.entry) fail("E29", "that offer does not stand any more");
  allowed(m, { ...x, party: a.party }, a.type, body);
}

/** Reason why an offer no longer stands. */
export type Reason = "withdrawn" | "expired" | "other";

/** postWithdrawal says that an offer no longer stands. */
export function postWithdrawal(m: Member, x: Exchange, offer: Hash, reason: Reason): Promise<Exchange> {
  const body = strict.encode({ form: formWithdrawn, version, author: authorOf(m), offer, reason });
  return add(m, x, { type: "post", party: x.party, body });
}

/** authorOf is author as it is written: without what says nothing. */
export function authorOf(m: Member): { name: string; salt: string } | undefined {
  const by = author(m);
  return by && { name: by.name, salt: by.salt };
}

/** liveOffer says whether an offer stands that can still be accepted. */
export function liveOffer(m: Member, x: Exchange): boolean {
  const o = x.state.offer;
  return o !== null && !o.void && m.now() <= o.time + Limits.offerLife;
}

/**
 * mayChange refuses a change of parties where nobody joins (a zaak), where the
 * purpose is not known, and while an offer stands: it waits for that offer's end.
 */
export function mayChange(m: Member, x: Exchange): void {
  if (purposeKnown(x).flow === "zaak") fail("E29", "a zaak is of one team; nobody else takes part in it");
  if (liveOffer(m, x)) fail("E29", "an offer stands; this waits for its end");
}

/** renew rekeys with the set that the chain prescribes. */
export function renew(m: Member, x: Exchange, reason: string): Promise<Exchange> {
  const set = x.state.set.filter((p) => p !== x.state.leaving);
  return add(m, x, { type: "rekey", party: x.party, set, body: rekeyBody(m, x, reason, x.frame !== undefined) });
}

/**
 * rekeyBody says why. It repeats the frame for whoever may not be able to read the
 * genesis: a party that joins, or who came to a team later.
 */
export function rekeyBody(m: Member, x: Exchange, reason: string, joins: boolean): Uint8Array<ArrayBuffer> {
  return strict.encode({
    form: "rekeyed", version, reason, author: authorOf(m), frame: joins && x.frame ? bareFrame(x.frame) : undefined,
  });
}

/** bareFrame leaves out what a frame does not say, as its writer did. */
function bareFrame(frame: NonNullable<Exchange["frame"]>): object {
  const terms = Object.fromEntries(Object.entries(frame.terms).filter(([, v]) => v !== ""));
  return {
    flow: frame.flow,
    kind: frame.kind || undefined,
    custody: frame.custody,
    terms: Object.keys(terms).length > 0 ? terms : undefined,
    freeDays: frame.freeDays.length > 0 ? frame.freeDays : undefined,
    norms: frame.norms || undefined,
  };
}
