// Runs crypto/vectors/chain.json: also in a browser, so without node.
import * as chain from "../../src/crypto/chain/index.ts";
import { checkpointText, codeOf, fromHex, utf8, type Bytes } from "../../src/crypto/note/index.ts";
import { DataView, type ViewData } from "./view.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  ends: boolean;
  entries: string[];
  cosign?: string;
  holds?: Record<string, string>;
  verdicts?: { effect: boolean; checked: boolean; code: string }[];
  state: unknown;
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("crypto/vectors/chain.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { view: ViewData; vectors: Vector[] };
  const view = new DataView(file.view);
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  for (const v of file.vectors) {
    const { code, ends, verdicts = null, state = null } = v;
    const want = JSON.stringify({ code, ends, verdicts, state });
    out.push({ name: v.name, rule: v.rule, want, got: JSON.stringify(await outcome(v, view)) });
  }
  return out;
}

async function outcome(v: Vector, view: chain.View) {
  const opener = v.holds === undefined ? undefined : holder(v.holds);
  const entries: chain.Entry[] = [];
  let refused: unknown;
  for (const raw of v.entries) {
    try {
      entries.push(chain.parse(utf8(raw)));
    } catch (e) {
      refused = e;
      break;
    }
  }
  const r = await chain.replay(entries, view, opener);
  let code: string = codeOf(refused ?? r.end) || (r.verdicts.at(-1)?.code ?? "");
  if (v.cosign !== undefined && r.state !== null) code = await cosign(r.state, v.cosign, view);
  const verdicts = r.verdicts.map(({ effect, checked, code }) => ({ effect, checked, code }));
  return {
    code, ends: refused !== undefined || r.end !== null,
    verdicts: verdicts.length === 0 ? null : verdicts, state: summary(r.state),
  };
}

/** What the offering member's client says to an accept that has one signature. */
async function cosign(s: chain.State, text: string, view: chain.View): Promise<string> {
  const at = text.indexOf("\nsig ") + 1;
  const [, key = "", hex = ""] = text.slice(at).trim().split(" ");
  try {
    await chain.checkAccept(s, utf8(text.slice(0, at)), { key, hex }, view);
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

function summary(s: chain.State | null) {
  return s && {
    xid: s.xid, seq: s.seq, head: s.head, time: s.time, cp: checkpointText(s.cp), epoch: s.epoch,
    set: s.set, owner: s.owner, offer: s.offer?.entry ?? "", to: s.offer?.to ?? "",
    leaving: s.leaving, closed: s.closed,
  };
}

/** An Opener with the seeds of some epochs: C60 by WebCrypto alone. */
export function holder(seeds: Record<string, string>): chain.Opener {
  const keys = new Map<number, Promise<CryptoKey>>();
  return {
    admit: () => Promise.resolve(),
    async bind(e, epoch) {
      const seed = fromHex(seeds[epoch] ?? "");
      if (seed === undefined || seed.length === 0) return undefined;
      const value = fromHex(e.binds.find((b) => b.epoch === epoch)?.value ?? "");
      const key = keys.get(epoch) ?? bindKey(seed);
      keys.set(epoch, key);
      return value !== undefined && crypto.subtle.verify("HMAC", await key, value, e.note.before("bind"));
    },
  };
}

async function bindKey(seed: Bytes): Promise<CryptoKey> {
  const ikm = await crypto.subtle.importKey("raw", seed, "HKDF", false, ["deriveBits"]);
  const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8("sluis.v1/bind") };
  const bits = await crypto.subtle.deriveBits(params, ikm, 256);
  return crypto.subtle.importKey("raw", bits, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}
