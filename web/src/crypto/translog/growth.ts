import { fail, hashBytes, same, type Checkpoint, type Hash } from "../note/index.ts";
import { MaxLeaves } from "./leaf.ts";
import { Empty } from "./log.ts";
import { nodeHash } from "./tree.ts";

/**
 * checkGrowth holds when the log of the later checkpoint begins with that of the
 * earlier one, as the proof shows (FORMAT.md L19): else E11.
 */
export function checkGrowth(earlier: Checkpoint, later: Checkpoint, proof: readonly Hash[]): void {
  if (earlier.size > later.size) fail("E11", `log: it shrinks from ${earlier.size} to ${later.size}`);
  if (earlier.size === 0 || earlier.size === later.size) {
    if (proof.length > 0) fail("E11", "log: a proof where there is nothing to prove");
    if (earlier.size === later.size && earlier.root !== later.root) fail("E11", "log: two roots of one size");
    if (earlier.size === 0 && earlier.root !== Empty.root) fail("E11", "log: no lines with a root of some");
    return;
  }
  if (later.size > MaxLeaves || !grew(earlier, later, proof)) {
    fail("E11", `log: size ${later.size} does not begin with size ${earlier.size}`);
  }
}

/** grew is the verification of RFC 9162, 2.1.4.2, of the proof of RFC 6962, 2.1.2. */
function grew(earlier: Checkpoint, later: Checkpoint, proof: readonly Hash[]): boolean {
  const path = proof.map(hashBytes);
  // A size that is a power of two is a subtree of its own, which the proof leaves out.
  if (Number.isInteger(Math.log2(earlier.size))) path.unshift(hashBytes(earlier.root));
  const [first, ...rest] = path;
  if (first === undefined || path.some((h) => h.length !== 32)) return false;
  let [left, right] = [earlier.size - 1, later.size - 1];
  const up = (): void => {
    left = Math.floor(left / 2);
    right = Math.floor(right / 2);
  };
  while (left % 2 === 1) up();
  let [was, is] = [first, first];
  for (const next of rest) {
    if (right === 0) return false;
    if (left % 2 === 1 || left === right) {
      was = nodeHash(next, was);
      is = nodeHash(next, is);
      while (left % 2 === 0 && left !== 0) up();
    } else {
      is = nodeHash(is, next);
    }
    up();
  }
  return right === 0 && same(was, hashBytes(earlier.root)) && same(is, hashBytes(later.root));
}
