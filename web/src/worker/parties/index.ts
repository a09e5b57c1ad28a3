// Who takes part in an exchange, comparing one member by phone, and moving a zaak to
// another team. It is a bundle of its own, fetched when the first of its calls is asked.
//
// It promises that nobody is let in for itself whose words were not heard, and that a
// move that broke off loses nothing and says nothing twice. It refuses what the chain
// does not allow to this member, and moves nothing by itself.

import { memberParty, partyKind, partyMember, type MemberID, type XID } from "../../crypto/note/value.ts";
import { accountCode } from "../../hub/account.ts";
import { liveOffer } from "../../member/add.ts";
import { confirmMember } from "../../member/compare.ts";
import type { Member } from "../../member/member.ts";
import { holder, knownName, namesIn } from "../../member/names.ts";
import { addParty, leaveExchange, removeParty, rekeyNow, replaceParty } from "../../member/parties.ts";
import { read } from "../../member/read.ts";
import { memberCompared } from "../../member/reset.ts";
import { addMember, membersOf, restrict } from "../../member/restrict.ts";
import { findTeam } from "../../member/teams.ts";
import type { Answers } from "../answers.ts";
import type { Session } from "../session.ts";
import type { Named, PartyCalls, Seats } from "./calls.ts";
import { movesOf } from "./move.ts";

function named(m: Member, member: MemberID, name: string): Named {
  const { book } = m.dir;
  const cards = book.teamsOf(member).flatMap((team) => book.card(team) ?? []);
  return {
    member, name, code: accountCode(member), mine: member === m.id, compared: member === m.id || memberCompared(m, member),
    organisation: book.org(book.member(member)?.org ?? "")?.name ?? "",
    phones: cards.map((c) => ({ team: c.name, number: c.phoneDay || c.phoneAcute })).filter((p) => p.number !== ""),
  };
}

async function seats(m: Member, xid: XID): Promise<Seats> {
  const x = await read(m, xid);
  const names = namesIn(m, x);
  const { owner, set } = x.state;
  return {
    owner: m.parties().includes(owner),
    offered: liveOffer(m, x),
    mailbox: set.some((p) => partyKind(p) === "r"),
    seats: set.map((party) => {
      const { team, organisation } = holder(m, party, names);
      const one = partyKind(party) === "m" ? partyMember(party) : "";
      const who = one === "" ? null : named(m, one, names.get(one) || knownName(m, one));
      return { party, name: who === null ? team : who.name || who.code, organisation, mine: party === x.party, owner: party === owner, named: who };
    }),
  };
}

export type PartyAnswers = Pick<Answers, keyof PartyCalls>;

export function partyAnswers(inside: () => Session): PartyAnswers {
  const member = (): Member => inside().member;
  /** After words or passkey were asked again. */
  const sure = (): Member => {
    inside().mustBeConfirmed();
    return member();
  };
  return {
    seats: (xid) => seats(member(), xid),
    async named(team) {
      const m = member();
      const { id } = await findTeam(m, team);
      return membersOf(m, id).map((one) => named(m, one, one === m.id ? m.self.name : knownName(m, one)));
    },
    async compareMember(one, words) {
      const m = member();
      await confirmMember(m, one, words);
      const its = [...m.opened.values()].filter((x) => x.state.set.includes(memberParty(one)));
      m.tell({ event: "changed", exchanges: its.map((x) => x.xid) });
    },
    restrict: (xid, team, members) => restrict(sure(), xid, team, members),
    addMember: (xid, team, one, history) => addMember(sure(), xid, team, one, history),
    addParty: (xid, team, history) => addParty(sure(), xid, team, history),
    removeParty: (xid, party) => removeParty(sure(), xid, party),
    leaveParty: (xid) => leaveExchange(sure(), xid),
    replaceParty: (xid, team) => replaceParty(sure(), xid, team),
    renewKeys: (xid) => rekeyNow(member(), xid),
    moveState: (zaak) => movesOf(inside()).state(zaak),
    move(zaak, team) {
      inside().mustBeConfirmed();
      return movesOf(inside()).begin(zaak, team);
    },
    stopMove: (zaak) => movesOf(inside()).stop(zaak),
  };
}
