import {
  type KeyringHead, MaxUnlocks, MinUnlocks, type Public, isRecipient, isUnlockKind, keyringHeadForm, parseKeyringHead,
  parseRecipient, recipientHash,
} from "../keys/index.ts";
import {
  type Bytes, Form, type Hash, type KeyID, type MemberID, type Note, type OrgID, any, attach, fail,
  hashBytes, hashOf, isHash, isID, isNum, line, once, toHex,
} from "../note/index.ts";
import { Identity, isIdentity } from "./identity.ts";
import { type Method, type Unlock } from "./method.ts";
import { openByOne, sealToAll } from "./sealed.ts";
import { Signer } from "./signer.ts";

/** An organisation's root key as this member first saw it confirmed. */
export interface Pin {
  readonly org: OrgID;
  readonly root: KeyID;
}

/** What a keyring is made of. */
export interface Secrets {
  readonly org: OrgID;
  readonly member: MemberID;
  readonly version: number; // 1, 2, 3 …
  readonly prev: Hash; // of the head before, ZeroHash in version 1
  readonly identity: Identity;
  readonly sign: Signer;
  readonly login: Signer;
  readonly unlocks: readonly Unlock[]; // 2 to 5, no two alike
  readonly pins: readonly Pin[];
}

const keyringForm = new Form({
  label: "keyring",
  fields: [
    once("org", isID),
    once("mid", isID),
    once("version", isNum),
    once("prev", isHash),
    once("identity", isIdentity),
    once("sign-seed", isHash),
    once("login-seed", isHash),
    { name: "unlock", min: MinUnlocks, max: MaxUnlocks, values: [isUnlockKind, isID, isRecipient] },
    any("pin", isID, isID),
  ],
});

/**
 * Everything secret that a member has, and whom it trusts. It is kept as two
 * texts: a file sealed to every unlock method, and a head that the member's login
 * key signs (FORMAT.md I10 to I19). It never changes: next makes another.
 */
export class Keyring implements Secrets {
  readonly org: OrgID;
  readonly member: MemberID;
  readonly version: number;
  readonly prev: Hash;
  readonly identity: Identity;
  readonly sign: Signer;
  readonly login: Signer;
  readonly unlocks: readonly Unlock[];
  readonly pins: readonly Pin[];

  constructor(of: Secrets) {
    this.org = of.org;
    this.member = of.member;
    this.version = of.version;
    this.prev = of.prev;
    this.identity = of.identity;
    this.sign = of.sign;
    this.login = of.login;
    this.unlocks = [...of.unlocks];
    this.pins = [...of.pins];
  }

  /**
   * Prints and seals the keyring as it stands: a head to publish and the file it
   * is signed for. Now is in Unix seconds. Fewer than two unlock methods, more than
   * five, or two that share an id or a key are E17; a value that the texts cannot
   * hold is E01.
   */
  async seal(now: number): Promise<{ head: Bytes; file: Bytes }> {
    oneEach(this.unlocks);
    const common = [
      line("org", this.org),
      line("mid", this.member),
      line("version", String(this.version)),
      line("prev", this.prev),
    ];
    const text = keyringForm.build(
      ...common,
      line("identity", this.identity.text()),
      line("sign-seed", toHex(this.sign.seed())),
      line("login-seed", toHex(this.login.seed())),
      ...this.unlocks.map((u) => line("unlock", u.kind, u.id, u.recipient)),
      ...this.pins.map((p) => line("pin", p.org, p.root)),
    );
    const file = await sealToAll(this.unlocks.map((u) => u.recipient), text);
    const signed = keyringHeadForm.build(
      ...common,
      line("ct", hashOf(file)),
      line("time", String(now)),
      ...this.unlocks.map((u) => line("unlock", u.kind, u.id, u.login.hex)),
    );
    return { head: attach(signed, this.login.sign(signed)), file };
  }

  /**
   * Compares the keyring with what the member's own signed note says: the signing
   * key, the login key and the hash of the recipient. A difference is E17.
   */
  match(sign: Public, login: Public, rcpt: Hash): void {
    if (!this.sign.public.equals(sign)) fail("E17", "keyring holds another signing key than the member note");
    if (!this.login.public.equals(login)) fail("E17", "keyring holds another login key than the member note");
    if (recipientHash(this.identity.recipient) !== rcpt) {
      fail("E17", "keyring holds another identity than the member note");
    }
  }

  /**
   * Compares the keyring with the newest version this device has seen: a lower one
   * is E17, since it may lack a method or a pin.
   */
  notOlder(seen: number): void {
    if (this.version < seen) fail("E17", `keyring has version ${this.version}, this device has seen ${seen}`);
  }

  /** The version after the one that head was signed for, with what changes in it. */
  next(head: Uint8Array, change: Partial<Pick<Secrets, "unlocks" | "pins">> = {}): Keyring {
    return new Keyring({ ...this, ...change, version: this.version + 1, prev: hashOf(head) });
  }
}

/**
 * Opens file with one method and believes nothing in it before it agrees with head
 * and with itself. Every failure is E17, with its cause. What it cannot know is
 * whether these are the member's keys at all: call match.
 */
export async function openKeyring(head: Bytes, file: Bytes, by: Method): Promise<Keyring> {
  try {
    return await open(head, file, by);
  } catch (error) {
    return fail("E17", "keyring: " + (error instanceof Error ? error.message : "cannot be opened"), error);
  }
}

async function open(headBytes: Bytes, file: Bytes, by: Method): Promise<Keyring> {
  const head = parseKeyringHead(headBytes);
  const { text, keys } = await openByOne(by.age, file);
  const note = keyringForm.parse(text);
  const login = Signer.fromSeed(hashBytes(note.get("login-seed")));
  await head.check(login.public, file);
  if (note.get("org") !== head.org || note.get("mid") !== head.member) {
    fail("E17", "file and head name different members");
  }
  if (note.num("version") !== head.version) {
    fail("E17", `file has version ${note.num("version")}, head ${head.version}`);
  }
  if (note.get("prev") !== head.prev) fail("E17", "file and head follow different heads");
  const unlocks = pair(note, head);
  if (keys !== unlocks.length) fail("E17", `file is sealed to ${keys} keys and names ${unlocks.length}`);
  oneEach(unlocks);
  if (!unlocks.some((u) => alike(u, by.unlock()))) fail("E17", "the method that opened it is not named in it");
  return new Keyring({
    org: head.org,
    member: head.member,
    version: head.version,
    prev: head.prev,
    identity: await Identity.parse(note.get("identity")),
    sign: Signer.fromSeed(hashBytes(note.get("sign-seed"))),
    login,
    unlocks,
    pins: note.all("pin").map(([org = "", root = ""]) => ({ org, root })),
  });
}

/** The recipients inside with the login keys of the head. */
function pair(note: Note, head: KeyringHead): Unlock[] {
  const inside = note.all("unlock");
  if (inside.length !== head.unlocks.length) {
    fail("E17", `file has ${inside.length} unlock methods, head ${head.unlocks.length}`);
  }
  return inside.map(([kind, id = "", recipient = ""], i) => {
    // Both lists are sorted, and a kind and id stands once: pairs stand at one place.
    const outside = head.unlocks[i];
    if (outside === undefined || outside.kind !== kind || outside.id !== id) {
      fail("E17", "file and head name different unlock methods");
    }
    return { kind: outside.kind, id, recipient: parseRecipient(recipient), login: outside.key };
  });
}

function alike(a: Unlock, b: Unlock): boolean {
  return a.kind === b.kind && a.id === b.id && a.recipient === b.recipient && a.login.equals(b.login);
}

/**
 * Refuses a number of methods or a repetition that would leave a member with fewer
 * ways in than it seems.
 */
function oneEach(unlocks: readonly Unlock[]): void {
  if (unlocks.length < MinUnlocks || unlocks.length > MaxUnlocks) {
    fail("E17", `${unlocks.length} ways to unlock, want ${MinUnlocks} to ${MaxUnlocks}`);
  }
  const distinct = (of: (u: Unlock) => string) => new Set(unlocks.map(of)).size === unlocks.length;
  if (!distinct((u) => `${u.kind} ${u.id}`)) fail("E17", "two unlock methods have one kind and id");
  if (!distinct((u) => u.recipient)) fail("E17", "two unlock methods have one recipient");
  if (!distinct((u) => u.login.hex)) fail("E17", "two unlock methods have one login key");
}
