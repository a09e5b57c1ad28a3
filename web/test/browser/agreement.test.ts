// Go and TypeScript give the same verdict: on ten thousand drawn chains, on an entry
// of each type with any byte changed, on a sealed file cut anywhere, and on more than
// a thousand signatures on which libraries disagree. All of it in Chromium, a part in node as well, whose
// WebCrypto is another. docs/agreement.md says how to draw a case again.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { compiled, type GoTests } from "../interop/go.ts";
import {
  codesOf, type Cuts, type Difference, type Drawn, type Edge, type Head, Judge, judgeCuts, judgeEdge, judgeTexts,
  type Texts,
} from "../interop/judge.ts";
import { lab, launch } from "./chromium.ts";

/** The codes that a chain can give, with what is sealed in it: each in at least so many of ten thousand. */
const wanted = [
  "E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "E10", "E11", "E14", "E18", "E19",
];
const least = 50;
const share = 16; // node judges one in so many
const batch = 100;

const count = Number(process.env["SLUIS_TEST_CHAINS"] ?? 10_000);
const told = process.env["SLUIS_TEST_SEED"];
// Half of them are the same at each run, so that a change which breaks them is seen
// at once; the others are new, and the seed is printed.
const fresh = told === undefined ? String(randomInt(2, 2 ** 31)) : told;
const runs = told === undefined ? [["1", count / 2], [fresh, count / 2]] as const : [[told, count]] as const;

let browser: Browser;
let chains: GoTests;
let keys: GoTests;

before(async () => {
  chains = compiled("web/test/interop");
  keys = compiled("crypto/keys");
  browser = await launch();
});
after(async () => {
  await browser.close();
  chains.remove();
  keys.remove();
});

test("chains drawn in Go have its verdicts and states", { timeout: 1_200_000 }, async (t) => {
  const codes = new Map<string, number>();
  let [drawn, legal] = [0, 0];
  let judge: Judge | undefined;
  const inNode = async (line: string): Promise<Difference | undefined> => {
    const value = JSON.parse(line) as Head | Drawn;
    if ("view" in value) {
      judge = new Judge(value, (state) => {
        assert.deepEqual(JSON.parse(JSON.stringify(state)), state, "a state comes back from its JSON");
      });
      return undefined;
    }
    const found = codesOf(value);
    for (const code of found) codes.set(code, (codes.get(code) ?? 0) + 1);
    if (found.size === 0) legal++;
    return drawn++ % share === 0 ? judge?.judge(value) : undefined;
  };
  const said: string[] = [];
  const source = async function* (): AsyncGenerator<string> {
    for (const [seed, n] of runs) {
      yield* chains.run("TestChains", { SLUIS_CHAINS: "1", SLUIS_TEST_SEED: seed, SLUIS_COUNT: String(n) }, said);
    }
  };
  await judged(source(), inNode, count);
  for (const line of said) t.diagnostic(line);
  assert.equal(drawn, count);
  if (count < 10_000) return; // a part for looking into something
  assert.ok(legal >= 0.3 * count, `only ${legal} of ${count} chains are legal`);
  for (const code of wanted) assert.ok((codes.get(code) ?? 0) >= least, `${code} in ${codes.get(code) ?? 0} chains`);
});

test("no byte of an entry can be another", { timeout: 300_000 }, async (t) => {
  const said: string[] = [];
  const none = () => Promise.resolve(undefined);
  await judged(chains.run("TestBytes", { SLUIS_CHAINS: "1", SLUIS_TEST_SEED: fresh }, said), none, 9);
  for (const line of said) t.diagnostic(line);
});

test("a sealed file ends where it ends", { timeout: 300_000 }, async () => {
  const line = async (text: string) => judgeCuts(JSON.parse(text) as Cuts);
  await judged(chains.run("TestCuts", { SLUIS_CUTS: "1", SLUIS_TEST_SEED: fresh }, []), line, 1);
});

test("strict JSON that was bent", { timeout: 300_000 }, async () => {
  const line = async (text: string) => judgeTexts(JSON.parse(text) as Texts);
  await judged(chains.run("TestTexts", { SLUIS_TEXTS: "1", SLUIS_TEST_SEED: fresh }, []), line, 1);
});

test("signatures on which libraries disagree", { timeout: 300_000 }, async (t) => {
  const said: string[] = [];
  let all = 0;
  const inNode = async (line: string) => {
    all++;
    return judgeEdge(JSON.parse(line) as Edge);
  };
  await judged(keys.run("TestEdges", { SLUIS_EDGES: "1", SLUIS_TEST_SEED: fresh }, said), inNode);
  for (const line of said) t.diagnostic(line);
  assert.ok(all >= 1000, `only ${all} signatures`);
});

test("a difference is told with the least that shows it", async () => {
  const lines: string[] = [];
  const env = { SLUIS_CHAINS: "1", SLUIS_TEST_SEED: "1", SLUIS_COUNT: "100" };
  for await (const line of chains.run("TestChains", env, [])) lines.push(line);
  const judge = new Judge(JSON.parse(lines[0] ?? "") as Head);
  let told = 0;
  for (const d of lines.slice(1).map((line) => JSON.parse(line) as Drawn)) {
    const at = d.steps.findIndex((s) => s.code !== "");
    const step = d.steps[at];
    if (step === undefined) continue;
    const found = await judge.judge({ ...d, steps: d.steps.with(at, { ...step, code: "E99" }) });
    const entries = [...d.steps.slice(0, at).map((s) => s.raw), step.raw];
    assert.deepEqual(found, {
      chain: `SLUIS_TEST_SEED=1 SLUIS_CHAIN=${d.n}`, at: `step ${at}`, go: "E99", here: step.code,
      case: { code: "E99", entries },
    });
    told++;
  }
  assert.ok(told > 10);
});

/** Has all lines judged in Chromium, and each by inNode; shows where they differ from Go. */
async function judged(
  source: AsyncGenerator<string>, inNode: (line: string) => Promise<Difference | undefined>, want?: number,
): Promise<void> {
  const differences: Difference[] = [];
  let fed = 0;
  let broken: { error: unknown } | undefined; // how Go's own test failed
  const feed = async (): Promise<string> => {
    const lines: string[] = [];
    try {
      while (lines.length < batch) {
        const { done, value } = await source.next();
        if (done === true) break;
        lines.push(value);
      }
    } catch (error) {
      broken = { error };
    }
    fed += lines.length;
    // Chromium begins with this batch while node is at it.
    node = node.then(async () => {
      for (const line of lines) {
        const found = await inNode(line);
        if (found !== undefined && differences.length < 5) differences.push(found);
      }
    });
    node.catch(() => undefined); // it is awaited at the end
    return lines.map((line) => line + "\n").join("");
  };
  let node = Promise.resolve();
  const ground = await lab("test/browser/agreement-page.ts", [], feed);
  try {
    const page = await browser.newPage();
    await page.goto(ground.address);
    const there = await page.evaluate<{ judged: number; differences: Difference[]; platform: boolean }>("judgeAll()");
    await node;
    if (broken !== undefined) throw broken.error;
    for (const [where, found] of [["Chromium", there.differences], ["node", differences]] as const) {
      // One to a line and whole: what is shown can be a vector.
      if (found.length > 0) assert.fail(`in ${where}:\n${found.map((d) => JSON.stringify(d)).join("\n")}`);
    }
    assert.ok(there.platform, "Chromium's own Ed25519 uses another equation, so it was not compared");
    assert.ok(there.judged >= fed - 2 && there.judged > 0, `Chromium judged ${there.judged} of ${fed}`);
    if (want !== undefined) assert.equal(there.judged, want);
    await page.close();
  } finally {
    await ground.close();
    await source.return(undefined);
  }
}
