import { recipientHash } from "../crypto/keys/index.ts";
import {
  SluisError, ZeroHash, codeOf, fail, line, partyKind, partyMember, partyTeam,
  type Hash, type MemberID, type Party,
} from "../crypto/note/index.ts";
import type { Identity } from "../crypto/identity/index.ts";
import type { Team } from "../crypto/roster/index.ts";
import { openSecret, teamKeyForm } from "../crypto/seal/index.ts";
import type { Directory } from "./replica.ts";

/**
 * TeamKeys opens the keys of the member's own teams, each once. A key counts
 * only when its public half equals the recipient in the signed team note.
 */
export class TeamKeys {
  readonly #opened = new Map<Hash, Identity>();
  readonly #byRH = new Map<Hash, Promise<Identity>>(); // those being searched for, and found

  constructor(
    private readonly dir: Directory,
    private readonly member: MemberID,
    private readonly own: Identity,
  ) {}

  /**
   * forRecipient gives the identity behind a party key: a key of one of the
   * member's teams, or the member's own. E07 when it cannot be opened.
   */
  forRecipient(p: Party, rh: Hash): Promise<Identity> {
    if (partyKind(p) === "m") return this.#ownKey(p, rh);
    const known = this.#byRH.get(rh);
    if (known !== undefined) return known;
    const opening = this.#search(p, rh);
    this.#byRH.set(rh, opening);
    opening.catch(() => this.#byRH.delete(rh)); // asked again when the team may have a newer key
    return opening;
  }

  /** hold takes a key that this member made itself. */
  hold(id: Identity): void {
    this.#opened.set(recipientHash(id.recipient), id);
  }

  async #ownKey(p: Party, rh: Hash): Promise<Identity> {
    if (partyMember(p) !== this.member || recipientHash(this.own.recipient) !== rh) {
      fail("E07", "grant is for another member key");
    }
    return this.own;
  }

  /**
   * #search goes from the newest epoch down along the chain lines. The code is that of
   * the key itself, or of a newer one that may have led to it.
   */
  async #search(p: Party, rh: Hash): Promise<Identity> {
    const team = partyTeam(p);
    const newest = this.dir.book.team(team) ?? fail("E06", "team is not in the directory");
    let next: Identity | undefined;
    let broken: unknown;
    for (let { epoch } = newest; epoch >= 0; epoch--) {
      const t = this.dir.book.teamAt(team, epoch);
      if (t === undefined) break;
      try {
        next = this.#opened.get(t.rcpt) ?? (await this.#open(t, next));
        this.#opened.set(t.rcpt, next);
        if (t.rcpt === rh) return next;
      } catch (err) {
        const code = codeOf(err);
        if (code === "" || code >= "E20") throw err; // the hub is away: that says nothing of the key
        next = undefined;
        if (code !== "E07") broken = err;
        if (t.rcpt === rh) throw broken ?? err;
      }
    }
    return fail("E07", "this team key is not ours to open");
  }

  /** #open opens one epoch: by the member's own line, else by the key of the epoch after it. */
  async #open(t: Team, next: Identity | undefined): Promise<Identity> {
    const mine = t.members.find((w) => w.member === this.member && w.rcpt === recipientHash(this.own.recipient));
    let failure: unknown = new SluisError("E07", "no line for this member");
    try {
      if (mine !== undefined) return await this.#unwrap(t, this.own, mine.file, this.member);
    } catch (err) {
      failure = err;
    }
    const after = this.dir.book.teamAt(t.team, t.epoch + 1);
    if (next === undefined || after === undefined || after.chain === ZeroHash) throw failure;
    try {
      return await this.#unwrap(t, next, after.chain, "chain");
    } catch (err) {
      throw codeOf(failure) === "E07" ? err : failure;
    }
  }

  async #unwrap(t: Team, by: Identity, file: Hash, to: string): Promise<Identity> {
    const context = [line("org", t.org), line("tid", t.team), line("epoch", String(t.epoch)), line("to", to)];
    return openSecret(by, await this.dir.file(file), teamKeyForm, context, t.rcpt);
  }
}
