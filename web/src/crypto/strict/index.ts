// Reads and writes the JSON subset that stands inside sealed bodies and in cards
// (crypto/FORMAT.md, rules J1 to J11): one object, whole numbers within
// ±(2^53-1), text in NFC, exact field names, depth 8, 256 KiB.
//
// It promises that a text means the same to every reader: what two JSON
// libraries could read differently (a name twice, a name in other case, 1e2,
// half a surrogate pair) is refused, and what encode writes decode reads.
//
// It refuses everything else with code E10, unknown fields included. Which
// forms and versions exist is not known here: an unknown one (E19) is the
// caller's verdict, after peek.
export { maxDepth, maxSize, decode, encode, headOf, parse, peek, read, text } from "./strict.ts";
export { any, list, late, number, object, optional, record, string, truth } from "./fields.ts";
export type { Json, JsonObject, Of, Shape } from "./fields.ts";
