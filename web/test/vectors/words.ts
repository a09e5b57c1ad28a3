import { codeOf, fail, fromHex, toHex } from "../../src/crypto/note/index.ts";
import * as words from "../../src/crypto/words/index.ts";
import { type Read, type Result, load } from "./vector.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  act: "read" | "heard";
  typed: string;
  bits: string;
  words?: string[];
  number?: number;
}

/** Every vector of rules W. */
export async function run(read: Read): Promise<Result[]> {
  const { vectors } = await load<{ vectors: Vector[] }>(read, "words");
  return vectors.map((v) => {
    const accepted = v.code === "";
    const want = accepted ? [v.code, v.bits, v.words] : [v.code, v.number ?? 0];
    return { name: v.name, rule: v.rule, want: JSON.stringify(want), got: JSON.stringify(verdict(v)) };
  });
}

/** Does what a client does: it reads, or compares what was heard. */
function verdict(v: Vector): unknown[] {
  try {
    if (v.act === "heard") {
      const pair = words.spoken(Number.parseInt(v.bits, 16));
      if (pair.join(" ") !== v.typed) fail("E16", "check words differ");
      return ["", v.bits, pair];
    }
    const phrase = words.parse(v.typed);
    const bits = words.decode(phrase);
    const again = words.encode(fromHex(v.bits) ?? bits);
    return ["", toHex(bits), again];
  } catch (error) {
    return [codeOf(error), error instanceof words.WordsError ? error.word : 0];
  }
}
