// Holds the forms to partners/testdata/forms.json, field by field: also in a
// browser, so without node.
import type { Fields, Form, Document, Index, Rule } from "../../src/flows/flow/index.ts";
import { version } from "../../src/flows/flow/index.ts";
import * as feedback from "../../src/flows/feedback/index.ts";
import * as handoff from "../../src/flows/handoff/index.ts";
import * as inquiry from "../../src/flows/inquiry/index.ts";
import * as message from "../../src/flows/message/index.ts";
import * as zaak from "../../src/flows/zaak/index.ts";

/** AnyIndex is what is the same of every flow's index. */
export type AnyIndex = Pick<Index<Document>, "flow" | "first" | "kinds" | "moves" | "read" | "complete"> & {
  forms(): Pick<Form<Document>, "name" | "in" | "fields">[];
};

export const indexes: AnyIndex[] = [handoff.forms, inquiry.forms, feedback.forms, message.forms, zaak.forms];

export interface Field {
  name: string;
  type: string;
  object?: string;
  list?: boolean;
  must?: boolean;
  words?: readonly string[];
  from?: number;
  to?: number;
  chars?: number;
  items?: [number, number];
}

interface File {
  version: number;
  flows: Record<
    string,
    { first: string; kinds: string[]; moves: string[]; forms: Record<string, { in: string[]; fields: Field[] }> }
  >;
  objects: Record<string, Field[]>;
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("partners/testdata/forms.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as File;
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  const add = (rule: string, name: string, want: unknown, got: unknown) =>
    out.push({ name, rule, want: JSON.stringify(want) ?? "", got: JSON.stringify(got) ?? "" });
  const objects: Record<string, Field[]> = {};
  add("version", "", file.version, version);
  add("flows", "", Object.keys(file.flows), indexes.map((x) => x.flow));
  for (const x of indexes) {
    const flow = file.flows[x.flow];
    if (!flow) continue; // told above
    const { forms, ...about } = flow;
    add(x.flow, "", about, { first: x.first, kinds: x.kinds, moves: x.moves });
    add(x.flow, "forms", Object.keys(forms), x.forms().map((f) => f.name));
    for (const f of x.forms()) {
      add(x.flow, f.name, forms[f.name], { in: f.in, fields: describe(f.fields, objects) });
    }
  }
  add("objects", "", Object.keys(file.objects).sort(), Object.keys(objects).sort());
  for (const [name, fields] of Object.entries(objects)) add("objects", name, file.objects[name], fields);
  return out;
}

/** describe tells fields in the order and words of the file. */
export function describe(fields: Fields, objects: Record<string, Field[]>): Field[] {
  return Object.entries(fields).map(([name, rule]) => {
    if (rule.fields && rule.object) objects[rule.object] ??= describe(rule.fields, objects);
    return field(name, rule);
  });
}

function field(name: string, r: Rule<unknown>): Field {
  return {
    name,
    type: r.class,
    ...(r.object && { object: r.object }),
    ...(r.list && { list: true }),
    ...(r.must && { must: true }),
    ...(r.words && { words: r.words }),
    ...(r.from !== undefined && r.to !== undefined && { from: r.from, to: r.to }),
    ...(r.chars && { chars: r.chars }),
    ...(r.list && { items: [r.must ? 1 : 0, r.list] }),
  };
}
