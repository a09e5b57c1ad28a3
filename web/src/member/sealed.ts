// What only this member reads of its home.

import type { Identity } from "../crypto/identity/index.ts";
import { fail } from "../crypto/note/index.ts";
import { open, seal } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";
import type { Home } from "./home.ts";

/** Writes something that only the holder of the identity reads. */
export async function writeSealed(home: Home, name: string, to: Identity, value: object): Promise<void> {
  await home.write(name, await seal(to.recipient, strict.encode(value)));
}

/** Reads what writeSealed wrote, as its shape says; E21 when it is not there. */
export async function readSealed<T>(home: Home, name: string, by: Identity, shape: strict.Shape<T>): Promise<T> {
  const sealed = (await home.read(name)) ?? fail("E21", "not found");
  return strict.decode(await open(by, sealed), shape);
}
