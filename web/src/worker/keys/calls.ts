// What the page asks about keys of teams: answered by a bundle that is fetched when the
// first of it is asked (later.ts). Nothing here runs.

import type { Joining, MemberID, Team, TeamID } from "../protocol.ts";

/** What a screen shows of one team's key. */
export interface TeamKey {
  team: Team;
  words: string[]; // of an own team, to read aloud to who compares; others are heard, never shown
  own: string[]; // of this member, to read aloud to who lets it in or compares it; empty when the team is another's
  waiting: Joining[]; // of an own team whose key this member holds
}

/** One line of the directory log about keys, as the record that was verified says it. */
export interface KeyLine {
  n: number; // its place in the log
  at: string; // the time that the record has
  what: "organisation" | "vouch" | "people" | "team" | "reset";
  organisation: string;
  name: string; // the team, or who vouches
  epoch: number; // of a team's key, counted from 1; version of a list of members
  in: string[]; // account codes of who came in, or has other keys now
  out: string[]; // of who went out
}

export interface KeyLog {
  lines: KeyLine[]; // newest first
  more: number; // where the next page begins, -1 at the end
  size: number; // of the log
  checked: string; // when it was signed last
  away: boolean; // as last known: the hub was not reached
}

/** Each call, by name, as in Calls. */
export interface KeyCalls {
  teamKey(team: TeamID): TeamKey; // E21
  /** Gives the key of an own team to who waits, who read eight words aloud. */
  letIn(team: TeamID, member: MemberID, words: string, history: boolean): void; // E16 other words, E28 no words, E29
  /** Keeps that a team's key was compared by phone: they read eight words aloud. */
  compare(team: TeamID, words: string): void; // E16, E28, E06 another root than the pinned one
  /** The key changes in the log before a place; -1 is its end. */
  keyLog(before: number, limit: number): KeyLog; // E11
}
