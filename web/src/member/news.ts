import { ascii, fail, isHash, utf8, type Party, type XID } from "../crypto/note/index.ts";
import { Limits, noPosition, type HubEvent, type Position } from "../hub/index.ts";
import { codeOf } from "../crypto/note/index.ts";
import type { Member } from "./member.ts";
import { present } from "./names.ts";
import { sendWaiting } from "./letters.ts";
import { leasesOf } from "./send.ts";

/** News is which exchanges changed; seen remembers that they were dealt with. */
export interface News {
  readonly changed: readonly XID[];
  seen(): Promise<void>;
}

/**
 * news lists the exchanges of the member's parties that changed since seen was
 * last called from this home, so that what was not dealt with before a break comes
 * again. After a hub's restore it starts anew.
 */
export async function news(m: Member): Promise<News> {
  const at = await positions(m);
  const changed = new Set<XID>();
  for (const p of m.parties()) {
    for (;;) {
      const before = at.get(p) ?? noPosition;
      const page = await m.hub.changes(p, before, Limits.rows);
      for (const row of page.rows) {
        if (!isHash(row.xid) || (row.count <= before.count && page.next.epoch === before.epoch)) {
          fail("E01", "the hub's list is malformed or goes in circles");
        }
        changed.add(row.xid);
      }
      at.set(p, page.next);
      if (!page.more || page.rows.length === 0) break;
    }
  }
  return {
    changed: [...changed],
    seen: async () => {
      if (changed.size > 0) await m.home.write("positions", utf8(JSON.stringify([...at])));
    },
  };
}

async function positions(m: Member): Promise<Map<Party, Position>> {
  const kept = await m.home.read("positions");
  const at = new Map<Party, Position>();
  if (kept === undefined) return at;
  try {
    for (const [p, { epoch, count }] of JSON.parse(ascii(kept)) as [Party, Position][]) at.set(p, { epoch, count });
    return at;
  } catch {
    return new Map(); // only a bookmark: read on from the start
  }
}

/** lookAgain is how often what waits is tried again, in milliseconds. */
const lookAgain = 10_000;

/**
 * follow tells the page what changes, until the function it gives is called: each
 * change as it is announced, and after a break all that changed meanwhile, of which
 * missed is told the number. What waits in the outbox is sent then.
 */
export function follow(m: Member, missed: (n: number) => void): () => void {
  const hear = async (e: HubEvent): Promise<void> => {
    switch (e.event) {
      case "ready":
      case "resync":
        return catchUpAll(m, missed);
      case "lease":
        if (e.party !== undefined) await leasesOf(m, e.party);
        break;
      case "room": {
        const x = e.xid === undefined ? undefined : m.opened.get(e.xid);
        if (x === undefined) return; // nobody looks at it
        return m.tell({ event: "room", exchange: x.xid, people: present(m, x, e.members ?? []) });
      }
      case "available":
        return m.tell({ event: "available", teams: [...(e.teams ?? [])] });
      case "entry":
      case "receipt":
        break;
      default:
        return;
    }
    if (e.xid !== undefined) m.tell({ event: "changed", exchanges: [e.xid] });
  };
  const passes = (err: unknown): void => {
    if (codeOf(err) === "") throw err; // else the hub went away again: the next ready begins anew
  };
  const deaf = m.line.listen((e) => {
    hear(e).catch(passes);
  });
  // the hub may refuse for a while, or be away, without the live connection having noticed
  const look = setInterval(() => void sendWaiting(m).catch(passes), lookAgain);
  m.ended.addEventListener("abort", () => clearInterval(look));
  return deaf;
}

async function catchUpAll(m: Member, missed: (n: number) => void): Promise<void> {
  await sendWaiting(m);
  const { changed, seen } = await news(m);
  missed(changed.length);
  const all = new Set([...changed, ...(await taken(m))]);
  if (all.size > 0) m.tell({ event: "changed", exchanges: [...all] });
  await seen();
}

/** taken reads again who took up what, where somebody has looked, and gives what is different: no list keeps that. */
async function taken(m: Member): Promise<XID[]> {
  const different: XID[] = [];
  for (const [p, before] of [...m.leases]) {
    await leasesOf(m, p);
    const now = new Map(m.leases.get(p)?.map((l) => [l.xid, l.member]));
    const then = new Map(before.map((l) => [l.xid, l.member]));
    for (const x of new Set([...then.keys(), ...now.keys()])) if (then.get(x) !== now.get(x)) different.push(x);
  }
  return different;
}
