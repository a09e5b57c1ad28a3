import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { expand } from "../identity/expand.ts";
import { type Identity } from "../identity/index.ts";
import { type Bytes, type Hash, ascii, fail, hashOf, randomBytes, toHex, utf8 } from "../note/index.ts";
import { pad } from "./pad.ts";
import { open } from "./seal.ts";

const freshSize = 32;
const bodyLabel = "sluis.v1/body\n";
const bodyHead = freshSize + bodyLabel.length + 4;

/** The largest JSON of a body in bytes. */
export const MaxJSON = 256 << 10;

/**
 * Lays out the plaintext of an entry's body and gives its hash, which goes into
 * the header. Every call draws 32 fresh bytes, so the hash tells nothing and no two
 * bodies are alike: never reuse one, not even for a retry. JSON larger than MaxJSON
 * is E10.
 */
export function newBody(json: Uint8Array): { plain: Bytes; hash: Hash } {
  if (json.length > MaxJSON) fail("E10", `body of ${json.length} bytes, at most ${MaxJSON}`);
  const plain = new Uint8Array(pad(bodyHead + json.length));
  plain.set(randomBytes(freshSize));
  plain.set(utf8(bodyLabel), freshSize);
  view(plain).setUint32(bodyHead - 4, json.length);
  plain.set(json, bodyHead);
  return { plain, hash: hashOf(plain) };
}

/**
 * Takes the JSON out of a plaintext whose hash stands in a signed header (E08), and
 * checks the layout to the last zero (E10). It does not look into the JSON.
 */
export function readBody(plain: Bytes, want: Hash): Bytes {
  if (hashOf(plain) !== want) fail("E08", "body is not the one that was signed for");
  if (plain.length < bodyHead) fail("E10", `body of ${plain.length} bytes is too short`);
  if (ascii(plain.subarray(freshSize, bodyHead - 4)) !== bodyLabel) fail("E10", "body has no label");
  const size = view(plain).getUint32(bodyHead - 4);
  if (size > MaxJSON) fail("E10", `body of ${size} bytes, at most ${MaxJSON}`);
  if (plain.length !== pad(bodyHead + size)) fail("E10", "body is not padded to its length");
  if (!zero(plain.subarray(bodyHead + size))) fail("E10", "body is padded with something");
  return plain.subarray(bodyHead, bodyHead + size);
}

/**
 * The one road from a stored ciphertext to its JSON: the hash of the file (E08),
 * one stanza (E14), opening (E18), the hash of the plaintext (E08), the layout
 * (E10), in this order.
 */
export async function openBody(by: Identity, file: Bytes, ct: Hash, body: Hash): Promise<Bytes> {
  if (hashOf(file) !== ct) fail("E08", "ciphertext is not the one that was signed for");
  return readBody(await open(by, file), body);
}

/**
 * Ties an entry to the case key of an epoch: HMAC-SHA-256 over every signed byte
 * before the first bind line (FORMAT.md S8). Compare it with a header's value by
 * ===; the value is public.
 */
export function bind(by: Identity, before: Uint8Array): Hash {
  return toHex(hmac(sha256, expand(by.seed(), utf8("sluis.v1/bind"), 32), before));
}

/** Whether all bytes are zero. */
export function zero(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false; // a padding is long: no call for each byte
  return true;
}

function view(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
