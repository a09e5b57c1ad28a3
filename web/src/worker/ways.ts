// The ways to unlock: what eight words or a passkey open, and how ways are added
// and removed. Nothing here is kept in the clear: in the browser lies the sealed
// keyring, as the hub has it, so that a tab can be unlocked while the hub is away.

import {
  type Keyring, type Method, type Unlock, fromPasskey, fromPhrase, openKeyring,
} from "../crypto/identity/index.ts";
import { MaxUnlocks, MinUnlocks } from "../crypto/keys/index.ts";
import { type Bytes, type MemberID, type OrgID, codeOf, fail, same, utf8 } from "../crypto/note/index.ts";
import { generate, parse } from "../crypto/words/index.ts";
import { type Client, type SealedKeyring, joinFrame, splitFrame } from "../hub/index.ts";
import type { Home } from "../member/home.ts";
import type { Way } from "./protocol.ts";

/** An unlocked keyring, the head it was signed under, and the way that was used. */
export class Ways {
  readonly #client: Client;
  readonly #home: Home;
  #sealed: SealedKeyring;
  #keyring: Keyring;
  #used: Unlock;
  #new: readonly string[] = []; // a phrase that was shown and not typed back yet

  private constructor(client: Client, home: Home, sealed: SealedKeyring, keyring: Keyring, used: Unlock) {
    this.#client = client;
    this.#home = home;
    this.#sealed = sealed;
    this.#keyring = keyring;
    this.#used = used;
  }

  /**
   * Opens the keyring that this browser keeps, undefined when this way opens none
   * here. It may be out of date (see outdated), and saves the login of a way: the
   * member's own can begin at once.
   */
  static async kept(client: Client, home: Home, org: OrgID, member: MemberID, by: Method): Promise<Ways | undefined> {
    const sealed = await keptKeyring(home);
    if (sealed === undefined) return undefined;
    try {
      return await Ways.#of(client, home, org, member, by, sealed);
    } catch (error) {
      if (codeOf(error) === "") throw error;
      return undefined;
    }
  }

  /**
   * Fetches the keyring with a way to unlock and opens it. E28: this way opens
   * nothing here. E17: what came is not this member's, or is older than what this
   * browser has seen.
   */
  static async fetched(client: Client, home: Home, org: OrgID, member: MemberID, by: Method): Promise<Ways> {
    client.as(member, by.login);
    let sealed: SealedKeyring;
    try {
      sealed = await client.keyring();
    } catch (error) {
      if (codeOf(error) === "E22") return fail("E28", "this way does not open this account", error);
      if (codeOf(error) !== "E27" || (await keptKeyring(home)) === undefined) throw error;
      return fail("E28", "this way does not open what is kept here", error);
    }
    return Ways.#of(client, home, org, member, by, sealed);
  }

  static async #of(client: Client, home: Home, org: OrgID, member: MemberID, by: Method, sealed: SealedKeyring): Promise<Ways> {
    const keyring = await openKeyring(sealed.head, sealed.file, by);
    if (keyring.org !== org || keyring.member !== member) fail("E17", "the keyring is another member's");
    keyring.notOlder(await seen(home));
    client.as(member, keyring.login);
    return new Ways(client, home, sealed, keyring, by.unlock());
  }

  /** Whether the hub has another keyring than this one: ways were changed elsewhere. Nobody knows while it is away. */
  async outdated(): Promise<boolean> {
    try {
      return !same((await this.#client.keyring()).head, this.#sealed.head);
    } catch (error) {
      const code = codeOf(error);
      if (code === "E27") return false;
      if (code === "E22") return true; // not even the login key is the same
      throw error;
    }
  }

  /** The kind of way that was used. */
  get used(): Method["kind"] {
    return this.#used.kind;
  }

  get keyring(): Keyring {
    return this.#keyring;
  }

  /** Keeps the sealed keyring here, once it is known to be the member's. */
  async keep(): Promise<void> {
    await this.#home.write("keyring", joinFrame(this.#sealed.head, this.#sealed.file));
    if ((await seen(this.#home)) < this.#keyring.version) {
      await this.#home.write("keyring.seen", utf8(String(this.#keyring.version)));
    }
  }

  /** The ways as a person sees them. */
  list(): Way[] {
    return this.#keyring.unlocks.map(({ kind, id }) => ({
      kind, id, here: kind === this.#used.kind && id === this.#used.id,
    }));
  }

  /** Whether a way is one of this keyring: for a person who is asked again before signing. */
  has(by: Method): boolean {
    const { kind, id, recipient, login } = by.unlock();
    return this.#keyring.unlocks.some(
      (u) => u.kind === kind && u.id === id && u.recipient === recipient && u.login.equals(login),
    );
  }

  /** Adds a way. E29: there are as many as there can be. */
  async add(by: Method): Promise<void> {
    if (this.has(by)) return;
    const added = by.unlock();
    await this.#change((unlocks) => {
      const kept = unlocks.filter((u) => added.kind !== "phrase" || u.kind !== "phrase");
      if (kept.length >= MaxUnlocks) fail("E29", `a keyring has at most ${MaxUnlocks} ways in`);
      return [...kept, added];
    });
    if (this.#used.kind === "phrase" && added.kind === "phrase") this.#used = added;
  }

  /** Removes a way. E29: fewer than two would be left. */
  async remove(kind: string, id: string): Promise<void> {
    await this.#change((unlocks) => {
      const kept = unlocks.filter((u) => u.kind !== kind || u.id !== id);
      if (kept.length < MinUnlocks) fail("E29", `a keyring has at least ${MinUnlocks} ways in`);
      return kept;
    });
  }

  /** Makes a phrase. It counts, in the place of the one before, after it was typed back. */
  newPhrase(): string[] {
    const words = generate();
    this.#new = words;
    return [...words];
  }

  /** Takes the phrase that newPhrase made. E28: these are other words. */
  async confirmPhrase(text: string): Promise<void> {
    const words = parse(text);
    if (this.#new.length === 0 || words.join(" ") !== this.#new.join(" ")) fail("E28", "these are not the new words");
    await this.add(await fromPhrase(words, this.#keyring.org, this.#keyring.member));
    this.#new = [];
  }

  /** Signs and stores the next version. E20: another device was first; unlocking again shows what it changed. */
  async #change(to: (unlocks: readonly Unlock[]) => Unlock[]): Promise<void> {
    const next = this.#keyring.next(this.#sealed.head, { unlocks: to(this.#keyring.unlocks) });
    const sealed = await next.seal(Math.floor(Date.now() / 1000));
    await this.#client.putKeyring(sealed);
    this.#sealed = sealed;
    this.#keyring = next;
    await this.keep();
  }
}

async function keptKeyring(home: Home): Promise<SealedKeyring | undefined> {
  const kept = await home.read("keyring");
  const [head, file] = kept === undefined ? [] : splitFrame(kept);
  return head === undefined || file === undefined ? undefined : { head, file };
}

/** The newest version that was opened in this browser, 0 for none. */
async function seen(home: Home): Promise<number> {
  const kept = await home.read("keyring.seen");
  const version = kept === undefined ? 0 : Number(new TextDecoder().decode(kept));
  return Number.isSafeInteger(version) ? version : 0;
}

/** What eight typed words unlock; E28 with no more than what the list itself tells. */
export async function fromWords(text: string, org: OrgID, member: MemberID): Promise<Method> {
  return fromPhrase(parse(text), org, member);
}

/** What a passkey unlocks; its secret is wiped. */
export async function fromKey(credential: Bytes, secret: Bytes): Promise<Method> {
  try {
    return await fromPasskey(credential, secret);
  } finally {
    secret.fill(0);
  }
}
