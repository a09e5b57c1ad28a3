import { type Bytes, fail, isID, same } from "../crypto/note/index.ts";
import type { Account } from "./protocol.ts";

/**
 * What a browser keeps of an account: ciphertext sealed to the member's own key,
 * public records and hashes only. Every value is bytes; whoever puts them says
 * for what they are by the name of the table:
 */
export const tables = [
  "records", // public records of the directory, by hash
  "leaves", // the lines of the directory log, in parts by number
  "frames", // entries of exchanges as the hub gave them, by exchange and place (see at): signed and sealed bytes
  "outbox", // signed and sealed entries whose arrival is not confirmed yet
  "accepts", // finished acceptances that wait for a co-signature, sealed to the member
  "cosigned", // by offer: the hash of the one acceptance that was co-signed; see once
  "uploads", // pieces of sealed attachments that are under way
  "drafts", // sealed to the member
  "index", // what searching needs, sealed to the member
  "pins", // hashes of what was seen confirmed
  "own", // the sealed keyring, its newest head, the sealed state, the newest checkpoint, bookmarks
] as const;
export type Table = (typeof tables)[number];

/** One change: a value, or undefined to remove it. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

/**
 * The data of one account. Two tabs of one browser have one and the same: each
 * sees at once what the other wrote. A full disk is E24 and changes nothing; an
 * account that was forgotten meanwhile, here or in another tab, is E22.
 */
export interface Store {
  get(table: Table, key: string): Promise<Bytes | undefined>;
  /** Those of many keys, in the order asked. */
  getAll(table: Table, keys: readonly string[]): Promise<(Bytes | undefined)[]>;
  /** The keys that begin so, sorted; all with "". */
  keys(table: Table, prefix?: string): Promise<string[]>;
  /** Keys and values that begin so, sorted by key. */
  entries(table: Table, prefix?: string): Promise<[key: string, value: Bytes][]>;
  /** Makes all changes or none. */
  write(...changes: readonly Change[]): Promise<void>;
  /** Stores a value under a key that is given away once: the same bytes again are fine, others are E31. */
  once(table: Table, key: string, value: Uint8Array): Promise<void>;
  /** Runs the act while no other tab runs one under that name; waits for its turn. */
  lock<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** Runs the act if none runs under that name in any tab now; else undefined. */
  tryLock<T>(name: string, act: () => Promise<T>): Promise<T | undefined>;
  close(): void;
}

/** All that this browser keeps: the accounts it remembers, and the store of each. */
export interface Shelf {
  /** The accounts, as they were remembered last, in the order of their first time. */
  accounts(): Promise<Account[]>;
  remember(account: Account): Promise<void>;
  /** Removes an account and everything that is kept of it, also while other tabs have it open. */
  forget(account: Pick<Account, "org" | "member">): Promise<void>;
  /** Opens the store of an account; an empty one the first time. */
  open(account: Pick<Account, "org" | "member">): Promise<Store>;
}

/** A key of a number, or of an exchange and a number, that sorts as numbers do. */
export function at(...parts: (string | number)[]): string {
  return parts.map((p) => (typeof p === "number" ? String(p).padStart(16, "0") : p)).join("/");
}

/** Names the account among those of one browser. */
export function accountKey({ org, member }: Pick<Account, "org" | "member">): string {
  if (!isID(org) || !isID(member)) fail("E01", "account is not two ids");
  return `${org}/${member}`;
}

const ways = new Set<unknown>(["device", "passkey", "phrase"]);

/** Reads an account as it was stored, undefined when it is none: whoever else wrote there does not count. */
export function readAccount(value: unknown): Account | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { org, member, code, ways: used, waits } = value as Partial<Record<keyof Account, unknown>>; // checked here
  if (typeof org !== "string" || !isID(org) || typeof member !== "string" || !isID(member)) return undefined;
  if (typeof code !== "string" || !Array.isArray(used)) return undefined;
  const isWay = (way: unknown): way is Account["ways"][number] => ways.has(way);
  return { org, member, code, ways: used.filter(isWay), ...(waits === true ? { waits } : {}) };
}

/** Decides about once: whether the value is to be written. */
export function firstWins(had: Uint8Array | undefined, value: Uint8Array): boolean {
  if (had === undefined) return true;
  return same(had, value) ? false : fail("E31", "this was given to a colleague already");
}
