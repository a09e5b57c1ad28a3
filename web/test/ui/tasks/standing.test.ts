// What the pages of an exchange say of who acts, whom to call and how to go on, in a
// real browser: nobody is left without a next step.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { openStories, type Stories } from "../page.ts";
import { asked } from "./asked.ts";

let chrome: Stories;
let context: BrowserContext;

before(async () => {
  chrome = await openStories();
  context = await chrome.context({ width: 1024 });
});
after(async () => {
  await context.close();
  await chrome.close();
});

const phoneOf = (page: Page, number: string) => page.locator(`main a[href="tel:${number}"], dialog a[href="tel:${number}"]`);

it("says who acts while a handover is not confirmed, and whom to call", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-gedaan");
  const head = page.locator("main header.head");
  await head.getByText("Nog niet bevestigd", { exact: true }).waitFor();
  await head.getByText("Gebiedsteam Centrum is nu aan zet.").waitFor();
  await phoneOf(page, "0529111111").first().waitFor();
});

it("marks where a timeline breaks off, leads there, and gives the number of the other team", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-afgebroken");
  await page.getByText("Laatst bekend, tijd onbekend").waitFor();
  await page.getByText("Gebruik niet wat hierna staat.").waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /deze handtekening|dit bericht niet/);
  await phoneOf(page, "0529111111").waitFor();
  const timeline = page.getByRole("region", { name: "Tijdlijn" });
  assert.equal(await timeline.evaluate((e) => e.lastElementChild?.textContent.startsWith("Hier breekt de tijdlijn af.")), true);
  await page.getByRole("button", { name: "Toon waar de tijdlijn afbreekt" }).press("Enter");
  await timeline.locator(":focus", { hasText: "Hier breekt de tijdlijn af." }).waitFor();
  const whole = await chrome.open(context, "overdracht-lezen");
  assert.equal(await whole.getByText("Hier breekt de tijdlijn af.").count(), 0);
});

it("tells Veilig Thuis to call the other team when it goes wrong, never itself", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-mis");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("Anders: bel Gebiedsteam Centrum.").waitFor();
  await dialog.locator('a[href="tel:0529111111"]').waitFor();
  assert.doesNotMatch(await dialog.innerText(), /0800 2000|0529 000 000/);
});

it("fills no button where what comes next is with the other", { timeout: 60_000 }, async () => {
  for (const story of ["overdracht-gedaan", "kamer-gedaan", "verzoek-antwoord"]) {
    const page = await chrome.open(context, story);
    await page.getByRole("button", { name: "Verstuur", exact: true }).waitFor();
    assert.equal(await page.locator("main .button--main").count(), 0, story);
  }
  const message = await chrome.open(context, "bericht-standen");
  await message.locator("main .button--main", { hasText: "Verstuur" }).waitFor();
});

it("gives a duty in a zaak the step that ends it, also a late terugkoppeling", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak");
  const duties = page.getByRole("region", { name: "Wat er moet gebeuren" });
  const give = duties.getByRole("link", { name: "Geef terugkoppeling: Terugkoppeling" });
  assert.match((await give.getAttribute("href")) ?? "", /^#\/terugkoppeling\//);
  await duties.getByRole("button", { name: "Leg besluit vast: Veiligheidsbeoordeling" }).press("Enter");
  await page.locator(".stepform__title:focus", { hasText: "Leg besluit vast" }).waitFor();
  // What is kept in the own sheet goes nowhere, and its button does not look as if it did.
  const iconOf = (name: string) => page.getByRole("button", { name, exact: true }).last().locator("svg").innerHTML();
  const kept = await iconOf("Bewaar");
  await chrome.open(context, "overdracht-lezen");
  assert.notEqual(await iconOf("Verstuur"), kept);
});

it("offers no new beginning while something is being sent", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "opstellen-wacht");
  await page.getByRole("button", { name: /^Ongedaan maken/ }).waitFor();
  await page.getByText("staat weer klaar.").waitFor();
  // The seconds stand once: on the button that undoes it.
  assert.doesNotMatch(await page.locator("body").innerText(), /over 10 s/);
  assert.equal(await page.getByRole("button", { name: "Begin opnieuw" }).count(), 0);
  await page.getByRole("button", { name: /^Ongedaan maken/ }).click();
  await page.getByRole("button", { name: "Begin opnieuw" }).waitFor();
});

it("reads a request in words for who answers it", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden");
  await page.getByText("Hoe wil de vrager het antwoord?").waitFor();
  assert.equal(await page.getByText("Hoe wil je het antwoord?").count(), 0);
});

it("leads from an answer that waits to the request, not to what was not sent", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden-wacht");
  await page.getByRole("link", { name: "Naar het verzoek" }).waitFor();
  assert.equal(await page.getByText("Bekijk wat je stuurde").count(), 0);
});

it("lets the page scroll on a phone, and signs a receipt for what was in sight", { timeout: 60_000 }, async () => {
  const phone = await chrome.context({ width: 360, height: 700 });
  const page = await chrome.open(phone, "kamer-alleen");
  const log = page.getByRole("log", { name: "Berichten in dit gesprek" });
  await page.clock.install();
  await page.evaluate(() => {
    interface X { exchange: string; next: string[]; entries: { seq: number; hash: string; document: unknown; mine: boolean }[] }
    const { story } = globalThis as unknown as { story: { stand: { answers: { show: () => X }; push(e: object): void }; x: X } };
    const old = story.x.entries[2];
    if (!old) throw new Error("no message in this story");
    const fresh = Array.from({ length: 8 }, (_, i) => ({
      ...old, mine: false, seq: 4 + i, hash: String(i).padStart(2, "0").padEnd(64, "f"),
      document: { form: "message.text", version: 1, text: `Bericht ${i + 1}.` },
    }));
    story.stand.answers.show = () => ({ ...story.x, next: [...story.x.next, "receipt"], entries: [...story.x.entries, ...fresh] });
    story.stand.push({ event: "changed", exchanges: [story.x.exchange] });
  });
  await log.getByText("Bericht 8.").waitFor();
  assert.equal(await log.evaluate((e) => e.scrollHeight - e.clientHeight), 0);
  await page.clock.runFor(5000);
  const receipts = (await asked(page, "receipt")).length;
  await log.getByText("Bericht 8.").scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollBy(0, 300));
  await page.waitForFunction(() => (document.querySelector("[role=log]")?.getBoundingClientRect().bottom ?? 1e6) < 600);
  for (let i = 0; i < 50 && (await asked(page, "receipt")).length === receipts; i++) await page.clock.runFor(500);
  assert.equal((await asked(page, "receipt")).length, receipts + 1);
  await phone.close();
});

it("keeps the name of a file whole on a phone", { timeout: 60_000 }, async () => {
  const phone = await chrome.context({ width: 360 });
  const page = await chrome.open(phone, "bericht-standen");
  const name = page.getByText("tekening.png", { exact: true });
  const lines = await name.evaluate((e) => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight));
  assert.ok(lines < 1.5, `${lines} lines`);
  await phone.close();
});

it("hides what people typed whole, until it is asked for", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak-namen-weg");
  const note = page.getByRole("article", { name: "Notitie van het team" });
  assert.doesNotMatch(await page.locator("main").innerText(), /Oma gebeld|Voorbeeld/);
  await note.getByRole("button", { name: "Toon" }).press("Enter");
  await note.locator(":focus", { hasText: "Oma gebeld" }).waitFor();
  await page.getByRole("button", { name: "Namen verbergen" }).first().click();
  await page.getByRole("button", { name: "Namen verbergen" }).first().click();
  await note.getByRole("button", { name: "Toon" }).waitFor();
});

it("offers nobody to take up what is his already", { timeout: 60_000 }, async () => {
  for (const story of ["overdracht-lezen", "overdracht-stap"]) {
    const page = await chrome.open(context, story);
    await page.getByText("Jij behandelt dit").waitFor();
    assert.equal(await page.locator("main button", { hasText: "Wijs toe aan mij" }).count(), 0, story);
  }
});

it("says before closing what is closed, and who stays responsible", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-sluiten");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Intake blijft verantwoordelijk.").waitFor();
  await dialog.getByRole("button", { name: "Sluit deze overdracht", exact: true }).waitFor();
  const done = await chrome.open(context, "overdracht-dicht");
  await done.locator("header.head").getByText("Gemeente Vechtdal, Gebiedsteam Centrum").waitFor();
});

it("says in the list of drafts that what waits needs this tab", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "nieuw");
  const row = page.getByRole("listitem").filter({ hasText: "Nog niet verstuurd." });
  await row.getByText("Laat dit tabblad open.").waitFor();
  assert.equal(await row.locator("svg").first().evaluate((e) => e.parentElement?.textContent.trim()), "Bericht schrijven");
});

it("fills in a zaak the step that is late, and nothing else", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak");
  await page.getByRole("link", { name: "Geef terugkoppeling: Terugkoppeling" }).waitFor();
  assert.deepEqual(await page.locator("main .button--main").allInnerTexts(), ["Geef terugkoppeling"]);
  const fresh = await chrome.open(context, "zaak-nieuw");
  await fresh.locator("main .button--main", { hasText: "Nieuw in deze zaak" }).waitFor();
});

it("says in a new zaak who is responsible, as the team wrote down", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak-nieuw");
  await page.locator(".custody", { hasText: "Nu verantwoordelijk: Veilig Thuis Vechtdal, Intake" }).waitFor();
  assert.equal(await page.getByText("Bevestigd", { exact: true }).count(), 0);
  await chrome.open(context, "zaak");
  assert.equal(await page.locator(".custody").count(), 1);
});

it("asks for the outcome of a decision once it is known what was decided about", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak-vastleggen");
  const form = page.getByRole("form", { name: "Leg besluit vast" });
  const outcome = form.locator("legend", { hasText: "Uitkomst" });
  await form.locator("legend", { hasText: "Waarover gaat het besluit?" }).waitFor();
  assert.equal(await outcome.count(), 0);
  await form.getByLabel("Onderzoek", { exact: true }).check();
  await outcome.waitFor();
});

it("gives beside «bel dan» the number to call", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "verzoek-antwoord");
  await page.getByRole("region", { name: "Stuur een bericht" }).locator('a[href="tel:09008844"]').waitFor();
});

it("says to whom a message went, and warns of a file that can be a program", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "bericht-standen");
  await page.locator("header.head").getByText("aan Gebiedsteam Centrum", { exact: true }).waitFor();
  const files = page.getByRole("list", { name: "Bijlagen" }).getByRole("listitem");
  await files.filter({ hasText: ".exe" }).getByText("Dit bestand kan een programma zijn.").waitFor();
  assert.equal(await page.getByText("Dit bestand kan een programma zijn.").count(), 1);
});

it("names the other steps of who can't answer now, and one label for why it is asked", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden");
  await page.getByRole("link", { name: "Vraag uitleg of meer tijd" }).waitFor();
  const check = await chrome.open(context, "opstellen-nakijken");
  await check.locator("dt", { hasText: "Waarom vragen we dit?" }).waitFor();
  assert.equal(await check.locator("dt", { hasText: "Soort" }).count(), 0);
});
