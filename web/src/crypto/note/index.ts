/**
 * The signed text form that everything in Sluis is written in: a label, lines
 * in one fixed order, then signatures (FORMAT.md, part 1). Twin of crypto/note.
 *
 * It promises that a text has exactly one meaning: `Form.parse` takes only what
 * `Form.build` would have printed, byte for byte, so no two readers can disagree
 * about a note, and the signed bytes are always the bytes that travelled, never
 * a re-encoding.
 *
 * It refuses everything else with code E01: unknown or repeated lines, another
 * order, tabs, carriage returns, leading zeros, capitals in hex, trailing data,
 * more than 64 KiB (1 MiB for manifests and team notes).
 *
 * It knows no keys: checking signatures is the work of keys, and what a note
 * means is the work of chain and roster.
 */
export * from "./bytes.ts";
export * from "./code.ts";
export * from "./note.ts";
export * from "./value.ts";
