// Draws logs in Go (web/test/interop) and asks both what they make of them: the
// verdict on every line, the roots, proofs of growth, and checkpoints held against a
// policy. SLUIS_TEST_SEED draws others.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { codeOf, type Checkpoint } from "../../src/crypto/note/index.ts";
import { Log, Policy, checkGrowth, leafText, parseLeaf } from "../../src/crypto/translog/index.ts";
import { drawnByGo } from "../interop/go.ts";

interface Sized {
  Size: number;
  Root: string;
}

interface Drawn {
  lines: { line: string; code: string }[];
  heads: Sized[];
  growth: { earlier: Sized; later: Sized; proof: string[]; code: string }[];
  notes: { log: string; witnesses: string[]; quorum: number; note: string; head: string; code: string }[];
}

const count = 60;
let drawn: Drawn[];

before(() => {
  drawn = drawnByGo("TestLogs", "SLUIS_LOGS", count) as Drawn[];
  assert.equal(drawn.length, count);
});

async function verdict(act: () => unknown): Promise<string> {
  try {
    await act();
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

const checkpoint = ({ Size: size, Root: root }: Sized): Checkpoint => ({ size, root });

test("drawn logs have the verdicts and roots of Go", async () => {
  for (const [n, d] of drawn.entries()) {
    const log = new Log();
    for (const { line, code } of d.lines) {
      assert.equal(await verdict(() => log.append(parseLeaf(line))), code, `log ${n}: ${line}`);
      if (code === "") assert.equal(leafText(log.at(log.size - 1) ?? assert.fail()), line);
    }
    for (const head of d.heads) assert.equal(log.root(head.Size), head.Root, `log ${n}, size ${head.Size}`);
    assert.deepEqual(log.head(), checkpoint(d.heads.at(-1) ?? assert.fail()));
  }
});

test("drawn proofs of growth have the verdicts of Go", async () => {
  for (const g of drawn.flatMap((d) => d.growth)) {
    assert.equal(await verdict(() => checkGrowth(checkpoint(g.earlier), checkpoint(g.later), g.proof)), g.code, JSON.stringify(g));
  }
});

test("drawn checkpoints have the verdicts of Go", async () => {
  for (const d of drawn.flatMap((of) => of.notes)) {
    let head = "";
    const code = await verdict(async () => {
      const { size, root, time, cosigned } = await new Policy(d.log, d.witnesses, d.quorum).verify(Buffer.from(d.note, "base64"));
      head = `${size} ${root} ${time} ${cosigned}\n`;
    });
    assert.deepEqual([code, head], [d.code, d.head], `${JSON.stringify(d)}\n${Buffer.from(d.note, "base64").toString()}`);
  }
});
