// What the page and the worker say to each other. Everything secret (keys,
// sealing, opening, signing, the connection to the hub) is in the worker; the
// page asks for acts and is given what may be shown: no key, phrase or token
// ever comes out. Every call is answered with a value or a SluisError's code;
// events come unasked. Times are RFC 3339 in UTC, dates 2026-11-21.

import type { Code } from "../crypto/note/code.ts";
import type { Checkpoint, Hash, MemberID, OrgID, Party, TeamID, XID } from "../crypto/note/value.ts";
import type { KeyCalls } from "./keys/calls.ts";
import type { Move, PartyCalls } from "./parties/calls.ts";
import type { PeopleCalls } from "./people/calls.ts";

export type { Checkpoint, Code, Hash, MemberID, OrgID, Party, TeamID, XID };

// ---- who and where ----

/** What the edge's `trust` file says: which hub, whose roots, who vouches for the log, whom to call. */
export interface Trust {
  hub: string; // the hub's id, which tokens are bound to
  founders: Record<OrgID, string>; // root key id of each organisation to start from
  log: string; // key of the directory log (FORMAT.md L9)
  witnesses: string[]; // keys of who may cosign it
  quorum: number; // how many of them must
  help: string; // phone number of the helpdesk
  demo: boolean; // an example region: the screens say so
  people?: Visitor[]; // of a demo: who a visitor may be
}

/** Somebody of the demo, with the words that open the account: made up, and only there. */
export interface Visitor {
  name: string;
  organisation: string;
  team: string;
  kind: string;
  code: string;
  phrase: string;
}

/** An account as this browser remembers it: nothing of it is secret. */
export interface Account {
  org: OrgID;
  member: MemberID;
  code: string; // «K7QM2-P4XD9», to find the account from another browser
  ways: Way["kind"][]; // that were used in this browser
  waits?: boolean; // of a newcomer who has not been let in yet
}

/** A way to unlock, as the keyring lists it. */
export interface Way {
  kind: "device" | "passkey" | "phrase";
  id: string;
  here: boolean; // was used for this session
}

export interface Me {
  org: OrgID;
  member: MemberID;
  name: string;
  organisation: string;
  code: string;
  teams: Team[];
  admin: boolean; // may change the organisation
  ways: Way[];
  since: string; // when this session was unlocked
}

export interface Team {
  id: TeamID;
  name: string;
  organisation: string;
  org: OrgID;
  kind: string; // veilig_thuis, gebiedsteam, politie, school, raad, …
  area: string[];
  phone: string;
  acute: string;
  hours: string;
  closedUntil: string;
  available: boolean; // somebody of it is reachable now
  mine: boolean;
  keys: boolean; // an own team whose key this member holds
  key: KeyState;
  unsure: boolean; // another team may have this name: the hub withholds records, and this is of no founder
}

/** Whether somebody compared a team's key with them by phone, and when. A changed key is written to only after that. */
export interface KeyState {
  state: "checked" | "unchecked" | "changed";
  at: string; // "" unless it is checked
}

/** Somebody whom an admin put in one of the own teams, and whom nobody there has let in yet. */
export interface Joining {
  team: TeamID;
  name: string; // of the team
  member: MemberID;
  person: string; // "" where nobody told: names are in no directory
  since: string;
  returner: boolean; // held the team's key before, with other keys of their own
}

// ---- exchanges ----

export type Flow = "handoff" | "inquiry" | "feedback" | "message" | "zaak";

export interface Holder {
  party: Party;
  organisation: string;
  team: string;
  member?: string;
}

export interface Person {
  id: MemberID;
  name: string; // "" when no message opened it
  organisation: string;
  team: string;
}

export interface Due {
  date: string; // a date, or an RFC 3339 time for terms in hours
  overdue: boolean;
  workdays: number; // left, negative when late
}

export interface Duty {
  what: string; // code of the fold
  who: string; // a team's name
  mine: boolean;
  due: Due | null;
}

export interface Row {
  exchange: XID;
  mark: string; // kenmerk «K7Q-M2P»
  flow: Flow | "";
  kind: string;
  status: string; // code of the fold
  title: string; // from the document, "" when there is none
  party: Party; // the own party that reads
  with: string; // the other teams
  custody: Holder | null;
  certainty: "fixed" | "unconfirmed" | "last_known" | null;
  due: Due | null;
  duties: Duty[];
  next: string[]; // codes of what this member may do now
  holder: { member: MemberID; name: string; mine: boolean } | null; // who has taken it up
  closed: boolean;
  ended: Code | ""; // nothing after the last entry counts
  away: boolean; // as last known: the hub was not reached
  unread: boolean;
  changed: string; // time of the last entry
  zaak: XID | ""; // the own zaak that names it
  unreadable: Code | ""; // why not even the purpose can be read
}

export type EntryState = "readable" | "none" | "recalled" | "expired" | "missing" | "unreadable";

export interface Entry {
  seq: number;
  hash: Hash; // by which another entry answers to it
  type: string;
  author: Person;
  mine: boolean; // of the own party
  time: string;
  state: EntryState;
  code: Code | "";
  unchecked: boolean; // «van voor uw tijd, niet nagerekend»
  document: unknown; // as its form says; null without
  files: File[];
  read: { by: Person; time: string }[];
  stored: boolean; // the hub has it
  recallable: boolean;
}

export interface File {
  seq: number;
  name: string;
  type: string;
  size: number; // bytes of the file itself
  root: Hash;
}

/**
 * Another party whose key an exchange does not follow: what is said goes to the old one
 * until a time, where no new one can be made, and not after.
 */
export interface KeyLag {
  party: Party;
  name: string; // of the team, or of a member that takes part for itself
  why: "replaced" | "reset" | "left"; // a newer key; one without predecessor; who left holds the newest
  since: string;
  until: string;
  compare: boolean; // nothing goes before somebody called and compared
  first: string; // who has to go over to it first, "" where this member may
}

export interface Exchange extends Row {
  parties: Holder[];
  entries: Entry[];
  people: MemberID[]; // of other parties, in the room now
  /** This browser co-signed an acceptance of the member's own offer, and does not know what became of it. */
  cosigned: boolean;
  ends: string; // the day on which it disappears from the hub
  exchanges: Row[]; // of a zaak: those that belong to it
  lags: KeyLag[];
}

// ---- calls ----

export interface SendFile {
  name: string;
  type: string;
  blob: Blob;
}

export interface Upload {
  id: string;
  name: string;
  done: number;
  size: number;
  paused: boolean;
}

export interface Draft {
  id: string; // "new:<flow>" with a random part, or "<xid>:<what>"
  zaak: XID | "";
  exchange: XID | "";
  what: string; // flow or form that is being written
  text: unknown; // the fields as the screen keeps them
  saved: string;
  waits?: string; // it was sent, and waits under this name until the hub can be reached
}

/** What became of what was sent: it stands at the hub, or it waits under a name. */
export interface Sent {
  exchange: XID | ""; // "" when it is not known yet
  waits: string; // "" when it stands
}

/** Each call, by name. Codes it can fail with stand behind it; E27 (hub away) and E22 (log in again) always can. */
export interface Calls extends PeopleCalls, KeyCalls, PartyCalls {
  // ways in
  start(trust: Trust, origin: string): { accounts: Account[]; passkeys: boolean };
  /** Finds an account by its code; says nothing about whether it exists (E28 comes at unlock). */
  find(code: string): Account;
  /** Where a word is doubtful, what it may have been: one list a word, empty for a word that is right. */
  words(text: string): { words: string[]; doubts: { at: number; word: string; near: string[] }[]; complete: boolean };
  unlockPhrase(account: Account, text: string): Me; // E28 wrong words, E25 too many tries; a lock or another unlock breaks it off
  /** What the page asks WebAuthn for; the page hands the 32 secret bytes straight back and forgets them. */
  passkeySalt(): Uint8Array<ArrayBuffer>;
  unlockPasskey(org: OrgID, member: MemberID, credential: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>): Me;
  addPasskey(credential: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>): Me; // E29 more than 5 ways; after confirm
  /** Makes a new phrase and shows it once; it counts after it was typed back. */
  newPhrase(): { words: string[] };
  confirmPhrase(text: string): Me; // E28; after confirm
  removeWay(kind: string, id: string): Me; // E29 fewer than two ways would be left; after confirm
  /**
   * Asks for the words again before offer, accept, leave, close and export, and before
   * the ways in change. It holds for two minutes, and so does an unlock.
   */
  confirmWords(text: string): void; // E28
  confirmPasskey(credential: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>): void;
  lock(): void;
  forget(account: Account): void; // removes what this browser keeps of it
  alive(): void; // somebody is there: puts off the lock
  seen(visible: boolean): void; // the page can be seen, or cannot: out of sight it locks sooner
  network(there: boolean): void; // what the browser says: is there a network
  // reading
  me(): Me;
  inbox(team: TeamID | "", limit: number): Row[];
  zaken(team: TeamID | "", limit: number): Row[];
  show(xid: XID): Exchange; // E21
  byMark(mark: string): XID; // E21
  teams(): Team[];
  search(text: string): Row[];
  receipt(xid: XID): number;
  // writing
  // Each of the three may name the draft it sends, or "": a draft that was sent before is not sent again.
  send(flow: Flow, team: TeamID, to: TeamID, zaak: XID | "", document: unknown, files: SendFile[], upload: string, draft: string): Sent;
  newZaak(team: TeamID, document: unknown, draft: string): XID;
  reply(xid: XID, document: unknown, files: SendFile[], upload: string, draft: string): Sent; // E29, E20
  /** Takes back what waits under a name, as a draft. What went, or may have gone, is not taken back. */
  takeBack(waits: string): "back" | "went" | "unknown";
  recall(xid: XID, seq: number): void; // E29
  close(xid: XID): void; // E29; after confirm
  claim(xid: XID): void; // E31
  release(xid: XID): void;
  decline(xid: XID, reason: string, text: string): void; // E29
  pauseUpload(upload: string): void;
  resumeUpload(upload: string): void;
  /** The file's bytes, for a canvas or a download; checked whole before any byte comes out. */
  file(xid: XID, seq: number, root: Hash): Blob; // E08, E10, E18, E21
  // together
  enter(xid: XID): void;
  leave(xid: XID): void;
  offer(xid: XID, to: Party | "", document: unknown): void; // posts; the outcome comes as a change
  withdraw(xid: XID): void;
  accept(xid: XID, document: unknown): void; // E29 without an answer in a minute, E31
  reachable(until: string | ""): void; // "" ends it
  watch(teams: TeamID[]): void;
  // drafts and settings, sealed in this browser and saved to the hub as one sealed blob
  saveDraft(draft: Omit<Draft, "saved">): Draft; // E24 storage full
  drafts(): Draft[];
  dropDraft(id: string): void;
  /** A draft waits to be sent: it is dropped when that went, and a draft again when it cannot go. */
  holdDraft(id: string, waits: string): void;
  setting(name: string): unknown;
  setSetting(name: string, value: unknown): void;
  retry(): void; // connect now, do not wait
}

export type CallName = keyof Calls;

// ---- events ----

export type Event =
  | { event: "link"; state: "live" | "lost" | "offline"; since: string; retry: number; missed: number } // retry in seconds; missed: changes fetched after a break
  | { event: "locked"; why: "idle" | "hidden" | "long" | "asked" | "refused" }
  | { event: "locking"; seconds: number } // «Sluis gaat zo op slot»
  | { event: "changed"; exchanges: XID[] } // read them again
  | { event: "room"; exchange: XID; people: Person[] }
  | { event: "available"; teams: TeamID[] }
  | { event: "reachable"; until: string } // "" when it ended
  | { event: "upload"; upload: Upload }
  | { event: "sent"; exchange: XID | ""; what: "entry" | "failed"; id: string } // something that waited has gone, or cannot; by its name
  | { event: "keys"; waiting: Joining[]; admitted: string[] } // who waits for the key of an own team; names of teams whose key came
  | { event: "moving"; zaak: XID; move: Move } // how far a zaak is on its way to another team
  | { event: "opening"; done: number; all: number }; // «Ontsleutelen…»

// ---- on the wire between the two ----

export type ToWorker = { id: number; call: CallName; args: unknown[] };
export type FromWorker =
  | { id: number; value: unknown }
  | { id: number; fail: { code: Code | ""; text: string } }
  | { push: Event };
