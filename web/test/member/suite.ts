import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Demo } from "../hub/demo.ts";
import { closeSessions } from "./session.ts";

/** Node 20 has websockets only when asked for: then the file of this test runs itself again. */
export function withDemo(suite: (demo: () => Demo, long: { timeout: number }) => void): void {
  if (globalThis.WebSocket === undefined) {
    test("in a node with websockets", { timeout: 400_000 }, () => {
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const args = ["--experimental-websocket", "--enable-source-maps", "--test-reporter=spec", process.argv[1] ?? ""];
      const run = spawnSync(process.execPath, args, { env, encoding: "utf8" });
      assert.equal(run.status, 0, run.stdout + run.stderr);
    });
    return;
  }
  let demo: Demo | undefined;
  before(async () => {
    demo = await Demo.start();
  });
  after(async () => {
    await closeSessions();
    await demo?.remove();
  });
  const running = (): Demo => {
    assert.ok(demo);
    return demo;
  };
  suite(running, { timeout: 120_000 });
}

/** Waits until look gives something. */
export async function until<T>(
  look: () => Promise<T | undefined> | T | undefined, what: string, patience = 20_000,
): Promise<T> {
  const late = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > late) throw new Error(`waited in vain for ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}
