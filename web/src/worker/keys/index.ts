// The keys of teams: letting a colleague in, comparing by phone, the next key, and the
// list of all changes. It is a bundle of its own, fetched when a team's key is due or
// when the first of its calls is asked.
//
// It promises that nobody gets a team's key whose words were not heard, and that nothing
// in the list was not verified. It refuses what the directory log does not bear out.

import { codeOf, fail } from "../../crypto/note/code.ts";
import type { TeamID } from "../../crypto/note/value.ts";
import { confirmKey, ownWords, teamWords } from "../../member/compare.ts";
import type { Member } from "../../member/member.ts";
import { renewAll } from "../../member/renew.ts";
import { joinsWaiting, letIn, tend } from "../../member/rotate.ts";
import { teams } from "../../member/teams.ts";
import type { Answers } from "../answers.ts";
import type { Joining } from "../protocol.ts";
import type { Session } from "../session.ts";
import type { KeyCalls, TeamKey } from "./calls.ts";
import { keyLog } from "./log.ts";

export { renewAll };

/** tended makes the keys that are due, and says whether it made one or one could not be made, and who waits to be let in. */
export async function tended(m: Member): Promise<{ made: boolean; failed: boolean; waiting: Joining[] }> {
  let [made, failed] = [false, false];
  try {
    made = (await tend(m)).length > 0;
  } catch (error) {
    if (codeOf(error) === "") throw error;
    failed = true; // the others were made all the same
  }
  return { made: made || failed, failed, waiting: await joinsWaiting(m) };
}

async function teamKey(m: Member, id: TeamID): Promise<TeamKey> {
  const team = (await teams(m)).find((t) => t.id === id) ?? fail("E21", "no such team");
  const waiting = team.keys ? await joinsWaiting(m) : [];
  return {
    team,
    words: team.keys ? [...teamWords(m, id).words] : [],
    own: team.mine ? [...ownWords(m).words] : [],
    waiting: waiting.filter((j) => j.team === id),
  };
}

export type KeyAnswers = Pick<Answers, keyof KeyCalls>;

export function keyAnswers(inside: () => Session): KeyAnswers {
  const member = (): Member => inside().member;
  return {
    teamKey: (team) => teamKey(member(), team),
    async letIn(team, who, words, history) {
      const session = inside();
      await letIn(session.member, team, who, words, history);
      session.tending.follow();
    },
    compare: (team, words) => confirmKey(member(), team, words),
    keyLog: (before, limit) => keyLog(member(), before, limit),
  };
}
