// What a person waits for: opening Sluis on a slow computer and line, a list of
// fifty, and what another does until it can be seen here.

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../test/browser/chromium.ts";
import { type Person, Region } from "../test/browser/people.ts";
import { Socket } from "../src/hub/index.ts";
import { bound, quantile } from "./table.ts";

const rows = 50;
const events = 20;
const ms = (n: number) => (n >= 1000 ? `${(n / 1000).toFixed(2)} s` : `${Math.round(n)} ms`);

export async function screens(say: (text: string) => void): Promise<void> {
  const region = await Region.open();
  try {
    await slow(region, say);
    await live(region, say);
    say(`${rows} exchanges for Esra`);
    for (let n = 0; n < rows; n++) await region.demo.send("mohamed", "message", "Gebiedsteam Centrum");
    await lists(region, say);
  } finally {
    await region.close();
  }
}

/** Until so many rows of the list can be seen. */
async function listed(person: Person, count: number): Promise<void> {
  await person.page.waitForFunction((n) => document.querySelectorAll("main [data-row]").length >= n, count, { timeout: 60_000, polling: "raf" });
}

async function lists(region: Region, say: (text: string) => void): Promise<void> {
  say("the list, cold and warm");
  const cold: number[] = [];
  const warm: number[] = [];
  for (let n = 0; n < 3; n++) {
    const esra = await region.person("esra");
    await esra.goes("instellingen");
    let began = performance.now();
    await esra.goes("postvak");
    await listed(esra, rows);
    cold.push(performance.now() - began);
    await esra.goes("instellingen");
    await esra.page.getByRole("heading", { name: "Instellingen" }).first().waitFor();
    began = performance.now();
    await esra.goes("postvak");
    await listed(esra, rows);
    warm.push(performance.now() - began);
    await esra.context.close();
  }
  bound(`${rows} rows opened, cold`, quantile(cold, 0.5), ms, 1500);
  bound(`${rows} rows opened, warm`, quantile(warm, 0.5), ms, 300);
}

/**
 * Four times slower a processor, and a slow 4G: 150 ms and 1.6 Mbit/s down, 750 kbit/s
 * up. On a computer that was used before; its browser still has the page, or (after an
 * update of Sluis) not.
 */
async function slow(region: Region, say: (text: string) => void): Promise<void> {
  say("on a slow computer and line");
  const took: Record<"kept" | "new", number[]> = { kept: [], new: [] };
  for (let n = 0; n < 3; n++) {
    const anna = await region.person("anna");
    await anna.fingerprint();
    await anna.goes("instellingen");
    await anna.button("Maak een sleutel op dit apparaat").click();
    await anna.page.getByText("Sleutel op een apparaat").nth(n).waitFor();
    await anna.goes("vandaag");
    await listed(anna, 1);
    await anna.page.waitForLoadState("networkidle");
    const driver = await anna.context.newCDPSession(anna.page);
    await driver.send("Network.enable");
    await driver.send("Network.emulateNetworkConditions", {
      offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8,
    });
    await driver.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    for (const page of ["kept", "new"] as const) {
      await driver.send("Network.setCacheDisabled", { cacheDisabled: page === "new" });
      const began = performance.now();
      await anna.page.reload({ waitUntil: "commit" });
      await anna.button(/vingerafdruk/).first().click();
      await listed(anna, 1);
      took[page].push(performance.now() - began);
      await anna.page.waitForLoadState("networkidle");
    }
    await anna.context.close();
  }
  bound("opening to a usable Vandaag, 4 times slower, slow 4G", quantile(took.kept, 0.5), ms, 3000);
  bound("… after an update, so that the page comes anew", quantile(took.new, 0.5), ms, 3000);
}

/** From the moment the hub tells a bare socket until it can be seen in the other browser. */
async function live(region: Region, say: (text: string) => void): Promise<void> {
  say("what another does until it can be seen");
  const { exchange } = await region.demo.send("mohamed", "message", "Gebiedsteam Centrum");
  const esra = await region.person("esra");
  await esra.goes("zaak/" + exchange);
  await esra.page.getByRole("heading", { level: 1 }).waitFor();
  const client = await region.demo.as("jamal"); // a colleague of hers hears the same
  const socket = new Socket(client.origin, client.session);
  const heard: number[] = [];
  void (async () => {
    for await (const e of socket.events) if (e.event === "entry" && e.xid === exchange) heard.push(performance.timeOrigin + performance.now());
  })();
  const run = promisify(execFile);
  const home = region.demo.person("mohamed").home;
  const seen: number[] = [];
  for (let n = 0; n < events; n++) {
    const shown = `${n + 1} nieuwe. Toon.`; // what came stays behind a button, so that nothing moves
    const file = join(region.demo.dir, "post.json");
    await writeFile(file, JSON.stringify({ form: "message.text", version: 1, text: `Bericht nummer ${n} van vandaag` }));
    const visible = esra.page.evaluate(
      (wanted) =>
        new Promise<number>((done) => {
          const look = () => {
            if (document.body.innerText.includes(wanted)) done(performance.timeOrigin + performance.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
      shown,
    );
    visible.catch(() => undefined); // told below, when it is waited for
    await run(join(root, ".cache", "sluis"), ["--home", home, "reply", exchange, "--file", file]);
    seen.push(await visible);
  }
  const late = seen.map((at, n) => at - (heard[n] ?? Number.NaN));
  await socket.close();
  await esra.context.close();
  bound("from the bare socket's word to the pixel, p50", quantile(late, 0.5), ms, 1000);
  bound("… p95", quantile(late, 0.95), ms, 1000);
}
