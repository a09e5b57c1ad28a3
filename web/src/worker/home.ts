// A member's home in this browser: the names that acting as a member uses, on the
// tables of the store, and locks that hold for all tabs.

import type { Bytes } from "../crypto/note/index.ts";
import { type Home, memoryLocks, platformLocks } from "../member/index.ts";
import { type Store, type Table, accountKey } from "./store.ts";
import type { Account } from "./protocol.ts";

/** Folders that are tables; what stands in none of them lies in "own", under its whole name. */
const folders: Readonly<Record<string, Table>> = {
  directory: "records",
  log: "leaves",
  exchanges: "frames",
  outbox: "outbox",
  accepts: "accepts",
  cosigned: "cosigned",
  uploads: "uploads",
  drafts: "drafts",
};

function place(name: string): { table: Table; key: string } {
  const slash = name.indexOf("/");
  const table = slash < 0 ? undefined : folders[name.slice(0, slash)];
  return table === undefined ? { table: "own", key: name } : { table, key: name.slice(slash + 1) };
}

/** The home of an account on its store. */
export function homeOn(store: Store, account: Pick<Account, "org" | "member">): Home {
  const prefix = `sluis/${accountKey(account)}`;
  return {
    read: (name) => {
      const { table, key } = place(name);
      return store.get(table, key);
    },
    write: (name, bytes: Bytes) => store.write({ ...place(name), value: bytes }),
    async readAll(names) {
      const places = names.map(place);
      const values = new Map<Table, (Bytes | undefined)[]>();
      const keysOf = (table: Table) => places.filter((p) => p.table === table).map((p) => p.key);
      for (const { table } of places) {
        if (!values.has(table)) values.set(table, await store.getAll(table, keysOf(table)));
      }
      return places.map(({ table }) => values.get(table)?.shift()); // each table's, in the order asked
    },
    writeAll: (files) => store.write(...files.map(([name, value]) => ({ ...place(name), value }))),
    remove: (name) => store.write({ ...place(name), value: undefined }),
    async list(folder) {
      const table = folders[folder];
      if (table !== undefined) return store.keys(table);
      const keys = await store.keys("own", folder + "/");
      return keys.map((key) => key.slice(folder.length + 1));
    },
    locks: typeof navigator === "object" && "locks" in navigator ? platformLocks(navigator.locks, prefix) : memoryLocks(),
  };
}
