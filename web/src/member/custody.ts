import { codeOf, fail, type Bytes, type Code } from "../crypto/note/index.ts";
import { version } from "../flows/flow/index.ts";
import { formOf, type Exchange, type Opened } from "./exchange.ts";
import { complete, purposeKnown } from "./flows.ts";
import type { Member } from "./member.ts";
import { recordCustody } from "./casefile.ts";
import { sign } from "./receipt.ts";

/** maxCustodyBody keeps a finished acceptance within one room frame (FORMAT.md, part 10). */
const maxCustodyBody = 16 << 10;

/**
 * custodyBody completes the document of an offer or an acceptance; left out, it
 * says the words that the field uses for it.
 */
export function custodyBody(m: Member, x: Exchange, t: "offer" | "accept", doc: unknown): Bytes {
  const body = complete(m, purposeKnown(x), t, doc ?? usual(m, x, t), []);
  if (body.length > maxCustodyBody) fail("E23", "the document of an offer or acceptance is at most 16 KiB");
  return body;
}

function usual(m: Member, x: Exchange, t: "offer" | "accept"): object {
  return t === "offer"
    ? {
        form: "custody.offer", version, summary: confirmedSummary(x),
        statement: "Wij bieden het zicht op veiligheid aan. Tot de aanvaarding blijven wij verantwoordelijk.",
      }
    : {
        form: "custody.acceptance", version, coordinator: m.self.name,
        statement: "Ik neem het zicht op veiligheid over.",
      };
}

/** confirmedSummary is the newest summary of the talk, undefined when there is none. */
function confirmedSummary(x: Exchange): string | undefined {
  return x.entries.findLast((e) => e.state === "readable" && formOf(e) === "handoff.summary")?.entry.hash;
}

/**
 * moved acknowledges an acceptance and records it in the own zaak. Custody has
 * moved by now, so a hub that is away only leaves it unconfirmed for a while.
 */
export async function moved(m: Member, x: Exchange, accept: Opened): Promise<void> {
  await signIfThere(m, x, accept);
  m.tell({ event: "changed", exchanges: [x.xid] });
  try {
    await recordCustody(m, x); // a help, no part of the handover
  } catch (err) {
    if (codeOf(err) === "") throw err;
  }
}

/** signIfThere signs a receipt; what passes by itself is no reason to fail. */
export async function signIfThere(m: Member, x: Exchange, e: Opened): Promise<void> {
  try {
    await sign(m, x, e);
  } catch (err) {
    if (!passing(err) && codeOf(err) !== "E12") throw err;
  }
}

const soonGone: readonly (Code | "")[] = ["E27", "E25", "E22", "E24"];

/** passing errors may be gone at the next try. */
export function passing(err: unknown): boolean {
  return soonGone.includes(codeOf(err));
}
