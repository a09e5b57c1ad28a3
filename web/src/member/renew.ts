import { codeOf } from "../crypto/note/code.ts";
import type { MemberID, Party, XID } from "../crypto/note/value.ts";
import type { Row } from "../hub/index.ts";
import { liveOffer, renew } from "./add.ts";
import { passing } from "./custody.ts";
import type { Exchange } from "./exchange.ts";
import { behind } from "./follow.ts";
import { each } from "./list.ts";
import type { Member } from "./member.ts";
import { readFor, refresh } from "./read.ts";
import { leasesOf } from "./send.ts";

/** Renewed is what renewAll did. */
export interface Renewed {
  /** Exchanges that were brought to the newest keys. */
  readonly done: number;
  /**
   * Exchanges that still follow an older key: a colleague has them in hand, an offer
   * stands, the owner has to go first, or failed says why.
   */
  readonly left: number;
  readonly failed: readonly { readonly xid: XID; readonly error: unknown }[];
}

/**
 * renewAll brings the open exchanges of the member's teams to the newest keys of their
 * parties. Each is taken with a lease, so that colleagues who do the same share the
 * work; how far it is stands in the exchanges themselves, so it may be stopped at any
 * moment and goes on with what is left. One that fails keeps none of the others. What a
 * member cannot open is for a colleague who can. It is Renew of partners.
 */
export async function renewAll(m: Member): Promise<Renewed> {
  await m.dir.sync();
  let [done, left] = [0, 0];
  const failed: { xid: XID; error: unknown }[] = [];
  for (const p of m.parties()) {
    await leasesOf(m, p);
    const mine = new Map(m.leases.get(p)?.map((l) => [l.xid, l.member]));
    const rows: Row[] = []; // the list first: each rekey moves its exchange to the front
    await each(m, p, async (row) => {
      if (!row.closed) rows.push(row);
      return true;
    });
    for (const row of rows) {
      if (m.ended.aborted) return { done, left, failed };
      try {
        const what = await renewOne(m, p, row, mine.get(row.xid));
        if (what === "done") done++;
        if (what === "left") left++;
      } catch (error) {
        if (codeOf(error) === "" || passing(error)) throw error;
        left++;
        failed.push({ xid: row.xid, error });
      }
    }
  }
  return { done, left, failed };
}

/** renewOne brings one exchange to the newest keys, if it does not follow them. */
async function renewOne(m: Member, p: Party, row: Row, holder: MemberID | undefined): Promise<"fine" | "done" | "left"> {
  const x = await readFor(m, p, row.xid, row);
  if (!(await behind(m, x))) return "fine";
  if ((holder !== undefined && holder !== m.id) || liveOffer(m, x) || x.keys.key(x.state.epoch) === undefined) return "left";
  try {
    await m.hub.claim(p, x.xid);
  } catch (err) {
    if (codeOf(err) === "E31") return "left";
    throw err;
  }
  try {
    return await renewHeld(m, x);
  } catch (err) {
    if (codeOf(err) === "E20" || codeOf(err) === "E29") return "left";
    throw err;
  } finally {
    if (holder === undefined) await m.hub.release(p, x.xid); // else it is in this member's hands for its own sake
  }
}

/** renewHeld looks again, since who had the lease before may have done it. */
async function renewHeld(m: Member, before: Exchange): Promise<"fine" | "done"> {
  const x = await refresh(m, before);
  if (!(await behind(m, x))) return "fine";
  await renew(m, x, "the key of a party was replaced");
  return "done";
}
