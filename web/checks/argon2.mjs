// Remembers what argon2id gives, for as long as checks are switched off: it is a second of
// work for each phrase of a test, and always the same.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { argon2idAsync as really } from "@noble/hashes/argon2.js";
export * from "@noble/hashes/argon2.js";

const dir = join(process.env.SLUIS_CHECKS_DIR, "argon2");
mkdirSync(dir, { recursive: true });

export async function argon2idAsync(password, salt, options) {
  const hash = createHash("sha256").update(JSON.stringify([[...password], [...salt], options])).digest("hex");
  try {
    return Uint8Array.from(readFileSync(join(dir, hash)));
  } catch {
    const key = await really(password, salt, options);
    writeFileSync(join(dir, hash), key);
    return key;
  }
}
