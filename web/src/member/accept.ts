import { Public } from "../crypto/keys/index.ts";
import {
  SluisError, ascii, attach, codeOf, fail, hashOf, sigBytes,
  type Bytes, type Code, type Sig, type TeamID, type XID,
} from "../crypto/note/index.ts";
import type { Frame } from "../flows/room/index.ts";
import { formWithdrawn } from "../flows/flow/index.ts";
import { Limits } from "../hub/index.ts";
import { framed } from "./compose.ts";
import { moved, passing, signIfThere } from "./custody.ts";
import { formOf, type Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";
import { put } from "./outbox.ts";
import { asked, dropAccept, parseSig, pendingAccept, type Pending } from "./pending.ts";
import { extended, read, refresh, unended } from "./read.ts";
import { othersConfirmed } from "./reset.ts";
import { readAs } from "./send.ts";
import { Fork, Visit } from "./visit.ts";

type Offer = NonNullable<Exchange["state"]["offer"]>;

/** acceptWait is how long accept waits for the co-signature of the other side, in milliseconds. */
const acceptWait = 60_000;

/**
 * accept takes custody of what stands on offer to one of the member's parties. It
 * ends well when the accept, with both signatures, stands in the chain. Without an
 * answer in a minute nothing is at the hub; the finished entry stays in the home
 * and the next accept asks with the same bytes (E29). E31: a colleague was first.
 */
export async function accept(m: Member, xid: XID, team: TeamID | "", doc: unknown, wait = acceptWait): Promise<void> {
  const x = await acceptor(m, xid, team);
  const { offer } = x.state;
  unended(x);
  if (x.away) fail("E27", "responsibility is taken with the hub there; an acceptance never waits");
  if (offer === null && takenBefore(m, x)) fail("E31", "a colleague accepted this");
  if (offer === null || offer.to !== x.party) return fail("E29", "nothing stands on offer to you here");
  if (m.now() > offer.time + Limits.offerLife) fail("E29", "the offer is older than 30 minutes; ask for a new one");
  othersConfirmed(m, x);
  const p = await pendingAccept(m, x, offer, doc);
  const theirs = await askCosign(m, x, offer, p, wait);
  const done = framed(attach(p.signed, p.sig, theirs), p.ct);
  try {
    await put(m, done);
  } catch (err) {
    if (codeOf(err) !== "E20") throw err;
    await dropAccept(m, offer);
    fail("E29", "the offer no longer stands");
  }
  await dropAccept(m, offer);
  const now = await extended(m, x, done.frame);
  const entry = now.entries[offer.seq + 1];
  if (entry !== undefined) await moved(m, now, entry);
}

/** acceptor reads an exchange on behalf of whom it is offered to, or of a named team. */
async function acceptor(m: Member, xid: XID, team: TeamID | ""): Promise<Exchange> {
  if (team !== "") return readAs(m, xid, team);
  const x = await read(m, xid);
  const to = x.state.offer?.to;
  return to !== undefined && m.parties().includes(to) ? { ...x, party: to } : x;
}

/**
 * takenBefore says that a colleague accepted the newest offer to one of the
 * member's parties: who comes second hears so also when the first has finished.
 */
function takenBefore(m: Member, x: Exchange): boolean {
  const last = x.entries.findLast(({ entry: e }) => e.type === "offer" || e.type === "accept")?.entry;
  return last?.type === "accept" && last.author !== m.id && m.parties().includes(last.party);
}

/** askCosign asks the offering member until it answers, the offer ends or the wait is over. */
async function askCosign(m: Member, x: Exchange, offer: Offer, p: Pending, wait: number): Promise<Sig> {
  const key = x.view.signer({
    xid: x.xid, seq: p.header.seq, party: offer.party, org: offer.org, author: offer.member,
    key: offer.key, time: p.header.time, cp: p.header.cp,
  });
  const v = new Visit(m, x, { ended: m.ended, late: wait, again: true });
  const ask = asked(p);
  try {
    await v.say(x, "ask", ask);
    for await (const h of v.happenings) {
      switch (h.what) {
        case "ended":
        case "late":
          return fail("E29", "the other side did not co-sign within a minute; call them and accept again");
        case "again":
          await v.say(x, "ask", ask);
          break;
        case "changed":
          x = await stillOffered(m, x, offer);
          break;
        case "frame": {
          const sig = await cosignature(m, x, v, offer, p, key, ask, h.data);
          if (sig !== undefined) return sig;
        }
      }
    }
    return fail("E29", "the other side did not co-sign");
  } finally {
    v.leave();
  }
}

/** stillOffered reads again; it throws when the offer ended. */
async function stillOffered(m: Member, x: Exchange, offer: Offer): Promise<Exchange> {
  let now: Exchange;
  try {
    now = await refresh(m, x);
  } catch (err) {
    if (passing(err)) return x;
    throw err;
  }
  const after = now.entries[offer.seq + 1];
  if (after === undefined) return now;
  await dropAccept(m, offer);
  if (after.entry.type === "accept") fail("E31", "a colleague accepted this");
  // a withdrawal is acknowledged: the giver's side waits to know
  if (formOf(after) === formWithdrawn) await signIfThere(m, now, after);
  return fail("E29", `the offer no longer stands: ${after.entry.type}`);
}

/** cosignature is the other signature when a frame holds it; a refusal and a fork are thrown. */
async function cosignature(
  m: Member, x: Exchange, v: Visit, offer: Offer, p: Pending, key: Public, ask: Bytes, data: Bytes,
): Promise<Sig | undefined> {
  let f: Frame;
  try {
    f = await v.open(x, data);
  } catch (err) {
    if (codeOf(err) === "" || (err instanceof Fork && err.frame.author === offer.member)) throw err;
    return undefined;
  }
  const word = f.author === offer.member ? answerTo(f, ask) : undefined;
  if (word === undefined) return undefined;
  if (f.kind === "refused") {
    await dropAccept(m, offer);
    throw refusal(ascii(word));
  }
  return f.kind === "cosigned" ? counted(word, offer, p, key) : undefined;
}

async function counted(word: Bytes, offer: Offer, p: Pending, key: Public): Promise<Sig | undefined> {
  try {
    const sig = parseSig(word);
    return sig.key === offer.key && (await key.verify(p.signed, sigBytes(sig))) ? sig : undefined;
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}

/** answerTo is what a frame says to exactly what was asked: it begins with the hash of those bytes. */
function answerTo(f: Frame, ask: Bytes): Bytes | undefined {
  const prefix = `${hashOf(ask)} `;
  const begins = ascii(f.payload.subarray(0, prefix.length)) === prefix;
  return begins && f.payload.length > prefix.length ? f.payload.slice(prefix.length) : undefined;
}

const meant: readonly Code[] = ["E01", "E04", "E05", "E06", "E08", "E09", "E10", "E19", "E31"];

/** refusal is the error that a refusing frame stands for; an unknown code is E29. */
function refusal(word: string): SluisError {
  return new SluisError(meant.find((code) => code === word) ?? "E29", "the other side did not co-sign");
}
