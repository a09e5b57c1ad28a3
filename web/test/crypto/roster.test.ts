import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { run } from "../vectors/roster.ts";

test("vectors", async () => {
  const all = await run((path) => readFile(`../${path}`));
  assert.ok(all.length >= 357);
  for (const v of all) assert.equal(v.got, v.want, `${v.rule} ${v.name}`);
});
