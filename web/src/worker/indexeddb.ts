import { type Bytes, codeOf, fail } from "../crypto/note/index.ts";
import {
  type Change,
  type Shelf,
  type Store,
  type Table,
  accountKey,
  firstWins,
  readAccount,
  tables,
} from "./store.ts";

// The shelf of a browser: one IndexedDB database for each account, and one for
// the list of accounts. Every write is on disk, whole, before it is answered.

const version = 1;
const shelfName = "sluis";
const storeName = (key: string): string => `sluis/${key}`;

/** Opens the shelf of this browser. */
export function browserShelf(): Shelf {
  return {
    async accounts() {
      const db = await openShelf();
      return run(db, "accounts", "readonly", async (t) => {
        const all: unknown[] = await result(t.objectStore("accounts").getAll());
        const byAge = all.map((v) => [age(v), readAccount(v)] as const).sort(([a], [b]) => a - b);
        return byAge.flatMap(([, account]) => account ?? []);
      }).finally(() => db.close());
    },
    async remember(account) {
      const key = accountKey(account);
      const db = await openShelf();
      await run(db, "accounts", "readwrite", async (t) => {
        const had: unknown = await result(t.objectStore("accounts").get(key));
        const first = had === undefined ? Date.now() : age(had);
        t.objectStore("accounts").put({ ...account, first }, key);
      }).finally(() => db.close());
    },
    async forget(account) {
      const key = accountKey(account);
      const db = await openShelf();
      await run(db, "accounts", "readwrite", async (t) => {
        t.objectStore("accounts").delete(key);
      }).finally(() => db.close());
      await guarded(() => result(indexedDB.deleteDatabase(storeName(key))));
    },
    async open(account) {
      const name = storeName(accountKey(account));
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        for (const table of tables) request.result.createObjectStore(table);
      };
      return new BrowserStore(name, await guarded(() => result(request)));
    },
  };
}

function age(value: unknown): number {
  const first = typeof value === "object" && value !== null && "first" in value ? value.first : 0;
  return typeof first === "number" ? first : 0;
}

async function openShelf(): Promise<IDBDatabase> {
  const request = indexedDB.open(shelfName, version);
  request.onupgradeneeded = () => request.result.createObjectStore("accounts");
  return guarded(() => result(request));
}

class BrowserStore implements Store {
  readonly #name: string;
  readonly #db: IDBDatabase;

  constructor(name: string, db: IDBDatabase) {
    this.#name = name;
    this.#db = db;
    // Another tab forgets the account: it must not wait for this one.
    db.onversionchange = () => db.close();
  }

  async get(table: Table, key: string): Promise<Bytes | undefined> {
    return (await this.getAll(table, [key]))[0];
  }

  getAll(table: Table, keys: readonly string[]): Promise<(Bytes | undefined)[]> {
    return run(this.#db, table, "readonly", async (t) => {
      const values = await Promise.all(keys.map((key): Promise<unknown> => result(t.objectStore(table).get(key))));
      return values.map((v) => (v === undefined ? undefined : bytes(v)));
    });
  }

  keys(table: Table, prefix = ""): Promise<string[]> {
    return run(this.#db, table, "readonly", async (t) => {
      const keys = await result(t.objectStore(table).getAllKeys(range(prefix)));
      return keys.map(String);
    });
  }

  entries(table: Table, prefix = ""): Promise<[string, Bytes][]> {
    return run(this.#db, table, "readonly", async (t) => {
      const from = t.objectStore(table);
      const values = result(from.getAll(range(prefix)));
      const keys = await result(from.getAllKeys(range(prefix)));
      return (await values).map((v: unknown, i) => [String(keys[i]), bytes(v)]);
    });
  }

  async write(...changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    await run(this.#db, [...new Set(changes.map((c) => c.table))], "readwrite", async (t) => {
      for (const { table, key, value } of changes) {
        if (value === undefined) t.objectStore(table).delete(key);
        else t.objectStore(table).put(new Uint8Array(value), key);
      }
    });
  }

  async once(table: Table, key: string, value: Uint8Array): Promise<void> {
    await run(this.#db, table, "readwrite", async (t) => {
      const had: unknown = await result(t.objectStore(table).get(key));
      const first = firstWins(had === undefined ? undefined : bytes(had), value);
      if (first) t.objectStore(table).put(new Uint8Array(value), key);
    });
  }

  lock<T>(name: string, act: () => Promise<T>): Promise<T> {
    return navigator.locks.request(`${this.#name}/${name}`, act);
  }

  tryLock<T>(name: string, act: () => Promise<T>): Promise<T | undefined> {
    return navigator.locks.request(`${this.#name}/${name}`, { ifAvailable: true }, (lock) =>
      lock === null ? undefined : act(),
    );
  }

  close(): void {
    this.#db.close();
  }
}

/** What is stored counts only as bytes; a browser that damaged it is E10. */
export function bytes(value: unknown): Bytes {
  return value instanceof Uint8Array ? new Uint8Array(value) : fail("E10", "what the browser kept is damaged");
}

function range(prefix: string): IDBKeyRange | null {
  return prefix === "" ? null : IDBKeyRange.bound(prefix, prefix + "\uffff");
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("request failed"));
  });
}

/**
 * What a computer that loses power may lose: the hub has it still, and is asked
 * again. Frames are not among it: the newest that was seen of an exchange is what
 * tells a hub that goes back from one that does not.
 */
const atTheHub: readonly string[] = ["records", "leaves"] satisfies Table[];

function refetched(names: string | string[]): boolean {
  return [names].flat().every((name) => atTheHub.includes(name));
}

/** Runs an act in one transaction: it is done whole, or not at all, and on disk if nobody else has it. */
function run<T>(
  db: IDBDatabase,
  names: string | string[],
  mode: IDBTransactionMode,
  act: (t: IDBTransaction) => Promise<T>,
): Promise<T> {
  return guarded(async () => {
    const t = db.transaction(names, mode, { durability: mode === "readonly" || refetched(names) ? "relaxed" : "strict" });
    const done = new Promise<void>((resolve, reject) => {
      t.oncomplete = () => resolve();
      t.onabort = () => reject(t.error ?? new DOMException("transaction was ended", "AbortError"));
    });
    done.catch(() => undefined); // told below
    let value: T;
    try {
      value = await act(t);
    } catch (error) {
      try {
        t.abort();
      } catch {
        // it ended by itself, and says why
        await done;
      }
      throw error;
    }
    await done;
    return value;
  });
}

/** Gives what a browser refuses a code: E24 for a full disk, E22 for an account that is gone. */
async function guarded<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) !== "") throw error;
    const name = error instanceof DOMException ? error.name : "";
    if (name === "QuotaExceededError") return fail("E24", "this browser has no room left");
    if (name === "InvalidStateError") return fail("E22", "this account is no longer open in this browser");
    return fail("E24", "this browser does not keep data");
  }
}
