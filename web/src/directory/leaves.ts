import { fail, isHash, isID, type MemberID, type OrgID, type TeamID } from "../crypto/note/index.ts";
import { Limits, type Leaf } from "../hub/index.ts";

/** maxLeaves bounds the list, so that a hub cannot feed a client for ever. */
const maxLeaves = 5_000_000;

const kinds = ["org", "vouch", "manifest", "team", "mailbox"];

/** Ask gives leaves from a number on. */
export type Ask = (from: number, limit: number) => Promise<Leaf[]>;

/**
 * Leaves is the list of all records, without the records: who has which. The hub
 * says it, so it decides nothing; what is fetched by it is verified.
 */
export class Leaves {
  readonly list: Leaf[] = [];
  readonly byOrg = new Map<OrgID, Leaf[]>();
  readonly teams = new Map<TeamID, OrgID>();
  readonly boxes = new Map<MemberID, Leaf>();

  /** add puts a leaf at the end: E11 when numbers do not rise, E01 for what is no leaf. */
  add(leaf: Leaf): void {
    this.#check(leaf);
    this.list.push(leaf);
    if (leaf.kind === "mailbox") {
      this.boxes.set(leaf.subject, leaf);
      return;
    }
    if (leaf.kind === "team") this.teams.set(leaf.subject, leaf.org);
    const of = this.byOrg.get(leaf.org);
    if (of === undefined) this.byOrg.set(leaf.org, [leaf]);
    else of.push(leaf);
  }

  #check(leaf: Leaf): void {
    const before = this.list.at(-1)?.n ?? -1;
    if (!Number.isSafeInteger(leaf.n) || leaf.n <= before || this.list.length >= maxLeaves) {
      fail("E11", `directory list does not rise at ${leaf.n}`);
    }
    const subject = leaf.subject;
    if (!kinds.includes(leaf.kind) || !isID(leaf.org) || !isHash(leaf.hash) || (subject !== "" && !isID(subject))) {
      fail("E01", `directory list is malformed at ${leaf.n}`);
    }
  }

  /**
   * holds demands that this list, of a hub that begins anew, takes nothing back: of
   * each organisation stand the records that were verified in an earlier list, so many
   * from its first on. E11 when one is gone: a revocation or a newer key would be
   * undone. Mailboxes end, and are not counted.
   */
  holds(earlier: Leaves, verified: ReadonlyMap<OrgID, number>): void {
    for (const [org, n] of verified) {
      const now = this.byOrg.get(org) ?? [];
      const before = earlier.byOrg.get(org)?.slice(0, n) ?? [];
      const kept = before.every(({ kind, hash }, i) => now[i]?.kind === kind && now[i].hash === hash);
      if (!kept) fail("E11", `the hub took back records of organisation ${org}`);
    }
  }

  /**
   * grow fetches the leaves after those that are known; false when the list must
   * begin anew, since the hub has another leaf in the place of the newest (it was
   * restored). Numbers rise but may leave gaps: mailboxes of others, and
   * those that ended, are not shown.
   */
  async grow(ask: Ask): Promise<boolean> {
    const last = this.list.at(-1);
    let from = last?.n ?? 0;
    for (let again = last !== undefined; ; again = false) {
      let more = await ask(from, Limits.rows);
      const full = more.length >= Limits.rows;
      if (again && last !== undefined) {
        const [first] = more;
        if (first !== undefined && sameLeaf(first, last)) more = more.slice(1);
        else if (last.kind !== "mailbox" || (first !== undefined && first.n <= last.n)) return false;
      }
      for (const leaf of more) {
        this.add(leaf);
        from = leaf.n + 1;
      }
      if (!full) return true;
    }
  }
}

export function sameLeaf(a: Leaf, b: Leaf): boolean {
  return a.n === b.n && a.kind === b.kind && a.org === b.org && a.hash === b.hash
    && a.subject === b.subject && a.version === b.version;
}
