import {
  Form, MaxRosterSize, any, fromHex, isHash, isID, isNum, isTime, maybe, once, oneOf, some, utf8, type Value,
} from "../note/index.ts";

/**
 * Kind is what a Book takes. The first five are records, notes that have a
 * number; the others are objects that a note names by hash.
 */
export type Kind = "org" | "vouch" | "manifest" | "team" | "mailbox" | "member" | "card" | "terms" | "recipient";

/** passkeyBound is the policy that refuses passkeys which leave their device. */
export const passkeyBound = "passkey-bound";

/** isWord holds for 1 to 40 characters of a to z, 0 to 9 and underscore. */
export const isWord: Value = (text) => /^[a-z0-9_]{1,40}$/.test(text);

/** isHost holds for a DNS name in lower case, without port or closing dot. */
const isHost: Value = (text) =>
  text.length <= 253 &&
  text.split(".").every((label) => /^[a-z0-9-]{1,63}$/.test(label) && !label.startsWith("-") && !label.endsWith("-"));

/** maxName is the largest name in bytes. */
export const maxName = 200;

/** isName holds for the hex of a name as isPlain wants it. */
const isName: Value = (text) => nameOf(text) !== undefined;

/** nameOf reads the hex of a name, undefined when it is none. */
export function nameOf(hex: string): string | undefined {
  const bytes = fromHex(hex);
  if (bytes === undefined) return undefined;
  try {
    const name = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return isPlain(name, maxName) ? name : undefined;
  } catch {
    return undefined; // no UTF-8
  }
}

// What may not stand in a name: control characters, and what hides or turns the
// direction of writing (FORMAT.md R6).
// oxlint-disable-next-line no-control-regex
const hidden = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/**
 * isPlain holds for 1 to max bytes of UTF-8 in NFC that stand on one line and
 * hide nothing: no control, direction or zero-width characters.
 */
export function isPlain(text: string, max: number): boolean {
  const fits = text !== "" && text.isWellFormed() && utf8(text).length <= max;
  return fits && text.normalize("NFC") === text && !hidden.test(text);
}

export const orgForm = new Form({
  label: "org",
  fields: [once("org", isID), once("root", isHash), once("name", isName), some("kind", isWord), once("time", isTime)],
  minSigs: 1, maxSigs: 1,
});

export const vouchForm = new Form({
  label: "vouch",
  fields: [once("org", isID), once("record", isHash), once("by", isID), once("time", isTime)],
  minSigs: 1, maxSigs: 1,
});

export const manifestForm = new Form({
  label: "manifest",
  fields: [
    once("org", isID),
    once("version", isNum),
    once("prev", isHash),
    once("time", isTime),
    once("root", isHash),
    any("host", isHost),
    any("policy", oneOf(passkeyBound), oneOf("0", "1")),
    maybe("recovery", isHash),
    maybe("audit", isHash),
    maybe("terms", isHash),
    some("admin", isID),
    any("member", isID, isHash),
    any("team", isID, isHash),
    any("assign", isID, isID),
    any("revoked", isID, isTime, isWord),
  ],
  minSigs: 1, maxSigs: 2,
  size: MaxRosterSize,
});

export const memberForm = new Form({
  label: "member",
  fields: [
    once("org", isID),
    once("mid", isID),
    once("sign", isHash),
    once("login", isHash),
    once("rcpt", isHash),
    once("name", isHash),
    once("prev", isHash),
    once("time", isTime),
  ],
  minSigs: 1, maxSigs: 2,
});

export const teamForm = new Form({
  label: "team",
  fields: [
    once("org", isID),
    once("tid", isID),
    once("epoch", isNum),
    once("prev", isHash),
    once("time", isTime),
    once("rcpt", isHash),
    once("by", isID),
    some("member", isID, isHash, isHash),
    maybe("recovery", isHash, isHash),
    once("chain", isHash),
  ],
  minSigs: 1, maxSigs: 2,
  size: MaxRosterSize,
});

export const mailboxForm = new Form({
  label: "mailbox",
  fields: [
    once("rid", isID),
    once("xid", isHash),
    once("org", isID),
    once("record", isHash),
    once("rcpt", isHash),
    once("author", isHash),
    once("login", isHash),
    once("time", isTime),
    once("expires", isTime),
  ],
  minSigs: 1, maxSigs: 1,
});
