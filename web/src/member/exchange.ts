import type { Entry, State, View } from "../crypto/chain/index.ts";
import type { Bytes, Code, Party, SluisError, XID } from "../crypto/note/index.ts";
import type * as flow from "../flows/flow/index.ts";
import type { CaseKeys } from "./opener.ts";

/** Opened is one verified entry with its opened body. */
export interface Opened {
  readonly entry: Entry;
  readonly after: State; // the state of the chain after it
  readonly state: flow.State;
  /** Why it is unreadable or has no effect. */
  readonly code: Code | "";
  readonly body: Bytes | undefined;
  readonly doc: flow.Document | undefined;
  /** From an epoch whose key we do not hold. */
  readonly unchecked: boolean;
}

/** Exchange is one verified exchange as this member may see it. It is never changed after it is made. */
export interface Exchange {
  readonly xid: XID;
  readonly party: Party; // on whose behalf it was read
  readonly state: State;
  readonly entries: readonly Opened[];
  readonly receipts: readonly flow.Receipt[];
  /** Why the chain stops before its last stored entry, null when it does not. */
  readonly end: SluisError | null;
  readonly endBy: Entry | null;
  /** The hub was not reached and this is what was last known. */
  readonly away: boolean;
  /** What the exchange is for, undefined when that cannot be read. */
  readonly frame: flow.Frame | undefined;

  readonly keys: CaseKeys;
  readonly view: View;
  readonly frames: readonly Bytes[];
  readonly rawReceipts: readonly Bytes[];
}

/** factsOf is the exchange as a fold may see it. */
export function factsOf(x: Exchange): flow.Exchange {
  const o = x.state.offer;
  return {
    xid: x.xid,
    receipts: x.receipts,
    owner: x.state.owner,
    parties: x.state.set,
    closed: x.state.closed,
    offer: o ?? undefined,
    viewer: x.party,
    entries: x.entries.map(({ entry: e, after, state, code, body, doc }) => ({
      seq: e.seq, hash: e.hash, type: e.type, party: e.party, author: e.author, time: e.time, to: e.to,
      target: e.target, parties: after.set, owner: after.owner, state, code, body, doc,
    })),
  };
}

/** formOf names the form of an entry's document, "" when it has none. */
export function formOf(e: Opened | undefined): string {
  return e?.doc?.form ?? "";
}

/** stands says whether exactly this entry is in the chain. */
export function stands(x: Exchange, e: Entry): boolean {
  return x.entries[e.seq]?.entry.hash === e.hash;
}

/** lacks says whether a sealed text or a key that the exchange needs was withheld or damaged when it was fetched. */
export function lacks(x: Exchange): boolean {
  return x.entries.some(
    ({ state, code }) => state === "missing" || (state === "unreadable" && (code === "E07" || code === "E08")),
  );
}
