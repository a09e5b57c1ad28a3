// Every vector and scenario gives the same verdict in Chromium as in Go.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { type Lab, lab, launch } from "./chromium.ts";

let browser: Browser;
let page: Page;
let ground: Lab;

before(async () => {
  ground = await lab("test/browser/vectors-page.ts", ["crypto/vectors", "partners/testdata", "partners/kinds"]);
  browser = await launch();
  page = await browser.newPage();
  await page.goto(ground.address);
});
after(async () => {
  await browser.close();
  await ground.close();
});

test("vectors and scenarios in Chromium", { timeout: 300_000 }, async (t) => {
  const areas = await page.evaluate<string[]>("areaNames");
  assert.ok(areas.length >= 15);
  for (const area of areas) {
    await t.test(area, async () => {
      const { all, wrong } = await page.evaluate<{ all: number; wrong: unknown[] }>(`runArea(${JSON.stringify(area)})`);
      assert.ok(all > 0, "no vectors were run");
      assert.deepEqual(wrong, []);
    });
  }
});
