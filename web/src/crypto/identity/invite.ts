import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Hash, type ID, type OrgID, fail, toHex, utf8 } from "../note/index.ts";
import { type Identity } from "./identity.ts";
import { type Signer } from "./signer.ts";
import { derive } from "./words.ts";

/**
 * What the eight words of an invitation give: where it lies, the key that logs in
 * there, the identity that the newcomer's name is sealed to, and a key that only the
 * two who know the words have, with which each vouches to the other for what the hub
 * passes on.
 */
export class Invite {
  readonly locator: ID;
  readonly age: Identity;
  readonly login: Signer;
  readonly #mac: Uint8Array;

  constructor(locator: ID, age: Identity, login: Signer, mac: Uint8Array) {
    this.locator = locator;
    this.age = age;
    this.login = login;
    this.#mac = mac;
  }

  /** The newcomer's word for its own member note (FORMAT.md I24). */
  memberMAC(member: Hash): Hash {
    return this.#sum(`member\n${member}`);
  }

  /** Compares the word that came with a member note: E06 for another. */
  checkMember(member: Hash, mac: Hash): void {
    if (!alike(mac, this.memberMAC(member))) {
      fail("E06", "invitation: the member note is not the one that the newcomer made");
    }
  }

  /** The admin's word for the organisation's note and the manifest that names the newcomer (FORMAT.md I25). */
  orgMAC(org: Hash, manifest: Hash): Hash {
    return this.#sum(`org\n${org}${manifest}`);
  }

  /** Compares the word that came with an organisation and a manifest: E06 for another. */
  checkOrg(org: Hash, manifest: Hash, mac: Hash): void {
    if (!alike(mac, this.orgMAC(org, manifest))) {
      fail("E06", "invitation: the organisation is not the one that the admin is of");
    }
  }

  #sum(text: string): Hash {
    return toHex(hmac(sha256, this.#mac, utf8(text)));
  }
}

/** Compares without telling by its time how far two texts agree. */
function alike(a: string, b: string): boolean {
  let differ = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) differ |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return differ === 0;
}

/** Makes the keys of an invitation into an organisation (FORMAT.md I6). */
export async function inviteFromWords(words: readonly string[], org: OrgID): Promise<Invite> {
  const { locator, age, login, mac } = await derive(words, `sluis.v1/invite\n${org}`);
  return new Invite(locator, age, login, mac);
}
