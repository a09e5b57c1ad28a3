import assert from "node:assert/strict";
import { test } from "node:test";
import { newID } from "../../src/crypto/note/index.ts";
import { bytes } from "../../src/worker/indexeddb.ts";
import { MemoryDisk, memoryShelf } from "../../src/worker/memory.ts";
import { readAccount } from "../../src/worker/store.ts";
import { storeContract } from "./store-contract.ts";

test("the shelf in memory keeps the contract", async () => {
  const disk = new MemoryDisk();
  const outcomes = await storeContract(() => memoryShelf(disk));
  assert.deepEqual(outcomes.filter((o) => o.want !== o.got), []);
  assert.ok(outcomes.length >= 35, `${outcomes.length} outcomes`);
});

test("a full disk is E24, changes nothing, and lets go of what is there", async () => {
  const disk = new MemoryDisk(100);
  const store = await memoryShelf(disk).open({ org: newID(), member: newID() });
  await store.write({ table: "drafts", key: "a", value: new Uint8Array(60) });
  await assert.rejects(
    store.write({ table: "drafts", key: "a", value: new Uint8Array(1) }, { table: "drafts", key: "b", value: new Uint8Array(95) }),
    { code: "E24" },
  );
  assert.equal((await store.get("drafts", "a"))?.length, 60);
  await assert.rejects(store.once("cosigned", "o", new Uint8Array(64)), { code: "E24" });
  disk.room = 10;
  await store.write({ table: "drafts", key: "a", value: undefined });
  assert.deepEqual(await store.keys("drafts"), []);
});

test("an account that somebody else wrote is read with care", () => {
  const good = { org: newID(), member: newID(), code: "K7QM2-P4XD9", ways: ["phrase", "device"] };
  assert.deepEqual(readAccount({ ...good, first: 1, phrase: "x" }), good);
  assert.deepEqual(readAccount({ ...good, ways: ["phrase", "cookie", 7] }), { ...good, ways: ["phrase"] });
  for (const bad of [null, "x", {}, { ...good, org: "x" }, { ...good, member: 1 }, { ...good, code: null }, { ...good, ways: "phrase" }]) {
    assert.equal(readAccount(bad), undefined);
  }
});

test("what a browser kept counts only as bytes", () => {
  assert.deepEqual(bytes(new Uint8Array([1, 2])), new Uint8Array([1, 2]));
  for (const other of [undefined, null, "12", [1, 2], { 0: 1, length: 1 }, new ArrayBuffer(2)]) {
    assert.throws(() => bytes(other), { code: "E10" });
  }
});
