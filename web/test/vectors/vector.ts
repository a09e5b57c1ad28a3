import { type Bytes, fromHex } from "../../src/crypto/note/index.ts";

/** Gives a file by its path from the root of the repository. */
export type Read = (path: string) => Promise<Uint8Array>;

/** What one vector should give, and what it gave. */
export interface Result {
  name: string;
  rule?: string;
  want: string;
  got: string;
}

/** A file of vectors, by its name; its shape is what the vectors themselves test. */
export async function load<T>(read: Read, name: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await read(`crypto/vectors/${name}.json`))) as T;
}

/** A code and what came out, as one text, whatever the order of the names. */
export function texts(code: string, out: Readonly<Record<string, string>> = {}): string {
  return [code, ...Object.keys(out).sort().map((name) => `${name}=${out[name]}`)].join(" ");
}

/** The bytes of hex in a vector; none when it is left out. */
export function hex(text = ""): Bytes {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error("a vector's hex is not hex");
  return bytes;
}

/** The bytes of base64 in a vector; none when it is left out. */
export function base64(text = ""): Bytes {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
