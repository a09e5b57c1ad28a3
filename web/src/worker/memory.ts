import { type Bytes, fail, utf8 } from "../crypto/note/index.ts";
import type { Account } from "./protocol.ts";
import { type Change, type Shelf, type Store, type Table, accountKey, firstWins } from "./store.ts";

/** Keeps what a browser would, for as long as it is held. Room bounds the bytes of one account. */
export class MemoryDisk {
  readonly accounts = new Map<string, Account>();
  readonly stores = new Map<string, Map<string, Bytes>>();
  readonly turns = new Map<string, Promise<unknown>>();
  room: number;

  constructor(room = Infinity) {
    this.room = room;
  }
}

/** Opens a shelf on a disk in memory; several on one disk are several tabs of one browser. */
export function memoryShelf(disk: MemoryDisk = new MemoryDisk()): Shelf {
  return {
    accounts: async () => [...disk.accounts.values()].map((a) => structuredClone(a)),
    remember: async (account) => void disk.accounts.set(accountKey(account), structuredClone(account)),
    forget: async (account) => {
      disk.accounts.delete(accountKey(account));
      disk.stores.delete(accountKey(account));
    },
    open: async (account) => {
      const key = accountKey(account);
      const data = disk.stores.get(key) ?? new Map<string, Bytes>();
      disk.stores.set(key, data);
      return new MemoryStore(disk, key, data);
    },
  };
}

class MemoryStore implements Store {
  readonly #disk: MemoryDisk;
  readonly #key: string;
  readonly #data: Map<string, Bytes>;
  #open = true;

  constructor(disk: MemoryDisk, key: string, data: Map<string, Bytes>) {
    this.#disk = disk;
    this.#key = key;
    this.#data = data;
  }

  #all(): Map<string, Bytes> {
    const stands = this.#open && this.#disk.stores.get(this.#key) === this.#data;
    return stands ? this.#data : fail("E22", "this account is no longer open in this browser");
  }

  async get(table: Table, key: string): Promise<Bytes | undefined> {
    return this.#all().get(`${table}\n${key}`)?.slice();
  }

  async getAll(table: Table, keys: readonly string[]): Promise<(Bytes | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(table, key)));
  }

  async keys(table: Table, prefix = ""): Promise<string[]> {
    const begins = `${table}\n${prefix}`;
    const found = [...this.#all().keys()].filter((k) => k.startsWith(begins));
    return found.map((k) => k.slice(table.length + 1)).sort();
  }

  async entries(table: Table, prefix = ""): Promise<[string, Bytes][]> {
    const keys = await this.keys(table, prefix);
    return keys.flatMap((key) => {
      const value = this.#all().get(`${table}\n${key}`);
      return value === undefined ? [] : [[key, value.slice()] as [string, Bytes]];
    });
  }

  async write(...changes: readonly Change[]): Promise<void> {
    const after = new Map(this.#all());
    for (const { table, key, value } of changes) {
      if (value === undefined) after.delete(`${table}\n${key}`);
      else after.set(`${table}\n${key}`, new Uint8Array(value));
    }
    const size = (of: Map<string, Bytes>): number =>
      [...of].reduce((sum, [k, v]) => sum + utf8(k).length + v.length, 0);
    if (size(after) > this.#disk.room && size(after) > size(this.#data)) fail("E24", "this browser has no room left");
    this.#data.clear();
    for (const [key, value] of after) this.#data.set(key, value);
  }

  async once(table: Table, key: string, value: Uint8Array): Promise<void> {
    const had = this.#all().get(`${table}\n${key}`); // nothing comes between this and the write
    if (firstWins(had, value)) await this.write({ table, key, value });
  }

  async lock<T>(name: string, act: () => Promise<T>): Promise<T> {
    const turn = `${this.#key}/${name}`;
    const mine = (this.#disk.turns.get(turn) ?? Promise.resolve()).then(act);
    const over = mine.catch(() => undefined);
    this.#disk.turns.set(turn, over);
    try {
      return await mine;
    } finally {
      if (this.#disk.turns.get(turn) === over) this.#disk.turns.delete(turn);
    }
  }

  async tryLock<T>(name: string, act: () => Promise<T>): Promise<T | undefined> {
    return this.#disk.turns.has(`${this.#key}/${name}`) ? undefined : this.lock(name, act);
  }

  close(): void {
    this.#open = false;
  }
}
