// An admin's own organisation: people, teams, and who keeps which key.

import { codeOf, fail, newID, type MemberID, type TeamID } from "../../crypto/note/index.ts";
import { accountCode } from "../../hub/index.ts";
import { inbox } from "../../member/index.ts";
import { knownName } from "../../member/invite.ts";
import type { Member } from "../../member/member.ts";
import { addTeam, administered, assign, changeOrganisation, revoke, setCard, unassign, type Change } from "../../member/organisation.ts";
import type { Leaving, Reason, Staff, StaffTeam } from "./calls.ts";

/** Everything an admin sees of its organisation; while the hub is away what is known counts. */
export async function staff(m: Member): Promise<Staff> {
  try {
    await m.dir.sync();
  } catch (error) {
    if (codeOf(error) !== "E27") throw error;
  }
  const manifest = administered(m);
  const { book } = m.dir;
  const org = book.org(m.org)!; // whose manifest this is
  const colleagues = await Promise.all(manifest.members.map(async ({ member }) => ({
    member, code: accountCode(member), name: member === m.id ? m.self.name : await knownName(m, member), mine: member === m.id,
    admin: manifest.admins.includes(member), active: book.active(member), teams: [...book.teamsOf(member)],
  })));
  const teams = manifest.teams.map(({ team }) => teamOf(m, team));
  return {
    org: m.org, organisation: org.name, kinds: [...org.kinds], teams: teams.sort((a, b) => a.name.localeCompare(b.name, "nl")),
    colleagues: colleagues.sort((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name, "nl") || (a.code < b.code ? -1 : 1)),
  };
}

function teamOf(m: Member, id: TeamID): StaffTeam {
  const { book } = m.dir;
  const card = book.card(id);
  const newest = book.team(id);
  const assigned = book.assigned(id).filter((member) => book.active(member));
  const has = (member: MemberID): boolean =>
    newest?.members.some((w) => w.member === member && w.rcpt === book.member(member)?.rcpt) ?? false;
  return {
    id, name: card?.name ?? "", kind: card?.kind ?? "", phone: card?.phoneDay ?? "",
    renewed: newest === undefined ? "" : new Date(newest.time * 1000).toISOString(),
    holders: assigned.filter(has), waiting: assigned.filter((member) => !has(member)),
    stale: newest?.members.some((w) => !assigned.includes(w.member)) ?? false,
  };
}

/** What somebody leaves behind, as far as the admin can know. */
export async function leaving(m: Member, member: MemberID): Promise<Leaving> {
  administered(m);
  const teams = m.dir.book.teamsOf(member);
  const rows = await inbox(m, "", 0);
  return {
    open: rows.filter((r) => !r.closed && r.holder?.member === member)
      .map((r) => ({ mark: r.mark, title: r.title, team: m.dir.book.card(r.party.slice(1))?.name ?? "" })),
    unseen: teams.filter((id) => !m.dir.book.teamsOf(m.id).includes(id)).map((id) => m.dir.book.card(id)?.name ?? ""),
    alone: teams.map((id) => teamOf(m, id)).filter((t) => t.holders.length === 1 && t.holders[0] === member).map((t) => t.name),
  };
}

async function changed(m: Member, ...changes: Change[]): Promise<Staff> {
  await changeOrganisation(m, ...changes);
  return staff(m);
}

export function end(m: Member, member: MemberID, reason: Reason): Promise<Staff> {
  return changed(m, revoke(member, reason));
}

export function place(m: Member, team: TeamID, member: MemberID, is: boolean): Promise<Staff> {
  return changed(m, is ? assign(team, member) : unassign(team, member));
}

/** Adds a team, whose first key the admin keeps. */
export function newTeam(m: Member, name: string, kind: string, phone: string): Promise<Staff> {
  const card = {
    team: newID(), name: name.trim().normalize("NFC"), kind, phoneDay: phone.trim(), phoneAcute: "", hours: [], closedUntil: "",
    area: [], deputy: "", duty: "", lead: "",
  } as const;
  return changed(m, addTeam(card, m.id));
}

export function setTeam(m: Member, team: TeamID, name: string, phone: string): Promise<Staff> {
  const card = m.dir.book.card(team) ?? fail("E21", "the organisation has no such team");
  return changed(m, setCard({ ...card, name: name.trim().normalize("NFC"), phoneDay: phone.trim() }));
}
