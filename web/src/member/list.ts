import { codeOf, fail, isHash, type Party, type TeamID, type XID } from "../crypto/note/index.ts";
import { noPosition, type Page, type Row as HubRow } from "../hub/index.ts";
import type { Row } from "../worker/protocol.ts";
import { passing } from "./custody.ts";
import type { Exchange } from "./exchange.ts";
import { kenmerk } from "./mark.ts";
import type { Member } from "./member.ts";
import { readFor, readKept, staysBy } from "./read.ts";
import { leasesOf } from "./send.ts";
import { broken, row } from "./view.ts";

const pageSize = 50;
/** sideBySide is how many rows are fetched and opened at once. */
const sideBySide = 6;

/**
 * inbox lists the newest exchanges of the member's teams, zaken apart. Cost: the
 * rows asked for, whatever lies behind them.
 */
export function inbox(m: Member, team: TeamID | "", limit: number): Promise<Row[]> {
  return list(m, team, limit, (flow) => flow !== "zaak");
}

/** zaken lists the newest zaken of the member's teams. */
export function zaken(m: Member, team: TeamID | "", limit: number): Promise<Row[]> {
  return list(m, team, limit, (flow) => flow === "zaak");
}

/** Found is an exchange of a list, read, or why it cannot be. */
interface Found {
  readonly hubRow: HubRow;
  readonly party: Party;
  readonly x?: Exchange;
  readonly why?: unknown;
}

async function list(m: Member, team: TeamID | "", limit: number, want: (flow: string) => boolean): Promise<Row[]> {
  try {
    return await listNow(m, team, limit, want);
  } catch (err) {
    if (codeOf(err) !== "E27") throw err;
    return lastKnown(m, team, limit, want);
  }
}

/** lastKnown is the list of what is kept, while the hub is away; newest entry first. */
async function lastKnown(m: Member, team: TeamID | "", limit: number, want: (flow: string) => boolean): Promise<Row[]> {
  const parties = team === "" ? m.parties() : [m.team(team)];
  const known: Exchange[] = [];
  for (const xid of await m.home.list("exchanges")) {
    try {
      const x = await readKept(m, xid);
      if (parties.includes(x.party) && want(x.frame?.flow ?? "")) known.push(x);
    } catch (err) {
      if (codeOf(err) === "") throw err; // one that cannot be read hides no other
    }
  }
  known.sort((a, b) => b.state.time - a.state.time);
  return known.slice(0, limit).map((x) => row(m, x));
}

async function listNow(m: Member, team: TeamID | "", limit: number, want: (flow: string) => boolean): Promise<Row[]> {
  const parties = team === "" ? m.parties() : [m.team(team)];
  const synced = m.sharing.run("sync", () => m.dir.sync());
  const asked = parties.map((p) => ({
    p,
    leases: m.sharing.run(`leases ${p}`, () => leasesOf(m, p)),
    first: m.sharing.run(`newest ${p}`, () => m.hub.newest(p, noPosition, pageSize)),
  }));
  await Promise.all([synced, ...asked.flatMap(({ leases, first }) => [leases, first])]);
  const found = new Map<XID, Found>();
  for (const { p, first } of asked) {
    let n = 0;
    await pages(m, p, await first, async (page) => {
      const unseen = page.filter((r) => !found.has(r.xid));
      for (let at = 0; at < unseen.length && n < limit; at += sideBySide) {
        m.tell({ event: "opening", done: n, all: Math.min(limit, n + unseen.length - at) });
        const some = unseen.slice(at, at + sideBySide);
        for (const f of await Promise.all(some.map((hubRow) => find(m, p, hubRow)))) {
          if (n >= limit || !want(f.x?.frame?.flow ?? "")) continue;
          if (f.x !== undefined && staysBy(parties, f.x) !== undefined) continue; // it is in the list of the other party
          found.set(f.hubRow.xid, f);
          n++;
        }
      }
      return n < limit;
    });
  }
  // at the end, when every zaak among them was opened and can be named
  return [...found.values()].map((f) => (f.x === undefined ? broken(f.hubRow, f.party, f.why) : row(m, f.x)));
}

async function find(m: Member, party: Party, hubRow: HubRow): Promise<Found> {
  try {
    return { hubRow, party, x: await readFor(m, party, hubRow.xid, hubRow) };
  } catch (why) {
    if (codeOf(why) === "" || passing(why)) throw why;
    return { hubRow, party, why };
  }
}

/** pages walks a party's exchanges from their first page on, newest change first, until act says stop. */
async function pages(m: Member, p: Party, page: Page, act: (rows: readonly HubRow[]) => Promise<boolean>): Promise<void> {
  for (let before = noPosition; ; page = await m.hub.newest(p, before, pageSize)) {
    let last = before.count;
    for (const r of page.rows) {
      const goesOn = last === 0 || r.count < last;
      if (!isHash(r.xid) || !goesOn) fail("E01", "the hub's list is malformed or goes in circles");
      last = r.count;
    }
    if (!(await act(page.rows)) || !page.more || page.rows.length === 0) return;
    before = page.next;
  }
}

/** each walks a party's exchanges, newest change first, until act says stop. */
export async function each(m: Member, p: Party, act: (r: HubRow) => Promise<boolean>): Promise<void> {
  await pages(m, p, await m.hub.newest(p, noPosition, pageSize), async (rows) => {
    for (const r of rows) {
      if (!(await act(r))) return false;
    }
    return true;
  });
}

/**
 * byMark finds an exchange of the member's teams by its mark, "K7Q-M2P". A mark
 * that fits several is E30, none is E21.
 */
export async function byMark(m: Member, mark: string): Promise<XID> {
  const wanted = mark.trim().toUpperCase();
  const hits = new Set<XID>();
  const look = (xid: XID): void => {
    if (kenmerk(xid) === wanted) hits.add(xid);
  };
  try {
    for (const p of m.parties()) {
      await each(m, p, async ({ xid }) => {
        look(xid);
        return true;
      });
    }
  } catch (err) {
    if (codeOf(err) !== "E27") throw err;
    for (const xid of await m.home.list("exchanges")) look(xid); // what is kept must do
  }
  const [hit] = hits;
  if (hit === undefined) return fail("E21", "not found");
  return hits.size === 1 ? hit : fail("E30", "this mark fits several exchanges; use the whole id");
}
