// What the browser part makes of the chains that chains_test.go drew: the verdict
// on every step, all that the state says, receipts, co-signatures, whole replays,
// and what a reader opens. Without node, so that it runs in a browser as well.
import * as chain from "../../src/crypto/chain/index.ts";
import { equation } from "../../src/crypto/keys/equation.ts";
import { Public, sigOK } from "../../src/crypto/keys/index.ts";
import { Identity } from "../../src/crypto/identity/index.ts";
import {
  type Party, checkpointText, codeOf, concat, fail, fromHex, hashOf, same, toHex, utf8,
} from "../../src/crypto/note/index.ts";
import * as seal from "../../src/crypto/seal/index.ts";
import * as strict from "../../src/crypto/strict/index.ts";
import type { Document } from "../../src/flows/flow/index.ts";
import { forms } from "../../src/flows/message/index.ts";
import { CaseKeys } from "../../src/member/opener.ts";
import { holder } from "../vectors/chain.ts";
import { sample } from "../vectors/strict.ts";
import { base64, hex } from "../vectors/vector.ts";
import { DataView, type ViewData } from "../vectors/view.ts";

/** The first line of what Go drew: its world. */
export interface Head {
  view: ViewData;
  seeds: Record<string, string>; // of the case key of each epoch
  readers: Record<Party, string>; // the seed of each party's key
}

/** A chain as Go drew it, with Go's verdicts. */
export interface Drawn {
  seed: number;
  n: number;
  steps: { raw: string; code: string; state: string; cosign: string | null }[];
  receipts: { raw: string; on: number; code: string }[];
  holds: number[];
  replay: string | null;
  sealed: Sealed | null;
}

interface Sealed {
  reader: Party;
  reads: number[];
  files: Record<string, string>;
  pieces: Record<string, string[]>;
  told: string;
}

/** An entry, what stands before it, and what becomes of it when one byte is another. */
export interface Changed {
  before: string[] | null;
  raw: string;
  changes: { at: number; to: number; code: string }[];
}

/** A signature on which libraries disagree, or nearly one. */
export interface Edge {
  name: string;
  code: string;
  public: string;
  message: string;
  signature: string;
}

/** A sealed file, and what becomes of it when it ends elsewhere. */
export interface Cuts {
  by: string;
  file: string;
  cuts: { at: number; more: string | null; code: string }[];
}

/** Strict JSON that was bent, and what becomes of each. */
export interface Texts {
  texts: { hex: string; peek: string; read: string }[];
}

/** A place where the two differ, with the least that shows it. */
export interface Difference {
  chain: string; // what to give to the Go test to draw it again
  at: string;
  go: string;
  here: string;
  case: object; // in the words of crypto/vectors/chain.json, as far as it goes
}

const types: chain.Type[] = ["post", "rekey", "offer", "accept", "close", "recall", "leave"];

/** Judges one drawn chain after the other. */
export class Judge {
  readonly #head: Head;
  readonly #view: DataView;
  readonly #parties: string[];
  readonly #readers = new Map<Party, Promise<Identity>>();

  constructor(head: Head, readonly look: (state: chain.State) => void = () => undefined) {
    this.#head = head;
    this.#view = new DataView(head.view);
    this.#parties = Object.keys(head.readers);
    const told = head.view.partyKeys.map((row) => row.party);
    this.#parties.sort((a, b) => told.indexOf(a) - told.indexOf(b));
  }

  /** The first difference of a chain, undefined when there is none. */
  async judge(d: Drawn): Promise<Difference | undefined> {
    let state: chain.State | undefined;
    const entries: chain.Entry[] = [];
    const raws: string[] = [];
    const differs = (at: string, go: string, here: string, last: object): Difference | undefined =>
      go === here ? undefined : {
        chain: `SLUIS_TEST_SEED=${d.seed} SLUIS_CHAIN=${d.n}`, at, go, here,
        case: { code: go, entries: raws, ...last },
      };
    for (const [i, step] of d.steps.entries()) {
      const at = `step ${i}`;
      // What was refused before left nothing behind, so it is no part of the case.
      const last = { entries: [...raws, step.raw] };
      if (state !== undefined && step.cosign !== null) {
        const signed = step.raw.slice(0, step.raw.indexOf("\nsig ") + 1);
        const asked = await this.#cosign(state, step.raw);
        const found = differs(`${at}, co-signature`, step.cosign, asked, { cosign: signed });
        if (found) return found;
      }
      const [code, e, next] = await this.#take(state, step.raw);
      let found = differs(at, step.code, code, last);
      if (found || e === undefined || next === undefined) {
        if (found) return found;
        continue;
      }
      found = differs(`state after ${at}`, step.state, this.#stateHash(next), last) ??
        differs(`the text of ${at}`, "true", `${same(chain.signed(e), e.note.signed)}`, last) ??
        differs(`what is bound of ${at}`, "true", `${same(chain.unbound(e), e.note.before("bind"))}`, last);
      if (found) return found;
      this.look(next);
      state = frozen(next); // append must leave it as it is
      entries.push(e);
      raws.push(step.raw);
    }
    for (const r of d.receipts) {
      const code = await this.#receipt(state, r.raw, entries[r.on]);
      const found = differs("receipt", r.code, code, { receipt: r.raw, on: r.on });
      if (found) return found;
    }
    if (d.replay !== null) {
      const holds = Object.fromEntries(d.holds.map((epoch) => [epoch, this.#head.seeds[epoch] ?? ""]));
      const found = differs("replay", d.replay, await this.#replay(entries, holds), { holds });
      if (found) return found;
    }
    if (d.sealed === null) return undefined;
    return differs("what is sealed", d.sealed.told, await this.#read(entries, d.sealed), {
      ...d.sealed, by: this.#head.readers[d.sealed.reader],
    });
  }

  /** The first difference over an entry of which each byte was another. */
  async judgeBytes(d: Changed): Promise<Difference | undefined> {
    let state: chain.State | undefined;
    const before = d.before ?? [];
    for (const raw of before) [, , state] = await this.#take(state, raw);
    for (const c of d.changes) {
      const raw = d.raw.slice(0, c.at) + String.fromCharCode(c.to) + d.raw.slice(c.at + 1);
      const [here] = await this.#take(state, raw);
      if (here !== c.code) {
        return { chain: "TestBytes", at: `byte ${c.at}`, go: c.code, here, case: { entries: [...before, raw] } };
      }
    }
    return undefined;
  }

  async #take(
    state: chain.State | undefined, raw: string,
  ): Promise<[code: string, e?: chain.Entry, next?: chain.State]> {
    try {
      const e = chain.parse(utf8(raw));
      const { append, begin } = chain;
      return ["", e, state === undefined ? await begin(e, this.#view) : await append(state, e, this.#view)];
    } catch (e) {
      return [codeOf(e) || String(e)];
    }
  }

  #cosign(state: chain.State, raw: string): Promise<string> {
    const at = raw.indexOf("\nsig ") + 1;
    const [, key, hex, ...more] = raw.slice(at).split("\n", 1).join().split(" ");
    if (at === 0 || key === undefined || hex === undefined || more.length > 0) return Promise.resolve("none");
    return code(() => chain.checkAccept(state, utf8(raw.slice(0, at)), { key, hex }, this.#view));
  }

  #receipt(state: chain.State | undefined, raw: string, e: chain.Entry | undefined): Promise<string> {
    if (state === undefined || e === undefined) return Promise.resolve("none");
    return code(async () => chain.checkReceipt(state, chain.parseReceipt(utf8(raw)), e, this.#view));
  }

  /** A whole replay in one text, as in chains_test.go. */
  async #replay(entries: chain.Entry[], holds: Record<string, string>): Promise<string> {
    const r = await chain.replay(entries, this.#view, holder(holds));
    const verdicts = r.verdicts.map((v) => `${v.effect} ${v.checked} ${v.code}\n`).join("");
    return `${verdicts}${codeOf(r.end)} ${r.state === null ? "" : this.#stateHash(r.state)}`;
  }

  /** What a reader makes of a chain with all that is sealed, as in reader_test.go. */
  async #read(entries: chain.Entry[], s: Sealed): Promise<string> {
    const by = this.#readers.get(s.reader) ?? Identity.fromSeed(hex(this.#head.readers[s.reader]));
    this.#readers.set(s.reader, by);
    const keys = new CaseKeys({ forRecipient: () => by }, [s.reader]);
    for (const e of entries) keys.files.set(e.hash, e.grants.map((g) => base64(s.files[g.file])));
    const r = await chain.replay(entries, this.#view, keys);
    let told = "";
    for (const [i, v] of r.verdicts.entries()) {
      told += `${v.effect} ${v.checked} ${v.code || "-"}${s.reads.includes(i) ? await text(v.entry, s, keys) : ""}\n`;
    }
    return `${told}${codeOf(r.end) || "-"} ${r.state === null ? "" : this.#stateHash(r.state)}`;
  }

  /** All that a state says, as in chains_test.go. */
  #stateHash(s: chain.State): string {
    const { offer: o } = s;
    const lines = [
      [s.xid, s.seq, s.head, s.time, checkpointText(s.cp), s.epoch, s.owner],
      ["closed", s.closed, "leaving", s.leaving],
      ...s.rcpts.map((h) => ["rcpt", h]),
      ...s.set.map((p) => ["party", p]),
      ...s.known.map((k) => ["known", k.party, k.until, k.wrote]),
      ...(o === null ? [] : [["offer", o.entry, o.seq, o.party, o.to, o.org, o.member, o.key, o.time, o.void]]),
      ["posts", s.posts],
      ...this.#parties.map((p) => ["may", p, `[${types.filter((t) => chain.may(s, p, t)).join(" ")}]`]),
    ];
    return hashOf(utf8(lines.map((values) => values.join(" ") + "\n").join("")));
  }
}

/** What the sealed text of an entry holds, and its attachments, or why not. */
async function text(e: chain.Entry, s: Sealed, keys: CaseKeys): Promise<string> {
  if (e.ct === "") return "";
  let told = "";
  let doc: Document;
  try {
    const json = await keys.body(e, base64(s.files[e.ct]));
    told = ` ${hashOf(json)}`;
    doc = forms.read("", e.type, json);
  } catch (err) {
    return `${told} ${codeOf(err) || String(err)}`;
  }
  told += " -";
  for (const f of doc.files) {
    const blob = e.blobs.find((b) => b.root === f.root);
    const parts: Uint8Array[] = [];
    const failed = blob === undefined ? "unnamed" : await code(async () => {
      const fetch = (n: number) => Promise.resolve(base64(s.pieces[blob.root]?.[n]));
      const sink = (part: Uint8Array) => void parts.push(part.slice());
      await seal.openAttachment(sink, fetch, blob.root, blob.size, await Identity.parse(f.identity));
    });
    told += ` ${failed || hashOf(concat(...parts))}`;
  }
  return told;
}

async function code(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) frozen(part);
  }
  return Object.freeze(value);
}

/** The first difference over a signature: by the platform's road, and by the lines of FORMAT.md K6. */
export async function judgeEdge(e: Edge): Promise<Difference | undefined> {
  const [pk, msg, sig] = [fromHex(e.public), fromHex(e.message), fromHex(e.signature)];
  if (pk === undefined || msg === undefined || sig === undefined) throw new Error(`${e.name}: no hex`);
  const roads: Record<string, (key: Public) => boolean | Promise<boolean>> = {
    "the platform": (key) => key.verify(msg, sig),
    "the lines": (key) => sigOK(sig) && equation(key.bytes, msg, sig),
  };
  for (const [at, counts] of Object.entries(roads)) {
    const here = await code(async () => {
      if (!(await counts(Public.from(pk)))) fail("E04", "does not count");
    });
    if (here !== e.code) return { chain: "TestEdges", at, go: e.code, here, case: { act: "verify", ...e } };
  }
  return undefined;
}

/** The first difference over a file that ends elsewhere. */
export async function judgeCuts(c: Cuts): Promise<Difference | undefined> {
  const by = await Identity.parse(c.by);
  const file = base64(c.file);
  for (const { at, more, code: go } of c.cuts) {
    const here = await code(() => seal.open(by, concat(file.subarray(0, at), base64(more ?? ""))));
    if (here !== go) return { chain: "TestCuts", at: `byte ${at}`, go, here, case: { ...c, cuts: [{ at, more }] } };
  }
  return undefined;
}

/** The first difference over a text of strict JSON. */
export async function judgeTexts({ texts }: Texts): Promise<Difference | undefined> {
  for (const t of texts) {
    const data = hex(t.hex);
    const roads: [at: string, go: string, act: () => string][] = [
      ["peek", t.peek, () => Object.values(strict.peek(data)).join(" ")],
      ["read", t.read, () => fieldsOf(strict.decode(data, sample))],
    ];
    for (const [at, go, act] of roads) {
      let here = "";
      here = (await code(async () => void (here = act()))) || here;
      if (here !== go) return { chain: "TestTexts", at, go, here, case: { hex: t.hex } };
    }
  }
  return undefined;
}

/** Some of the fields, as in texts_test.go. */
function fieldsOf(s: strict.Of<typeof sample>): string {
  const names = Object.keys(s.names).length;
  return `${toHex(utf8(s.form))} ${s.count} ${toHex(utf8(s.text))} [${s.list.join(" ")}] ${names}`;
}

/** Every code in Go's verdicts on a chain; none when all of it is legal. */
export function codesOf(d: Drawn): Set<string> {
  const told = `${d.replay ?? ""} ${d.sealed?.told ?? ""}`;
  const codes = new Set(told.split(/\s+/).filter((word) => /^E\d\d$/.test(word)));
  for (const { code } of [...d.steps, ...d.receipts]) if (code !== "") codes.add(code);
  return codes;
}
