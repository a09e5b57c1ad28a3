import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as strict from "../../src/crypto/strict/index.ts";
import { run, sample } from "../vectors/strict.ts";

const bytes = (s: string) => new TextEncoder().encode(s);

test("vectors", async () => {
  const all = await run((path) => readFile(`../${path}`));
  assert.ok(all.length > 70);
  for (const v of all) assert.equal(v.got, v.want, `${v.rule} ${v.name}`);
});

test("what is absent becomes empty, and what encode writes decode reads", () => {
  const got = strict.decode(bytes('{"text":"caf\\u00e9","sub":{"count":2},"names":{"__proto__":"x"}}'), sample);
  const empty = { form: "", version: 0, count: 0, text: "", list: [], sub: undefined, names: {}, free: null };
  const names = Object.fromEntries([["__proto__", "x"]]);
  assert.deepEqual(got, { ...empty, text: "café", names, sub: { ...empty, count: 2 } });
  assert.deepEqual(strict.decode(strict.encode(got), sample), got);
});

test("what is refused is told apart, and nothing stands between values but a comma", () => {
  for (const [text, message] of [
    ["[1]", "json is not an object"], ["", "json is not an object"], ['{"list":[1 22]}', "json is malformed"], ['{1:2}', "json is malformed"],
    ['{"count"=1}', "json is malformed"],
    ['{"count":x}', "json is malformed or holds a number that is not whole"],
  ] as const) {
    assert.throws(() => strict.decode(bytes(text), sample), { code: "E10", message }, text);
  }
});

test("a truth is true or false, and nothing that counts as either", () => {
  const shape = strict.object({ is: strict.truth });
  for (const is of [true, false]) assert.deepEqual(strict.decode(bytes(JSON.stringify({ is })), shape), { is });
  for (const is of [0, 1, "true", "", [], {}]) assert.throws(() => strict.decode(bytes(JSON.stringify({ is })), shape), { code: "E10" });
});

test("encode refuses what decode would refuse", () => {
  for (const v of [
    { text: "cafe\u0301" }, { count: 2 ** 53 }, { a: 1.5 }, { a: NaN }, { a: 1, A: 1 }, { a: [null] }, [],
    { a: -0.5 }, { text: "\ud83d" }, { a: () => 1 }, { text: " ".repeat(strict.maxSize) }, { a: 1n },
  ]) {
    assert.throws(() => strict.encode(v), { code: "E10" });
  }
});

test("text is put in normal form", () => assert.equal(strict.text("cafe\u0301\ud83d"), "café\ufffd"));

test("a long text, and a long list, are read", () => {
  for (const v of [{ text: "é".repeat(130_000) }, { text: "\n\"".repeat(60_000) }, { list: Array(120_000).fill(1) }]) {
    assert.deepEqual({ ...strict.decode(strict.encode(v), sample), ...v }, strict.decode(strict.encode(v), sample));
  }
});
