// IndexedDB in Chromium keeps the contract that the memory of the other tests keeps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, launch } from "./chromium.ts";

test("the shelf of a browser keeps the contract", { timeout: 120_000 }, async () => {
  const ground = await lab("test/browser/store-page.ts", []);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(ground.address);
    const outcomes = await page.evaluate<{ name: string; want: string; got: string }[]>("contract()");
    assert.deepEqual(outcomes.filter((o) => o.want !== o.got), []);
    assert.ok(outcomes.length >= 35, `${outcomes.length} outcomes`);
  } finally {
    await browser.close();
    await ground.close();
  }
});
