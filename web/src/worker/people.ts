// Answers about people and organisations: each is a call of a bundle that is fetched
// with the first of them.

import type { Later } from "./later.ts";
import type { PeopleCalls } from "./people/calls.ts";
import type { Around, PeopleAnswers } from "./people/index.ts";

const names = [
  "organisations",
  "staff", "invite", "newcomers", "admit", "uninvite", "leaving", "revoke", "assign", "addTeam", "setTeam",
  "joinBegin", "joinPasskey", "joinWords", "joinWordsBack", "joinAnswer", "joinResume", "joinResumeKey", "joinLook", "joinEnter", "joinEnd",
] as const satisfies readonly (keyof PeopleCalls)[];
// A call that is not on the list does not compile.
type All = Exclude<keyof PeopleCalls, (typeof names)[number]> extends never ? PeopleAnswers : never;

export function laterPeople(later: Later, around: Around): All {
  let made: Promise<PeopleAnswers> | undefined;
  const answers = (): Promise<PeopleAnswers> => {
    made ??= later.people().then(({ peopleAnswers }) => peopleAnswers(around));
    made.catch(() => (made = undefined)); // asked for again the next time
    return made;
  };
  const each = names.map((name) => [
    name,
    // Which call it is was checked with names; its arguments pass as they came.
    async (...args: never[]) => ((await answers())[name] as (...args: never[]) => unknown)(...args),
  ]);
  return Object.fromEntries(each) as All;
}
