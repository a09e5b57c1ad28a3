import {
  codeOf, partyKind, partyMember,
  type Bytes, type Code, type MemberID, type Party, type XID,
} from "../crypto/note/index.ts";
import * as strict from "../crypto/strict/index.ts";
import type * as flow from "../flows/flow/index.ts";
import type { Row as HubRow } from "../hub/index.ts";
import { accountCode } from "../hub/index.ts";
import type { Duty, Entry, Exchange as View, File, Holder, KeyLag, Row } from "../worker/protocol.ts";
import { belonging, foldZaak, linked } from "./casefile.ts";
import { passing } from "./custody.ts";
import { dueOf } from "./due.ts";
import { stands, type Exchange, type Opened } from "./exchange.ts";
import { fold, isFlow, readDocument } from "./flows.ts";
import { lagsOf, type Lag } from "./follow.ts";
import { entryOf as frameEntry, keepClosed, keepIdle, partsOf } from "./keep.ts";
import { kenmerk } from "./mark.ts";
import type { Member } from "./member.ts";
import { holder, namesIn, person, present, type Names } from "./names.ts";
import { outcomeUnknown } from "./offer.ts";
import { read } from "./read.ts";
import { toCompare } from "./reset.ts";
import { leasesOf } from "./send.ts";
import { titleOf } from "./title.ts";

/** show gives one exchange whole. It never signs a receipt. */
export async function show(m: Member, xid: XID): Promise<View> {
  const x = await read(m, xid);
  if (!x.away) await leasesIfThere(m, x.party);
  const waiting = await waitingEntries(m, x);
  const cosigned = await outcomeUnknown(m, x);
  const lags = await othersBehind(m, x);
  if (x.frame?.flow !== "zaak") {
    const view = viewOf(m, x, fold(m, x), waiting);
    const certainty = cosigned && view.certainty === "fixed" ? "unconfirmed" : view.certainty;
    return { ...view, certainty, cosigned, lags, exchanges: [] };
  }
  const own = await belonging(m, x);
  const exchanges = [...own.read.map((y) => row(m, y)), ...own.broken.map(({ xid, why }) => broken({ xid, closed: false }, x.party, why))];
  return { ...viewOf(m, x, foldZaak(m, x, own.read), waiting), cosigned, lags, exchanges };
}

/** othersBehind are the other parties whose key an exchange that goes on does not follow. */
async function othersBehind(m: Member, x: Exchange): Promise<KeyLag[]> {
  if (x.away || x.state.closed || x.end !== null || !x.state.set.includes(x.party)) return [];
  const names = namesIn(m, x);
  const mine = m.parties();
  const owner = holder(m, x.state.owner, names);
  let list: Lag[];
  try {
    list = await lagsOf(m, x);
  } catch (err) {
    if (!passing(err)) throw err;
    return []; // what it says can be read all the same
  }
  return list.filter((l) => !mine.includes(l.party)).map(({ party, why, since, until }) => {
    const { team, member } = holder(m, party, names);
    const name = team || member || accountCode(partyMember(party));
    const first = why === "reset" && !mine.includes(owner.party) ? owner.team || owner.member || owner.organisation : "";
    return { party, name, why, since: timeText(since), until: timeText(until), compare: toCompare(m, party), first };
  });
}

/** waitingEntries are own entries that lie in the outbox: said, but not known to be at the hub. */
async function waitingEntries(m: Member, x: Exchange): Promise<Opened[]> {
  const list: Opened[] = [];
  for (const name of await m.home.list("outbox")) {
    const frame = name.startsWith(x.xid) ? await m.home.read(`outbox/${name}`) : undefined;
    const entry = frame && frameEntry(frame);
    if (frame === undefined || entry === undefined || stands(x, entry)) continue;
    const closed: Opened = {
      entry, after: x.state, state: "none", code: "", body: undefined, doc: undefined, unchecked: false,
    };
    const ct = partsOf(frame)[1];
    if (entry.ctSize === 0 || ct === undefined) list.push(closed);
    else list.push(await openWaiting(x, closed, ct));
  }
  return list.sort((a, b) => a.entry.seq - b.entry.seq);
}

async function openWaiting(x: Exchange, e: Opened, ct: Bytes): Promise<Opened> {
  try {
    const body = await x.keys.body(e.entry, ct);
    return { ...e, state: "readable", body, doc: readDocument(e.entry.type, body, x.frame) };
  } catch (err) {
    const code = codeOf(err);
    if (code === "") throw err;
    return { ...e, state: "unreadable", code };
  }
}

async function leasesIfThere(m: Member, p: Party): Promise<void> {
  try {
    await leasesOf(m, p);
  } catch (err) {
    if (!passing(err)) throw err;
  }
}

/** row is a read exchange in a list. */
export function row(m: Member, x: Exchange): Row {
  return rowOf(m, x, fold(m, x));
}

function rowOf(m: Member, x: Exchange, s: flow.Status): Row {
  const names = namesIn(m, x);
  const mine = m.parties();
  const next = s.next[x.party] ?? [];
  const extra = x.frame?.freeDays ?? [];
  const duties: Duty[] = s.duties
    .filter((d) => !d.done)
    .map((d) => ({
      what: d.what,
      who: d.party === "" ? "" : whom(holder(m, d.party, names)),
      mine: d.party === "" || mine.includes(d.party),
      due: dueOf(d.due, d.overdue, m.now(), extra),
    }));
  const others = x.state.set.filter((p) => p !== x.party).map((p) => holder(m, p, names));
  return {
    exchange: x.xid,
    mark: kenmerk(x.xid),
    flow: isFlow(s.flow) ? s.flow : "",
    kind: s.kind,
    status: s.status,
    title: titleOf(x),
    party: x.party,
    with: others.map((h) => `${h.organisation} / ${whom(h)}`).join(", "),
    custody: s.custody === "" ? null : holder(m, s.custody, names),
    certainty: s.flow !== "handoff" ? null : x.away ? "last_known" : s.certainty || null,
    due: dueOf(s.due, s.overdue, m.now(), extra),
    duties,
    next,
    holder: leaseOf(m, x, names),
    closed: x.state.closed,
    ended: x.end?.code ?? "",
    away: x.away,
    unread: next.includes("receipt"),
    changed: timeText(x.state.time),
    zaak: zaakNaming(m, x.xid),
    unreadable: x.frame === undefined ? (x.entries[0]?.code || "E07") : "",
  };
}

/** broken is the row of an exchange that cannot be read: one bad exchange must not hide the others. */
export function broken(r: Pick<HubRow, "xid" | "closed">, p: Party, err: unknown): Row {
  const code: Code = codeOf(err) || "E10";
  return {
    exchange: r.xid, mark: kenmerk(r.xid), flow: "", kind: "", status: "", title: "", party: p, with: "",
    custody: null, certainty: null, due: null, duties: [], next: [], holder: null, closed: r.closed, ended: code,
    away: false, unread: false, changed: "", zaak: "", unreadable: code,
  };
}

/** whom is the team, or the single member. */
const whom = (h: Holder): string => h.team || (h.member ?? "");

function leaseOf(m: Member, x: Exchange, names: Names): Row["holder"] {
  const lease = m.leases.get(x.party)?.find((l) => l.xid === x.xid);
  if (lease === undefined) return null;
  return { member: lease.member, name: names.get(lease.member) ?? "", mine: lease.member === m.id };
}

/** zaakNaming is the own zaak that names an exchange, among those that were opened. */
function zaakNaming(m: Member, xid: XID): XID | "" {
  for (const x of m.opened.values()) {
    if (x.frame?.flow === "zaak" && !x.state.closed && linked(x).some((l) => l.xid === xid)) return x.xid;
  }
  return "";
}

function viewOf(m: Member, x: Exchange, s: flow.Status, waiting: readonly Opened[]): Omit<View, "cosigned" | "exchanges" | "lags"> {
  const names = namesIn(m, x);
  const people: MemberID[] = present(m, x, m.line.present(x.xid)).map((p) => p.id);
  const canRecall = (s.next[x.party] ?? []).includes("recall");
  return {
    ...rowOf(m, x, s),
    parties: x.state.set.map((p) => holder(m, p, names)),
    entries: [
      ...x.entries.map((e) => entryOf(m, x, e, names, canRecall)),
      ...waiting.map((e) => ({ ...entryOf(m, x, e, names, false), stored: false })),
    ],
    people,
    ends: timeText(ends(m, x)).slice(0, 10),
  };
}

/** ends is when the hub lets go of an exchange: a closing is its last entry, and a mailbox has an end of its own. */
function ends(m: Member, x: Exchange): number {
  const box = x.state.set.find((p) => partyKind(p) === "r");
  const expires = box === undefined ? undefined : m.dir.book.mailbox(partyMember(box))?.expires;
  const silent = x.state.time + (x.state.closed ? keepClosed : keepIdle);
  return Math.min(silent, expires ?? silent);
}

function entryOf(m: Member, x: Exchange, e: Opened, names: Names, canRecall: boolean): Entry {
  const { seq, type, author, org, party, time, hash } = e.entry;
  return {
    seq,
    hash,
    type,
    author: person(m, author, org, party, names),
    mine: party === x.party,
    time: timeText(time),
    state: e.state,
    code: e.code,
    unchecked: e.unchecked,
    document: e.state === "readable" && e.body !== undefined ? strict.parse(e.body) : null,
    files: filesOf(e).map(({ file }) => file),
    read: x.receipts
      .filter((r) => r.entry === hash)
      .map((r) => ({ by: person(m, r.author, m.dir.orgOf(r.party), r.party, names), time: timeText(r.time) })),
    stored: true,
    recallable: canRecall && party === x.party && e.state !== "recalled" && e.code !== "E09"
      && (type === "post" || (seq === 0 && x.entries.length === 1)),
  };
}

/** Attachment is one file of an entry: what its body and its header say of it. */
export interface Attachment {
  readonly file: File;
  readonly identity: string;
  readonly sealedSize: number;
}

/** filesOf are the files that the body of an entry names and its header carries. */
export function filesOf({ entry, doc, state }: Opened): Attachment[] {
  if (state !== "readable") return [];
  return (doc?.files ?? []).flatMap(({ root, name, type, size, identity }) => {
    const blob = entry.blobs.find((b) => b.root === root);
    if (blob === undefined) return [];
    return [{ file: { seq: entry.seq, name, type, size, root }, identity, sealedSize: blob.size }];
  });
}

/** timeText is RFC 3339 in UTC, to the second. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
