// Answers about who takes part, and about moving a zaak: each is a call of a bundle that
// is fetched with the first of them.

import type { Later } from "./later.ts";
import type { PartyCalls } from "./parties/calls.ts";
import type { PartyAnswers } from "./parties/index.ts";
import type { Session } from "./session.ts";

const names = [
  "seats", "named", "compareMember", "restrict", "addMember", "addParty", "removeParty", "leaveParty", "replaceParty", "renewKeys",
  "moveState", "move", "stopMove",
] as const satisfies readonly (keyof PartyCalls)[];
// A call that is not on the list does not compile.
type All = Exclude<keyof PartyCalls, (typeof names)[number]> extends never ? PartyAnswers : never;

export function laterParties(later: Later, inside: () => Session): All {
  const each = names.map((name) => [
    name,
    // Which call it is was checked with names; its arguments pass as they came.
    async (...args: never[]) => ((await later.parties()).partyAnswers(inside)[name] as (...args: never[]) => unknown)(...args),
  ]);
  return Object.fromEntries(each) as All;
}
