import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, utf8 } from "../../src/crypto/note/index.ts";
import * as words from "../../src/crypto/words/index.ts";
import { run } from "../vectors/words.ts";
import { agree } from "./agree.ts";

const phrase = words.encode(Uint8Array.from({ length: 10 }, (_, i) => i));

/** The error for a phrase in which one word is typed otherwise. */
function mistyped(n: number, typed: string): words.WordsError {
  try {
    words.parse(phrase.with(n - 1, typed).join(" "));
  } catch (error) {
    if (error instanceof words.WordsError) return error;
  }
  throw new Error("was taken");
}

test("every vector of the rules W", () => agree(run, 30));

test("the list is the frozen one", () => {
  assert.equal(words.list.length, words.count);
  assert.equal(hashOf(utf8(words.list.join("\n") + "\n")), words.listHash);
});

test("FORMAT.md's own phrase", () => {
  assert.equal(phrase.join("-"), "aaibaar-antilope-lopend-antilope-hiel-afkoelen-brengen-deksel");
});

test("fresh phrases are read again, and no two are alike", () => {
  const all = Array.from({ length: 50 }, () => words.generate());
  for (const p of all) assert.deepEqual(words.parse(p.join(" ")), p);
  assert.equal(new Set(all.map(String)).size, all.length);
});

test("a mistyped word is helped with: which one, and what it may have been, by sound first", () => {
  for (const typed of ["antilobe", "antieloop", "anthilope"]) {
    const error = mistyped(2, typed);
    assert.equal(error.code, "E28");
    assert.equal(error.word, 2);
    assert.equal(error.near[0], "antilope");
    assert.ok(error.near.length <= 3);
  }
  assert.equal(mistyped(8, "dexel").near[0], "deksel");
  assert.equal(mistyped(6, "avkoelen").near[0], "afkoelen");
});

test("what is far from every word gets no guess", () => {
  assert.deepEqual(mistyped(1, "qqqqqqqqqq").near, []);
  assert.deepEqual(mistyped(1, "a".repeat(17)).near, []);
});

test("an error says nothing of any word", () => {
  const { message } = mistyped(3, "lopendd");
  for (const word of [...phrase, "lopendd"]) assert.ok(!message.includes(word));
});

test("capitals of other scripts are their own letters", () => {
  assert.deepEqual(words.parse(phrase.join(" ").replaceAll("k", "\u212a")), phrase); // the Kelvin sign is a capital k
  assert.deepEqual(words.parse(phrase.join(" ").replaceAll("i", "\u0130")), phrase); // a capital i with its dot
  assert.throws(() => words.parse(phrase.join(" ").replaceAll("i", "\u0131")), { code: "E28" }); // without a dot
});

test("two check words hold 22 bits", () => {
  assert.deepEqual(words.spoken(0), [words.list[0], words.list[0]]);
  assert.deepEqual(words.spoken(2 ** 22 - 1), [words.list[2047], words.list[2047]]);
  assert.deepEqual(words.spoken(2 ** 32 - 1), [words.list[2047], words.list[2047]]);
});
