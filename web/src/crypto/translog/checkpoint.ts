import { fail, hashBytes, isNum, toHex, utf8, type Bytes, type Checkpoint, type Hash } from "../note/index.ts";
import { decode, encode, isName } from "./key.ts";

/** Bounds of a signed checkpoint, FORMAT.md L11. */
export const MaxCheckpoint = 64 << 10;
export const MaxSignatures = 64;

/** What begins each signature line of C2SP signed-note. */
const dash = "— ";

/**
 * Signature is one line under a checkpoint. Data is 4 bytes that name the key and
 * then the signature; what the key is for says how to read that.
 */
export interface Signature {
  readonly name: string;
  readonly data: Bytes;
}

/**
 * Signed is a checkpoint as it travels: C2SP tlog-checkpoint, without extension
 * lines, and the signatures under it. Parsing it says nothing of them.
 */
export interface Signed extends Checkpoint {
  readonly origin: string;
  readonly signatures: readonly Signature[];
}

/** checkpointNote is what is signed: origin, size and root, each on a line. */
export function checkpointNote(origin: string, { size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${encode(hashBytes(root))}\n`;
}

/** signedBytes prints a checkpoint with its signatures. */
export function signedBytes(s: Signed): Bytes {
  const lines = s.signatures.map(({ name, data }) => `${dash}${name} ${encode(data)}\n`);
  return utf8(`${checkpointNote(s.origin, s)}\n${lines.join("")}`);
}

/** parseSigned reads a checkpoint (FORMAT.md L10 to L12): E01. */
export function parseSigned(raw: Uint8Array): Signed {
  if (raw.length > MaxCheckpoint) fail("E01", `checkpoint of ${raw.length} bytes, at most ${MaxCheckpoint}`);
  const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw); // what is no UTF-8 fits nowhere below
  const under = whole.indexOf("\n\n");
  const [origin = "", size = "", encoded = "", ...more] = whole.slice(0, Math.max(under, 0)).split("\n");
  if (under < 0 || more.length > 0) fail("E01", "checkpoint: not three lines and signatures under them");
  if (!isName(origin)) fail("E01", "checkpoint without an origin");
  if (!isNum(size)) fail("E01", "checkpoint without a size");
  const root: Hash = toHex(decode(encoded) ?? new Uint8Array(0));
  if (root.length !== 64) fail("E01", "checkpoint without a root");
  return { origin, size: Number(size), root, signatures: parseSignatures(whole.slice(under + 2)) };
}

/** parseSignatures reads lines of signatures, each with its line feed (FORMAT.md L11 and L12): E01. */
function parseSignatures(text: string): Signature[] {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length === 0 || lines.length > MaxSignatures) {
    fail("E01", `checkpoint: 1 to ${MaxSignatures} lines of signatures`);
  }
  const seen = new Set<string>();
  return lines.map((line) => {
    const [name = "", encoded = ""] = cut(line.startsWith(dash) ? line.slice(dash.length) : "");
    if (!isName(name)) fail("E01", "checkpoint: a line that is no signature");
    const data = decode(encoded) ?? new Uint8Array(0);
    if (data.length < 5) fail("E01", "checkpoint: a signature that is not base64");
    const key = `${name} ${toHex(data.subarray(0, 4))}`;
    if (seen.has(key)) fail("E01", "checkpoint: two signatures of one key");
    seen.add(key);
    return { name, data };
  });
}

/** cut is what stands before the first space, and what behind it. */
function cut(text: string): string[] {
  const at = text.indexOf(" ");
  return at < 0 ? [] : [text.slice(0, at), text.slice(at + 1)];
}
