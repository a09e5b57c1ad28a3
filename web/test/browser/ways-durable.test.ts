// What this browser must not forget is on disk before it counts: only what the hub
// can give again may be lost with the power.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tables } from "../../src/worker/store.ts";
import { lab, launch } from "./chromium.ts";

test("frames are written through to the disk, as is all that the hub does not have", { timeout: 120_000 }, async () => {
  const ground = await lab("test/browser/ways-durable-page.ts", []);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(ground.address);
    const durability = await page.evaluate<Record<string, string>>("durability()");
    const relaxed = tables.filter((table) => durability[table] !== "strict");
    assert.deepEqual(relaxed, ["records", "leaves"]);
  } finally {
    await browser.close();
    await ground.close();
  }
});
