import {
  SluisError, codeOf, fail, partyKind, teamParty, type Code, type Hash, type Party, type TeamID, type XID,
} from "../crypto/note/index.ts";
import * as strict from "../crypto/strict/index.ts";
import { add, renew } from "./add.ts";
import { linked, readZaak } from "./casefile.ts";
import { passing } from "./custody.ts";
import { formOf, type Exchange, type Opened } from "./exchange.ts";
import { allowed, complete, purposeKnown } from "./flows.ts";
import { keepIdle } from "./keep.ts";
import { each } from "./list.ts";
import type { Member } from "./member.ts";
import { resume } from "./outbox.ts";
import { letTeamIn, replaceIn } from "./parties.ts";
import { read, readFor, readKept, refresh, unended } from "./read.ts";
import { compose, launch, post } from "./send.ts";
import { findTeam } from "./teams.ts";

/** Moved is how far a zaak is on its way to another team. */
export interface Moved {
  readonly sheet: XID; // of the other team
  readonly done: number; // exchanges that this call moved
  /** Exchanges that still are the old team's. */
  readonly left: readonly Left[];
  /** The old sheet is closed; it stays open while something is left, or while it holds attachments, which do not go along. */
  readonly closed: boolean;
}

/** Left is an exchange that did not move, and why. */
export interface Left {
  readonly xid: XID;
  readonly error: unknown;
  readonly restricted: boolean;
}

/** Step is what is being done, of how many, and which exchange stands on offer now. */
export interface Step {
  readonly what: "sheet" | "exchanges";
  readonly done: number;
  readonly all: number;
  readonly offered: XID | "";
}

/** Moving is what a move needs beside the member. */
export interface Moving {
  /** Offers an exchange and stays until it is accepted: Rooms.offerIn. */
  offer(x: Exchange, to: Party, standing: () => void): Promise<void>;
  at(step: Step): void;
  readonly ended: AbortSignal;
}

/**
 * moveZaak moves a zaak of an own team to another team of the same organisation that
 * the member is in as well: first what the sheet says, into a sheet of the other team,
 * then each open exchange that belongs to it, then it closes the old sheet. An exchange
 * of somebody else goes on with the other team in the place of the own one; in one that
 * the own team is responsible for, the other team is added and custody offered, and it
 * waits until a colleague there accepts, since two people move custody. What is said in
 * the old sheet meanwhile goes along too: that is closed as it was copied, or not at all;
 * E20 when it is written to all the time. How far it is stands in the sheets and exchanges,
 * so after any break the same call, by whoever is in both teams, goes on with the rest.
 */
export async function moveZaak(m: Member, xid: XID, to: TeamID, by: Moving): Promise<Moved> {
  const moved = await m.home.locks.attempt(`move-${xid}`, () => moveNow(m, xid, to, by));
  return moved ?? fail("E20", "another tab moves this zaak");
}

/** maxRounds bounds how often a sheet is copied on because somebody wrote in it. */
const maxRounds = 16;

async function moveNow(m: Member, xid: XID, to: TeamID, by: Moving): Promise<Moved> {
  await resume(m); // what an earlier try said and the hub may not have: once is enough
  if ((await m.home.list("outbox")).length > 0) fail("E27", "what was said before has not arrived yet");
  let old = await readZaak(m, xid);
  const t = await findTeam(m, to);
  const { owner: from } = old.state;
  const there = teamParty(t.id);
  if (t.org !== m.org || there === from) fail("E05", "a zaak moves to another team of the own organisation");
  if (!m.parties().includes(there)) fail("E05", "who is in both teams moves a zaak: nobody else may read both sheets");
  const [left, seen]: [Left[], Set<XID>] = [[], new Set()];
  let fresh: Exchange | undefined;
  let done = 0;
  const at = (all: number, offered: XID | ""): void => by.at({ what: "exchanges", done: seen.size - left.length, all, offered });
  for (let round = 0; round < maxRounds; round++) {
    allReadable(old);
    const begun = fresh === undefined ? ((await sheetAt(m, old, there)) ?? (await sheetBegun(m, old, there))) : await refresh(m, fresh);
    fresh = await copySheet(m, old, begun, by);
    const { xid: sheet } = fresh;
    const links = linksOf(old);
    for (const exchange of links.filter((l) => !seen.has(l))) {
      at(links.length, "");
      try {
        if (await moveOne(m, exchange, from, there, by, () => at(links.length, exchange))) done++;
      } catch (error) {
        if (codeOf(error) === "" || passing(error) || by.ended.aborted || m.ended.aborted) throw error;
        left.push({ xid: exchange, error, restricted: error instanceof Restricted });
      }
      seen.add(exchange);
    }
    at(links.length, "");
    const { closed, head } = old.state;
    if (left.length > 0 || closed || hasFiles(old)) return { sheet, done, left, closed };
    old = await refresh(m, old);
    if (old.state.head !== head || old.away) continue; // what an exchange that moved, or a colleague, said meanwhile goes along first
    try {
      // The dates that would keep it open stand in the other sheet now.
      await add(m, old, { type: "close", party: from });
      return { sheet, done, left, closed: true };
    } catch (err) {
      if (codeOf(err) !== "E20") throw err;
      old = await refresh(m, old); // somebody was just before it
    }
  }
  return fail("E20", `the sheet was written to ${maxRounds} times while it moved`);
}

/** linksOf are the exchanges that a sheet names, each once. */
function linksOf(old: Exchange): XID[] {
  return [...new Set(linked(old).map((l) => l.xid))];
}

/** Begun is how far a move is that is not done. */
export interface Begun {
  readonly sheet: XID;
  readonly done: number;
  readonly all: number;
  /** Exchanges that stay behind, with the code of why, as far as that is known without trying. */
  readonly left: readonly { readonly xid: XID; readonly code: Code | ""; readonly restricted: boolean }[];
}

/** moveBegun says how far a zaak is on its way to a team, undefined when that has no sheet of it. */
export async function moveBegun(m: Member, old: Exchange, to: TeamID): Promise<Begun | undefined> {
  const { owner: from } = old.state;
  const sheet = await sheetAt(m, old, teamParty(to));
  if (sheet === undefined) return undefined;
  const links = linksOf(old);
  const left: { xid: XID; code: Code | ""; restricted: boolean }[] = [];
  for (const xid of links) {
    try {
      if ((await staying(m, xid, from)) !== undefined) left.push({ xid, code: "", restricted: false });
    } catch (err) {
      if (codeOf(err) === "") throw err;
      left.push({ xid, code: codeOf(err), restricted: err instanceof Restricted });
    }
  }
  return { sheet: sheet.xid, done: links.length - left.length, all: links.length, left };
}

/** Restricted is why an exchange is moved by nobody but who reads it for itself. */
class Restricted extends SluisError {
  constructor() {
    super("E29", "restricted to named members: move it yourself, or ask who reads along");
  }
}

/** staying is an exchange of a sheet that goes on and still is a party's; undefined when there is nothing to move (any more). */
async function staying(m: Member, xid: XID, from: Party): Promise<Exchange | undefined> {
  const x = await linkedNow(m, xid, from);
  if (x === undefined || x.state.closed) return undefined;
  if (x.state.set.some((p) => partyKind(p) === "m" && ours(m, p))) throw new Restricted();
  if (!isOf(x, from)) return undefined;
  unended(x);
  return x;
}

/**
 * ours says whether a member is of the own organisation, or of one that is not known: what
 * it reads for itself is not opened to a team. Which team it is in now does not count: an
 * admin takes it out of that with a word. Members of another organisation keep their place,
 * which a move does not touch.
 */
function ours(m: Member, p: Party): boolean {
  return ["", m.org].includes(m.dir.orgOf(p));
}

/** isOf says whether an exchange still is a party's. */
function isOf(x: Exchange, p: Party): boolean {
  return x.state.set.includes(p) || x.state.leaving !== "";
}

/**
 * linkedNow reads an exchange of a sheet on behalf of a party. That the hub does not have
 * it counts when another own party, or the copy that is kept, shows it over for that
 * party: E21 when nothing does, undefined when it ended by its age.
 */
async function linkedNow(m: Member, xid: XID, from: Party): Promise<Exchange | undefined> {
  try {
    return await readFor(m, from, xid);
  } catch (denied) {
    if (codeOf(denied) !== "E21") throw denied;
    const x = await read(m, xid).catch((err: unknown) => {
      if (codeOf(err) !== "E21") throw err;
      return readKept(m, xid);
    });
    if (x.state.closed || !isOf(x, from)) return x;
    if (m.now() > x.state.time + keepIdle) return undefined; // the hub keeps none that long
    throw denied;
  }
}

/**
 * allReadable refuses a sheet of which anything cannot be read: what a hub withholds
 * would stay behind, and with it the exchanges that it names.
 */
function allReadable(old: Exchange): void {
  if (old.away) fail("E27", "what the sheet says by now is not known");
  unended(old);
  for (const { entry, state, code } of old.entries) {
    if (state === "missing") fail("E08", `the hub withholds the text of entry ${entry.seq}`);
    if (state !== "unreadable" || code === "E09") continue; // that had no effect, for nobody
    fail(code as Code, `entry ${entry.seq} of this sheet cannot be read`);
  }
}

/** takes refuses a sheet that takes nothing more: what is left would be lost in it. */
function takes(fresh: Exchange): void {
  if (fresh.state.closed || fresh.end !== null) fail("E29", "the sheet in the other team is closed; nothing more goes into it");
}

/** sheetAt finds the sheet that a zaak was moved to: its opening refers to that of the old one. */
async function sheetAt(m: Member, old: Exchange, there: Party): Promise<Exchange | undefined> {
  const first = old.entries[0]?.entry.hash;
  let found: Exchange | undefined;
  await each(m, there, async (row) => {
    try {
      const x = await readFor(m, there, row.xid, row);
      if (x.frame?.flow === "zaak" && refOf(x.entries[0]) === first) found = x;
    } catch (err) {
      if (codeOf(err) === "" || passing(err)) throw err; // one that cannot be read is not it
    }
    return found === undefined;
  });
  return found;
}

async function sheetBegun(m: Member, old: Exchange, there: Party): Promise<Exchange> {
  const [first] = old.entries;
  if (first?.state !== "readable") return fail("E29", "the opening of this zaak cannot be read");
  const made = await compose(m, { flow: "zaak" }, [there], again(first), []);
  const xid = await launch(m, made.finished, there, []);
  return readFor(m, there, xid);
}

/** What is said anew where it is needed: it is about one entry of the old sheet. */
const notCopied = ["zaak.approval_asked", "zaak.approval"];

/**
 * copySheet says in the other sheet what the old one says and it does not yet, each with
 * a reference to the entry where it was said.
 */
async function copySheet(m: Member, old: Exchange, fresh: Exchange, by: Moving): Promise<Exchange> {
  takes(fresh);
  const have = new Set(fresh.entries.map(refOf));
  const said = old.entries.filter((e) => e.entry.type === "post" && e.state === "readable" && !notCopied.includes(formOf(e)));
  let x = fresh;
  for (const [n, e] of said.entries()) {
    if (have.has(e.entry.hash)) continue;
    by.at({ what: "sheet", done: n, all: said.length, offered: "" });
    if (by.ended.aborted || m.ended.aborted) fail("E29", "stopped: what was moved stays moved");
    takes(x);
    if (refused(m, x, again(e))) continue; // it had no effect in the old one either
    x = await post(m, x, again(e));
  }
  return x;
}

/** refused says whether the flow takes no such post now. */
function refused(m: Member, x: Exchange, doc: object): boolean {
  try {
    allowed(m, x, "post", complete(m, purposeKnown(x), "post", doc, []));
    return false;
  } catch (err) {
    if (codeOf(err) !== "E29" && codeOf(err) !== "E10") throw err;
    return true;
  }
}

/**
 * again is the document of an entry as it is said once more: by who says it now, with a
 * reference to where it stood, without attachments.
 */
function again(e: Opened): object {
  const { author: _, files: __, ...doc } = strict.parse(e.body!); // of one that is readable
  return { ...doc, ref: e.entry.hash };
}

function refOf(e: Opened | undefined): Hash | undefined {
  return e?.state === "readable" ? e.doc?.ref : undefined;
}

function hasFiles(x: Exchange): boolean {
  return x.entries.some((e) => e.entry.blobs.length > 0);
}

/**
 * moveOne puts a party of the own organisation in the place of another in one exchange.
 * False when there is nothing to move (any more).
 */
async function moveOne(m: Member, xid: XID, from: Party, to: Party, by: Moving, standing: () => void): Promise<boolean> {
  const going = (): void => {
    if (by.ended.aborted || m.ended.aborted) fail("E29", "stopped: what was moved stays moved");
  };
  const found = await staying(m, xid, from);
  going();
  if (found === undefined) return false;
  let x = found;
  if (x.state.leaving !== "" && x.state.leaving !== from) x = await renew(m, x, "a party left");
  if (x.state.set.includes(from) && x.state.leaving === "" && x.state.owner !== from && !x.state.set.includes(to)) {
    await replaceIn(m, x, to);
    return true;
  }
  if (x.state.owner === from) {
    if (!x.state.set.includes(to)) x = await letTeamIn(m, x, to, true);
    going(); // no offer goes out once it was stopped
    await by.offer(x, to, standing);
    x = await refresh(m, x);
  }
  await stepOut(m, x, from, to);
  return true;
}

/** stepOut takes a party out that another of the member's parties stays for. */
async function stepOut(m: Member, x: Exchange, from: Party, to: Party): Promise<void> {
  if (x.state.leaving === "") x = await add(m, x, { type: "leave", party: from });
  if (x.state.leaving !== from) return;
  await renew(m, await readFor(m, to, x.xid), "another team of the same organisation");
}
