// Runs crypto/vectors/chain-receipt.json: also in a browser, so without node.
import * as chain from "../../src/crypto/chain/index.ts";
import { codeOf, utf8 } from "../../src/crypto/note/index.ts";
import { DataView, type ViewData } from "./view.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  entries: string[];
  on: number;
  receipt: string;
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("crypto/vectors/chain-receipt.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { view: ViewData; vectors: Vector[] };
  const view = new DataView(file.view);
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  for (const v of file.vectors) out.push({ name: v.name, rule: v.rule, want: v.code, got: await verdict(v, view) });
  return out;
}

async function verdict(v: Vector, view: chain.View): Promise<string> {
  const entries = v.entries.map((raw) => chain.parse(utf8(raw)));
  const { state, end } = await chain.replay(entries, view);
  const entry = entries[v.on];
  if (state === null || end !== null || entry === undefined) return "the exchange is not valid";
  try {
    await chain.checkReceipt(state, chain.parseReceipt(utf8(v.receipt)), entry, view);
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}
