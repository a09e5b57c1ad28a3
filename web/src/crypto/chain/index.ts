// An exchange: signed headers, each naming the hash of the one before, from
// which everybody computes who takes part, who is responsible and what may
// follow (crypto/FORMAT.md, part 5, rules C1 and up).
//
// It promises one verdict everywhere: begin and append make every check that
// headers allow, as the hub does, and ownership moves only where two people
// signed the same bytes. It is pure: no clock, no storage, no network. What it
// must know of organisations it asks a View; what only a holder of case keys can
// check it asks an Opener, in replay. What verifies signatures is async; all
// else is not.
//
// It refuses to guess: an entry that breaks a rule leaves the State as it was
// and names the rule's code. It can open and sign nothing.
export { append, begin, checkAccept, offerLife } from "./append.ts";
export { blobRoot } from "./blob.ts";
export { maxCT, minCT, parse, parseAnySigned, signed, unbound } from "./entry.ts";
export type { Bind, Blob, Entry, Grant, Header, Type } from "./entry.ts";
export { checkReceipt, newReceipt, parseReceipt, receiptForm, signedReceipt } from "./receipt.ts";
export type { Receipt, ReceiptDraft } from "./receipt.ts";
export { extend, nothing, replay } from "./replay.ts";
export type { Opener, Result, Verdict } from "./replay.ts";
export { checkMay, has, may, next, restricted } from "./state.ts";
export type { Known, Signing, Standing, State, View } from "./state.ts";
