import { codeOf, fail, partyKind, partyTeam, type TeamID, type XID } from "../crypto/note/index.ts";
import { version, type Frame, type Status } from "../flows/flow/index.ts";
import * as zaak from "../flows/zaak/index.ts";
import { passing } from "./custody.ts";
import { factsOf, type Exchange } from "./exchange.ts";
import { fold } from "./flows.ts";
import { each } from "./list.ts";
import { kenmerk } from "./mark.ts";
import type { Member } from "./member.ts";
import type { Act } from "./compose.ts";
import { read, readFor } from "./read.ts";
import { post, postOf } from "./send.ts";

/** readZaak reads an exchange that must be a zaak of an own team. */
export async function readZaak(m: Member, xid: XID): Promise<Exchange> {
  const x = await read(m, xid);
  return x.frame?.flow === "zaak" ? x : fail("E29", "that exchange is not a zaak");
}

/** linkEntry is the post in a zaak that says that an exchange belongs to it. */
export function linkEntry(
  m: Member, file: Exchange, xid: XID, f: Frame, team: TeamID,
): Promise<{ x: Exchange; act: Act }> {
  return postOf(m, file, { form: "zaak.exchange", version, xid, flow: f.flow, kind: f.kind, team });
}

/** Link is an exchange that a zaak says belongs to it. */
export interface Link {
  readonly xid: XID;
  readonly flow: string;
}

/** linked lists the exchanges that a zaak says belong to it. */
export function linked(file: Exchange): Link[] {
  return file.entries.flatMap(({ doc }) => {
    const d = doc as zaak.Document | undefined; // of a zaak every document is of its index
    return d?.form === "zaak.exchange" ? [{ xid: d.xid, flow: d.flow }] : [];
  });
}

/** Belonging are the exchanges of a zaak that can be had now, and those that cannot be believed, with why. */
export interface Belonging {
  readonly read: readonly Exchange[];
  readonly broken: readonly { readonly xid: XID; readonly why: unknown }[];
}

/** belonging reads the exchanges of a zaak. One that is forked or damaged hides neither the others nor the zaak. */
export async function belonging(m: Member, file: Exchange): Promise<Belonging> {
  const [found, broken]: [Exchange[], { xid: XID; why: unknown }[]] = [[], []];
  for (const { xid } of linked(file)) {
    try {
      found.push(await read(m, xid));
    } catch (why) {
      if (codeOf(why) === "") throw why;
      if (codeOf(why) !== "E21" && !passing(why)) broken.push({ xid, why }); // else ended, or not to be had now
    }
  }
  return { read: found, broken };
}

/**
 * foldZaak is the status of a zaak that knows how its exchanges stand: feedback that
 * was given there is no longer owed here.
 */
export function foldZaak(m: Member, file: Exchange, exchanges: readonly Exchange[]): Status {
  return zaak.foldWith(factsOf(file), new Map(exchanges.map((x) => [x.xid, fold(m, x)])), m.now());
}

/** over are the statuses in which a handoff is no longer open. */
const over = ["withdrawn", "completed", "declined", "corv_sent"];

/**
 * oneOpenHandoff refuses a second handoff in a zaak while one is open; one whose
 * owner has nobody left does not count.
 */
export async function oneOpenHandoff(m: Member, file: Exchange, flow: string): Promise<void> {
  if (flow !== "handoff") return;
  for (const l of linked(file)) {
    if (l.flow !== "handoff") continue;
    let x: Exchange;
    try {
      x = await read(m, l.xid);
    } catch (err) {
      if (codeOf(err) === "E21") continue;
      throw err;
    }
    const { owner, closed } = x.state;
    const deserted = partyKind(owner) === "t" && m.dir.book.assigned(partyTeam(owner)).length === 0;
    if (closed || x.end !== null || deserted || over.includes(fold(m, x).status)) continue;
    fail("E29", `handoff ${kenmerk(l.xid)} of this zaak is still open`);
  }
}

/**
 * recordCustody writes in the own zaak, if one names this exchange, which head the
 * member saw and who holds custody: two such heads that differ show a fork.
 */
export async function recordCustody(m: Member, x: Exchange): Promise<void> {
  const file = await zaakOf(m, x);
  if (file === undefined) return;
  const { seq, head, owner } = x.state;
  await post(m, file, { form: "zaak.custody", version, xid: x.xid, seq, head, holder: owner });
}

/** zaakOf finds the zaak of the reading party that names x, undefined without one. */
export async function zaakOf(m: Member, x: Exchange): Promise<Exchange | undefined> {
  let found: Exchange | undefined;
  await each(m, x.party, async (row) => {
    let y: Exchange;
    try {
      y = await readFor(m, x.party, row.xid, row);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return true; // one that cannot be read is not it
    }
    if (y.frame?.flow !== "zaak" || y.state.closed || !linked(y).some((l) => l.xid === x.xid)) return true;
    found = y;
    return false;
  });
  return found;
}
