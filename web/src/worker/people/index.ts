// Who belongs where: what admins do with their organisation, and how a newcomer comes
// in. It is a bundle of its own, fetched when the first of its calls is asked.
//
// It promises what the worker promises: words, keys and names stay in here until a
// screen is to show them, and the hub is believed in nothing that it could change.
// It refuses whatever a member without the right could not do by the command line.

import type { Method } from "../../crypto/identity/index.ts";
import * as invites from "../../member/invite.ts";
import type { Member } from "../../member/member.ts";
import type { Answers } from "../answers.ts";
import type { Account, Me } from "../protocol.ts";
import type { Ground, Session } from "../session.ts";
import type { Newcoming, PeopleCalls } from "./calls.ts";
import { Joins } from "./newcomer.ts";
import { organisations } from "./organisations.ts";
import * as own from "./staff.ts";

/** What the answers stand on. */
export interface Around {
  started(): Ground;
  inside(): Session; // E22 while nobody is
  /** Unlocks an account; whoever locks meanwhile has taken its place (E22). */
  enter(account: Pick<Account, "org" | "member">, by: Method): Promise<Me>;
}

export type PeopleAnswers = Pick<Answers, keyof PeopleCalls>;

export function peopleAnswers(around: Around): PeopleAnswers {
  const joins = new Joins(around);
  const member = () => around.inside().member;
  /** The member, who has just shown who it is. */
  const sure = (): Member => {
    around.inside().mustBeConfirmed();
    return member();
  };
  const seconds = (at: number): string => new Date(at * 1000).toISOString();
  const told = (n: invites.Newcoming): Newcoming => ({ ...n, teams: [...n.teams], ends: seconds(n.ends) });
  return {
    organisations: () => organisations(member()),

    staff: () => own.staff(member()),
    async invite(whom, teams) {
      const { locator, words, ends } = await invites.invite(member(), whom, teams);
      return { locator, words: [...words], ends: seconds(ends) };
    },
    newcomers: async () => (await invites.newcomers(member())).map(told),
    admit: async (locator, seen) => told(await invites.admit(sure(), locator, seen)),
    uninvite: (locator) => invites.uninvite(member(), locator),
    leaving: (of) => own.leaving(member(), of),
    revoke: async (of, reason) => own.end(sure(), of, reason),
    assign: async (team, of, is) => own.place(sure(), team, of, is),
    addTeam: async (name, kind, phone) => own.newTeam(sure(), name, kind, phone),
    setTeam: async (team, name, phone) => own.setTeam(sure(), team, name, phone),

    joinBegin: (org, name, words) => joins.begin(org, name, words),
    joinPasskey: (credential, secret) => joins.passkey(credential, secret),
    joinWords: () => joins.words(),
    joinWordsBack: (text) => joins.wordsBack(text),
    joinAnswer: () => joins.answer(),
    joinResume: (account, text) => joins.resumeWords(account, text),
    joinResumeKey: (org, id, credential, secret) => joins.resumeKey(org, id, credential, secret),
    joinLook: () => joins.look(),
    joinEnter: () => joins.enter(),
    joinEnd: () => joins.end(),
  };
}
