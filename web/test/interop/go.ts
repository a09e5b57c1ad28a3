// Runs Go tests that write down, or print, what they have drawn.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../crypto/agree.ts";

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

/** A folder with Go tests, compiled. */
export interface GoTests {
  /** The lines of JSON that a test prints, as they come, and then what it says of itself. */
  run(name: string, env: Record<string, string>, said: string[]): AsyncGenerator<string>;
  remove(): void;
}

export function compiled(folder: string): GoTests {
  const dir = mkdtempSync(join(tmpdir(), "sluis-"));
  const program = join(dir, "tests");
  const at = join(root, folder);
  const go = spawnSync("go", ["test", "-c", "-o", program, "."], { cwd: at, encoding: "utf8" });
  assert.equal(go.status, 0, `${String(go.error ?? "")}${go.stdout}${go.stderr}`);
  return {
    remove: () => rmSync(dir, { recursive: true }),
    async *run(name, env, said) {
      const test = spawn(program, [`-test.run=^${name}$`, "-test.v"], {
        cwd: at, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = new Promise<number | null>((end) => test.on("close", end));
      const failed: string[] = [];
      for await (const line of linesOf(test.stdout.setEncoding("utf8"))) {
        if (line.startsWith("{")) yield line;
        else if (/^ +\w+_test\.go:/.test(line)) said.push(line.trim());
        else if (line.includes("FAIL") || line.startsWith("panic")) failed.push(line);
      }
      assert.equal(await ended, 0, [...failed, ...said].join("\n"));
    },
  };
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let begun: string[] = []; // of a line that goes on in the next part
  for await (const part of text) {
    const lines = part.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      yield begun.join("") + line;
      begun = [];
    }
    begun.push(last);
  }
  if (begun.length > 0) yield begun.join("");
}
