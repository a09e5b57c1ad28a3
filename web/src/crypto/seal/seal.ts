import { decrypt, encrypt } from "../identity/age.ts";
import { type Identity, stanzas } from "../identity/index.ts";
import { type Recipient } from "../keys/index.ts";
import { type Bytes, fail } from "../note/index.ts";

/** Seals plain to one recipient. A recipient that is not a usable post-quantum key is E14. */
export function seal(to: Recipient, plain: Bytes): Promise<Bytes> {
  return encrypt(plain, [to]);
}

/**
 * Opens a file that is sealed to by and nobody else (E14), and hands out nothing
 * before its last byte is authenticated (E18).
 */
export async function open(by: Identity, file: Bytes): Promise<Bytes> {
  oneStanza(file);
  return decrypt(file, by.text());
}

/** Refuses a file that is not sealed to exactly one post-quantum key: E14, E18 (FORMAT.md S1). */
export function oneStanza(file: Uint8Array): void {
  const n = stanzas(file);
  if (n !== 1) fail("E14", `sealed to ${n} keys, want 1`);
}
