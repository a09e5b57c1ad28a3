import { Form, type Hash, type MemberID, type Note, fail, isHash, isID, isTime, once } from "../note/index.ts";
import { type Public } from "./sign.ts";

/**
 * Holds for http:// or https://, a host in lower case and perhaps a port, as
 * browsers print an origin; nothing after it.
 */
export function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.:[\]-]+$/.test(text);
}

/** The note by which somebody shows a hub to hold a key (FORMAT.md I22). */
export const loginForm = new Form({
  label: "login",
  fields: [once("origin", isOrigin), once("account", isID), once("challenge", isHash), once("time", isTime)],
  minSigs: 1,
  maxSigs: 1,
});

/** A parsed login note. */
export interface Login {
  readonly origin: string; // scheme://host[:port] that the client talks to
  readonly account: MemberID; // a member, or a mailbox
  readonly challenge: Hash; // what the hub gave out
  readonly time: number; // Unix seconds
  readonly note: Note;
}

/**
 * Reads a login note, E01 when it is none. It says nothing about who sent it: that
 * is checkLogin, once the account's key is looked up.
 */
export function parseLogin(bytes: Uint8Array): Login {
  const note = loginForm.parse(bytes);
  return {
    origin: note.get("origin"),
    account: note.get("account"),
    challenge: note.get("challenge"),
    time: note.num("time"),
    note,
  };
}

/**
 * Decides whether a login answers this challenge, at this address, with this key:
 * E05 for another address, challenge or key, E04 when the signature does not
 * count. The time is left to the caller, who has a clock.
 */
export async function checkLogin(login: Login, key: Public, origin: string, challenge: Hash): Promise<void> {
  if (login.origin !== origin) fail("E05", "login is meant for another address");
  if (login.challenge !== challenge) fail("E05", "login answers another challenge");
  await key.check(login.note);
}
