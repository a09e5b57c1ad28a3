import { fail, partyKind, partyTeam, teamParty, type Party, type TeamID, type XID } from "../crypto/note/index.ts";
import { add, liveOffer, mayChange, renew, rekeyBody } from "./add.ts";
import type { Exchange } from "./exchange.ts";
import { addressable } from "./follow.ts";
import type { Member } from "./member.ts";
import { read } from "./read.ts";
import { readAs } from "./send.ts";
import { findTeam } from "./teams.ts";

/**
 * addParty lets a team in: it reads from now on, with history all that the member
 * can read itself. Only the owner may.
 */
export async function addParty(m: Member, xid: XID, team: TeamID, history: boolean): Promise<void> {
  const { x, p } = await ownerAnd(m, xid, team);
  if (x.state.set.includes(p)) return;
  await letTeamIn(m, x, p, history);
}

/** letTeamIn is addParty in an exchange that was read on behalf of its owner. */
export async function letTeamIn(m: Member, x: Exchange, p: Party, history: boolean): Promise<Exchange> {
  await addressable(m, partyTeam(p));
  mayChange(m, x);
  const set = [...x.state.set, p];
  const body = rekeyBody(m, x, "a party joins", true);
  return add(m, x, { type: "rekey", party: x.party, set, body, older: history ? x.keys.epochs() : [] });
}

/** removeParty takes a team, or a member that takes part for itself, out: it can read nothing that comes after. */
export async function removeParty(m: Member, xid: XID, p: Party): Promise<void> {
  const x = await owned(m, xid);
  if (p === x.state.owner) fail("E05", "who is responsible cannot be taken out; offer it first");
  if (!x.state.set.includes(p)) return;
  const set = x.state.set.filter((q) => q !== p);
  await add(m, x, { type: "rekey", party: x.party, set, body: rekeyBody(m, x, "a party goes", false) });
}

/** replaceParty puts another team of the own organisation in the place of the own one. */
export async function replaceParty(m: Member, xid: XID, team: TeamID): Promise<void> {
  const x = await readAs(m, xid, "");
  const t = await findTeam(m, team);
  if (t.org !== m.org || partyKind(x.party) !== "t") {
    fail("E05", "only another team of the own organisation can take this place");
  }
  await replaceIn(m, x, teamParty(t.id));
}

/** replaceIn is replaceParty in an exchange that was read on behalf of who goes. */
export async function replaceIn(m: Member, x: Exchange, by: Party): Promise<Exchange> {
  mayChange(m, x);
  if (x.party === x.state.owner) fail("E05", "who is responsible adds the other team and offers it");
  await addressable(m, partyTeam(by));
  const set = [...x.state.set.filter((q) => q !== x.party), by];
  const body = rekeyBody(m, x, "another team of the same organisation", true);
  return add(m, x, { type: "rekey", party: x.party, set, body });
}

/** leaveExchange steps out; the next entry is a rekey without the leaver, by whoever remains. */
export async function leaveExchange(m: Member, xid: XID): Promise<void> {
  const x = await readAs(m, xid, "");
  if (x.state.leaving === x.party) return;
  await add(m, x, { type: "leave", party: x.party });
}

/** rekeyNow opens a new epoch with the same parties, or, after a leave, without the leaver. */
export async function rekeyNow(m: Member, xid: XID): Promise<void> {
  const x = await readAs(m, xid, "");
  if (liveOffer(m, x)) fail("E29", "an offer stands; this waits for its end");
  await renew(m, x, "asked by a member");
}

/** ownerAnd reads an exchange that the member owns, and finds another team. */
export async function ownerAnd(m: Member, xid: XID, team: TeamID): Promise<{ x: Exchange; p: Party }> {
  const x = await owned(m, xid);
  return { x, p: teamParty((await findTeam(m, team)).id) };
}

/** owned reads an exchange whose parties the member may change, on behalf of its owner. */
export async function owned(m: Member, xid: XID): Promise<Exchange> {
  const x = await read(m, xid);
  const { owner } = x.state;
  if (!m.parties().includes(owner)) fail("E05", "only who is responsible changes who takes part");
  const mine = { ...x, party: owner };
  mayChange(m, mine);
  return mine;
}
