// Runs one of the Go tests of this folder, which writes down what it has drawn.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The lines, as JSON, that a Go test writes into the file that a variable names. */
export function drawnByGo(name: string, variable: string, count: number): unknown[] {
  const dir = mkdtempSync(join(tmpdir(), "sluis-"));
  try {
    const file = join(dir, "drawn");
    const go = spawnSync("go", ["test", "-count=1", `-run=^${name}$`, "./test/interop"], {
      env: { ...process.env, [variable]: file, SLUIS_COUNT: String(count) },
      encoding: "utf8",
    });
    assert.equal(go.status, 0, `${String(go.error ?? "")}${go.stdout}${go.stderr}`);
    return readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as unknown);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
