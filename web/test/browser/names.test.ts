// «Namen verbergen» on a phone, in the real app: within a tenth of a second no name
// of the family is on the screen, and so it stays through a reload until it is
// switched off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Region } from "./people.ts";
import { unlocks } from "./writing.ts";

/** The family of the examples, as they are called. */
const family = ["Noor", "Voorbeeld", "Mark", "Verzonnen"];

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

test("hidden names are gone within 100 ms on Vandaag, a zaak and an exchange, and stay so", { timeout: 180_000 }, async () => {
  const { exchange } = await region.demo.send("bas", "inquiry", "Politie Vechtdal / Infodesk", "Intake");
  const anna = await region.person("anna", { width: 390, height: 844 });
  const { page } = anna;
  const names = () =>
    page.evaluate((all) => {
      const shown = `${document.title} ${document.body.innerText}`;
      return all.filter((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, "u").test(shown));
    }, family);
  const toggle = page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("button", { name: "Namen verbergen" });
  /** How long after the press a name was still on the screen. */
  async function hides(): Promise<number> {
    await page.evaluate((all) => {
      const pattern = new RegExp(`(?<!\\p{L})(?:${all.join("|")})(?!\\p{L})`, "u");
      const after = new Promise<number>((done) => {
        document.addEventListener(
          "click",
          () => {
            const pressed = performance.now();
            const look = () => {
              const took = performance.now() - pressed;
              if (took > 5000 || !pattern.test(document.body.innerText)) done(took);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      });
      Object.assign(globalThis, { after });
    }, family);
    await toggle.click();
    return page.evaluate(() => (globalThis as unknown as { after: Promise<number> }).after);
  }
  const zaak = page.getByRole("main").getByRole("link", { name: /^Gezin Voorbeeld/ });
  const screens: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["Vandaag", async () => {
      await anna.goes("vandaag");
      await page.locator("[data-row]").first().waitFor();
    }],
    ["a zaak", async () => {
      await anna.goes("zaken");
      await zaak.first().click();
      await page.getByRole("heading", { level: 1, name: /^Zaak / }).waitFor();
    }],
    ["an exchange", async () => {
      await anna.goes("zaak/" + exchange);
      await page.getByRole("heading", { level: 1, name: /^Informatieverzoek / }).waitFor();
    }],
  ];
  for (const [where, opens] of screens) {
    await opens();
    assert.notDeepEqual(await names(), [], `names on ${where}`);
    // The best of three: a machine that has other work to do is not what is measured.
    let least = Infinity;
    for (let i = 0; i < 3 && least > 100; i++) {
      least = Math.min(least, await hides());
      assert.deepEqual(await names(), [], where);
      await toggle.click();
      assert.notDeepEqual(await names(), [], `names again on ${where}`);
    }
    assert.ok(least <= 100, `${where}: ${least} ms`);
  }
  await toggle.click();
  await page.reload();
  await unlocks(anna, region.demo.person("anna").phrase);
  await page.getByRole("heading", { level: 1, name: /^Informatieverzoek / }).waitFor();
  assert.deepEqual(await names(), []);
  await toggle.click();
  assert.notDeepEqual(await names(), []);
  await anna.close();
});
