import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Read, Result } from "../vectors/vector.ts";

/** The root of the repository; tests run in web/. */
export const root = join(process.cwd(), "..");

/** Runs the vectors of one area and shows each one that differs. */
export async function agree(run: (read: Read) => Promise<Result[]>, atLeast: number): Promise<void> {
  const results = await run(async (path) => readFile(join(root, path)));
  assert.deepEqual(results.filter((r) => r.want !== r.got), []);
  assert.ok(results.length >= atLeast, `only ${results.length} vectors`);
}
