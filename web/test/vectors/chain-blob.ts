// Runs crypto/vectors/chain-blob.json: also in a browser, so without node.
import { blobRoot } from "../../src/crypto/chain/index.ts";
import { hashBytes } from "../../src/crypto/note/index.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  size: number;
  pieces: string[];
  root: string;
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("crypto/vectors/chain-blob.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { vectors: Vector[] };
  return file.vectors.map((v) => {
    const fits = blobRoot(v.size, v.pieces.map(hashBytes)) === v.root;
    return { name: v.name, rule: v.rule, want: v.code, got: fits ? "" : "E08" };
  });
}
