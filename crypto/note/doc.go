// Package note is the signed text form that everything in Sluis is written in:
// a label, lines in one fixed order, then signatures (crypto/FORMAT.md, part 1).
//
// It promises that a text has exactly one meaning: Parse takes only what Build
// would have printed, byte for byte, so no two readers can disagree about a
// note, and the signed bytes are always the bytes that travelled, never a
// re-encoding.
//
// It refuses everything else with code E01: unknown or repeated lines, another
// order, tabs, carriage returns, leading zeros, capitals in hex, trailing data,
// more than 64 KiB (1 MiB for manifests and team notes).
//
// It knows no keys: checking signatures is the work of package keys, and what a
// note means is the work of packages chain and roster.
package note
