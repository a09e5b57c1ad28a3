import { has, type State, type View } from "../../crypto/chain/index.ts";
import type { Identity, Signer } from "../../crypto/identity/index.ts";
import {
  attach, fail, Form, hashOf, isHash, isID, isNum, isParty, isTime, line, newID, once, oneOf,
  type Bytes, type Hash, type MemberID, type OrgID, type Party,
} from "../../crypto/note/index.ts";
import * as sealed from "../../crypto/seal/index.ts";
import { joinFrame, Limits, splitFrame } from "../../hub/index.ts";

/** kinds of frames, and what their payload is. */
export const kinds = [
  "here", // I am here and this is the head I see; no payload
  "ask", // a finished acceptance that waits for a co-signature
  "cosigned", // the co-signature, as a signature line
  "refused", // the code why there will be no co-signature
  "text", // a shared field, strict JSON
] as const;

export type Kind = (typeof kinds)[number];

/** maxAge is how far a frame's time may lie from the reader's clock, in seconds. */
export const maxAge = 60;

/** Frame is one opened frame. */
export interface Frame {
  readonly kind: Kind;
  readonly party: Party;
  readonly org: OrgID;
  readonly author: MemberID;
  readonly time: number;
  readonly seq: number; // of the head its sender saw
  readonly head: Hash; // and its hash
  readonly payload: Bytes;
}

const form = new Form({
  label: "frame",
  fields: [
    once("xid", isHash),
    once("epoch", isNum),
    once("party", isParty),
    once("org", isID),
    once("author", isID),
    once("key", isID),
    once("time", isTime),
    once("nonce", isID),
    once("kind", oneOf(...kinds)),
    once("head", isNum, isHash),
    once("payload", isHash),
  ],
  minSigs: 1,
  maxSigs: 1,
});

/** seal signs a frame and seals it to the case key of the state's epoch. */
export async function seal(f: Omit<Frame, "seq" | "head">, s: State, key: Identity, by: Signer): Promise<Bytes> {
  const signed = form.build(
    line("xid", s.xid),
    line("epoch", String(s.epoch)),
    line("party", f.party),
    line("org", f.org),
    line("author", f.author),
    line("key", by.public.id),
    line("time", String(f.time)),
    line("nonce", newID()),
    line("kind", f.kind),
    line("head", String(s.seq), s.head),
    line("payload", hashOf(f.payload)),
  );
  const data = await sealed.seal(key.recipient, joinFrame(attach(signed, by.sign(signed)), f.payload));
  checkSize(data);
  return data;
}

/**
 * open opens and verifies a frame: E23 too large, E14 or E18 when it does not
 * open, E01 when it is malformed, E09 when it belongs elsewhere, E08 when the
 * payload is not the signed one, E05 when its sender is no party, E06 and E04 for
 * key and signature, E12 when it is old.
 */
export async function open(data: Bytes, s: State, key: Identity, v: View, now: number): Promise<Frame> {
  checkSize(data);
  const [first, payload, ...more] = splitFrame(await sealed.open(key, data));
  if (!first || !payload || more.length > 0) return fail("E01", "room frame does not have two parts");
  const n = form.parse(first);
  const [seq = "", head = ""] = n.all("head")[0] ?? [];
  const f: Frame = {
    kind: n.get("kind") as Kind, // the form lets no other word through
    party: n.get("party"), org: n.get("org"), author: n.get("author"), time: n.num("time"),
    seq: Number(seq), head, payload,
  };
  if (n.get("xid") !== s.xid || n.num("epoch") !== s.epoch) fail("E09", "room frame is of another exchange or epoch");
  if (hashOf(payload) !== n.get("payload")) fail("E08", "room frame payload is not the signed one");
  if (!has(s, f.party)) fail("E05", "sender of a room frame is no party");
  const { party, org, author, time } = f;
  const signer = v.signer({ xid: s.xid, seq: s.seq, party, org, author, key: n.get("key"), time, cp: s.cp });
  await signer.check(n);
  if (Math.abs(f.time - Math.floor(now)) > maxAge) fail("E12", "room frame is of another time");
  return f;
}

function checkSize(data: Bytes): void {
  if (data.length > Limits.roomFrame) {
    fail("E23", `frame of ${data.length} bytes, at most ${Limits.roomFrame}`);
  }
}
