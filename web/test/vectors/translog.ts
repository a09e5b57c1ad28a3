// Runs crypto/vectors/translog.json: also in a browser, so without node.
import { codeOf, utf8, type Checkpoint } from "../../src/crypto/note/index.ts";
import { Key, Log, Policy, checkGrowth, leafText, parseLeaf } from "../../src/crypto/translog/index.ts";
import { load, type Read, type Result } from "./vector.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  line?: string;
  lines?: string[];
  cp?: Checkpoint;
  key?: string;
  use?: "log" | "witness";
  policy?: { log: string; witnesses: string[] | null; quorum: number };
  note?: string;
  size?: number;
  root?: string;
  time?: number;
  cosigned?: number;
  known?: Checkpoint;
  now?: number;
  within?: number;
  earlier?: Checkpoint;
  later?: Checkpoint;
  proof?: string[];
}

/** Every vector of rules L; each list also as it is kept and taken up again. */
export async function run(read: Read): Promise<Result[]> {
  const { vectors } = await load<{ vectors: Vector[] }>(read, "translog");
  const results: Result[] = [];
  for (const v of vectors) {
    const { rule, name, code: want } = v;
    results.push({ name, rule, want, got: await code(() => judge(v)) });
  }
  return results;
}

async function judge(v: Vector): Promise<void> {
  if (v.line !== undefined) return equal(leafText(parseLeaf(v.line)), v.line);
  if (v.lines !== undefined) return list(v.lines, v.cp);
  if (v.key !== undefined) {
    const key = v.use === "log" ? Key.parseLog(v.key) : Key.parseWitness(v.key);
    return equal(key.toString(), v.key);
  }
  if (v.policy !== undefined) return checkpoint(v, v.policy);
  if (v.earlier === undefined || v.later === undefined) throw new Error("a vector of no kind");
  checkGrowth(v.earlier, v.later, v.proof ?? []);
}

/** The last line has the verdict; with a checkpoint, all of them are accepted. */
async function list(lines: readonly string[], cp: Checkpoint | undefined): Promise<void> {
  const log = new Log();
  for (const [i, line] of lines.entries()) {
    const leaf = parseLeaf(line);
    const before = log.head();
    try {
      log.append(leaf);
    } catch (err) {
      if (i < lines.length - 1 || cp !== undefined) throw new Error(`line ${i}: ${String(err)}`, { cause: err });
      equal(log.head(), before);
      throw err;
    }
    equal(log.at(i), leaf);
  }
  const again = await Log.from(log.size > 0 ? [await log.part(0)] : []);
  equal(again.head(), log.head());
  if (cp !== undefined) again.check(cp);
}

async function checkpoint(v: Vector, p: NonNullable<Vector["policy"]>): Promise<void> {
  const policy = new Policy(p.log, p.witnesses ?? [], p.quorum);
  if (v.note === undefined) return;
  const head = await policy.verify(utf8(v.note));
  const { size = 0, root, time, cosigned } = v;
  equal({ ...head }, { time, cosigned, size, root });
  if (v.known !== undefined) head.follows(v.known);
  if (v.within !== undefined) head.fresh(v.now ?? 0, v.within);
}

function equal(got: unknown, want: unknown): void {
  const [a, b] = [got, want].map((x) => JSON.stringify(x, typeof x === "object" && x !== null ? Object.keys(x).sort() : undefined));
  if (a !== b) throw new Error(`it says ${a}, not ${b}`);
}

async function code(act: () => Promise<void>): Promise<string> {
  try {
    await act();
    return "";
  } catch (error) {
    return codeOf(error) || String(error);
  }
}
