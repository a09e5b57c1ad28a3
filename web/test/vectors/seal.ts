import { Identity } from "../../src/crypto/identity/index.ts";
import { parseRecipient } from "../../src/crypto/keys/index.ts";
import { type Bytes, ascii, codeOf, concat, fail, hashOf, line, utf8 } from "../../src/crypto/note/index.ts";
import * as seal from "../../src/crypto/seal/index.ts";
import { type Read, type Result, base64, hex, load, texts } from "./vector.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  op: string;
  in: Input;
  out?: Record<string, string>;
}

interface Input {
  upto?: number;
  seed?: string;
  file?: string;
  recipient?: string;
  plain?: string;
  zeros?: number;
  want?: string;
  ct?: string;
  body?: string;
  before?: string;
  context?: [string, string][];
  pieces?: string[];
  root?: string;
  size?: number;
}

/** Every vector of rules S. */
export async function run(read: Read): Promise<Result[]> {
  const { vectors } = await load<{ vectors: Vector[] }>(read, "seal");
  const results: Result[] = [];
  for (const v of vectors) {
    results.push({ name: v.name, rule: v.rule, want: texts(v.code, v.out), got: await verdict(v) });
  }
  return results;
}

async function verdict(v: Vector): Promise<string> {
  try {
    return texts("", await act(v.op, v.in));
  } catch (error) {
    return texts(codeOf(error) || String(error));
  }
}

async function act(op: string, v: Input): Promise<Record<string, string>> {
  const by = () => Identity.fromSeed(hex(v.seed));
  switch (op) {
    case "pad":
      return { hash: padded(v.upto ?? 0) };
    case "open":
      return { hash: hashOf(await seal.open(await by(), base64(v.file))) };
    case "seal": {
      const file = await seal.seal(parseRecipient(v.recipient ?? ""), base64(v.plain));
      return { plain: btoa(ascii(await seal.open(await by(), file))) };
    }
    case "body": {
      const plain = concat(base64(v.plain), new Uint8Array(v.zeros ?? 0));
      return { hash: hashOf(seal.readBody(plain, v.want ?? hashOf(plain))) };
    }
    case "entry":
      return { json: ascii(await seal.openBody(await by(), base64(v.file), v.ct ?? "", v.body ?? "")) };
    case "bind":
      if (seal.bind(await by(), utf8(v.before ?? "")) !== v.want) fail("E09", "another bind");
      return {};
    case "grant":
    case "teamkey": {
      const form = op === "grant" ? seal.grantForm : seal.teamKeyForm;
      const context = (v.context ?? []).map(([name, value]) => line(name, value));
      const id = await seal.openSecret(await by(), base64(v.file), form, context, v.want ?? "");
      return { identity: id.text() };
    }
    case "attachment": {
      const parts: Bytes[] = [];
      const fetch = async (n: number) => base64(v.pieces?.[n]);
      await seal.openAttachment((part) => void parts.push(part), fetch, v.root ?? "", v.size ?? 0, await by());
      return { hash: hashOf(concat(...parts)) };
    }
    default:
      throw new Error(`op ${op}`);
  }
}

/** SHA-256 over the padded length of each n, four bytes each. */
function padded(upto: number): string {
  const all = new DataView(new ArrayBuffer(4 * (upto + 1)));
  for (let n = 0; n <= upto; n++) all.setUint32(4 * n, seal.pad(n));
  return hashOf(new Uint8Array(all.buffer));
}
