// Draws chains in Go (web/test/interop) and asks both what they make of them:
// the verdict on every step, all that the state says, receipts, co-signatures
// and whole replays. SLUIS_SEED draws others.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as chain from "../../src/crypto/chain/index.ts";
import { checkpointText, codeOf, hashOf, same, utf8 } from "../../src/crypto/note/index.ts";
import { drawnByGo } from "../interop/go.ts";
import { holder } from "../vectors/chain.ts";
import { DataView, type ViewData } from "../vectors/view.ts";

interface Drawn {
  steps: { raw: string; code: string; state: string; cosign: string | null }[];
  receipts: { raw: string; on: number; code: string }[];
  holds: number[];
  replay: string | null;
}

const count = 500;
const types: chain.Type[] = ["post", "rekey", "offer", "accept", "close", "recall", "leave"];

let view: DataView;
let parties: string[];
let seeds: Record<string, string>;
let drawn: Drawn[];

before(() => {
  const [head, ...lines] = drawnByGo("TestChains", "SLUIS_CHAINS", count);
  const given = head as { view: ViewData; seeds: Record<string, string> };
  view = new DataView(given.view);
  parties = [...new Set(given.view.partyKeys.map((row) => row.party))];
  seeds = given.seeds;
  drawn = lines as Drawn[];
});

test("drawn chains have the verdicts and states of Go", async () => {
  assert.equal(drawn.length, count);
  const codes: Record<string, number> = {};
  await Promise.all(drawn.map(async (d, n) => {
    let state: chain.State | undefined;
    const entries: chain.Entry[] = [];
    for (const [i, step] of d.steps.entries()) {
      const at = `chain ${n}, step ${i}:\n${step.raw}`;
      codes[step.code] = (codes[step.code] ?? 0) + 1;
      if (state !== undefined && step.cosign !== null) {
        assert.equal(await cosign(state, step.raw), step.cosign, `co-signature in ${at}`);
      }
      const [code, e, next] = await take(state, step.raw);
      assert.equal(code, step.code, at);
      if (e === undefined || next === undefined) continue;
      assert.equal(stateHash(next), step.state, `state after ${at}`);
      if (i === d.steps.length - 1) {
        assert.deepEqual(JSON.parse(JSON.stringify(next)), next, "a state comes back from its JSON");
      }
      assert.ok(same(chain.signed(e), e.note.signed) && same(chain.unbound(e), e.note.before("bind")), at);
      state = frozen(next); // append must leave it as it is
      entries.push(e);
    }
    for (const r of d.receipts) {
      const e = entries[r.on];
      assert.ok(state !== undefined && e !== undefined);
      assert.equal(await receipt(state, r.raw, e), r.code, `chain ${n}, receipt:\n${r.raw}`);
    }
    if (d.replay !== null) assert.equal(told(await replayed(entries, d.holds)), d.replay, `chain ${n}`);
  }));
  for (const code of ["", "E01", "E02", "E03", "E04", "E05", "E06", "E11"]) assert.ok((codes[code] ?? 0) > 0, code);
});

async function take(
  state: chain.State | undefined, raw: string,
): Promise<[code: string, e?: chain.Entry, next?: chain.State]> {
  try {
    const e = chain.parse(utf8(raw));
    return ["", e, state === undefined ? await chain.begin(e, view) : await chain.append(state, e, view)];
  } catch (e) {
    return [codeOf(e) || String(e)];
  }
}

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) frozen(part);
  }
  return Object.freeze(value);
}

async function cosign(state: chain.State, raw: string): Promise<string> {
  const at = raw.indexOf("\nsig ") + 1;
  const [, key, hex, ...more] = raw.slice(at).split("\n", 1).join().split(" ");
  if (at === 0 || key === undefined || hex === undefined || more.length > 0) return "none";
  try {
    await chain.checkAccept(state, utf8(raw.slice(0, at)), { key, hex }, view);
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

async function receipt(state: chain.State, raw: string, e: chain.Entry): Promise<string> {
  try {
    await chain.checkReceipt(state, chain.parseReceipt(utf8(raw)), e, view);
    return "";
  } catch (err) {
    return codeOf(err) || String(err);
  }
}

function replayed(entries: chain.Entry[], holds: number[]): Promise<chain.Result> {
  return chain.replay(entries, view, holder(Object.fromEntries(holds.map((epoch) => [epoch, seeds[epoch] ?? ""]))));
}

/** A whole replay in one text, as in chains_test.go. */
function told(r: chain.Result): string {
  const verdicts = r.verdicts.map((v) => `${v.effect} ${v.checked} ${v.code}\n`).join("");
  return `${verdicts}${codeOf(r.end)} ${r.state === null ? "" : stateHash(r.state)}`;
}

/** All that a state says, as in chains_test.go. */
function stateHash(s: chain.State): string {
  const { offer: o } = s;
  const lines = [
    [s.xid, s.seq, s.head, s.time, checkpointText(s.cp), s.epoch, s.owner],
    ["closed", s.closed, "leaving", s.leaving],
    ...s.rcpts.map((h) => ["rcpt", h]),
    ...s.set.map((p) => ["party", p]),
    ...s.known.map((k) => ["known", k.party, k.until, k.wrote]),
    ...(o === null ? [] : [["offer", o.entry, o.seq, o.party, o.to, o.org, o.member, o.key, o.time, o.void]]),
    ["posts", s.posts],
    ...parties.map((p) => ["may", p, `[${types.filter((t) => chain.may(s, p, t)).join(" ")}]`]),
  ];
  return hashOf(utf8(lines.map((values) => values.join(" ") + "\n").join("")));
}
