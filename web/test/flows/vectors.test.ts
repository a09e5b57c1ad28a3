import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as bodies from "../vectors/bodies.ts";
import * as flows from "../vectors/flows.ts";
import * as forms from "../vectors/forms.ts";

const read = (path: string): Promise<Uint8Array> => readFile(`../${path}`);

for (const [name, area, least] of [
  ["forms", forms, 90],
  ["bodies", bodies, 100],
  ["flows", flows, 93],
] as const) {
  test(name, async () => {
    const all = await area.run(read);
    assert.ok(all.length >= least, `only ${all.length}: the file is cut short`);
    for (const v of all) assert.equal(v.got, v.want, `${v.rule}: ${v.name}`);
  });
}
