import type { Entry } from "../crypto/chain/index.ts";
import type { Recipient } from "../crypto/keys/index.ts";
import {
  NoLog, ZeroID, ascii, codeOf, fail, hashOf, partyKind, partyMember, partyTeam, utf8,
  type Bytes, type Hash, type KeyID, type OrgID, type Party,
} from "../crypto/note/index.ts";
import { Book } from "../crypto/roster/index.ts";
import type { Leaf } from "../hub/index.ts";
import { Leaves, type Ask } from "./leaves.ts";
import { namesIn, type Named } from "./named.ts";
import { Turn } from "./turn.ts";

/** Records is where the directory comes from, and where a copy of it is kept. */
export interface Records {
  leaves: Ask;
  /** The objects of these hashes, in their order; empty where there is none. */
  objects(hashes: readonly Hash[]): Promise<Bytes[]>;
  read(names: readonly string[]): Promise<(Bytes | undefined)[]>;
  write(files: readonly (readonly [name: string, bytes: Bytes])[]): Promise<void>;
}

/** objectsAtOnce is how many hashes one question names. */
const objectsAtOnce = 200;

/** The hub that is away or says to wait, the session that ended, the full disk are no matter of one organisation. */
const ofOneOrganisation = (code: string): boolean => !["", "E22", "E24", "E25", "E27"].includes(code);

/** Objects are records and what they name, by hash. */
type Objects = Map<Hash, Bytes>;
const listName = "directory/leaves.json";
const verifiedName = "directory/verified.json";
const fileOf = (hash: Hash): string => `directory/${hash}`;

/** Directory is a member's replica of the hub's public records. */
export class Directory {
  #leaves: Leaves | undefined;
  #book: Book;
  #added = new Map<OrgID, number>(); // leaves of that organisation that are in the book
  /** How many leaves of each organisation were ever verified in this browser. */
  #verified = new Map<OrgID, number>();
  #wanted = new Set<OrgID>(); // of acts that wait for their turn
  #turn = new Turn();

  constructor(
    private readonly records: Records,
    private readonly founders: Readonly<Record<OrgID, KeyID>>,
    /** Whose records must never be out of date. */
    private readonly own: OrgID,
  ) {
    this.#book = new Book(founders);
  }

  /** What was verified so far. */
  get book(): Book {
    return this.#book;
  }

  /**
   * sync asks the hub for new leaves and brings every organisation that is in use
   * up to date. One that cannot be brought there stops nobody but who needs it, unless
   * it is the member's own. Cost: the number of new leaves.
   */
  sync(): Promise<void> {
    return this.#turn.take(async () => {
      let leaves = await this.#known();
      let known = leaves.list.length;
      const ask: Ask = (from, limit) => this.records.leaves(from, limit);
      if (!(await leaves.grow(ask))) {
        const anew = new Leaves();
        await anew.grow(ask);
        anew.holds(leaves, this.#verified); // E11: what was verified stays
        leaves = this.#forget(anew);
        known = 0;
      }
      await this.#tryAll([...this.#added.keys()]);
      if (leaves.list.length !== known) await this.records.write([[listName, utf8(JSON.stringify(leaves.list))]]);
    });
  }

  async #known(): Promise<Leaves> {
    if (this.#leaves !== undefined) return this.#leaves;
    const leaves = this.#forget();
    const [kept, verified] = await this.records.read([listName, verifiedName]);
    if (kept === undefined) return leaves;
    try {
      // the hub's list, checked leaf by leaf as it is added
      for (const leaf of JSON.parse(ascii(kept)) as Leaf[]) leaves.add(leaf);
      this.#verified = new Map(verified === undefined ? [] : (JSON.parse(ascii(verified)) as [OrgID, number][]));
      return leaves;
    } catch {
      return this.#forget(); // a damaged list is fetched again: it is the hub's, not ours
    }
  }

  /** #forget begins anew with another list. */
  #forget(leaves = new Leaves()): Leaves {
    this.#book = new Book(this.founders);
    this.#added = new Map();
    return (this.#leaves = leaves);
  }

  /**
   * need brings the records of these organisations into the book. Acts that wait
   * for their turn are fetched for at once: what many exchanges of a list need
   * costs a few questions, not a few for each.
   */
  need(...orgs: readonly OrgID[]): Promise<void> {
    for (const org of orgs) this.#wanted.add(org);
    return this.#turn.take(async () => {
      await this.#known();
      await this.#load(orgs);
    });
  }

  /** all brings every organisation into the book that can be: the address book. */
  async all(): Promise<void> {
    await this.#turn.take(async () => this.#tryAll([...(await this.#known()).byOrg.keys()].sort()));
  }

  /** #tryAll brings in what can be; a bad or withheld record is the matter of its own organisation. */
  async #tryAll(orgs: readonly OrgID[]): Promise<void> {
    for (const org of orgs) this.#wanted.add(org);
    for (const org of orgs) {
      try {
        await this.#load([org]);
      } catch (err) {
        if (!ofOneOrganisation(codeOf(err)) || org === this.own) throw err;
      }
    }
  }

  /** forEntries brings in whoever appears in the headers of an exchange. */
  async forEntries(entries: readonly Entry[]): Promise<void> {
    const { teams, boxes } = await this.#turn.take(() => this.#known());
    const orgs = new Set<OrgID>();
    for (const e of entries) {
      if (e.org !== ZeroID) orgs.add(e.org);
      for (const { party } of e.grants) {
        const org = partyKind(party) === "r" ? boxes.get(partyMember(party))?.org : teams.get(partyTeam(party));
        if (org !== undefined) orgs.add(org);
      }
    }
    const lacks = (org: OrgID): boolean => (this.#leaves?.byOrg.get(org)?.length ?? 0) > (this.#added.get(org) ?? -1);
    const missing = [...orgs].filter(lacks);
    if (missing.length > 0) await this.need(...missing.sort());
  }

  /** #load brings organisations into the book, and before them whoever vouches for them, and for those. */
  async #load(orgs: readonly OrgID[]): Promise<void> {
    const objects: Objects = new Map();
    const others = [...this.#wanted];
    this.#wanted.clear();
    const all = this.#inOrder([...orgs, ...others]).flatMap((org) => this.#todo(org));
    try {
      await this.#fetchAll(all, objects);
    } catch (err) {
      if (codeOf(err) === "") throw err; // else each that is needed here is asked for again below, by itself
    }
    try {
      for (const org of this.#inOrder(orgs)) await this.#add(org, objects);
    } finally {
      await this.#note();
    }
  }

  /** #note keeps how much was verified, so that a hub that begins anew cannot take it back (see Leaves.holds). */
  async #note(): Promise<void> {
    const more = [...this.#added].filter(([org, n]) => n > (this.#verified.get(org) ?? 0));
    if (more.length === 0) return;
    for (const [org, n] of more) this.#verified.set(org, n);
    await this.records.write([[verifiedName, utf8(JSON.stringify([...this.#verified]))]]);
  }

  /**
   * #inOrder gives organisations and those who vouch for them, voucher first. Who
   * still waits is kept in a list: a hub that makes a long row of vouches costs its
   * own octets, no more.
   */
  #inOrder(orgs: readonly OrgID[]): OrgID[] {
    const order = new Set<OrgID>();
    const seen = new Set<OrgID>();
    for (const first of orgs) {
      const waiting = [first];
      for (let org = waiting.at(-1); org !== undefined; org = waiting.at(-1)) {
        if (seen.has(org)) {
          waiting.pop();
          order.add(org);
          continue;
        }
        seen.add(org);
        for (const { kind, subject } of this.#todo(org)) {
          if (kind === "vouch" && !this.#added.has(subject) && !seen.has(subject)) waiting.push(subject);
        }
      }
    }
    return [...order];
  }

  /** #todo are the leaves of an organisation that the book does not hold yet. */
  #todo(org: OrgID): readonly Leaf[] {
    return this.#leaves?.byOrg.get(org)?.slice(this.#added.get(org) ?? 0) ?? [];
  }

  /** #add adds the leaves of one organisation that the book does not hold yet. */
  async #add(org: OrgID, objects: Objects): Promise<void> {
    const todo = this.#todo(org);
    if (todo.length === 0) return;
    let done = this.#added.get(org) ?? 0;
    this.#added.set(org, done); // in use from now on
    const levels = await this.#fetchAll(todo, objects);
    // What records name is added from the deepest level up, then the records themselves.
    for (const level of levels.slice(1).reverse()) {
      for (const { kind, hash } of level) {
        const bytes = objects.get(hash);
        if (bytes !== undefined) await this.#book.add(kind, bytes);
      }
    }
    for (const leaf of todo) {
      const bytes = objects.get(leaf.hash) ?? fail("E06", `the hub withholds a record of organisation ${org}`);
      await this.#book.addAt(leaf.n, leaf.kind, bytes);
      this.#added.set(org, ++done);
    }
  }

  /** #fetchAll gets records, then level by level what they name, and says what the levels are. */
  async #fetchAll(records: readonly Named[], objects: Objects): Promise<(readonly Named[])[]> {
    const levels: (readonly Named[])[] = [];
    for (let level = records; level.length > 0; ) {
      levels.push(level);
      await this.#fetch(level, objects);
      const next: Named[] = [];
      for (const { kind, hash } of level) {
        const bytes = objects.get(hash);
        if (bytes !== undefined) next.push(...(await namesIn(kind, bytes)));
      }
      level = next;
    }
    return levels;
  }

  /**
   * #fetch fills in the objects that are not known yet, from what is kept or from
   * the hub. An object is used only under its own hash.
   */
  async #fetch(want: readonly Named[], into: Objects): Promise<void> {
    const unknown = [...new Set(want.map((n) => n.hash))].filter((hash) => !into.has(hash));
    const kept = await this.records.read(unknown.map(fileOf));
    for (const [i, bytes] of kept.entries()) {
      const hash = unknown[i] ?? "";
      if (bytes !== undefined && hashOf(bytes) === hash) into.set(hash, bytes);
    }
    const missing = unknown.filter((hash) => !into.has(hash));
    for (let at = 0; at < missing.length; at += objectsAtOnce) {
      const part = missing.slice(at, at + objectsAtOnce);
      const got = await this.records.objects(part);
      for (const [i, hash] of part.entries()) {
        const bytes = got[i];
        if (bytes !== undefined && bytes.length > 0 && hashOf(bytes) === hash) into.set(hash, bytes);
      }
      const files = part.map((hash) => [fileOf(hash), into.get(hash)] as const);
      await this.records.write(files.filter((f): f is readonly [string, Bytes] => f[1] !== undefined));
    }
  }

  /** file gives a sealed team key, from what is kept or the hub, under its own hash only (E08). */
  async file(hash: Hash): Promise<Bytes> {
    const found: Objects = new Map();
    await this.#fetch([{ kind: "teamkey", hash }], found);
    return found.get(hash) ?? fail("E08", "team key file is missing or not the signed one");
  }

  /**
   * recipient is the current key of a party: a team's newest epoch, a member's or
   * a mailbox's own. E06 when the directory has none.
   */
  recipient(p: Party): Recipient {
    const rh = this.#recipientHash(p) ?? fail("E06", `no current key of party ${p}`);
    return this.#book.recipient(rh);
  }

  #recipientHash(p: Party): Hash | undefined {
    switch (partyKind(p)) {
      case "t":
        return this.#book.team(partyTeam(p))?.rcpt;
      case "m":
        return this.#book.member(partyMember(p))?.rcpt;
      case "r":
        return this.#book.mailbox(partyMember(p))?.rcpt;
      default:
        return undefined;
    }
  }

  /** orgOf is the organisation of a party, "" when it is not known. */
  orgOf(p: Party): OrgID {
    try {
      return this.#book.partyOrg(p, NoLog);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return "";
    }
  }
}
