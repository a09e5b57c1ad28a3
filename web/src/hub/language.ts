import {
  type Bytes,
  type Code,
  type Hash,
  type ID,
  type MemberID,
  type OrgID,
  type Party,
  type TeamID,
  type XID,
  concat,
  fail,
} from "../crypto/note/index.ts";

// The shapes that travel. Nothing here has a place for a kind, a status, a name
// or a deadline. Times are Unix seconds.

/** A hub's first word. */
export interface Hello {
  readonly hub: string; // hub id, as in the trust file
  readonly version: string; // of the software
  readonly time: number;
}

/** Who an account belongs to. */
export interface Account {
  readonly org: OrgID;
  readonly member: MemberID;
}

/** 64 hex digits that a login note must repeat within a minute. */
export interface Challenge {
  readonly challenge: Hash;
  readonly time: number;
}

/** An access token and the second it ends. */
export interface Token {
  readonly token: string;
  readonly expires: number;
}

/**
 * A place in the changes of one party. Epoch rises when a hub was restored from
 * a backup: a client that sees another epoch reads from 0 again.
 */
export interface Position {
  readonly epoch: number;
  readonly count: number;
}

/** The position before every change, or, reading backwards, after every one. */
export const noPosition: Position = { epoch: 0, count: 0 };

/** Where an entry stands. */
export interface Placed {
  readonly xid: XID;
  readonly seq: number;
  readonly hash: Hash;
}

/** One exchange in a list: what the hub knows of it. */
export interface Row {
  readonly xid: XID;
  readonly seq: number; // of the newest entry the party may see
  readonly head: Hash; // its hash
  readonly receipts: number;
  readonly closed: boolean;
  readonly count: number; // position of the newest change
}

/** A list of rows and the position to go on from. */
export interface Page {
  readonly rows: readonly Row[];
  readonly next: Position;
  readonly more: boolean;
}

/** Says that a member has taken up an exchange for a party, until a time. */
export interface Lease {
  readonly xid: XID;
  readonly party: Party;
  readonly member: MemberID;
  readonly until: number;
}

/** A local date, "2026-11-21". */
export type Day = string;

/** Holds for a date of the calendar. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text + "T00:00:00Z") : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Kinds of directory objects. Notes have leaves; the others are named by a note. */
export type ObjectKind =
  | "org"
  | "vouch"
  | "manifest"
  | "member" // named by a manifest
  | "team" // team note, one an epoch
  | "card" // named by a manifest
  | "terms" // named by a manifest
  | "recipient" // age1pq text, by its hash, named by member, team and mailbox notes
  | "teamkey" // sealed file, named by a team note; for its members only
  | "mailbox"; // mailbox note

/** One record or file of the directory, addressed by SHA-256 of its data. */
export interface DirectoryObject {
  readonly kind: ObjectKind;
  readonly data: Uint8Array;
}

/**
 * One line of the directory log. Subject is the team or vouching organisation, ""
 * for none; version the manifest's version or the team's epoch. Kind is the
 * hub's word: what may follow is for who keeps the log.
 */
export interface Leaf {
  readonly n: number;
  readonly kind: string;
  readonly org: OrgID;
  readonly subject: ID;
  readonly version: number;
  readonly hash: Hash;
}

/** A sealed keyring file and the signed note over it. */
export interface SealedKeyring {
  readonly head: Bytes;
  readonly file: Bytes;
}

// ---- the socket ----

/**
 * One word from the hub to a socket. It announces ids, never content, and is
 * never proof: a client that hears it reads from its position.
 */
export interface HubEvent {
  readonly event: EventName | (string & {}); // a newer hub may say more
  readonly party?: Party;
  readonly xid?: XID;
  readonly seq?: number;
  readonly count?: number; // the party's position
  readonly member?: MemberID; // who holds a lease or sent a frame
  readonly members?: readonly MemberID[]; // who is in a room
  readonly teams?: readonly TeamID[]; // those watched that somebody is reachable for
  readonly data?: Bytes; // a sealed room frame
  readonly day?: Day;
  readonly code?: Code | "";
  readonly time?: number;
}

export type EventName =
  | "ready" // the token was accepted; time is the hub's
  | "entry" // xid has an entry seq; count is party's position
  | "receipt" // xid has a new receipt; count is party's position
  | "lease" // member holds xid for party; without member it is free
  | "room" // members are in the room of xid now
  | "frame" // data from member in the room of xid
  | "available" // teams of the watched ones are reachable now
  | "day" // a day of party's set has come
  | "log" // the directory log may have grown: ask for its checkpoint
  | "resync" // something was missed: read from your position
  | "refused"; // a request on the socket failed with code

/** One word from a socket to the hub, but for the token, which the socket says by itself. */
export type HubRequest =
  | { readonly do: "enter"; readonly party: Party; readonly xid: XID } // the room of xid on behalf of party
  | { readonly do: "leave"; readonly xid: XID }
  | { readonly do: "frame"; readonly xid: XID; readonly data: Uint8Array } // pass data on to the others there
  | { readonly do: "available"; readonly party: Party; readonly until: number } // be reachable for a team; 0 ends it
  | { readonly do: "watch"; readonly teams: readonly TeamID[] }; // tell when their availability changes

/** Close codes of a socket. 4000 to 4099: come back; 4100 and up: not without a change. */
export const Close = {
  drain: 4000, // this hub goes away: connect again, to whichever answers
  slow: 4001, // the reader fell behind: connect again and read from your position
  lost: 4002, // nothing heard in time
  expired: 4003, // the token ended: log in again
  refused: 4100, // the token was not accepted
  bad: 4101, // the word was malformed or too large
  tooMany: 4102, // too many words
  inactive: 4103, // the member is no longer active
} as const;

// ---- limits ----

/** Limits, each with its reason in package hub; sizes in bytes, times in seconds. */
export const Limits = {
  frame: 512 << 10, // one put: entry, ciphertext and grants
  batch: 4 << 20, // one answer of entries; a client asks on from the last seq
  piece: 1 << 20, // every piece but the last of an attachment
  publish: 8 << 20, // one publish
  rows: 500, // of a page
  roomFrame: 64 << 10,
  state: 1 << 20, // a member's sealed local state
  keyring: 64 << 10,
  dates: 1000, // of one party
  challengeLife: 60,
  tokenLife: 5 * 60,
  clockSkew: 10 * 60, // how far an entry's time may lie from the hub's
  offerLife: 30 * 60,
  leaseLife: 8 * 3600,
  heartbeat: 5, // how often a client speaks
  present: 15, // how long it counts as there
} as const;

// ---- frames ----

// Frames are how octets travel: each part is its length as four bytes, big
// endian, and then the part. One put is: the entry's note; its ciphertext (empty
// without one); then the grant files in the order of the grant lines. Nothing
// follows (FORMAT.md, part 4).

/** Makes a frame of parts. */
export function joinFrame(...parts: Uint8Array[]): Bytes {
  return concat(
    ...parts.flatMap((part) => {
      const size = new Uint8Array(4);
      new DataView(size.buffer).setUint32(0, part.length);
      return [size, part];
    }),
  );
}

/** Reads a frame; the parts share its memory. A frame that is cut short or has bytes left is E01. */
export function splitFrame(frame: Bytes): Bytes[] {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const parts: Bytes[] = [];
  for (let at = 0; at < frame.length; ) {
    if (frame.length - at < 4) fail("E01", "frame is cut short");
    const size = view.getUint32(at);
    at += 4;
    if (size > frame.length - at) fail("E01", "frame is cut short");
    parts.push(frame.subarray(at, at + size));
    at += size;
  }
  return parts;
}
