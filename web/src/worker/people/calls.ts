// What the page asks about people and organisations: answered by a bundle that is
// fetched when the first of it is asked (later.ts). Nothing here runs.

import type { Code } from "../../crypto/note/code.ts";
import type { Hash, ID, MemberID, OrgID, TeamID } from "../../crypto/note/value.ts";
import type { Account, Me, Way } from "../protocol.ts";

/** An organisation of the directory, as its records and those who vouched say. */
export interface Organisation {
  id: OrgID;
  name: string;
  mine: boolean;
  founder: boolean; // one of those that this region began with
  vouchers: string[]; // names of the organisations that vouched for it
  since: string; // the time that its own record has
  root: string; // fingerprint of its root key, in groups to be read aloud
  teams: number;
}

// ---- for admins ----

/** The admin's own organisation: who is in it, and who keeps the key of which team. */
export interface Staff {
  org: OrgID;
  organisation: string;
  kinds: string[]; // that its teams may have
  colleagues: Colleague[];
  teams: StaffTeam[];
}

/** A colleague. Names are in no directory: an admin knows the own one, and of whom it let in from this browser. */
export interface Colleague {
  member: MemberID;
  code: string;
  name: string; // "" when it is not known
  mine: boolean;
  admin: boolean;
  active: boolean; // keys that count; else they were revoked
  teams: TeamID[];
}

export interface StaffTeam {
  id: TeamID;
  name: string;
  kind: string;
  phone: string;
  renewed: string; // when its key was last replaced; "" before the first
  holders: MemberID[]; // who has the key and may have it
  waiting: MemberID[]; // who is to have it, and waits for a colleague
  stale: boolean; // somebody has the key who should not: a next one is due
}

export type Reason = "uit_dienst" | "gestolen" | "verloren";

/** What somebody leaves behind. */
export interface Leaving {
  open: { mark: string; title: string; team: string }[]; // in this person's hands, as far as the admin can read
  unseen: string[]; // teams that the admin is not in
  alone: string[]; // teams where nobody else has the key
}

/** An invitation that was just made: its words are shown once. */
export interface Invitation {
  locator: ID;
  words: string[];
  ends: string;
}

/** An invitation that is under way. */
export interface Newcoming {
  locator: ID;
  for: string;
  ends: string;
  teams: TeamID[];
  state: "open" | "answered" | "admitted";
  member: MemberID | ""; // who answered, checked against the words,
  name: string;
  answer: Hash | ""; // by which it is known which answer was shown;
  problem: Code | ""; // or why the answer does not count
}

// ---- for newcomers ----

/** A newcomer on the way in. */
export interface Joining {
  org: OrgID;
  member: MemberID;
  name: string;
  code: string;
  ways: Way["kind"][];
  answered: boolean; // it waits for the admin
}

/** The organisation that lets a newcomer in, by its signed records, which the newcomer's own program verified. */
export interface Door {
  name: string; // as it signed
  founder: boolean; // one of those that this region began with, by the trust file
  vouchers: string[]; // names of the organisations that vouched for it
  root: string; // fingerprint of its root key, in groups to be read aloud
  alike: boolean; // another organisation has a name that reads the same
  withheld: boolean; // there may be such a one: the hub withholds what others are called
}

/** Each call, by name, as in Calls. */
export interface PeopleCalls {
  organisations(): Organisation[];
  // for admins; E05 for anybody else
  staff(): Staff;
  invite(whom: string, teams: TeamID[]): Invitation; // E24 too many at once
  newcomers(): Newcoming[];
  admit(locator: ID, answer: Hash): Newcoming; // E16 another answer by now; E20 other admins; after confirm
  uninvite(locator: ID): void;
  leaving(member: MemberID): Leaving;
  revoke(member: MemberID, reason: Reason): Staff; // E29 the last admin; after confirm
  assign(team: TeamID, member: MemberID, is: boolean): Staff; // after confirm
  addTeam(name: string, kind: string, phone: string): Staff; // after confirm
  setTeam(team: TeamID, name: string, phone: string): Staff; // after confirm
  // for newcomers, who are nobody yet
  joinBegin(org: OrgID, name: string, words: string): Joining; // E28 no such invitation, or no longer
  joinPasskey(credential: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>): Joining;
  joinWords(): { words: string[] };
  joinWordsBack(text: string): Joining; // E28
  joinAnswer(): Joining; // E20 somebody else used the words, E28 they have ended
  joinResume(account: Account, text: string): Joining; // E28, E29
  joinResumeKey(org: OrgID, member: MemberID, credential: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>): Joining;
  /** Whose door it is: null while nobody has let the newcomer in. E06: somebody changed what was sent. E22: it was put away, unlock it. */
  joinLook(): Door | null;
  /** Goes in by the door that joinLook showed; E29 before. */
  joinEnter(): Me;
  joinEnd(): void; // gives it up: nothing of it stays in this browser
}
