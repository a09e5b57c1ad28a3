import type { Identity } from "../crypto/identity/index.ts";
import { codeOf, type Bytes } from "../crypto/note/index.ts";
import { checkName, type Member as MemberRecord } from "../crypto/roster/index.ts";
import { open } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";

/**
 * Self is what opens the member's own name: the directory only holds a commitment
 * to it. It is kept sealed to the member, here and as the sealed local state at
 * the hub.
 */
export interface Self {
  readonly name: string;
  readonly salt: string;
}

export const nobody: Self = { name: "", salt: "" };

/**
 * openSelf reads it. Anybody can seal something to a member, so it counts only
 * when it opens what the member's own note commits to; undefined otherwise.
 */
export async function openSelf(id: Identity, sealed: Bytes, record: MemberRecord): Promise<Self | undefined> {
  try {
    const { name, salt } = strict.parse(await open(id, sealed)); // it may hold more than is looked at here
    if (typeof name !== "string" || typeof salt !== "string") return undefined;
    checkName(record, salt, name);
    return { name, salt };
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return undefined;
  }
}
