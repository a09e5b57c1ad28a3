import type { Entry, Grant, Opener } from "../crypto/chain/index.ts";
import type { Identity } from "../crypto/identity/index.ts";
import {
  SluisError, fail, hashOf, line,
  type Bytes, type Hash, type ID, type Party,
} from "../crypto/note/index.ts";
import { bind, grantForm, open, openSecret, readBody } from "../crypto/seal/index.ts";
import type { TeamKeys } from "../directory/index.ts";

/**
 * CaseKeys holds the case identities of one exchange: what a member adds to the
 * headers that everybody sees.
 */
export class CaseKeys implements Opener {
  xnonce: ID = "";
  /** Grant files by entry, as they came. */
  readonly files = new Map<Hash, readonly Bytes[]>();
  readonly #rcpt = new Map<number, Hash>(); // per epoch, from the entry that opened it
  readonly #keys = new Map<number, Identity>();
  readonly #failures = new Map<number, SluisError>(); // why an epoch could not be opened

  constructor(
    private readonly teamKeys: Pick<TeamKeys, "forRecipient">,
    private readonly mine: readonly Party[],
  ) {}

  /** key is the case identity of an epoch, undefined when it is not held. */
  key(epoch: number): Identity | undefined {
    return this.#keys.get(epoch);
  }

  /** epochs are those whose key is held, in order. */
  epochs(): number[] {
    return [...this.#keys.keys()].sort((a, b) => a - b);
  }

  /** newest is the newest epoch whose key is held. */
  newest(): { epoch: number; key: Identity } | undefined {
    const epoch = this.epochs().at(-1);
    const key = epoch === undefined ? undefined : this.#keys.get(epoch);
    return epoch === undefined || key === undefined ? undefined : { epoch, key };
  }

  /** admit opens this member's grants in a genesis or rekey. */
  async admit(e: Entry): Promise<void> {
    if (e.type === "genesis") this.xnonce = e.nonce;
    this.#rcpt.set(e.epoch, e.rcpt);
    const files = this.files.get(e.hash) ?? [];
    for (const [i, g] of e.grants.entries()) {
      if (this.#keys.has(g.epoch) || !this.mine.includes(g.party)) continue;
      try {
        this.#keys.set(g.epoch, await this.#openGrant(g, files[i]));
        this.#failures.delete(g.epoch);
      } catch (err) {
        if (!(err instanceof SluisError)) throw err;
        this.#failures.set(g.epoch, err);
      }
    }
  }

  async #openGrant(g: Grant, file: Bytes | undefined): Promise<Identity> {
    if (file === undefined || hashOf(file) !== g.file) return fail("E08", "grant file is missing or not the signed one");
    const by = await this.teamKeys.forRecipient(g.party, g.key);
    const context = [line("xnonce", this.xnonce), line("epoch", String(g.epoch)), line("party", g.party)];
    return openSecret(by, file, grantForm, context, this.#rcpt.get(g.epoch) ?? "");
  }

  /** bind recomputes a bind line of e; undefined without the key of that epoch. */
  async bind(e: Entry, epoch: number): Promise<boolean | undefined> {
    const key = this.#keys.get(epoch);
    if (key === undefined) return undefined;
    const line = e.binds.find((b) => b.epoch === epoch);
    return line !== undefined && (await bind(key, e.note.before("bind"))) === line.value;
  }

  /**
   * body opens the sealed text of e: E07 without its key, E08 when it is not the
   * signed one, E14 or E18 when it does not open, E10 when it is malformed.
   */
  async body(e: Entry, ct: Bytes): Promise<Bytes> {
    const key = this.#keys.get(e.epoch);
    if (key === undefined) {
      throw this.#failures.get(e.epoch) ?? new SluisError("E07", "the key of this part is not ours");
    }
    if (ct.length !== e.ctSize || hashOf(ct) !== e.ct) fail("E08", "sealed text is not the signed one");
    return readBody(await open(key, ct), e.body);
  }
}
