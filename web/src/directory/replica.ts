import type { Entry } from "../crypto/chain/index.ts";
import { parseRecipient, type Recipient } from "../crypto/keys/index.ts";
import {
  ZeroID, ascii, codeOf, fail, hashOf, partyKind, partyMember, partyTeam,
  type Bytes, type Checkpoint, type Hash, type KeyID, type MemberID, type OrgID, type Party, type TeamID,
} from "../crypto/note/index.ts";
import { Book, parseMailbox, type Mailbox, type Posting } from "../crypto/roster/index.ts";
import type { Head, Leaf as LogLine, Policy } from "../crypto/translog/index.ts";
import { type Leaf, Limits } from "../hub/index.ts";
import { KeptLog, syncAfter } from "./log.ts";
import { namesIn, type Named } from "./named.ts";
import { Turn } from "./turn.ts";

/** Records is where the directory comes from, and where a copy of it is kept. */
export interface Records {
  checkpoint(): Promise<Bytes>;
  /** The hub's clock, in Unix seconds. */
  time(): Promise<number>;
  leaves(from: number, limit: number): Promise<Leaf[]>;
  /** The notes of these mailboxes, in their order; empty where there is none. */
  mailboxes(rids: readonly MemberID[]): Promise<Bytes[]>;
  /** The objects of these hashes, in their order; empty where there is none. */
  objects(hashes: readonly Hash[]): Promise<Bytes[]>;
  read(names: readonly string[]): Promise<(Bytes | undefined)[]>;
  /** Writes all or none. */
  write(files: readonly (readonly [name: string, bytes: Bytes])[]): Promise<void>;
  /** only runs an act while no other tab runs one of that name. */
  only<T>(name: string, act: () => Promise<T>): Promise<T>;
}

/** objectsAtOnce is how many hashes one question names. */
const objectsAtOnce = 200;

/** The hub that is away or says to wait, the session that ended, the full disk are no matter of one organisation. */
const ofOneOrganisation = (code: string): boolean => !["", "E22", "E24", "E25", "E27"].includes(code);

/** Objects are records and what they name, by hash. */
type Objects = Map<Hash, Bytes>;
const fileOf = (hash: Hash): string => `directory/${hash}`;
const mailboxFile = (rid: MemberID): string => `directory/${rid}`;

/** Numbered is a line of the log with its number. */
export interface Numbered extends LogLine {
  readonly n: number;
}

/**
 * Directory is a member's replica of the hub's public records: the whole directory
 * log, and of each organisation that was needed the records themselves.
 */
export class Directory {
  readonly #log: KeptLog;
  readonly #book: Book;
  readonly #added = new Map<OrgID, number>(); // lines of that organisation that are in the book
  readonly #wanted = new Set<OrgID>(); // of acts that wait for their turn
  readonly #turn = new Turn();
  /** What a session demands of its own records each time they were asked for. */
  demand: () => void = () => undefined;

  constructor(
    private readonly source: Records,
    private readonly founders: Readonly<Record<OrgID, KeyID>>,
    policy: Policy,
    /** Whose records must never be out of date. */
    private readonly own: OrgID,
  ) {
    this.#log = new KeptLog(source, policy);
    this.#book = new Book(founders);
    this.#book.useLog(this.#log);
  }

  /** What was verified so far. */
  get book(): Book {
    return this.#book;
  }

  /** The newest checkpoint that was verified, as far as the directory was read. */
  get head(): Head {
    return this.#log.head;
  }

  /**
   * sync asks the hub for the newest checkpoint and the lines up to it, and brings
   * every organisation that is in use up to date. One that cannot be brought there
   * stops nobody but who needs it, unless it is the member's own. Cost: the number of
   * new lines. E11: the log is not what it was; what was verified stays in force.
   * Without enough witnesses (E13) what is known goes on to count, for as long as it is
   * fresh.
   */
  sync(): Promise<void> {
    return this.#turn.take(() => this.#sync());
  }

  async #sync(): Promise<void> {
    try {
      await this.#bring();
    } catch (err) {
      if (codeOf(err) === "E27") this.demand(); // before it went away the hub may have said it
      throw err;
    }
    this.demand();
  }

  async #bring(): Promise<void> {
    await this.#log.recall();
    try {
      await this.#log.advance();
    } catch (err) {
      if (codeOf(err) !== "E13" || this.#log.head.size === 0) throw err;
    }
    await this.#tryAll([...this.#added.keys()]);
  }

  /**
   * checkpoint gives the checkpoint to sign with at now, in Unix seconds; what is known
   * is brought up to date first when it is older than a few minutes. E12 when it stays
   * older than within, in seconds; E26 when this clock is behind those of the witnesses
   * by more than clocks may differ, or when it is old only by this clock, which is ahead of
   * the hub's.
   */
  async checkpoint(now: number, within: number): Promise<Checkpoint> {
    if (now - this.#log.head.time > syncAfter) {
      await this.#turn.take(async () => {
        if (now - this.#log.head.time > syncAfter) await this.#sync(); // nobody did meanwhile
      }).catch(unlessAway);
    }
    try {
      return this.#log.sign(now, within);
    } catch (err) {
      if (codeOf(err) !== "E12" || !(await this.#ahead(now, within))) throw err;
      return fail("E26", "this clock is ahead of the hub's");
    }
  }

  /**
   * #ahead says whether it is the fault of this clock that the head is too old. Nothing
   * is signed either way, so the hub may be believed about who is to blame.
   */
  async #ahead(now: number, within: number): Promise<boolean> {
    const time = await this.source.time().catch(() => now);
    return now - Limits.clockSkew > time && time - this.#log.head.time <= within;
  }

  /** reach makes sure that the log is known up to a size that an entry names, if the hub shows so much. */
  async reach(size: number): Promise<void> {
    if (size > 0 && size <= this.#log.head.size) return;
    await this.#turn.take(async () => {
      await this.#log.recall();
      if (size > this.#log.head.size) await this.#sync();
    }).catch(unlessAway);
  }

  /**
   * need brings the records of these organisations into the book. Acts that wait
   * for their turn are fetched for at once: what many exchanges of a list need
   * costs a few questions, not a few for each.
   */
  need(...orgs: readonly OrgID[]): Promise<void> {
    for (const org of orgs) this.#wanted.add(org);
    return this.#turn.take(async () => {
      await this.#log.recall();
      await this.#load(orgs);
    });
  }

  /**
   * needParty brings in the organisation of a party, before something is sealed to it:
   * E06 when the hub withholds a record of it, which may be a newer key or a revocation.
   */
  async needParty(p: Party): Promise<void> {
    const org = this.orgOf(p);
    if (org !== "" && org !== ZeroID) await this.need(org);
  }

  /** all brings every organisation into the book that can be: the address book. */
  async all(): Promise<void> {
    await this.#turn.take(async () => {
      await this.#log.recall();
      await this.#tryAll(this.#log.lines.orgs().sort());
    });
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

  /**
   * forEntries brings in whoever appears in the headers of an exchange, and as much of
   * the log as its entries name.
   */
  async forEntries(entries: readonly Entry[]): Promise<void> {
    await this.reach(entries.reduce((most, e) => Math.max(most, e.cp.size), 0));
    const orgs = new Set<OrgID>();
    const boxes = new Set<MemberID>();
    for (const e of entries) {
      if (e.org !== ZeroID) orgs.add(e.org);
      for (const { party } of e.grants) {
        const org = this.#log.lines.orgOf(partyTeam(party));
        if (org !== "") orgs.add(org);
        if (partyKind(party) === "r") boxes.add(partyMember(party));
      }
    }
    const lacks = (org: OrgID): boolean => !this.#added.has(org) || this.#todo(org).length > 0;
    const missing = [...orgs].filter(lacks);
    if (missing.length > 0) await this.need(...missing.sort());
    const unknown = [...boxes].filter((rid) => this.#book.mailbox(rid) === undefined);
    if (unknown.length > 0) await this.#turn.take(() => this.#needMailboxes(unknown.sort()));
  }

  /**
   * #needMailboxes brings mailboxes into the book, each after its organisation. Those
   * that are not there, or not for this member, are nobody's: entries by them are E06.
   */
  async #needMailboxes(rids: readonly MemberID[]): Promise<void> {
    const kept = await this.source.read(rids.map(mailboxFile));
    const asked = rids.filter((_, i) => kept[i] === undefined);
    const got = asked.length === 0 ? [] : await this.source.mailboxes(asked);
    for (const [i, rid] of rids.entries()) {
      const raw = kept[i] ?? got[asked.indexOf(rid)];
      const m = raw && (await readMailbox(raw));
      if (raw === undefined || m?.rid !== rid) continue;
      await this.#load([m.org]);
      const objects: Objects = new Map();
      await this.#fetch([{ kind: "recipient", hash: m.rcpt }], objects);
      const recipient = objects.get(m.rcpt);
      if (recipient !== undefined) await this.#book.add("recipient", recipient);
      await this.#book.add("mailbox", raw);
      if (kept[i] === undefined) await this.source.write([[mailboxFile(rid), raw]]);
    }
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
    for (const org of this.#inOrder(orgs)) await this.#add(org, objects);
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

  /** #todo are the lines of an organisation whose records the book does not hold yet. */
  #todo(org: OrgID): readonly Numbered[] {
    const { lines } = this.#log;
    return lines.of(org, this.#added.get(org)).map((n) => ({ n, ...lines.at(n)! }));
  }

  /** #add adds the records of one organisation that the book does not hold yet. */
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
    const asked = new Set<string>(); // each manifest names all members again
    for (let level = records; level.length > 0; ) {
      levels.push(level);
      await this.#fetch(level, objects);
      const next: Named[] = [];
      for (const { kind, hash } of level) {
        const bytes = objects.get(hash);
        for (const name of bytes === undefined ? [] : await namesIn(kind, bytes)) {
          const key = `${name.kind} ${name.hash}`;
          if (!asked.has(key)) next.push(name);
          asked.add(key);
        }
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
    const kept = await this.source.read(unknown.map(fileOf));
    for (const [i, bytes] of kept.entries()) {
      const hash = unknown[i] ?? "";
      if (bytes !== undefined && hashOf(bytes) === hash) into.set(hash, bytes);
    }
    const missing = unknown.filter((hash) => !into.has(hash));
    for (let at = 0; at < missing.length; at += objectsAtOnce) {
      const part = missing.slice(at, at + objectsAtOnce);
      const got = await this.source.objects(part);
      for (const [i, hash] of part.entries()) {
        const bytes = got[i];
        if (bytes !== undefined && bytes.length > 0 && hashOf(bytes) === hash) into.set(hash, bytes);
      }
      const files = part.map((hash) => [fileOf(hash), into.get(hash)] as const);
      await this.source.write(files.filter((f): f is readonly [string, Bytes] => f[1] !== undefined));
    }
  }

  /** object gives an object by its hash, from what is kept or the hub; undefined when there is none. */
  async object(kind: string, hash: Hash): Promise<Bytes | undefined> {
    const found: Objects = new Map();
    await this.#fetch([{ kind, hash }], found);
    return found.get(hash);
  }

  /** file gives a sealed team key, from what is kept or the hub, under its own hash only (E08). */
  async file(hash: Hash): Promise<Bytes> {
    return (await this.object("teamkey", hash)) ?? fail("E08", "team key file is missing or not the signed one");
  }

  /** records are the lines of an organisation whose records the book holds, in the order of the log. */
  records(org: OrgID): readonly Numbered[] {
    const { lines } = this.#log;
    const known = lines.of(org).slice(0, this.#added.get(org) ?? 0);
    return known.map((n) => ({ n, ...lines.at(n)! }));
  }

  /** recipientAt gives a recipient by its hash, from what is kept or the hub: E06 when it is withheld. */
  async recipientAt(rh: Hash): Promise<Recipient> {
    const text = await this.object("recipient", rh);
    return parseRecipient(ascii(text ?? fail("E06", "the hub withholds a recipient that a record names")));
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

  // A name tells two apart only for who knows all names. The log says which organisations
  // there are, the hub has their records: one that it withholds may have any name.

  /** pinned says whether the root of an organisation was known before the directory was. */
  pinned(org: OrgID): boolean {
    return this.founders[org] !== undefined || org === this.own;
  }

  /** nameless says whether there is an organisation, but this one, whose name nobody here knows. */
  nameless(but: OrgID): boolean {
    return this.#misses((org) => org !== but && this.#book.org(org) === undefined);
  }

  /**
   * teamless says whether an organisation may have teams that are not in the address book.
   * A card that is there and does not count makes no team.
   */
  teamless(): boolean {
    const teams = (org: OrgID): readonly Posting[] => this.#book.manifest(org)?.teams ?? [];
    return this.#misses((org) => this.#todo(org).length > 0 || teams(org).some((t) => cardless(this.#book, t.team)));
  }

  /** #misses says whether something is missing of an organisation that may count. */
  #misses(of: (org: OrgID) => boolean): boolean {
    return this.#log.lines.orgs().some((org) => this.#mayCount(org) && of(org));
  }

  /**
   * #mayCount says whether an organisation may count, by the lines of the log alone: who is
   * no founder and has nobody's vouch has no teams (FORMAT.md R9), and stands in nobody's way.
   */
  #mayCount(org: OrgID): boolean {
    const { lines } = this.#log;
    const vouch = (n: number): boolean => {
      const l = lines.at(n);
      return l?.kind === "vouch" && l.subject !== org;
    };
    return this.pinned(org) || lines.of(org).some(vouch);
  }

  /** hasManifest says whether the log has that manifest of an organisation. */
  hasManifest(org: OrgID, manifest: Hash): boolean {
    const { lines } = this.#log;
    return lines.of(org).some((n) => {
      const l = lines.at(n);
      return l?.kind === "manifest" && l.hash === manifest;
    });
  }

  /** orgOf is the organisation of a party now, "" when it is not known. */
  orgOf(p: Party): OrgID {
    return this.#book.orgOf(p) ?? "";
  }
}

/** cardless says whether the card that a team has is not there. */
function cardless(book: Book, team: TeamID): boolean {
  try {
    book.checkCard(team);
    return false;
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return codeOf(err) === "E06";
  }
}

/** readMailbox is a mailbox note, undefined when it is none. */
async function readMailbox(raw: Bytes): Promise<Mailbox | undefined> {
  try {
    return await parseMailbox(raw);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}

/** A hub that is away, or has no checkpoint yet: what is known must do. */
function unlessAway(err: unknown): void {
  if (codeOf(err) !== "E27") throw err;
}
