import { type Bytes, type Hash, fail, hashOf, utf8 } from "../note/index.ts";
import { decodeBech32 } from "./bech32.ts";
import { smallOrderU, standsIn } from "./tables.ts";

declare const checked: unique symbol;

/**
 * A post-quantum age recipient, "age1pq1…": 1 216 bytes in bech32, 1 959
 * characters, that passed parseRecipient. Nothing else is ever sealed to.
 */
export type Recipient = string & { readonly [checked]: true };

const prefix = "age1pq";
const chars = 1959;
// A recipient is an ML-KEM-768 encapsulation key and an X25519 public key; the
// former opens with 768 numbers of 12 bits below kemPrime (FIPS 203).
const size = 1184 + 32;
const kemNumbers = (768 * 12) / 8;
const kemPrime = 3329;

/**
 * Refuses, with E14, everything that is not such a recipient in lower case. What
 * it accepts can be sealed to: a key that no sender can use would let its owner
 * hold up everybody who must seal to it.
 */
export function parseRecipient(text: string): Recipient {
  if (text.length !== chars) fail("E14", `recipient of ${text.length} characters, want ${chars}`);
  if (!text.startsWith(prefix + "1")) fail("E14", "recipient is not an age1pq recipient");
  const read = decodeBech32(prefix, text.slice(prefix.length + 1), size);
  if (read === undefined) fail("E14", "recipient is damaged: its check does not hold");
  if (read.spare !== 0) fail("E14", "recipient has bits left over that are not zero");
  if (!kemReduced(read.bytes.subarray(0, kemNumbers))) {
    fail("E14", `recipient holds a number that is not below ${kemPrime}`);
  }
  if (standsIn(read.bytes.subarray(size - 32), smallOrderU)) fail("E14", "recipient holds a point of small order");
  return text as Recipient; // the checked border
}

/** Whether a text is such a recipient; it is the value of recipient lines. */
export function isRecipient(text: string): text is Recipient {
  try {
    parseRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/** rh: SHA-256 of the recipient's characters. */
export function recipientHash(recipient: Recipient): Hash {
  return hashOf(utf8(recipient));
}

/** Whether all numbers of 12 bits, little endian, are below kemPrime. */
function kemReduced(bytes: Bytes): boolean {
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    if ((a | ((b & 15) << 8)) >= kemPrime || ((b >> 4) | (c << 4)) >= kemPrime) return false;
  }
  return true;
}
