import type { Blob as Attached } from "../crypto/chain/index.ts";
import {
  codeOf, fail, teamParty,
  type Bytes, type Party, type TeamID, type XID,
} from "../crypto/note/index.ts";
import { declined } from "../flows/handoff/index.ts";
import { version, type File, type Frame } from "../flows/flow/index.ts";
import { findKind, isKnown } from "../flows/kinds/index.ts";
import type { Listed } from "../directory/index.ts";
import type { Flow, SendFile } from "../worker/protocol.ts";
import { add } from "./add.ts";
import { attach, dropUploads, type Uploaded } from "./attach.ts";
import { linkEntry, oneOpenHandoff, readZaak } from "./casefile.ts";
import { begin, next, type Act, type Finished } from "./compose.ts";
import type { Exchange } from "./exchange.ts";
import { addressable, current } from "./follow.ts";
import { allowed, complete, learnFrame, purposeKnown } from "./flows.ts";
import { keep } from "./keep.ts";
import type { Member } from "./member.ts";
import type { Origin } from "./origin.ts";
import { outboxName, put, unknownOutcome, type Way } from "./outbox.ts";
import { read, syncIfThere } from "./read.ts";
import { findTeam } from "./teams.ts";
import { verify } from "./verify.ts";

/** Letter begins an exchange. */
export interface Letter {
  readonly flow: Flow; // handoff, feedback, inquiry or message
  readonly to: TeamID | string; // id, exact name, or "Organisation / Team"
  readonly team: TeamID | ""; // own team, when there are several
  readonly zaak: XID | "";
  readonly document: unknown; // what the client fills in may be left out
  readonly files: readonly SendFile[];
  readonly upload: string; // by which the page knows the files under way
}

/** Keeping is how what begins an exchange, and what a zaak says of it, is kept in the outbox. */
export interface Keeping {
  /** lay keeps it before the hub is asked. */
  lay(genesis: Finished, link: Finished | undefined): Promise<void>;
  /** refused takes away what was laid: the hub refused it. */
  refused(): Promise<void>;
}

/**
 * send begins an exchange with another team and gives its id. With a zaak it is
 * entered there as well. What cannot be entered there although the exchange was
 * sent stays in the outbox. Files wait for a hub that is away, and with them what
 * they belong to; nothing is signed before the directory is up to date.
 */
export async function send(m: Member, l: Letter, keeping: Keeping = keepBoth(m)): Promise<XID> {
  if (l.flow === "zaak") fail("E01", "a zaak is begun with newZaak");
  const first = l.files.length > 0 && l.flow !== "handoff";
  await (first ? syncIfThere(m) : m.dir.sync());
  const own = m.team(l.team);
  const to = await findTeam(m, l.to);
  if (teamParty(to.id) === own) fail("E29", "that is your own team; use a zaak for your own notes");
  await addressable(m, to.id);
  const parties: [Party, Party] = [own, teamParty(to.id)];
  const uploaded = await attach(m, [l.flow, ...parties].join(" "), l.files, l.upload);
  if (first) await m.dir.sync(); // it was away, perhaps, until the files had gone
  let file: Exchange | undefined;
  if (l.zaak !== "") {
    file = await readZaak(m, l.zaak);
    await oneOpenHandoff(m, file, l.flow);
  }
  const made = await compose(m, opening(l.flow, to), parties, l.document, uploaded);
  if (file === undefined) {
    await keeping.lay(made.finished, undefined);
    return launch(m, made.finished, own, uploaded, keeping);
  }
  // What the zaak will say of it is signed and kept first: whatever breaks from
  // here on, the outbox sends both.
  const link = await linkEntry(m, file, made.finished.entry.xid, made.frame, to.id);
  const entry = await next(m, link.x, link.act);
  await keeping.lay(made.finished, entry);
  const xid = await launch(m, made.finished, own, uploaded, keeping);
  try {
    await add(m, link.x, link.act, { ready: entry });
  } catch (err) {
    if (codeOf(err) === "") throw err;
    // The exchange stands: an error now would have it sent twice. What may yet arrive waits in the outbox.
    if (!unknownOutcome(err)) m.tell({ event: "sent", exchange: file.xid, what: "failed", id: "" });
  }
  return xid;
}

function keepBoth(m: Member): Keeping {
  let names: string[] = [];
  return {
    async lay(genesis, link) {
      const both = [genesis, ...(link === undefined ? [] : [link])];
      await m.home.writeAll(both.map((f) => [outboxName(f), f.frame]));
      names = both.map(outboxName);
    },
    refused: () => m.home.writeAll(names.map((name) => [name, undefined])),
  };
}

/**
 * opening is what the client knows of a frame before the document is read: how far
 * feedback may go follows from what kind of reporter the other team is.
 */
function opening(flow: Flow, to: Listed): Opening {
  const kind = flow === "feedback" && isKnown(to.card.kind) ? findKind(to.card.kind).reader : "";
  return { flow, ...(kind === "" ? {} : { kind }) };
}

type Opening = Partial<Omit<Frame, "terms">> & { flow: string };

/** newZaak begins a zaak: a sheet with one party, the own team. */
export async function newZaak(m: Member, team: TeamID | "", document: unknown, origin?: Origin): Promise<XID> {
  await m.dir.sync();
  const own = m.team(team);
  const made = await compose(m, { flow: "zaak" }, [own], document, []);
  return launch(m, made.finished, own, [], origin && { origin });
}

/** compose completes a document and seals it into a genesis. */
export async function compose(
  m: Member, like: Opening, parties: readonly [Party, ...Party[]], document: unknown, uploaded: readonly Uploaded[],
): Promise<{ finished: Finished; frame: Frame }> {
  const body = complete(m, like, "genesis", document, uploaded.map((u) => u.file));
  const frame = learnFrame("genesis", body, undefined)!; // complete wrote it there
  return { finished: await begin(m, parties, body, uploaded.map((u) => u.blob)), frame };
}

/** launch puts a genesis, and keeps it at once, so that it can be read also when the hub goes away now. */
export async function launch(
  m: Member, f: Finished, own: Party, uploaded: readonly Uploaded[], way: Pick<Way, "origin" | "refused"> = {},
): Promise<XID> {
  await put(m, f, way);
  const { xid } = f.entry;
  await keep(m, await verify(m, own, xid, { frames: [f.frame], receipts: [] }));
  await dropUploads(m, uploaded);
  m.tell({ event: "changed", exchanges: [xid] });
  return xid;
}

/** reply adds a document to an exchange or a zaak, on behalf of one of the member's parties in it. */
export async function reply(
  m: Member, xid: XID, team: TeamID | "", document: unknown, files: readonly SendFile[], upload: string, origin?: Origin,
): Promise<void> {
  const x = await readAs(m, xid, team);
  const uploaded = await attach(m, xid, files, upload);
  // what files belong to waited with them for the hub: it is there by now
  await post(m, files.length === 0 ? x : { ...x, away: false }, document, uploaded, origin);
  await dropUploads(m, uploaded);
}

/** post completes, checks and adds a document. */
export async function post(
  m: Member, x: Exchange, document: unknown, uploaded: readonly Uploaded[] = [], origin?: Origin,
): Promise<Exchange> {
  const made = await postOf(m, x, document, uploaded.map((u) => u.file), uploaded.map((u) => u.blob));
  return add(m, made.x, made.act, { origin });
}

/** postOf completes a document into a post that may be said now, in the exchange as it stands then. */
export async function postOf(
  m: Member, x: Exchange, document: unknown, files: readonly File[] = [], blobs: readonly Attached[] = [],
): Promise<{ x: Exchange; act: Act & { body: Bytes } }> {
  const body = complete(m, purposeKnown(x), "post", document, files);
  // first the rekey that a leaver or a new key asks for: nothing else may come before it
  const now = await current(m, x, "post");
  allowed(m, now, "post", body);
  return { x: now, act: { type: "post", party: x.party, blobs, body } };
}

/** decline refuses a handoff with a reason; an offer that stands ends with it. */
export async function decline(m: Member, xid: XID, reason: string, text: string): Promise<void> {
  const x = await read(m, xid);
  if (x.frame?.flow !== "handoff") fail("E29", "only a handoff can be declined");
  const to = x.state.offer?.to;
  const party = to !== undefined && m.parties().includes(to) ? to : x.party;
  await post(m, { ...x, party }, { form: declined.name, version, reason, text });
}

/** recall takes an own message back: the hub deletes its sealed text. */
export async function recall(m: Member, xid: XID, seq: number): Promise<void> {
  const x = await read(m, xid);
  const e = x.entries[seq] ?? fail("E21", `there is no message ${seq}`);
  if (e.state === "recalled") return;
  const party = m.parties().includes(e.entry.party) ? e.entry.party : x.party;
  await add(m, { ...x, party }, { type: "recall", party, target: e.entry.hash });
}

/** close ends an exchange; on one that is closed it is a success. */
export async function close(m: Member, xid: XID): Promise<void> {
  const x = await read(m, xid);
  if (x.state.closed) return;
  const { owner } = x.state;
  if (!m.parties().includes(owner)) fail("E05", "only who is responsible closes an exchange");
  const mine = { ...x, party: owner };
  allowed(m, mine, "close", undefined);
  await add(m, mine, { type: "close", party: owner });
}

/** claim takes an exchange up for a team: the first wins, E31 for a colleague. */
export async function claim(m: Member, xid: XID, team: TeamID | ""): Promise<void> {
  const x = await readAs(m, xid, team);
  await m.hub.claim(x.party, xid);
  await leasesOf(m, x.party);
}

/** release gives it back. */
export async function release(m: Member, xid: XID, team: TeamID | ""): Promise<void> {
  const x = await readAs(m, xid, team);
  await m.hub.release(x.party, xid);
  await leasesOf(m, x.party);
}

/** leasesOf asks who has taken up what for a party. */
export async function leasesOf(m: Member, p: Party): Promise<void> {
  m.leases.set(p, await m.hub.leases(p));
}

/** readAs reads an exchange on behalf of a named own team; without a name there must be one own party in it. */
export async function readAs(m: Member, xid: XID, team: TeamID | ""): Promise<Exchange> {
  const x = await read(m, xid);
  if (team !== "") {
    const party = m.team(team);
    return x.state.set.includes(party) ? { ...x, party } : fail("E05", "that team takes no part in this exchange");
  }
  const [only, second] = m.parties().filter((p) => x.state.set.includes(p));
  if (only === undefined) return fail("E05", "your team takes no part in this exchange any more");
  return second === undefined ? { ...x, party: only } : fail("E30", "several of your teams take part: name one");
}
