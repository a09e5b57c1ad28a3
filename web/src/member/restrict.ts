import { fail, memberParty, type MemberID, type TeamID, type XID } from "../crypto/note/index.ts";
import { add, rekeyBody } from "./add.ts";
import type { Member } from "./member.ts";
import { owned, ownerAnd } from "./parties.ts";
import { findTeam } from "./teams.ts";

/**
 * restrict (afschermen) puts named members of a team in the place of that team: from the
 * next entry on nobody else of it reads along, a colleague who knows the family least of
 * all. They can read all that the caller can. They must be in that team now (E21). Only
 * the owner may (FORMAT.md C43, C44), and not in its own place (E05).
 */
export async function restrict(m: Member, xid: XID, team: TeamID, who: readonly MemberID[]): Promise<void> {
  const { x, p } = await ownerAnd(m, xid, team);
  if (p === x.state.owner) {
    fail("E05", "who is responsible cannot go out of its own place: let one member in, and offer it to that member");
  }
  const named = who.map((member) => memberParty(inTeam(m, team, member)));
  if (named.length === 0) fail("E01", "name at least one member of the team");
  const set = [...new Set([...x.state.set, ...named])];
  if (!x.state.set.includes(p) && set.length === x.state.set.length) return; // done before
  const body = rekeyBody(m, x, "named members only", true);
  await add(m, x, { type: "rekey", party: x.party, set: set.filter((q) => q !== p), older: x.keys.epochs(), body });
}

/**
 * addMember lets one member in for itself, beside the teams that take part. Team and
 * history are as in restrict and addParty.
 */
export async function addMember(m: Member, xid: XID, team: TeamID, member: MemberID, history: boolean): Promise<void> {
  const x = await owned(m, xid);
  const p = memberParty(inTeam(m, (await findTeam(m, team)).id, member));
  if (x.state.set.includes(p)) return;
  const body = rekeyBody(m, x, "a party joins", true);
  await add(m, x, { type: "rekey", party: x.party, set: [...x.state.set, p], older: history ? x.keys.epochs() : [], body });
}

/** membersOf are the active members of a team now. */
export function membersOf(m: Member, team: TeamID): MemberID[] {
  return m.dir.book.assigned(team).filter((member) => m.dir.book.active(member));
}

function inTeam(m: Member, team: TeamID, member: MemberID): MemberID {
  return membersOf(m, team).includes(member) ? member : fail("E21", "the team has no such member: ask for the account code");
}
