import { argon2idAsync } from "@noble/hashes/argon2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { mailboxName, recipientHash } from "../keys/index.ts";
import { type ID, type MemberID, type OrgID, fail, toHex, utf8 } from "../note/index.ts";
import { expand } from "./expand.ts";
import { Identity } from "./identity.ts";
import { Method } from "./method.ts";
import { Signer } from "./signer.ts";

// Eight words hold 80 random bits, so the cost of Argon2id is only a brake: it is
// chosen so that a cheap phone opens a mailbox within two seconds (FORMAT.md I4).
const wordCount = 8;
const cost = { t: 1, m: 32 << 10, p: 1, dkLen: 32, version: 0x13 };

/** What eight words give, whatever they are for; only the salt differs. */
export interface Derived {
  locator: ID;
  age: Identity;
  login: Signer;
  author: Signer;
  mac: Uint8Array; // used by an invitation only
}

/** Turns words that were checked already into keys (FORMAT.md I4). */
export async function derive(words: readonly string[], salted: string): Promise<Derived> {
  if (words.length !== wordCount) fail("E01", `${words.length} words, want ${wordCount}`);
  const salt = sha256(utf8(salted)).subarray(0, 16);
  const master = await argon2idAsync(utf8(words.join("-")), salt, cost);
  return {
    locator: toHex(expand(master, utf8("sluis.v1/words/locator"), 16)),
    age: await Identity.fromSeed(expand(master, utf8("sluis.v1/words/age"), 32)),
    login: Signer.fromSeed(expand(master, utf8("sluis.v1/words/login"), 32)),
    author: Signer.fromSeed(expand(master, utf8("sluis.v1/words/author"), 32)),
    mac: expand(master, utf8("sluis.v1/invite"), 32),
  };
}

/** The unlock method of a member's recovery phrase (FORMAT.md I5). */
export async function fromPhrase(words: readonly string[], org: OrgID, member: MemberID): Promise<Method> {
  const d = await derive(words, `sluis.v1/phrase\n${org}\n${member}`);
  return new Method("phrase", d.locator, d.age, d.login);
}

/** What a reporter's eight words give: nothing else is needed to read and to answer. */
export interface Mailbox {
  readonly rid: MemberID; // its name, made from the three public halves
  readonly age: Identity;
  readonly author: Signer;
  readonly login: Signer;
}

/** Makes the keys of a mailbox at the hub with that id (FORMAT.md I7). */
export async function mailboxFromWords(words: readonly string[], hubID: string): Promise<Mailbox> {
  const { age, author, login } = await derive(words, `sluis.v1/mailbox\n${hubID}`);
  return { rid: mailboxName(login.public, author.public, recipientHash(age.recipient)), age, author, login };
}
