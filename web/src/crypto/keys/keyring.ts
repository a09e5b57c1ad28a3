import {
  Form, type Hash, type ID, type MemberID, type Note, type OrgID, type Value, ZeroHash,
  fail, hashOf, isHash, isID, isNum, isTime, once, oneOf,
} from "../note/index.ts";
import { Public } from "./sign.ts";

const kinds = ["device", "passkey", "phrase"] as const;

/** The ways to unlock a keyring. */
export type UnlockKind = (typeof kinds)[number];

/** Holds for the three ways to unlock. */
export const isUnlockKind: Value = oneOf(...kinds);

/**
 * A keyring has at least two ways in, so that losing one loses nothing, and at
 * most five.
 */
export const MinUnlocks = 2;
export const MaxUnlocks = 5;

/** The public, signed face of a sealed keyring (FORMAT.md I10). */
export const keyringHeadForm = new Form({
  label: "keyring-head",
  fields: [
    once("org", isID),
    once("mid", isID),
    once("version", isNum),
    once("prev", isHash),
    once("ct", isHash),
    once("time", isTime),
    { name: "unlock", min: MinUnlocks, max: MaxUnlocks, values: [isUnlockKind, isID, isHash] },
  ],
  minSigs: 1,
  maxSigs: 1,
});

/** A key that may fetch the keyring, and do nothing else. */
export interface UnlockKey {
  readonly kind: UnlockKind;
  readonly id: ID;
  readonly key: Public;
}

/** A parsed keyring-head note. */
export class KeyringHead {
  readonly org: OrgID;
  readonly member: MemberID;
  readonly version: number; // 1, 2, 3 …
  readonly prev: Hash; // of the head before, ZeroHash in version 1
  readonly ct: Hash; // SHA-256 of the keyring file
  readonly time: number; // Unix seconds
  readonly unlocks: readonly UnlockKey[];
  readonly note: Note;

  /** Takes a note of keyringHeadForm; see parseKeyringHead. */
  constructor(note: Note) {
    this.org = note.get("org");
    this.member = note.get("mid");
    this.version = note.num("version");
    this.prev = note.get("prev");
    this.ct = note.get("ct");
    this.time = note.num("time");
    this.unlocks = note.all("unlock").map(([kind, id = "", key = ""]) => {
      return { kind: kind as UnlockKind, id, key: Public.parse(key) };
    });
    this.note = note;
  }

  /** What the next head names as prev. */
  hash(): Hash {
    return this.note.hash();
  }

  /** Decides whether the head was signed with login (E05, E04) over exactly this keyring file (E08). */
  async check(login: Public, file: Uint8Array): Promise<void> {
    await login.check(this.note);
    if (hashOf(file) !== this.ct) fail("E08", "keyring file is not the one its head was signed for");
  }

  /** Decides whether this is the head after before (none: the first), E05 if not. */
  follows(before?: KeyringHead): void {
    if (before !== undefined && (this.org !== before.org || this.member !== before.member)) {
      fail("E05", "keyring head is of another member");
    }
    const version = (before?.version ?? 0) + 1;
    if (this.version !== version) fail("E05", `keyring head has version ${this.version}, want ${version}`);
    if (this.prev !== (before?.hash() ?? ZeroHash)) fail("E05", "keyring head follows another head");
  }
}

/** Reads a head: E01 when it is none, E06 when an unlock key is no usable point. */
export function parseKeyringHead(bytes: Uint8Array): KeyringHead {
  return new KeyringHead(keyringHeadForm.parse(bytes));
}
