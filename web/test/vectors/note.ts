import {
  Form, type Value, codeOf, isHash, isID, isNum, isParty, isTime, oneOf, same, utf8,
} from "../../src/crypto/note/index.ts";
import { type Read, type Result, load } from "./vector.ts";

interface FormSpec {
  label: string;
  fields: { name: string; min: number; max: number; values: string[] }[];
  minSigs: number;
  maxSigs: number;
  size: number;
}

interface Vector {
  rule: string;
  name: string;
  code: string;
  form: string;
  note: string;
  fill?: number;
  signed?: number;
  hash?: string;
  before?: Record<string, number>;
}

// The kind text allows anything, so that what the grammar itself forbids is seen
// to be forbidden.
const kinds = new Map<string, Value>([
  ["id", isID],
  ["hash", isHash],
  ["num", isNum],
  ["time", isTime],
  ["party", isParty],
  ["text", () => true],
]);

/** Every vector of rules N. */
export async function run(read: Read): Promise<Result[]> {
  const file = await load<{ forms: Record<string, FormSpec>; vectors: Vector[] }>(read, "note");
  const forms = new Map(Object.entries(file.forms).map(([name, spec]) => [name, real(spec)]));
  return file.vectors.map((v) => ({
    name: v.name,
    rule: v.rule,
    want: JSON.stringify([v.code, v.signed, v.hash, v.before]),
    got: verdict(v, forms.get(v.form)),
  }));
}

function real({ fields, ...rest }: FormSpec): Form {
  const { size, ...plain } = rest;
  return new Form({
    ...plain,
    ...(size > 0 ? { size } : {}),
    fields: fields.map(({ values, ...f }) => ({
      ...f,
      values: values.map((kind) => kinds.get(kind) ?? oneOf(...kind.split("|"))),
    })),
  });
}

function verdict(v: Vector, form: Form | undefined): string {
  const bytes = utf8(v.fill === undefined ? v.note : v.note.replace("*", "x".repeat(v.fill)));
  try {
    const note = form?.parse(bytes);
    if (note === undefined || !same(note.bytes, bytes)) return "not the bytes that travelled";
    const before = v.before === undefined ? undefined : Object.keys(v.before).map((n) => [n, note.before(n).length]);
    return JSON.stringify(["", note.signed.length, note.hash(), before && Object.fromEntries(before)]);
  } catch (error) {
    return JSON.stringify([codeOf(error), undefined, undefined, undefined]);
  }
}
