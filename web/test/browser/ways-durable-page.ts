// Writes to each table and notes how the browser was asked to keep it.
import { newID } from "../../src/crypto/note/index.ts";
import { browserShelf } from "../../src/worker/indexeddb.ts";
import { tables } from "../../src/worker/store.ts";

async function durability(): Promise<Record<string, string>> {
  const asked: Record<string, string> = {};
  const store = await browserShelf().open({ org: newID(), member: newID() });
  const real = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...args) {
    const t = real.apply(this, args);
    for (const name of t.objectStoreNames) asked[name] = t.durability;
    return t;
  };
  for (const table of tables) await store.write({ table, key: "k", value: new Uint8Array(1) });
  IDBDatabase.prototype.transaction = real;
  return asked;
}

Object.assign(globalThis, { durability });
