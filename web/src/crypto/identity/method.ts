import { sha256 } from "@noble/hashes/sha2.js";
import { type Public, type Recipient, type UnlockKind } from "../keys/index.ts";
import {
  type Bytes, Form, type ID, concat, fail, hashBytes, hashOf, isHash, isID, line, newID, once, toHex, utf8,
} from "../note/index.ts";
import { expand } from "./expand.ts";
import { Identity, isIdentity } from "./identity.ts";
import { Signer } from "./signer.ts";

/** The public half of a Method. */
export interface Unlock {
  readonly kind: UnlockKind;
  readonly id: ID;
  readonly recipient: Recipient;
  readonly login: Public;
}

const deviceForm = new Form({
  label: "device",
  fields: [once("id", isID), once("identity", isIdentity), once("login-seed", isHash)],
});

/**
 * A way to unlock a keyring: an identity that opens it and a key that may fetch
 * it, and do nothing else. The id is chosen for a device, else it follows from the
 * secret.
 */
export class Method {
  readonly kind: UnlockKind;
  readonly id: ID;
  readonly age: Identity;
  readonly login: Signer;

  constructor(kind: UnlockKind, id: ID, age: Identity, login: Signer) {
    this.kind = kind;
    this.id = id;
    this.age = age;
    this.login = login;
  }

  /** The public half, as a keyring lists it. */
  unlock(): Unlock {
    return { kind: this.kind, id: this.id, recipient: this.age.recipient, login: this.login.public };
  }

  /** The secret of a device as a home keeps it (FORMAT.md I9): never log it. */
  text(): Bytes {
    return deviceForm.build(
      line("id", this.id),
      line("identity", this.age.text()),
      line("login-seed", toHex(this.login.seed())),
    );
  }
}

/** Makes a method from fresh random bytes, to be kept where only its owner can read (see text). */
export async function newDevice(id: ID = newID()): Promise<Method> {
  return new Method("device", id, await Identity.generate(), Signer.generate());
}

/** Reads what text wrote, else E01. */
export async function parseDevice(text: Uint8Array): Promise<Method> {
  const note = deviceForm.parse(text);
  const age = await Identity.parse(note.get("identity"));
  return new Method("device", note.get("id"), age, Signer.fromSeed(hashBytes(note.get("login-seed"))));
}

/**
 * The method of a passkey: credential is its id, secret the 32 bytes that the
 * WebAuthn PRF extension gave for prfSalt, E01 for any other length (FORMAT.md I8).
 */
export async function fromPasskey(credential: Uint8Array, secret: Uint8Array): Promise<Method> {
  if (secret.length !== 32) fail("E01", `passkey secret has ${secret.length} bytes, want 32`);
  const id = hashOf(concat(utf8("sluis.v1/passkey\n"), credential)).slice(0, 32);
  const seed = (label: string) => expand(secret, concat(utf8(label), credential), 32);
  const age = await Identity.fromSeed(seed("sluis.v1/unlock/passkey/age\n"));
  return new Method("passkey", id, age, Signer.fromSeed(seed("sluis.v1/unlock/passkey/login\n")));
}

/** What a passkey of this relying party is always asked for. */
export function prfSalt(rpID: string): Bytes {
  return new Uint8Array(sha256(utf8(`sluis.v1/prf\n${rpID}`)));
}
