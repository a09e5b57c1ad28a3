import type { Bytes, Hash, MemberID, Party, TeamID, XID } from "../crypto/note/index.ts";
import type { Ask } from "./http.ts";
import type {
  Account,
  Challenge,
  Day,
  DirectoryObject,
  Hello,
  Leaf,
  Lease,
  Page,
  Placed,
  Position,
  SealedKeyring,
  Token,
} from "./language.ts";

/**
 * Everything a hub does for a member, as hub.API says it in Go. Each call fails
 * with a SluisError. A signal ends the waiting for an answer (E27), not what the
 * hub does meanwhile.
 */
export interface HubAPI extends Open, Relay, Desk, Directory, Keyrings, Asks {}

/** Makes one call: what is not of every day (see invites.ts) is asked by this. */
export interface Asks {
  ask(ask: Ask): Promise<Bytes>;
}

/** What may be called without a token. */
export interface Open {
  /** Which hub this is and what time it has. */
  hello(signal?: AbortSignal): Promise<Hello>;
  /** The account with a code (see accountCode); for an unknown one ids that nobody has, the same each time. */
  find(code: string, signal?: AbortSignal): Promise<Account>;
  /** A challenge for one login; an unknown account gets one too. */
  challenge(account: MemberID, signal?: AbortSignal): Promise<Challenge>;
  /** Trades a signed login note (FORMAT.md I22) for a token of five minutes. */
  login(login: Uint8Array, signal?: AbortSignal): Promise<Token>;
}

/** Keeps exchanges: sealed entries in their order, sealed pieces, receipts. */
export interface Relay {
  /** Stores one entry (see joinFrame). Putting stored bytes again is a success; another entry at that place is E20. */
  put(frame: Uint8Array, signal?: AbortSignal): Promise<Placed>;
  /**
   * The entries of an exchange from seq on, each a frame, as the party may see
   * them: only that party's grants are filled in. At most Limits.batch bytes.
   */
  entries(party: Party, xid: XID, from: number, signal?: AbortSignal): Promise<Bytes[]>;
  /** The party's exchanges whose position lies after the given one, oldest change first. */
  changes(party: Party, after: Position, limit: number, signal?: AbortSignal): Promise<Page>;
  /** The party's exchanges before the given position (noPosition: from the newest), newest change first. */
  newest(party: Party, before: Position, limit: number, signal?: AbortSignal): Promise<Page>;
  /** Stores a signed receipt; the same receipt again is a success. */
  putReceipt(receipt: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** All receipts of an exchange that the party may see. */
  receipts(party: Party, xid: XID, signal?: AbortSignal): Promise<Bytes[]>;
  /** Stores piece n of the attachment with that root, before any entry names it. Size is that of the whole. */
  putPiece(root: Hash, size: number, n: number, piece: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** The numbers of the pieces that the caller has put already. */
  pieces(root: Hash, signal?: AbortSignal): Promise<number[]>;
  /** Piece n of an attachment that an entry of the exchange names. */
  piece(party: Party, xid: XID, root: Hash, n: number, signal?: AbortSignal): Promise<Bytes>;
}

/** Keeps who has taken up what, and the days a team wants to be woken. */
export interface Desk {
  /** Takes an exchange on behalf of party; the first wins, the holder may claim again. Taken by a colleague: E31. */
  claim(party: Party, xid: XID, signal?: AbortSignal): Promise<Lease>;
  /** Gives it back; releasing what is not held is a success. */
  release(party: Party, xid: XID, signal?: AbortSignal): Promise<void>;
  /** The leases of a party. */
  leases(party: Party, signal?: AbortSignal): Promise<Lease[]>;
  /** Replaces the party's set of days. */
  setDates(party: Party, days: readonly Day[], signal?: AbortSignal): Promise<void>;
  /** The party's set of days. */
  dates(party: Party, signal?: AbortSignal): Promise<Day[]>;
  /** Which of the given teams somebody is reachable for. */
  available(teams: readonly TeamID[], signal?: AbortSignal): Promise<TeamID[]>;
}

/** Keeps the public records of organisations. */
export interface Directory {
  /** Stores records: notes and the objects they name, all or none. */
  publish(objects: readonly DirectoryObject[], signal?: AbortSignal): Promise<void>;
  /**
   * The newest checkpoint of the directory log with the signatures of the log and its
   * witnesses (C2SP tlog-checkpoint); E27 while there is none.
   */
  checkpoint(signal?: AbortSignal): Promise<Bytes>;
  /** Lines of the log from a number on: for members all, without a gap. */
  leaves(from: number, limit: number, signal?: AbortSignal): Promise<Leaf[]>;
  /** The notes of mailboxes in the order asked; one that is not there, or not for the caller, is empty. */
  mailboxes(rids: readonly MemberID[], signal?: AbortSignal): Promise<Bytes[]>;
  /** Objects by hash, in the order asked; one that is not there, or not for the caller, is empty. */
  objects(hashes: readonly Hash[], signal?: AbortSignal): Promise<Bytes[]>;
}

/** Keeps each member's own sealed keyring and sealed local state. */
export interface Keyrings {
  /** The caller's newest keyring: its signed head and its file. */
  keyring(signal?: AbortSignal): Promise<SealedKeyring>;
  /** Replaces it; the head's version must be one higher (else E20). */
  putKeyring(keyring: SealedKeyring, signal?: AbortSignal): Promise<void>;
  /** The caller's sealed local state, empty when there is none. */
  state(signal?: AbortSignal): Promise<Bytes>;
  /** Replaces it. */
  putState(sealed: Uint8Array, signal?: AbortSignal): Promise<void>;
}
