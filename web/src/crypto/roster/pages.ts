import type { Public, Recipient } from "../keys/index.ts";
import type { Bytes, Hash, KeyID, MemberID, OrgID, Party, TeamID } from "../note/index.ts";
import type { Card } from "./card.ts";
import type { MemberRecord } from "./compact.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Manifest } from "./manifest.ts";
import type { Org } from "./org.ts";
import type { Team } from "./team.ts";

/**
 * Table is a map that may lie on another one: what is set in it hides what is
 * below, and comes there only by merge.
 */
export class Table<V> {
  readonly #own = new Map<string, V>();
  readonly #below: Table<V> | undefined;

  constructor(below?: Table<V>) {
    this.#below = below;
  }

  get(key: string): V | undefined {
    return this.#own.has(key) ? this.#own.get(key) : this.#below?.get(key);
  }

  set(key: string, value: V): void {
    this.#own.set(key, value);
  }

  /** remove is for the lowest table alone. */
  remove(key: string): void {
    this.#own.delete(key);
  }

  /** values are those of the lowest table. */
  values(): Iterable<V> {
    return this.#own.values();
  }

  merge(): void {
    for (const [key, value] of this.#own) this.#below?.set(key, value);
  }
}

// The states below are never changed once stored, only replaced.

export interface OrgState {
  readonly org: Org;
  readonly accepted: boolean;
  readonly vouchers: readonly OrgID[];
  readonly manifest: Manifest | undefined; // newest, undefined before the first
  readonly last: number; // one more than the number of its newest record
}

export interface MemberState {
  readonly org: OrgID;
  readonly record: MemberRecord | undefined; // that the newest manifest names, undefined when it names none
  readonly teams: readonly TeamID[];
  readonly from: number; // see Span
}

export interface TeamState {
  readonly org: OrgID;
  readonly card: Hash | undefined; // that the newest manifest names, undefined when it names none
  readonly assigned: readonly MemberID[];
  readonly epochs: readonly Team[];
  /** Of the newest epoch's members, line by line: the member note that counted then. */
  readonly sealedTo: readonly Hash[];
  readonly from: number; // see Span
}

/**
 * Span is a stretch of log sizes at which something held: from the size with
 * which the record that began it is in, up to but without the size with which
 * the record that ended it is in; to is 0 while it holds. ended is the time of
 * the record that ended it.
 */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly ended: number;
  readonly before: Span | undefined;
}

/** covers says whether the span, or one before it, covers a log of that size. */
export function covers(span: Span | undefined, size: number): boolean {
  for (let s = span; s !== undefined; s = s.before) {
    if (s.from <= size && (s.to === 0 || size < s.to)) return true;
  }
  return false;
}

export interface Revoked {
  readonly time: number;
  readonly from: number;
}

/**
 * Pages are what a Book holds. They are written in a draft that lies on them, so
 * that whoever reads meanwhile sees all of what is added together, or nothing.
 */
export class Pages {
  size: number; // one more than the highest number of a record
  readonly held: Table<true>; // everything that was accepted, by kind and hash
  readonly orgs: Table<OrgState>;
  readonly notes: Table<MemberRecord>; // member notes by hash
  readonly members: Table<MemberState>;
  readonly teams: Table<TeamState>;
  readonly rcpts: Table<true>; // team keys of all time
  readonly mailboxes: Table<Mailbox>;
  readonly cards: Table<Card>;
  readonly terms: Table<Bytes>;
  readonly recipients: Table<Recipient>;
  readonly named: Table<number>; // how many records name that recipient
  readonly signing: Table<Span>; // who could sign for which party, and when
  readonly keyOf: Table<Public>; // by author and key id
  readonly revoked: Table<Revoked>;
  readonly admins: Table<Span>; // which sign key was an admin's, and when
  readonly party: Table<Span>; // which recipient was whose, and when
  readonly adminKey: Table<Public>; // every key that is or was in admins
  readonly #below: Pages | undefined;

  constructor(below?: Pages) {
    this.#below = below;
    this.size = below?.size ?? 0;
    this.held = new Table(below?.held);
    this.orgs = new Table(below?.orgs);
    this.notes = new Table(below?.notes);
    this.members = new Table(below?.members);
    this.teams = new Table(below?.teams);
    this.rcpts = new Table(below?.rcpts);
    this.mailboxes = new Table(below?.mailboxes);
    this.cards = new Table(below?.cards);
    this.terms = new Table(below?.terms);
    this.recipients = new Table(below?.recipients);
    this.named = new Table(below?.named);
    this.signing = new Table(below?.signing);
    this.keyOf = new Table(below?.keyOf);
    this.revoked = new Table(below?.revoked);
    this.admins = new Table(below?.admins);
    this.party = new Table(below?.party);
    this.adminKey = new Table(below?.adminKey);
  }

  /** merge makes a draft part of the pages that it lies on. */
  merge(): void {
    const { held, orgs, notes, members, teams, rcpts, mailboxes, cards, terms, recipients, named } = this;
    const { signing, keyOf, revoked, admins, party, adminKey } = this;
    for (const table of [
      held, orgs, notes, members, teams, rcpts, mailboxes, cards, terms, recipients, named,
      signing, keyOf, revoked, admins, party, adminKey,
    ]) {
      table.merge();
    }
    if (this.#below !== undefined) this.#below.size = this.size;
  }

  /** count takes note that a record has number n. */
  count(n: number): void {
    this.size = Math.max(this.size, n + 1);
  }

  /** name takes note that one more record names a recipient. */
  name(rh: Hash): void {
    this.named.set(rh, (this.named.get(rh) ?? 0) + 1);
  }

  /** recordIn gives the member note that a manifest names by that hash. */
  recordIn(record: Hash | undefined): MemberRecord | undefined {
    return record === undefined ? undefined : this.notes.get(record);
  }
}

// What the tables are read by.
export const signingKey = (party: Party, author: MemberID, key: KeyID): string => `${party} ${author} ${key}`;
export const authorKey = (author: MemberID, key: KeyID): string => `${author} ${key}`;
export const orgKey = (org: OrgID, key: KeyID): string => `${org} ${key}`;
export const partyKey = (party: Party, rh: Hash): string => `${party} ${rh}`;
export const heldKey = (kind: string, hash: Hash): string => `${kind} ${hash}`;
