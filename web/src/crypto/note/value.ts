import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, fromHex, randomBytes, toHex } from "./bytes.ts";

// The values a line can hold. All are kept as the text that was signed.

/** 16 random bytes, 32 lower-case hex digits. */
export type ID = string;
/** Names an organisation. */
export type OrgID = ID;
/** Names a team. */
export type TeamID = ID;
/** Names a member, or, as author of an r-party, a mailbox. */
export type MemberID = ID;
/** The first half of a hash over a public key, 32 hex digits. */
export type KeyID = string;
/** A SHA-256, 64 lower-case hex digits. */
export type Hash = string;
/** Names an exchange: the hash of its first signed bytes. */
export type XID = Hash;
/** Who takes part in an exchange: "t", "m" or "r" and an ID. */
export type Party = string;

/** Stands where a hash has no predecessor. */
export const ZeroHash: Hash = "0".repeat(64);
/** The organisation of a reporter's mailbox. */
export const ZeroID: ID = "0".repeat(32);
/** The largest number a line may hold, 2^53-1, so that a browser reads it exactly. */
export const MaxNum = Number.MAX_SAFE_INTEGER;
/** The latest time, the last second of the year 9999: beyond it dates have no common notation. */
export const MaxTime = 253_402_300_799;

/** 16 fresh random bytes. */
export function newID(): ID {
  return toHex(randomBytes(16));
}

/** The SHA-256 of bytes. */
export function hashOf(bytes: Uint8Array): Hash {
  return toHex(sha256(bytes));
}

/** The 32 bytes of a hash, or none if it is not one. */
export function hashBytes(hash: Hash): Bytes {
  return (isHash(hash) ? fromHex(hash) : undefined) ?? new Uint8Array(0);
}

/** The party of a team, of a single member, of a reporter's mailbox. */
export function teamParty(team: TeamID): Party {
  return "t" + team;
}
export function memberParty(member: MemberID): Party {
  return "m" + member;
}
export function mailboxParty(mailbox: MemberID): Party {
  return "r" + mailbox;
}

/** "t" for a team, "m" for a single member, "r" for a reporter's mailbox, "" for none. */
export function partyKind(party: Party): "t" | "m" | "r" | "" {
  const kind = party[0];
  return kind === "t" || kind === "m" || kind === "r" ? kind : "";
}

/** The team of a t-party, "" for any other. */
export function partyTeam(party: Party): TeamID {
  return partyKind(party) === "t" ? party.slice(1) : "";
}

/** The member of an m-party or the mailbox of an r-party, "" for a team. */
export function partyMember(party: Party): MemberID {
  return partyKind(party) === "t" ? "" : party.slice(1);
}

/** A size and root of the directory log. Without a log it is 0 and ZeroHash. */
export interface Checkpoint {
  readonly size: number;
  readonly root: Hash;
}

/** The checkpoint of a deployment that has no directory log yet. */
export const NoLog: Checkpoint = { size: 0, root: ZeroHash };

/** A checkpoint as it stands in a line. */
export function checkpointText(cp: Checkpoint): string {
  return `${cp.size} ${cp.root}`;
}

/**
 * Says whether a text is allowed at one place of a line. It is asked only about
 * one or more printable ASCII characters without space.
 */
export type Value = (text: string) => boolean;

/** Holds for 32 lower-case hex digits. */
export const isID: Value = (text) => /^[0-9a-f]{32}$/.test(text);
/** Holds for 64 lower-case hex digits. */
export const isHash: Value = (text) => /^[0-9a-f]{64}$/.test(text);
/** Holds for 128 lower-case hex digits. */
export const isSignature: Value = (text) => /^[0-9a-f]{128}$/.test(text);
/** Holds for t, m or r and 32 hex digits. */
export const isParty: Value = (text) => /^[tmr][0-9a-f]{32}$/.test(text);
/** Holds for a decimal without leading zero of at most MaxNum. */
export const isNum: Value = (text) => /^(?:0|[1-9][0-9]{0,15})$/.test(text) && Number(text) <= MaxNum;
/** Holds for a number of at most MaxTime. */
export const isTime: Value = (text) => isNum(text) && Number(text) <= MaxTime;
/** Holds for one or more printable ASCII characters without space. */
export const isText: Value = (text) => /^[!-~]+$/.test(text);

/** Allows just the given words. */
export function oneOf(...words: string[]): Value {
  return (text) => words.includes(text);
}
