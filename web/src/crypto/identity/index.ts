/**
 * The private half of every key: post-quantum identities that open, Ed25519 keys
 * that sign, the ways to unlock them, and the keyring that keeps them together
 * (FORMAT.md, rules I). Twin of crypto/identity.
 *
 * It promises that every secret is checked against the public half that somebody
 * signed for before it is used, that the same eight words or passkey give the same
 * keys in every implementation, and that a keyring always has at least two ways
 * in. One file of it, age.ts, is the only one anywhere that speaks to the age
 * library.
 *
 * It refuses secrets in any but their one spelling (E01) and a keyring in which a
 * single value disagrees with another (E17). It takes words as already checked by
 * words. It keeps nothing on disk, asks no network and logs nothing; it belongs in
 * the worker, never in a page.
 */
export * from "./identity.ts";
export * from "./invite.ts";
export * from "./keyring.ts";
export * from "./method.ts";
export * from "./sealed.ts";
export * from "./signer.ts";
export { type Mailbox, fromPhrase, mailboxFromWords } from "./words.ts";
