import { Form, codeOf, fail, isText, once, utf8 } from "../../src/crypto/note/index.ts";
import { Public, parseRecipient, recipientHash, sigOK } from "../../src/crypto/keys/index.ts";
import { equation } from "../../src/crypto/keys/equation.ts";
import { type Read, type Result, hex, load } from "./vector.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  act: "public" | "verify" | "check" | "recipient";
  public?: string;
  id?: string;
  message?: string;
  signature?: string;
  equation?: boolean;
  cofactored?: boolean;
  note?: string;
  recipient?: string;
  hash?: string;
}

const example = new Form({ label: "example", fields: [once("text", isText)], minSigs: 1, maxSigs: 2 });

/** Every vector of rules K; each that is about a signature also by the lines of K6 alone. */
export async function run(read: Read): Promise<Result[]> {
  const { vectors } = await load<{ vectors: Vector[] }>(read, "keys");
  const results: Result[] = [];
  for (const v of vectors) {
    const { rule, name, code: want } = v;
    results.push({ name, rule, want, got: await code(() => judge(v, verify)) });
    if (v.act !== "verify") continue;
    results.push({ name: `${name}, without the platform`, rule, want, got: await code(() => judge(v, byLines)) });
    const holds = equation(hex(v.public), hex(v.message), hex(v.signature));
    // What is no number below the order, or no point, is refused before the equation is computed.
    if (rule === "K6") results.push({ name: `${name}: the equation`, rule, want: `${v.equation}`, got: `${holds}` });
  }
  return results;
}

type Verify = (key: Public, msg: Uint8Array, sig: Uint8Array) => Promise<boolean>;

const verify: Verify = (key, msg, sig) => key.verify(msg, sig);
const byLines: Verify = async (key, msg, sig) => sigOK(sig) && equation(key.bytes, msg, sig);

async function judge(v: Vector, counts: Verify): Promise<void> {
  if (v.act === "recipient") {
    const recipient = parseRecipient(v.recipient ?? "");
    if (recipientHash(recipient) !== v.hash) throw new Error("another hash");
    return;
  }
  const key = Public.parse(v.public ?? "");
  switch (v.act) {
    case "public":
      if (key.id !== v.id || key.hex !== v.public) throw new Error("another id");
      return;
    case "verify":
      if (!(await counts(key, hex(v.message), hex(v.signature)))) fail("E04", "signature does not count");
      return;
    case "check":
      await key.check(example.parse(utf8(v.note ?? "")));
      return;
    default:
      throw new Error(`act ${String(v.act)}`);
  }
}

async function code(act: () => Promise<void>): Promise<string> {
  try {
    await act();
    return "";
  } catch (error) {
    return codeOf(error) || String(error);
  }
}
