// Answers about keys of teams: each is a call of a bundle that is fetched with the first
// of them.

import type { KeyCalls } from "./keys/calls.ts";
import type { KeyAnswers } from "./keys/index.ts";
import type { Later } from "./later.ts";
import type { Session } from "./session.ts";

const names = ["teamKey", "letIn", "compare", "keyLog"] as const satisfies readonly (keyof KeyCalls)[];
// A call that is not on the list does not compile.
type All = Exclude<keyof KeyCalls, (typeof names)[number]> extends never ? KeyAnswers : never;

export function laterKeys(later: Later, inside: () => Session): All {
  const each = names.map((name) => [
    name,
    // Which call it is was checked with names; its arguments pass as they came.
    async (...args: never[]) => ((await later.keys()).keyAnswers(inside)[name] as (...args: never[]) => unknown)(...args),
  ]);
  return Object.fromEntries(each) as All;
}
