import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as blobs from "../vectors/chain-blob.ts";
import * as receipts from "../vectors/chain-receipt.ts";
import * as chains from "../vectors/chain.ts";

const read = (path: string) => readFile(`../${path}`);

for (const [name, vectors, least] of [["chain", chains, 310], ["receipt", receipts, 41], ["blob", blobs, 7]] as const) {
  test(`vectors: ${name}`, async () => {
    const all = await vectors.run(read);
    assert.ok(all.length >= least);
    for (const v of all) assert.equal(v.got, v.want, `${v.rule} ${v.name}`);
  });
}
