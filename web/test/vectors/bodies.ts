// Runs partners/testdata/bodies.json: also in a browser, so without node.
import { codeOf } from "../../src/crypto/note/index.ts";
import type { EntryType } from "../../src/flows/flow/index.ts";
import { indexes } from "./forms.ts";

export type Json = Record<string, unknown>;

interface Vector {
  name: string;
  flow: string;
  kind: string;
  type: EntryType;
  document: string;
  with: Json;
  code: string;
}

export type Documents = Record<string, Record<string, Json>>;

/** hash is the made-up hash of entry n. */
export const hash = (n: number): string => (n + 1).toString(16).padStart(64, "0");

/** filled puts fields in a document; null takes one away, "@n" is the hash of entry n, or always of one. */
export function filled(doc: Json, fields: Json, always?: number): Uint8Array {
  const all = Object.entries({ ...doc, ...fields })
    .filter(([, v]) => v !== null)
    .map(([name, v]) => [
      name,
      typeof v === "string" && v.startsWith("@") ? hash(always ?? Number(v.slice(1))) : v,
    ]);
  return new TextEncoder().encode(JSON.stringify(Object.fromEntries(all)));
}

/** documents are those of the scenario files, by flow and name. */
export async function documents(read: (path: string) => Promise<Uint8Array>): Promise<Documents> {
  const all: Documents = {};
  for (const x of indexes) {
    const bytes = await read(`partners/testdata/${x.flow}.json`);
    all[x.flow] = (JSON.parse(new TextDecoder().decode(bytes)) as { documents: Record<string, Json> }).documents;
  }
  return all;
}

/** verdict is the code that a body gives, "" when it passes. */
export function verdict(flow: string, kind: string, at: EntryType, body: Uint8Array): string {
  try {
    indexes.find((x) => x.flow === flow)?.read(kind, at, body);
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("partners/testdata/bodies.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { vectors: Vector[] };
  const docs = await documents(read);
  return file.vectors.map((v) => {
    const doc = docs[v.flow]?.[v.document];
    const got = doc ? verdict(v.flow, v.kind, v.type, filled(doc, v.with, 0)) : "no such document";
    return { name: v.name, rule: v.flow, want: v.code, got };
  });
}
