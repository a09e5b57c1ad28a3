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
