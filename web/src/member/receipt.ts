import { newReceipt, signedReceipt } from "../crypto/chain/index.ts";
import { attach, codeOf, type XID } from "../crypto/note/index.ts";
import { freshToWrite } from "../directory/index.ts";
import type { Exchange, Opened } from "./exchange.ts";
import type { Member } from "./member.ts";
import { read, refresh } from "./read.ts";

/**
 * receipt signs that the member has read every readable entry of other parties in
 * the exchange that it has not signed for before. It gives for how many.
 */
export async function receipt(m: Member, xid: XID): Promise<number> {
  const x = await read(m, xid);
  let n = 0;
  for (const e of x.entries) {
    const { type, author, party } = e.entry;
    // an accept is confirmed by its author too
    const own = party === x.party && !(type === "accept" && author === m.id);
    if (own || e.state !== "readable" || signedFor(m, x, e)) continue;
    await sign(m, x, e);
    n++;
  }
  if (n > 0) {
    await refresh(m, x);
    m.tell({ event: "changed", exchanges: [xid] });
  }
  return n;
}

function signedFor(m: Member, x: Exchange, e: Opened): boolean {
  return x.receipts.some((r) => r.entry === e.entry.hash && r.author === m.id);
}

/** sign puts a receipt on one entry; nobody acknowledges an own message. */
export async function sign(m: Member, x: Exchange, e: Opened): Promise<void> {
  if (signedFor(m, x, e) || (e.entry.author === m.id && e.entry.type !== "accept")) return;
  const draft = newReceipt(e.entry, m.now(), await m.dir.checkpoint(m.now(), freshToWrite));
  const signed = signedReceipt({ ...draft, party: x.party, org: m.org, author: m.id, key: m.keys.sign.public.id });
  try {
    await m.hub.putReceipt(attach(signed, m.keys.sign.sign(signed)));
  } catch (err) {
    if (codeOf(err) !== "E20") throw err; // there is one by this member already
  }
}
