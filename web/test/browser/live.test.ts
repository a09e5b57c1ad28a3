// What comes in while somebody works, and what happens when nothing can: the lists of
// the real app, with a real hub that goes on.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "./chromium.ts";
import { Region } from "./people.ts";
import { addresses, begins, goesOn, markOf, menu, shown, writes } from "./writing.ts";

const sluis = join(root, ".cache", "sluis");
const long = 30_000;

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

/** Somebody writes in an exchange, with the command line. */
async function says(short: string, exchange: string, text: string): Promise<void> {
  const file = join(region.demo.dir, `said-${randomUUID()}.json`);
  await writeFile(file, JSON.stringify({ form: "message.text", version: 1, text }));
  execFileSync(sluis, ["--home", region.demo.person(short).home, "reply", exchange, "--file", file]);
}

describe("live and offline", { concurrency: true }, () => {
  test("twenty things come in while row 8 is read: it stays where it is, and little is said", { timeout: 180_000 }, async () => {
    const infodesk = "Politie Kustland / Infodesk";
    const known: string[] = [];
    for (let n = 0; n < 9; n++) known.push((await region.demo.send("bas", "message", infodesk, "Intake")).exchange);
    const dennis = await region.person("dennis");
    const { page } = dennis;
    await menu(dennis, "Postvak");
    const row = page.locator("[data-row]").nth(7);
    await row.focus();
    await row.evaluate((e) => e.scrollIntoView({ block: "center" }));
    const eighth = page.locator(`[data-row="${(await row.getAttribute("data-row")) ?? ""}"]`);
    const top = () => eighth.evaluate((e) => e.getBoundingClientRect().top);
    const at = await top();
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const heard = new Map<Element, string>();
      for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
        new MutationObserver(() => {
          const text = region.textContent.trim();
          // What is empty or the same as before is not spoken.
          if (text !== "" && text !== heard.get(region)) said.push(`${region.getAttribute("role") ?? "live"}: ${text}`);
          heard.set(region, text);
        }).observe(region, { childList: true, characterData: true, subtree: true });
      }
    });

    for (let n = 0; n < 5; n++) await region.demo.send("bas", "message", infodesk, "Intake");
    await dennis.button("5 nieuwe. Toon.").waitFor({ timeout: long });
    assert.equal(await top(), at);
    for (const exchange of known.slice(0, 5)) await says("bas", exchange, "Nog een vraag.");
    for (let n = 0; n < 10; n++) await region.demo.send("bas", "message", infodesk, "Intake");
    await dennis.button("15 nieuwe. Toon.").waitFor({ timeout: long });
    await page.getByRole("status").filter({ hasText: /15 nieuwe items in Postvak/ }).waitFor({ state: "attached", timeout: long });

    assert.equal(await top(), at);
    assert.equal(await eighth.evaluate((e) => e === document.activeElement), true);
    const said: string[] = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    assert.ok(said.length <= 6, said.join(" / "));
    assert.deepEqual(said.filter((s) => !s.startsWith("status: ")), []);
    await dennis.button("15 nieuwe. Toon.").click();
    assert.equal(await page.locator("[data-row]").count(), 25);
    await dennis.close();
  });

  test("offline: what is known stays, what is written waits, and nothing is signed", { timeout: 180_000 }, async () => {
    const { exchange } = await region.demo.send("bas", "handoff", "Gebiedsteam Centrum", "Intake");
    const anna = await region.person("anna");
    const { page } = anna;
    const banner = page.getByText(/^Offline\. Dit is de stand van \d+[.:]\d\d\.$/);
    const chip = page.getByRole("banner").getByRole("status");
    const standsStill = async () => {
      assert.equal(await chip.innerText(), "Offline");
      assert.equal(await banner.isVisible(), true);
    };
    // while something is composed and the other is in the room
    const half = "Kunnen we deze week";
    await menu(anna, "Nieuw");
    await begins(anna, "Bericht schrijven");
    await addresses(anna, "Infodesk", "Politie Vechtdal");
    await goesOn(anna, "Bericht");
    await writes(page, "Bericht", half);
    await anna.context.setOffline(true);
    await banner.waitFor({ timeout: 15_000 }); // the silence of the line alone tells it after 20 s
    await page.getByRole("textbox", { name: "Bericht" }).pressSequentially(" bellen?");
    await anna.sees("Opgeslagen op dit apparaat. We sturen het mee zodra je weer online bent.");
    await standsStill();

    // meanwhile, elsewhere
    for (const short of ["ruud", "joke"]) await region.demo.send(short, "message", "Veilig Thuis Vechtdal / Intake");

    await menu(anna, "Vandaag");
    await standsStill();
    assert.ok((await page.locator("[data-row]").count()) > 0);
    await anna.goes("zaak/" + exchange);
    await page.getByRole("main").getByText("Voorgesteld", { exact: true }).waitFor({ timeout: long });
    await standsStill();
    const words = "Ik was even zonder verbinding.";
    await writes(page, "Bericht", words);
    await anna.button("Verstuur").click();
    await anna.sees("Staat klaar. We sturen het zodra je online bent.");
    const waiting = page.getByRole("article").filter({ hasText: words });
    await waiting.getByText("Nog niet verstuurd", { exact: true }).waitFor({ timeout: long });
    assert.equal(await page.getByRole("textbox", { name: "Bericht" }).inputValue(), words);

    const talk = spawn(sluis, ["--home", region.demo.person("esra").home, "talk", exchange], { stdio: "ignore" });
    await anna.goes("kamer/" + exchange);
    await anna.sees("Tekenen kan alleen online. Een handtekening wacht nooit in de rij.");
    assert.equal(await anna.button("Onderteken en draag over").isVisible(), false);

    await anna.context.setOffline(false);
    await anna.sees(/^Weer live\. [1-9]\d* wijziging(en)? bijgewerkt\.$/);
    await anna.button("Onderteken en draag over").waitFor({ timeout: long }); // now it can be signed, and was not
    const { entries, custody } = shown(region, "esra", exchange);
    assert.deepEqual(entries.map((e) => e.type), ["genesis", "post"]);
    assert.deepEqual(entries.filter((e) => e.document?.["text"] === words).length, 1);
    assert.equal(custody?.team, "Intake");
    // what waited is no draft any more
    await anna.goes("zaak/" + exchange);
    await waiting.getByText("Bij de hub opgeslagen", { exact: true }).waitFor({ timeout: long });
    assert.equal(await waiting.count(), 1);
    assert.equal(await page.getByRole("textbox", { name: "Bericht" }).inputValue(), "");
    await menu(anna, "Nieuw");
    await page.getByRole("region", { name: "Je concepten" }).getByRole("link", { name: "Bericht schrijven" }).click();
    await page.getByRole("navigation", { name: "Onderdelen" }).getByRole("button", { name: "Bericht" }).click();
    assert.equal(await page.getByRole("textbox", { name: "Bericht" }).inputValue(), half + " bellen?");
    talk.kill("SIGINT");
    await once(talk, "exit");
    await anna.context.close(); // its console tells of what could not be fetched
  });

  test("offline: what is sent from «Nieuw» says that it waits, can be taken back, and goes once by itself", { timeout: 180_000 }, async () => {
    const mohamed = await region.person("mohamed");
    const { page } = mohamed;
    const first = "Geschreven in de trein.";
    const words = "Geschreven in de trein, en nog eens gelezen.";
    await menu(mohamed, "Nieuw");
    await begins(mohamed, "Bericht schrijven");
    await addresses(mohamed, "Zorgteam", "Basisschool De Linde");
    await goesOn(mohamed, "Bericht");
    await writes(page, "Bericht", first);
    await goesOn(mohamed, "Nakijken");
    await mohamed.context.setOffline(true);
    await mohamed.button("Verstuur het bericht").click();
    await page.getByRole("heading", { level: 1, name: "Nog niet verstuurd" }).waitFor({ timeout: 2 * long });
    assert.equal(await page.getByRole("link", { name: "Bekijk wat je stuurde" }).count(), 0);
    await mohamed.button("Stuur toch niet").click();
    await mohamed.sees("Niet verstuurd. Je tekst is weer een concept.");
    await page.getByRole("navigation", { name: "Onderdelen" }).getByRole("button", { name: "Bericht" }).click();
    assert.equal(await page.getByRole("textbox", { name: "Bericht" }).inputValue(), first);
    await writes(page, "Bericht", words);
    await goesOn(mohamed, "Nakijken");
    await mohamed.button("Verstuur het bericht").click();
    await page.getByRole("heading", { level: 1, name: "Nog niet verstuurd" }).waitFor({ timeout: 2 * long });
    await mohamed.context.setOffline(false);
    await page.getByRole("heading", { level: 1, name: "Verstuurd", exact: true }).waitFor({ timeout: 2 * long });
    await page.getByRole("link", { name: "Bekijk wat je stuurde" }).click();
    await page.getByRole("article").filter({ hasText: words }).getByText("Bij de hub opgeslagen").waitFor({ timeout: long });
    const { entries } = shown(region, "mohamed", await markOf(mohamed));
    assert.deepEqual(entries.map((e) => e.document?.["text"]), [words]);
    await menu(mohamed, "Nieuw");
    assert.equal(await page.getByRole("region", { name: "Je concepten" }).count(), 0);
    await mohamed.context.close();
  });

  test("offline: a file waits in the open tab, with what it belongs to", { timeout: 180_000 }, async () => {
    const { exchange } = await region.demo.send("bas", "message", "Gebiedsteam Centrum", "Intake");
    const esra = await region.person("esra");
    const { page } = esra;
    await esra.goes("zaak/" + exchange);
    await writes(page, "Bericht", "Met een brief erbij.");
    await page.getByText("Bijlagen", { exact: true }).click();
    await page.locator("input[type=file]").setInputFiles({ name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("Een brief.") });
    await esra.context.setOffline(true);
    await esra.button("Verstuur").click();
    await esra.sees("Nog niet verstuurd. We sturen het zodra je online bent. Laat dit tabblad open.");
    assert.equal(await page.getByRole("textbox", { name: "Bericht" }).inputValue(), "Met een brief erbij.");
    await esra.context.setOffline(false);
    const sent = page.getByRole("article").filter({ hasText: "Met een brief erbij." });
    await sent.getByText("Bij de hub opgeslagen").waitFor({ timeout: 2 * long });
    await sent.getByText("brief.txt").waitFor();
    assert.equal(shown(region, "esra", exchange).entries.filter((e) => e.document?.["text"] === "Met een brief erbij.").length, 1);
    await esra.context.close();
  });
});
