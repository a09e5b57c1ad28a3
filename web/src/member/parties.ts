import { fail, partyKind, partyTeam, teamParty, type Party, type TeamID, type XID } from "../crypto/note/index.ts";
import { add, liveOffer, renew, rekeyBody } from "./add.ts";
import type { Exchange } from "./exchange.ts";
import { addressable } from "./follow.ts";
import { purposeKnown } from "./flows.ts";
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
  await addressable(m, partyTeam(p));
  const set = [...x.state.set, p];
  const body = rekeyBody(m, x, "a party joins", true);
  await add(m, x, { type: "rekey", party: x.party, set, body, older: history ? x.keys.epochs() : [] });
}

/** removeParty takes a team out: it can read nothing that comes after. */
export async function removeParty(m: Member, xid: XID, team: TeamID): Promise<void> {
  const { x, p } = await ownerAnd(m, xid, team);
  if (p === x.state.owner) fail("E05", "who is responsible cannot be taken out; offer it first");
  if (!x.state.set.includes(p)) return;
  const set = x.state.set.filter((q) => q !== p);
  await add(m, x, { type: "rekey", party: x.party, set, body: rekeyBody(m, x, "a party goes", false) });
}

/** replaceParty puts another team of the own organisation in the place of the own one. */
export async function replaceParty(m: Member, xid: XID, team: TeamID): Promise<void> {
  const x = await readAs(m, xid, "");
  const t = await findTeam(m, team);
  mayChange(m, x);
  if (x.party === x.state.owner) fail("E05", "who is responsible adds the other team and offers it");
  if (t.org !== m.org || partyKind(x.party) !== "t") {
    fail("E05", "only another team of the own organisation can take this place");
  }
  await addressable(m, t.id);
  const set = [...x.state.set.filter((q) => q !== x.party), teamParty(t.id)];
  const body = rekeyBody(m, x, "another team of the same organisation", true);
  await add(m, x, { type: "rekey", party: x.party, set, body });
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

/**
 * mayChange refuses a change of parties where nobody joins (a zaak), where the
 * purpose is not known, and while an offer stands: it waits for that offer's end.
 */
export function mayChange(m: Member, x: Exchange): void {
  if (purposeKnown(x).flow === "zaak") fail("E29", "a zaak is of one team; nobody else takes part in it");
  if (liveOffer(m, x)) fail("E29", "an offer stands; this waits for its end");
}

/** ownerAnd reads an exchange that the member owns, and finds another team. */
async function ownerAnd(m: Member, xid: XID, team: TeamID): Promise<{ x: Exchange; p: Party }> {
  const x = await read(m, xid);
  const { owner } = x.state;
  if (!m.parties().includes(owner)) fail("E05", "only who is responsible changes who takes part");
  const mine = { ...x, party: owner };
  mayChange(m, mine);
  return { x: mine, p: teamParty((await findTeam(m, team)).id) };
}
