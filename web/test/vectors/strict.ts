// Runs crypto/vectors/strict.json: also in a browser, so without node.
import { SluisError } from "../../src/crypto/note/code.ts";
import * as strict from "../../src/crypto/strict/index.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  read: string;
  hex: string;
  spaces?: number;
}

interface Sample {
  form: string;
  version: number;
  count: number;
  text: string;
  list: number[];
  sub: Sample | undefined;
  names: Record<string, string>;
  free: strict.Json;
}

export const sample: strict.Shape<Sample> = strict.object({
  form: strict.string,
  version: strict.number,
  count: strict.number,
  text: strict.string,
  list: strict.list(strict.number),
  sub: strict.optional<Sample>(strict.late("object", () => sample)),
  names: strict.record(strict.string),
  free: strict.any,
});

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("crypto/vectors/strict.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { vectors: Vector[] };
  return file.vectors.map((v) => {
    const body = Array.from({ length: v.hex.length / 2 }, (_, i) => parseInt(v.hex.slice(2 * i, 2 * i + 2), 16));
    const data = new Uint8Array(body.length + (v.spaces ?? 0)).fill(0x20);
    data.set(body);
    return { name: v.name, rule: v.rule, want: v.code, got: verdict(v, data) };
  });
}

function verdict(v: Vector, data: Uint8Array): string {
  try {
    if (v.read === "peek") strict.peek(data);
    else strict.decode(data, sample);
    return "";
  } catch (e) {
    return e instanceof SluisError ? e.code : String(e);
  }
}
