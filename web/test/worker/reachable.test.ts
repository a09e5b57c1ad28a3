import assert from "node:assert/strict";
import { test } from "node:test";
import { makeAnswers } from "../../src/worker/answers.ts";
import { memoryShelf } from "../../src/worker/memory.ts";

test("until when somebody is reachable is a time, and for who is there", () => {
  const answers = makeAnswers(memoryShelf(), () => undefined, { people: () => assert.fail(), keys: () => assert.fail(), parties: () => assert.fail() });
  assert.throws(() => answers.reachable("straks"), { code: "E01" });
  assert.throws(() => answers.reachable("2026-11-22T16:00:00Z"), { code: "E22" });
});
