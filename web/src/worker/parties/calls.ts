// What the page asks about who takes part in an exchange, and about moving a zaak:
// answered by a bundle that is fetched when the first of it is asked (later.ts). Nothing
// here runs.

import type { Code, MemberID, Party, TeamID, XID } from "../protocol.ts";

/** Somebody who can take part, or takes part, for itself. */
export interface Named {
  member: MemberID;
  name: string; // "" where no message told: names are in no directory
  code: string; // «K7QM2-P4XD9»
  organisation: string;
  mine: boolean; // it is oneself
  compared: boolean; // its keys of now were compared by phone
  phones: { team: string; number: string }[]; // from the cards of its teams
}

export interface Seat {
  party: Party;
  name: string; // of the team, or of the member; its account code where no message told
  organisation: string;
  mine: boolean;
  owner: boolean;
  named: Named | null; // of a member that takes part for itself
}

/** Who takes part, and what this member may change of it. */
export interface Seats {
  owner: boolean; // it may change who takes part
  offered: boolean; // an offer stands: this waits for its end
  mailbox: boolean; // with somebody without an account: only teams of the own organisation may come in
  seats: Seat[];
}

/** How far a zaak is on its way to another team. */
export interface Move {
  state: "none" | "runs" | "stopped" | "done";
  team: TeamID | "";
  name: string; // of that team
  what: "sheet" | "exchanges";
  done: number;
  all: number;
  offered: XID | ""; // waits until a colleague of the other team takes it over
  mark: string; // of the one that waits
  left: { exchange: XID; mark: string; code: Code | ""; restricted: boolean }[]; // that are still here; restricted: not moved by itself
  sheet: XID | ""; // of the other team
  closed: boolean; // the old sheet is; with attachments it stays open
  code: Code | ""; // why it stopped, where that is known
}

/** Each call, by name, as in Calls. */
export interface PartyCalls {
  seats(xid: XID): Seats; // E21
  named(team: TeamID): Named[]; // the members of a team; E21
  /** Keeps that a member's keys were compared by phone: it read eight words aloud. */
  compareMember(member: MemberID, words: string): void; // E16, E28, E06 another root than the pinned one
  /** Only these members of a team read along from now on, in its place. */
  restrict(xid: XID, team: TeamID, members: MemberID[]): void; // E05, E06 not compared, E21, E29; after confirm
  addMember(xid: XID, team: TeamID, member: MemberID, history: boolean): void; // as restrict
  addParty(xid: XID, team: TeamID, history: boolean): void; // E05, E06, E12, E29; after confirm
  removeParty(xid: XID, party: Party): void; // E05, E29; after confirm
  leaveParty(xid: XID): void; // E29; after confirm
  replaceParty(xid: XID, team: TeamID): void; // E05, E06, E29; after confirm
  renewKeys(xid: XID): void; // a rekey with the same parties; E06, E12, E29
  moveState(zaak: XID): Move; // as this account began it; E29 no zaak
  /** Begins to move, or goes on; how it goes comes as events. */
  move(zaak: XID, team: TeamID): void; // after confirm
  /** Stops after what is being done now; an offer that stands is withdrawn. */
  stopMove(zaak: XID): void;
}
