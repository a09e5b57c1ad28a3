// Who belongs where: what admins do with their organisation, and how a newcomer comes
// in. It is a bundle of its own, fetched when the first of its calls is asked.
//
// It promises what the worker promises: words, keys and names stay in here until a
// screen is to show them, and the hub is believed in nothing that it could change.
// It refuses whatever a member without the right could not do by the command line.

import type { Ground, Session } from "../session.ts";
import type { Answers } from "../answers.ts";
import type { PeopleCalls } from "./calls.ts";
import { organisations } from "./organisations.ts";

/** What the answers stand on. */
export interface Around {
  started(): Ground;
  inside(): Session; // E22 while nobody is
}

export type PeopleAnswers = Pick<Answers, keyof PeopleCalls>;

export function peopleAnswers(around: Around): PeopleAnswers {
  const member = () => around.inside().member;
  return {
    organisations: () => organisations(member()),
  };
}
