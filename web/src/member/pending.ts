import { parse, type Header } from "../crypto/chain/index.ts";
import {
  ascii, attach, fail, isID, isSignature, utf8,
  type Bytes, type KeyID, type Sig,
} from "../crypto/note/index.ts";
import { open, seal } from "../crypto/seal/index.ts";
import { joinFrame, splitFrame } from "../hub/index.ts";
import { after, bound, sealBody } from "./compose.ts";
import { custodyBody } from "./custody.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";

type Offer = NonNullable<Exchange["state"]["offer"]>;

/**
 * Pending is a finished acceptance that waits for the other signature. It is made
 * once per offer and member and kept sealed, so that asking again, after any
 * break, asks with the same bytes.
 */
export interface Pending {
  readonly signed: Bytes;
  readonly sig: Sig;
  readonly ct: Bytes;
  readonly header: Header;
}

export function pendingAccept(m: Member, x: Exchange, offer: Offer, doc: unknown): Promise<Pending> {
  return m.home.locks.only("accepts", async () => {
    const name = `accepts/${offer.entry}`;
    const kept = await m.home.read(name);
    if (kept !== undefined) return readPending(await open(m.keys.identity, kept));
    const epoch = x.state.epoch;
    const key = x.keys.key(epoch) ?? fail("E07", "the key of this exchange did not open; rekey it first");
    const body = custodyBody(m, x, "accept", doc);
    const { header, ct } = await sealBody(await after(m, x, "accept", offer.to), key, body);
    const signed = bound(header, [{ epoch, key }]);
    const p: Pending = { signed, sig: m.keys.sign.sign(signed), ct, header };
    await m.home.write(name, await seal(m.keys.identity.recipient, asked(p)));
    return p;
  });
}

/** asked is what the other side is asked to co-sign: signed bytes, our signature, ciphertext. */
export function asked(p: Pending): Bytes {
  return joinFrame(p.signed, utf8(sigText(p.sig)), p.ct);
}

function readPending(plain: Bytes): Pending {
  const [signed, by, ct] = splitFrame(plain);
  if (signed === undefined || by === undefined || ct === undefined) return fail("E10", "kept acceptance is damaged");
  const sig = parseSig(by);
  // the second signature is not known yet: any other key completes the form
  const header = parse(attach(signed, sig, { key: otherKey(sig.key), hex: "0".repeat(128) }));
  return { signed, sig, ct, header };
}

function otherKey(key: KeyID): KeyID {
  return (key.startsWith("f") ? "0" : "f") + key.slice(1);
}

/** dropAccept forgets a finished acceptance whose offer ended. */
export async function dropAccept(m: Member, offer: Offer): Promise<void> {
  await m.home.remove(`accepts/${offer.entry}`);
}

export function sigText(sig: Sig): string {
  return `${sig.key} ${sig.hex}`;
}

export function parseSig(bytes: Uint8Array): Sig {
  const [key = "", hex = "", more] = ascii(bytes).split(" ");
  if (more !== undefined || !isID(key) || !isSignature(hex)) fail("E01", "signature line is malformed");
  return { key, hex };
}
