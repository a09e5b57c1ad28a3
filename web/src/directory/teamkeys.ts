import { recipientHash } from "../crypto/keys/index.ts";
import {
  SluisError, ZeroHash, fail, line, partyKind, partyMember, partyTeam,
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
  readonly #byRH = new Map<Hash, Promise<Identity>>();

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

  async #ownKey(p: Party, rh: Hash): Promise<Identity> {
    if (partyMember(p) !== this.member || recipientHash(this.own.recipient) !== rh) {
      fail("E07", "grant is for another member key");
    }
    return this.own;
  }

  /**
   * #search goes from the newest epoch down along the chain lines. E07 when no line
   * leads there; when one does and its file is withheld or not what was signed, with
   * the code of that.
   */
  async #search(p: Party, rh: Hash): Promise<Identity> {
    const team = partyTeam(p);
    const newest = this.dir.book.team(team) ?? fail("E06", "team is not in the directory");
    let next: Identity | undefined;
    let broken: SluisError | undefined; // why a newer key, which may lead to the older ones, is not there
    for (let { epoch } = newest; epoch >= 0; epoch--) {
      const t = this.dir.book.teamAt(team, epoch);
      if (t === undefined) break;
      const key = await this.#open(t, next);
      next = key instanceof SluisError ? undefined : key;
      if (key instanceof SluisError && key.code !== "E07") broken = key;
      if (t.rcpt !== rh) continue;
      if (!(key instanceof SluisError)) return key;
      throw key.code === "E07" && broken !== undefined ? broken : key;
    }
    return fail("E07", "this team key is not ours to open");
  }

  /**
   * #open opens one epoch: by the member's own line, else by the key of the epoch
   * after it; else it says why not: of the own line, if there is one.
   */
  async #open(t: Team, next: Identity | undefined): Promise<Identity | SluisError> {
    let failure = new SluisError("E07", "no line for this member");
    const mine = t.members.find((w) => w.member === this.member && w.rcpt === recipientHash(this.own.recipient));
    if (mine !== undefined) {
      const key = await this.#tried(t, this.own, mine.file, this.member);
      if (!(key instanceof SluisError)) return key;
      failure = key;
    }
    const after = this.dir.book.teamAt(t.team, t.epoch + 1);
    if (next === undefined || after === undefined || after.chain === ZeroHash) return failure;
    const key = await this.#tried(t, next, after.chain, "chain");
    return key instanceof SluisError && failure.code !== "E07" ? failure : key;
  }

  /** #tried unwraps, or says why it cannot; that the hub is away says nothing of the key, and is thrown. */
  async #tried(t: Team, by: Identity, file: Hash, to: string): Promise<Identity | SluisError> {
    try {
      return await this.#unwrap(t, by, file, to);
    } catch (err) {
      if (!(err instanceof SluisError) || err.code >= "E20") throw err;
      return err;
    }
  }

  async #unwrap(t: Team, by: Identity, file: Hash, to: string): Promise<Identity> {
    const context = [line("org", t.org), line("tid", t.team), line("epoch", String(t.epoch)), line("to", to)];
    return openSecret(by, await this.dir.file(file), teamKeyForm, context, t.rcpt);
  }
}
