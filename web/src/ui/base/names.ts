// «Namen verbergen»: names that were shown through here are replaced by «Kind 1»,
// «Ouder 2» while it is on, the same one for the same name, on every screen. Who
// has what number is in the page's memory only and is gone when Sluis locks.

import type { ReadonlySignal } from "@preact/signals";
import type { Text } from "../../text/index.ts";

export type Role = "child" | "parent" | "person" | "household";

export interface Names {
  hidden: ReadonlySignal<boolean>;
  /** The name itself, or what stands for it. */
  show(name: string, role: Role): string;
  /** A text in which the names that are known are replaced. */
  within(text: string): string;
  /** What stands for a text that is one of those names and nothing else, else null. */
  whole(text: string): string | null;
  /** Makes names known before the text that holds them is shown. */
  know(name: string, role: Role): void;
  wipe(): void;
}

interface Known {
  role: Role;
  n: number;
}

export function makeNames(hidden: ReadonlySignal<boolean>, text: () => Text): Names {
  const known = new Map<string, Known>();
  const last: Record<Role, number> = { child: 0, parent: 0, person: 0, household: 0 };

  function remember(name: string, role: Role): Known {
    const was = known.get(name);
    if (was) return was;
    const fresh = { role, n: ++last[role] };
    known.set(name, fresh);
    return fresh;
  }
  const standIn = ({ role, n }: Known) => text().parts.hide[role](n);

  return {
    hidden,
    know(name, role) {
      if (name.trim() !== "") remember(name.trim(), role);
    },
    show(name, role) {
      if (name.trim() === "") return name;
      const who = remember(name.trim(), role);
      return hidden.value ? standIn(who) : name;
    },
    within(free) {
      if (!hidden.value) return free;
      let out = free;
      // Long names first: «Noah de Vries» before «Noah». A first name alone counts too.
      for (const [name, who] of [...known].sort(([a], [b]) => b.length - a.length)) {
        out = replaceWord(out, name, standIn(who));
      }
      for (const [name, who] of known) {
        // «Gezin Voorbeeld, Ommen»: the place tells nobody, what stands before it does.
        if (who.role === "household") out = replaceWord(out, name.split(",")[0] ?? name, standIn(who));
      }
      for (const [name, who] of known) {
        if (who.role === "household") continue;
        const words = name.split(/\s+/);
        const [first = "", last = ""] = [words[0], words.at(-1)];
        if (first.length > 2 && first !== name) out = replaceWord(out, first, standIn(who));
        // A family name is of several people, and says of none who is meant.
        if (last.length > 2 && last !== name) out = replaceWord(out, last, text().parts.hide.family);
      }
      return out;
    },
    whole(free) {
      const who = known.get(free.trim());
      return who ? standIn(who) : null;
    },
    wipe() {
      known.clear();
      last.child = last.parent = last.person = last.household = 0;
    },
  };
}

/** Whole words only, in any case, so that «Jan» leaves «januari» alone. */
function replaceWord(text: string, word: string, by: string): string {
  const quoted = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, "giu"), () => by);
}
