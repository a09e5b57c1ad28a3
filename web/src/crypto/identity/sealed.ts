import { type Bytes, fail } from "../note/index.ts";
import { type Recipient } from "../keys/index.ts";
import { decrypt, encrypt } from "./age.ts";
import { type Identity } from "./identity.ts";

const ageIntro = "age-encryption.org/v1";
const pqStanza = "-> mlkem768x25519 ";
const anyStanza = "->";
const ageFooter = "---";

/**
 * Counts the keys that an age file is sealed to. E14: one of them is not
 * post-quantum. E18: the file has no whole header (FORMAT.md S1). Only the lines
 * are looked at: whether the header is well formed is for who opens it.
 */
export function stanzas(file: Uint8Array): number {
  let count = 0;
  let first = true;
  for (const line of headerLines(file)) {
    if (first && line !== ageIntro) fail("E18", "not an age file");
    first = false;
    if (line.startsWith(ageFooter)) return count;
    if (!line.startsWith(anyStanza)) continue;
    if (!line.startsWith(pqStanza)) fail("E14", "sealed to a key that is not post-quantum");
    count++;
  }
  return fail("E18", first ? "not an age file" : "the header of the age file is cut short");
}

/** The lines that end in a line feed, one after the other; each byte as one character. */
function* headerLines(file: Uint8Array): Generator<string> {
  for (let at = 0, end; (end = file.indexOf(0x0a, at)) >= 0; at = end + 1) {
    // Nothing is asked about a line but how it begins, and what that is compared with is short.
    yield String.fromCharCode(...file.subarray(at, Math.min(end, at + pqStanza.length + ageIntro.length)));
  }
}

/**
 * Seals the keyring: the only file with more than one recipient, all of them one
 * person. Everything else is sealed by seal.
 */
export function sealToAll(recipients: readonly Recipient[], text: Bytes): Promise<Bytes> {
  return encrypt(text, recipients);
}

/** Gives the text and to how many keys the file is sealed. */
export async function openByOne(by: Identity, file: Bytes): Promise<{ text: Bytes; keys: number }> {
  const keys = stanzas(file);
  return { text: await decrypt(file, by.text()), keys };
}
