import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { type Recipient, parseRecipient } from "../keys/index.ts";
import { type Bytes, fail } from "../note/index.ts";

// The one file that knows the age library. It seals to post-quantum recipients
// only and to at least one: the library would write a file that nobody can open,
// and mix kinds. What the library says of a text is dropped: it may quote it.

/** The public half of an identity, "AGE-SECRET-KEY-PQ-1…" in its one spelling. */
export async function recipientOf(identity: string): Promise<Recipient> {
  return parseRecipient(await identityToRecipient(identity));
}

/** Seals bytes to all of them. E14: none, or one that is not a usable post-quantum key. */
export async function encrypt(plain: Bytes, to: readonly Recipient[]): Promise<Bytes> {
  return owned(await encrypter(to).encrypt(plain));
}

/** Seals a stream. What goes wrong in plain comes out of the sealed stream as it is. */
export async function encryptStream(plain: ReadableStream<Bytes>, to: Recipient): Promise<ReadableStream<Uint8Array>> {
  return encrypter([to]).encrypt(plain);
}

/** Opens a file to its end. E18: it is sealed to another key, cut short or damaged. */
export async function decrypt(file: Bytes, identity: string): Promise<Bytes> {
  try {
    return owned(await decrypter(identity).decrypt(file));
  } catch {
    return fail("E18", "the file is sealed to another key, cut short or damaged");
  }
}

/**
 * Opens a stream. It gives each chunk when that chunk is authentic, so who reads
 * must wait for the end before believing any, and must take any error for E18.
 */
export async function decryptStream(
  file: ReadableStream<Bytes>,
  identity: string,
): Promise<ReadableStream<Uint8Array>> {
  return decrypter(identity).decrypt(file);
}

function encrypter(to: readonly Recipient[]): Encrypter {
  if (to.length === 0) fail("E14", "a file is sealed to somebody");
  const age = new Encrypter();
  for (const recipient of to) {
    // Each passed parseRecipient, or it would be no Recipient: only its kind is looked at again.
    if (!recipient.startsWith("age1pq1")) fail("E14", "a file is sealed to post-quantum keys only");
    age.addRecipient(recipient);
  }
  return age;
}

function decrypter(identity: string): Decrypter {
  const age = new Decrypter();
  age.addIdentity(identity);
  return age;
}

/** The library's bytes, for which it does not say that their buffer is not shared. */
function owned(bytes: Uint8Array): Bytes {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
}
