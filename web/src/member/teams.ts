import { codeOf, fail, partyTeam, teamParty, type TeamID } from "../crypto/note/index.ts";
import { find, teamList, type Listed } from "../directory/index.ts";
import type { Me, Team } from "../worker/protocol.ts";
import type { Member } from "./member.ts";
import { keyState } from "./reset.ts";

/** listed is every team of the verified directory, by organisation and name. */
export async function listed(m: Member): Promise<Listed[]> {
  await refresh(m);
  return teamList(m.dir.book);
}

/** refresh brings all that can be of the directory up to date; while the hub is away what is known counts. */
export async function refresh(m: Member): Promise<void> {
  try {
    await m.dir.sync();
    await m.dir.all();
  } catch (err) {
    if (codeOf(err) !== "E27") throw err; // what was verified before must do
  }
}

/**
 * findTeam resolves a team's id, its exact name, or "Organisation / Team". While the hub
 * withholds records, nobody knows what else fits: then a name is E06, but for teams of
 * founders and of the own organisation, which are pinned.
 */
export async function findTeam(m: Member, name: string): Promise<Listed> {
  const t = find(await listed(m), name);
  if (t.id !== name.trim() && !m.dir.pinned(t.org) && m.dir.teamless()) {
    fail("E06", "the hub withholds records: another team may have this name; give the id of the team");
  }
  return t;
}

/** teams is the address book, with who can be reached now. */
export async function teams(m: Member): Promise<Team[]> {
  const list = await listed(m);
  const open = await available(m, list.map((t) => t.id));
  const missing = m.dir.teamless();
  return Promise.all(list.map(async (t) => ({ ...(await asTeam(m, t, open)), unsure: missing && !m.dir.pinned(t.org) })));
}

/** ownTeams is the part of it that the member is in. */
export async function ownTeams(m: Member): Promise<Team[]> {
  return Promise.all(m.ownTeams().map((t) => asTeam(m, t, new Set())));
}

async function available(m: Member, ids: readonly TeamID[]): Promise<Set<TeamID>> {
  try {
    return new Set(ids.length > 0 ? await m.hub.available(ids) : []);
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return new Set(); // nobody knows
  }
}

async function asTeam(m: Member, t: Listed, open: ReadonlySet<TeamID>): Promise<Team> {
  const mine = m.dir.book.teamsOf(m.id).includes(t.id);
  const { card } = t;
  return {
    id: t.id, name: t.name, organisation: t.organisation, org: t.org, kind: card.kind, area: [...card.area],
    phone: card.phoneDay, acute: card.phoneAcute, hours: hours(card.hours), closedUntil: card.closedUntil,
    available: open.has(t.id), mine, keys: mine && (await holdsKey(m, t.id)),
    key: keyState(m, t.id), unsure: false,
  };
}

async function holdsKey(m: Member, id: TeamID): Promise<boolean> {
  const newest = m.dir.book.team(id);
  if (newest === undefined) return false;
  try {
    await m.teamKeys.forRecipient(teamParty(id), newest.rcpt);
    return true;
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return false;
  }
}

const dayNames = ["", "ma", "di", "wo", "do", "vr", "za", "zo"];

/** hours as they are read aloud: "ma di wo do vr 08:30-17:00". */
function hours(list: Listed["card"]["hours"]): string {
  return list.map((h) => `${h.days.map((d) => dayNames[d] ?? "").join(" ")} ${h.from}-${h.to}`).join(", ");
}

/** teamName is the name of a team party, "" for any other. */
export function teamName(m: Member, party: string): string {
  return m.dir.book.card(partyTeam(party))?.name ?? "";
}

/** self is who the member is; what its session adds (ways, since, code) is the caller's. */
export async function self(m: Member): Promise<Pick<Me, "org" | "member" | "name" | "organisation" | "teams" | "admin">> {
  return {
    org: m.org, member: m.id, name: m.self.name, organisation: m.dir.book.org(m.org)?.name ?? "",
    teams: await ownTeams(m), admin: m.dir.book.manifest(m.org)?.admins.includes(m.id) ?? false,
  };
}
