/**
 * The directory log: the one list of all records of the roster, as a Merkle tree
 * (RFC 6962, 2.1) whose head a hub signs and witnesses cosign (FORMAT.md, rules L1
 * to L20). Twin of crypto/translog, without its signing side.
 *
 * It promises that a Log grows only by lines that may follow, so that no version is
 * skipped, given twice or taken back; that who holds a Log can say the root of every
 * size it ever had; and that a checkpoint passes a Policy only with the signature of
 * the log and of as many witnesses as the policy asks for.
 *
 * It refuses lines that contradict those before them (E11), checkpoints that are not
 * signed as the policy demands (E13) and malformed ones (E01). It knows random ids and
 * hashes only: no name, no key of a person. It has no clock and opens nothing.
 */
export * from "./checkpoint.ts";
export * from "./growth.ts";
export { Key } from "./key.ts";
export { MaxLeaves, leafText, parseLeaf, type Leaf, type LeafKind, type Said } from "./leaf.ts";
export { Empty, Log, partSize } from "./log.ts";
export { Head, Policy, witnessed } from "./policy.ts";
