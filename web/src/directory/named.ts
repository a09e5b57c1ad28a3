import { codeOf, type Hash } from "../crypto/note/index.ts";
import { parseManifest, parseMember, parseTeam } from "../crypto/roster/index.ts";

/** Named is an object that a record names. */
export interface Named {
  readonly kind: string;
  readonly hash: Hash;
}

/**
 * namesIn lists what a record names that the book needs. A record that does not
 * parse names nothing; the book will refuse it.
 */
export async function namesIn(kind: string, bytes: Uint8Array): Promise<Named[]> {
  try {
    return await names(kind, bytes);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return [];
  }
}

async function names(kind: string, bytes: Uint8Array): Promise<Named[]> {
  switch (kind) {
    case "manifest": {
      const m = parseManifest(bytes);
      return [
        ...m.members.map((l) => ({ kind: "member", hash: l.record })),
        ...m.teams.map((l) => ({ kind: "card", hash: l.card })),
      ];
    }
    case "member":
      return [{ kind: "recipient", hash: (await parseMember(bytes)).rcpt }];
    case "team":
      return [{ kind: "recipient", hash: parseTeam(bytes).rcpt }];
    default:
      return [];
  }
}
