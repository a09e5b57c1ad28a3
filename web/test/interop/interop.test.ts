import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../crypto/agree.ts";
import { type World, help, read, verdict, write } from "./world.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), "sluis-interop-"));
});
after(() => rm(dir, { recursive: true }));

/** Runs Go's side of this test. */
function go(...args: string[]): void {
  const command = ["test", "-count=1", "-run", "^TestInterop$", "./web/test/interop", "-args", ...args];
  const run = spawnSync("go", command, { cwd: root, encoding: "utf8" });
  assert.equal(run.status, 0, `${run.stdout}${run.stderr}${run.error ?? ""}`);
}

test("what Go seals and signs is opened here", async () => {
  const file = join(dir, "go.json");
  go("-to", file);
  const world = JSON.parse(await readFile(file, "utf8")) as World;
  await read(world);
  for (const { typed, ...want } of world.mistyped) assert.deepEqual(help(typed), want, typed);
  assert.ok(world.mistyped.length > 40, `only ${world.mistyped.length} mistyped phrases`);
  const differ = [];
  for (const d of world.damaged) {
    const [code, hash] = await verdict(d);
    if (code !== d.code || hash !== d.hash) differ.push({ name: d.name, go: d.code, here: code });
  }
  assert.deepEqual(differ, []);
  assert.ok(world.damaged.length > 800, `only ${world.damaged.length} damaged files`);
});

test("what is sealed and signed here is opened by Go", async () => {
  const file = join(dir, "web.json");
  const world = await write();
  await read(world);
  await writeFile(file, JSON.stringify(world));
  go("-from", file);
});
