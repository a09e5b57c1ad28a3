/**
 * Puts content and secrets into sealed files and takes them out again (FORMAT.md,
 * rules S): bodies of entries, grants and team keys, attachments of any size, and
 * the bind that ties an entry to its case key. Twin of crypto/seal.
 *
 * It promises one post-quantum recipient per file, sizes that tell little about
 * what is inside, nothing handed out before the last byte is authenticated (an
 * attachment in a stream excepted, see openAttachment), and no secret handed out
 * that does not match a signed value.
 *
 * It refuses files with another kind or number of recipients (E14), cut short or
 * damaged ones (E18), content that is not the signed one (E08), padding that is
 * not exact (E10), and secrets from another place (E09) or of another key (E07).
 * It signs nothing; it belongs in the worker, never in a page.
 */
export * from "./attachment.ts";
export * from "./body.ts";
export * from "./pad.ts";
export { type Fetch, type Put, PieceSize } from "./pieces.ts";
export * from "./seal.ts";
export * from "./secret.ts";
