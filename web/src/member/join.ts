// A newcomer between the invitation and the first day. Twin of partners/join.go: keys
// are made here, and nobody but the admin knows of them. What the tab must have to go
// on later is kept sealed: the keyring to the ways in, the rest to the newcomer.

import {
  Identity, Keyring, Signer, inviteFromWords, openKeyring, type Invite, type Method,
} from "../crypto/identity/index.ts";
import { MinUnlocks, recipientHash } from "../crypto/keys/index.ts";
import {
  ZeroHash, codeOf, fail, fromHex, hashOf, isID, newID, randomBytes, toHex, utf8, type Bytes, type KeyID, type MemberID, type OrgID,
} from "../crypto/note/index.ts";
import { nameHash, signedMember, write } from "../crypto/roster/index.ts";
import { newBody, seal } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";
import { Policy } from "../crypto/translog/index.ts";
import { Directory, skeleton } from "../directory/index.ts";
import { type Client, joinFrame, splitFrame } from "../hub/index.ts";
import * as at from "../hub/invites.ts";
import type { Trust } from "../worker/protocol.ts";
import type { Home } from "./home.ts";
import { personName } from "./invite.ts";
import { recordsOf } from "./member.ts";
import { readSealed, writeSealed } from "./sealed.ts";
import type { Self } from "./self.ts";

/** What a newcomer starts from, all of it told or handed over outside the hub. */
export interface Start {
  readonly client: Client; // that nobody uses but the newcomer
  readonly trust: Trust;
  readonly org: OrgID;
  readonly words: readonly string[]; // of the invitation
  readonly name: string; // as colleagues will see it
}

/** What the home keeps meanwhile, sealed to the newcomer. */
const keptShape = strict.object({ words: strict.list(strict.string), note: strict.string, name: strict.string });
type Kept = strict.Of<typeof keptShape>;
const keptName = "joining";
const selfShape = strict.object({ name: strict.string, salt: strict.string });

const now = (): number => Math.floor(Date.now() / 1000);

/** Keys that were just made, before there is a home. */
export class Newcomer {
  readonly member: MemberID = newID();
  readonly ways: Method[] = [];
  readonly #start: Start;
  readonly #invite: Invite;
  readonly #identity: Identity;
  readonly #sign = Signer.generate();
  readonly #login = Signer.generate();
  readonly #salt = randomBytes(32);

  private constructor(start: Start, invite: Invite, identity: Identity) {
    this.#start = start;
    this.#invite = invite;
    this.#identity = identity;
  }

  /** Makes them for who has an invitation. E28: there is none under these words, or no longer. */
  static async of(start: Start): Promise<Newcomer> {
    personName(start.name);
    if (!isID(start.org)) fail("E01", "an organisation is 32 hex digits");
    const invite = await inviteFromWords(start.words, start.org);
    start.client.as(invite.locator, invite.login);
    await start.client.session.renew().catch(wrongInvitation);
    const hello = await start.client.hello();
    if (start.trust.hub !== "" && hello.hub !== start.trust.hub) fail("E17", "this is another hub than the trust file names");
    return new Newcomer(start, invite, await Identity.generate());
  }

  get org(): OrgID {
    return this.#start.org;
  }
  get name(): string {
    return this.#start.name;
  }

  /**
   * Makes the home, with at least two ways in that were each tried, and what is to be
   * brought: from here on it can be taken up again after the tab was closed.
   */
  async settle(home: Home): Promise<Joining> {
    if (this.ways.length < MinUnlocks) fail("E29", `a keyring has at least ${MinUnlocks} ways in`);
    const { org, member } = this;
    const { founders } = this.#start.trust;
    const keyring = new Keyring({
      org, member, version: 1, prev: ZeroHash, identity: this.#identity, sign: this.#sign, login: this.#login,
      unlocks: this.ways.map((w) => w.unlock()),
      pins: Object.entries(founders).flatMap(([id, root]) => (id === org ? [] : [{ org: id, root }])),
    });
    const { head, file } = await keyring.seal(now());
    for (const way of this.ways) await openKeyring(head, file, way);
    const salt = toHex(this.#salt);
    const text = strict.encode({ form: "newcomer", version: 1, name: this.name, salt });
    const kept: Kept = {
      words: [...this.#start.words], note: new TextDecoder().decode(await this.#record()),
      name: toHex(await seal(this.#invite.age.recipient, newBody(text).plain)),
    };
    await writeSealed(home, "self", this.#identity, { name: this.name, salt });
    await writeSealed(home, keptName, this.#identity, kept);
    await home.write("keyring", joinFrame(head, file)); // last: a home with a keyring is whole
    return new Joining(this.#start.client, this.#start.trust, home, keyring, kept, this.#invite);
  }

  /** The first member note. */
  #record(): Promise<Bytes> {
    const signed = signedMember({
      org: this.org, member: this.member, sign: this.#sign.public, login: this.#login.public,
      rcpt: recipientHash(this.#identity.recipient), name: nameHash(this.#salt, this.name), prev: ZeroHash, time: now(),
    });
    return write(signed, async (text) => this.#sign.sign(text));
  }
}

/** The organisation that lets a newcomer in, as the newcomer's own replica of the records has it. */
export interface Door {
  readonly name: string; // as it signed
  readonly founder: boolean; // by the trust file; else two others vouched for it:
  readonly vouchers: readonly string[]; // their names
  readonly root: KeyID;
  readonly alike: boolean; // another organisation has a name that reads the same
  /**
   * There may be such a one: the hub withholds what others are called. Who stands in the
   * trust file is who it is, whatever they are called.
   */
  readonly withheld: boolean;
}

/** A joining with its home: to be answered, and waited for. */
export class Joining {
  readonly #client: Client;
  readonly #trust: Trust;
  readonly #home: Home;
  #keys: Keyring;
  readonly #kept: Kept;
  readonly #invite: Invite;
  #door: Door | undefined; // that was checked

  constructor(client: Client, trust: Trust, home: Home, keys: Keyring, kept: Kept, invite: Invite) {
    this.#client = client;
    this.#trust = trust;
    this.#home = home;
    this.#keys = keys;
    this.#kept = kept;
    this.#invite = invite;
  }

  /** Takes up a joining that is in a home. E28: this way does not open it; E29: there is none. */
  static async resume(client: Client, trust: Trust, home: Home, by: Method): Promise<Joining> {
    const sealed = await home.read("keyring");
    const [head, file] = sealed === undefined ? [] : splitFrame(sealed);
    if (head === undefined || file === undefined) return fail("E29", "this browser waits for no admission");
    const keys = await openKeyring(head, file, by).catch((err: unknown) => fail("E28", "this does not open what is kept here", err));
    const kept = await readSealed(home, keptName, keys.identity, keptShape).catch((err: unknown) =>
      codeOf(err) === "E21" ? fail("E29", "the newcomer has arrived") : Promise.reject(err),
    );
    return new Joining(client, trust, home, keys, kept, await inviteFromWords(kept.words, keys.org));
  }

  get member(): MemberID {
    return this.#keys.member;
  }
  get org(): OrgID {
    return this.#keys.org;
  }

  /** What opens the newcomer's own name. */
  self(): Promise<Self> {
    return readSealed(this.#home, "self", this.#keys.identity, selfShape);
  }

  #asInvited(): void {
    this.#client.as(this.#invite.locator, this.#invite.login);
  }

  /** Brings the answer; again is a success. E20: somebody else answered with these words; E28: the invitation has ended. */
  async answer(): Promise<void> {
    const name = fromHex(this.#kept.name) ?? fail("E10", "what is kept of the invitation is damaged");
    const member = utf8(this.#kept.note);
    this.#asInvited();
    const recipient = utf8(this.#keys.identity.recipient);
    await at.answer(this.#client, { member, recipient, name, mac: this.#invite.memberMAC(hashOf(member)) }).catch(wrongInvitation);
  }

  /**
   * Whose door it is, once the admin has admitted the newcomer: checks the organisation
   * against the admin's word, by the directory that it verifies itself. E21: not admitted
   * yet, or the log does not show it yet. E06: the organisation, or the manifest, is not
   * the one that the admin vouched for, or does not name this newcomer with these keys.
   */
  async look(): Promise<Door> {
    if (this.#door === undefined) {
      this.#asInvited();
      const outcome = await at.outcomeOf(this.#client).catch(wrongInvitation);
      this.#client.as(this.#keys.member, this.#keys.login);
      this.#door = await this.#compare(outcome);
    }
    return this.#door;
  }

  /**
   * Goes in by the door that look gave, and no other: pins the organisation's root in the
   * keyring, and publishes that. E29: nobody looked.
   */
  async arrive(state: (by: Identity, self: Self) => Promise<Bytes>): Promise<void> {
    const { root } = this.#door ?? fail("E29", "look first whose door it is");
    this.#client.as(this.#keys.member, this.#keys.login);
    await this.#pin(root);
    const [head, file] = splitFrame((await this.#home.read("keyring")) ?? fail("E17", "the keyring is gone"));
    if (head === undefined || file === undefined) return fail("E17", "the keyring is damaged");
    await this.#client.putKeyring({ head, file });
    await this.#client.putState(await state(this.#keys.identity, await this.self()));
    await this.#home.remove(keptName);
  }

  /** Holds what the directory has against the admin's word (FORMAT.md I25), and tells what it has. */
  async #compare(o: at.Outcome): Promise<Door> {
    const { log, witnesses, quorum, founders } = this.#trust;
    const dir = new Directory(recordsOf(this.#client, this.#home), founders, new Policy(log, witnesses, quorum), this.org);
    await dir.sync();
    await dir.need(this.org);
    const org = dir.book.org(this.org) ?? fail("E06", "the directory has no such organisation");
    this.#invite.checkOrg(org.hash, o.manifest, o.mac);
    // The hub knows what an admin published before the witnesses have signed for it.
    if (!dir.hasManifest(this.org, o.manifest)) fail("E21", "the manifest that the admin vouched for is not in the directory log yet");
    if (dir.book.member(this.member)?.hash !== hashOf(utf8(this.#kept.note))) {
      fail("E06", "the organisation does not name this newcomer with these keys");
    }
    await dir.all();
    const { book } = dir;
    const reads = skeleton(org.name);
    const founder = founders[this.org] !== undefined;
    return {
      name: org.name, founder, root: org.root.id,
      vouchers: book.vouchers(this.org).flatMap((by) => book.org(by)?.name ?? []),
      alike: book.orgs().some((id) => id !== this.org && skeleton(book.org(id)?.name ?? "") === reads),
      withheld: !founder && dir.nameless(this.org),
    };
  }

  /** Puts the root into the keyring, once: what is published again later is the same. */
  async #pin(root: KeyID): Promise<void> {
    const { org, pins } = this.#keys;
    if (pins.some((p) => p.org === org && p.root === root)) return;
    const keys = new Keyring({ ...this.#keys, pins: [...pins.filter((p) => p.org !== org), { org, root }] });
    const { head, file } = await keys.seal(now());
    await this.#home.write("keyring", joinFrame(head, file));
    this.#keys = keys;
  }
}

/** Says of a refused login what it means here. */
function wrongInvitation(err: unknown): never {
  if (codeOf(err) === "E22") fail("E28", "there is no invitation with these words for this organisation, or no longer", err);
  throw err;
}
