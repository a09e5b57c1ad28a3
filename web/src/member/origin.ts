import type { Changes } from "./home.ts";
import type { Member } from "./member.ts";

/**
 * Origin is the draft that an entry is made from. It is marked with the name under
 * which it waits in the same stroke in which what was signed is laid in the home, or
 * is taken away again: so whatever breaks off, who finds the draft afterwards knows
 * whether it was signed, and by that name what became of it.
 */
export interface Origin {
  /** The name that it is marked with, "" when it is a draft and no more. */
  readonly waits: string;
  /** lay makes changes to the home and marks the draft, both or neither. */
  lay(changes: Changes, waits: string): Promise<void>;
}

/** noDraft is the origin of what has no draft. */
export function noDraft(m: Member): Origin {
  let marked = "";
  return {
    get waits() {
      return marked;
    },
    async lay(changes, waits) {
      await m.home.writeAll(changes);
      marked = waits;
    },
  };
}
