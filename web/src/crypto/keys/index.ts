/**
 * The public half of every key: Ed25519 keys with their ids and the one rule by
 * which a signature counts, and post-quantum recipients with their hashes
 * (FORMAT.md, part 2). Twin of crypto/keys.
 *
 * It promises one verdict everywhere: a signature counts when the key and the
 * signature's first half are well formed and encode([S]B - [k]A) = R. Libraries
 * and platforms disagree about the corner cases; keyOK and sigOK take those away
 * first, and a platform that still computes another equation is not asked.
 *
 * It refuses classic recipients, malformed ones and every small-order point. It
 * can open and sign nothing.
 */
export * from "./keyring.ts";
export * from "./login.ts";
export * from "./mailbox.ts";
export * from "./recipient.ts";
export * from "./sign.ts";
