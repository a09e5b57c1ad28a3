import {
  codeOf, memberParty, partyKind, partyMember, partyTeam,
  type MemberID, type OrgID, type Party,
} from "../crypto/note/index.ts";
import { checkName } from "../crypto/roster/index.ts";
import type { Holder, Person } from "../worker/protocol.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";

/** Names of members, as far as messages opened them. */
export type Names = ReadonlyMap<MemberID, string>;

/**
 * namesIn collects the name openings in the bodies, each held to the commitment in
 * the member's note: a name that does not fit is not shown.
 */
export function namesIn(m: Member, x: Exchange): Names {
  const names = new Map([[m.id, m.self.name]]);
  for (const { entry, doc } of x.entries) {
    const by = doc?.author;
    const record = by && m.dir.book.member(entry.author);
    if (by === undefined || record === undefined) continue;
    try {
      checkName(record, by.salt, by.name);
      names.set(entry.author, by.name);
    } catch (err) {
      if (codeOf(err) === "") throw err;
    }
  }
  return names;
}

/**
 * knownName is what a member may be called here, "" when nobody told: names are in no
 * directory, so it is known from what that member wrote, in an exchange that was opened.
 */
export function knownName(m: Member, id: MemberID): string {
  for (const x of m.opened.values()) {
    const name = namesIn(m, x).get(id);
    if (name !== undefined && name !== "") return name;
  }
  return "";
}

/** holder is a party by its names; member only for a single member. */
export function holder(m: Member, p: Party, names: Names): Holder {
  const named = {
    party: p,
    organisation: m.dir.book.org(m.dir.orgOf(p))?.name ?? "",
    team: partyKind(p) === "t" ? (m.dir.book.card(partyTeam(p))?.name ?? "") : "",
  };
  const member = partyKind(p) === "m" ? names.get(partyMember(p)) : undefined;
  return member === undefined ? named : { ...named, member };
}

/** person is who did something. Without an opening the name is empty. */
export function person(m: Member, id: MemberID, org: OrgID, p: Party, names: Names): Person {
  const of = holder(m, p, names);
  return { id, name: names.get(id) ?? "", organisation: m.dir.book.org(org)?.name ?? of.organisation, team: of.team };
}

/** present are the people in a room that belong to other parties. */
export function present(m: Member, x: Exchange, ids: readonly MemberID[]): Person[] {
  const mine = m.parties();
  const names = namesIn(m, x);
  return ids.flatMap((id) => {
    if (id === m.id) return [];
    const party = x.state.set.find((p) => p === memberParty(id) || m.dir.book.assigned(partyTeam(p)).includes(id));
    if (party === undefined || mine.includes(party)) return [];
    return [person(m, id, m.dir.orgOf(party), party, names)];
  });
}
