/**
 * Names one way in which a text can fail. Codes are what clients, the hub and
 * the vectors agree on; FORMAT.md lists them all with what a client does. E20
 * and above are of use and network, and decide about no text.
 */
export type Code =
  | "E01" // grammar, order, size, number of signature lines
  | "E02" // gap: an entry is missing before this one
  | "E03" // fork: two entries for one place
  | "E04" // signature does not count
  | "E05" // not allowed: wrong party, wrong moment, falling time or checkpoint
  | "E06" // unknown, replaced or revoked key or record
  | "E07" // the opened secret is not the one that was signed for
  | "E08" // ciphertext, grant or piece is not the one that was signed for
  | "E09" // bind: sealed text and signed text do not belong together
  | "E10" // padding or form of a body
  | "E11" // directory log inconsistent
  | "E12" // what is known is too old
  | "E13" // too few witnesses
  | "E14" // recipient is not post-quantum, or not exactly one stanza
  | "E15" // the software is not the published one
  | "E16" // check words differ
  | "E17" // keyring and account do not fit
  | "E18" // sealed text cut short or damaged
  | "E19" // newer form: update
  | "E20" // another entry stands in that place
  | "E21" // not found, or not yours
  | "E22" // login absent or expired
  | "E23" // too large
  | "E24" // no room left
  | "E25" // too many tries
  | "E26" // clock off
  | "E27" // hub away
  | "E28" // wrong words
  | "E29" // step not allowed now
  | "E30" // name not unique
  | "E31"; // taken by a colleague

/** A failed check: which one, and in words which act failed; never what a text holds. */
export class SluisError extends Error {
  readonly code: Code;

  constructor(code: Code, text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = "SluisError";
    this.code = code;
  }
}

/** Refuses: throws a SluisError with that code. A cause, where there is one, is kept. */
export function fail(code: Code, text: string, cause?: unknown): never {
  throw new SluisError(code, text, cause === undefined ? undefined : { cause });
}

/** The code of an error, or "" when it is none of ours. */
export function codeOf(error: unknown): Code | "" {
  return error instanceof SluisError ? error.code : "";
}
