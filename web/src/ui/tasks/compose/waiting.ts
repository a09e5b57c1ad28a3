// What was sent while the hub was away lies in the outbox and goes by itself later.
// Until then its text stays with the form, which must neither send it twice nor keep
// it as a draft after it went.

import type { XID } from "../../../worker/protocol.ts";
import type { App } from "../../base/app.ts";
import type { Doc } from "./write.ts";

/** Calls gone when a document of our own, newer than `after`, stands in the exchange; until then, or until what it returns is called. */
export function whenGone(app: App, exchange: XID, doc: Doc, after: number, gone: () => void): () => void {
  const ends = app.link.on((event) => {
    if (event.event === "sent" && event.exchange === exchange) void look().catch(() => undefined);
  });
  async function look(): Promise<void> {
    const { entries } = await app.link.call("show", exchange);
    if (!entries.some((e) => e.seq > after && e.mine && e.state === "readable" && holds(e.document, doc))) return;
    ends();
    gone();
  }
  const stop = app.session.onWipe(() => {
    ends();
    stop();
  });
  return ends;
}

function holds(document: unknown, doc: Doc): boolean {
  if (typeof document !== "object" || document === null) return false;
  const said = new Map<string, unknown>(Object.entries(document));
  return Object.entries(doc).every(([name, value]) => JSON.stringify(said.get(name)) === JSON.stringify(value));
}
