// What must hold on the pages of an exchange, in a real browser: nothing typed is
// lost, nothing goes before its ten seconds, nobody signs alone, and what others
// wrote stays text.

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

it("keeps what is typed after three seconds, and says so", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-lezen");
  await page.locator("#s-message-text-text").fill("Ik bel om tien uur.");
  await page.getByText("Alleen jij kunt dit lezen.").waitFor({ timeout: 30_000 });
  const saved = await asked(page, "saveDraft");
  assert.equal(JSON.stringify(saved.at(-1)?.args).includes("Ik bel om tien uur."), true);
});

it("holds a message ten seconds; undone it was never asked for", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-lezen");
  await page.locator("#s-message-text-text").fill("Toch niet.");
  await page.getByRole("button", { name: "Verstuur", exact: true }).click();
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  assert.deepEqual(await asked(page, "reply"), []);
  assert.equal(await page.locator("#s-message-text-text").inputValue(), "Toch niet.");
  assert.deepEqual(await asked(page, "dropDraft"), []);
});

it("sends it once after ten seconds and then forgets the draft", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-lezen");
  await page.locator("#s-message-text-text").fill("Ik bel om tien uur.");
  await page.getByRole("button", { name: "Verstuur", exact: true }).click();
  await page.waitForTimeout(8000);
  assert.deepEqual(await asked(page, "reply"), []);
  await page.getByText("Verstuurd.", { exact: true }).waitFor({ timeout: 30_000 });
  const sent = await asked(page, "reply");
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0]?.args[1], { form: "message.text", version: 1, text: "Ik bel om tien uur." });
  assert.equal((await asked(page, "dropDraft")).length > 0, true);
});

it("has no way to sign while the other is not in the room", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-alleen");
  assert.equal(await page.getByRole("button", { name: "Onderteken en draag over" }).count(), 0);
  await page.getByText("Tekenen kan pas als jullie allebei in de kamer zijn.").waitFor();
});

it("asks for the words before it signs, and shows no outcome before there is one", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-bezig");
  await page.getByText("Bezig met vastleggen. Nog niet overgedragen.").waitFor();
  const names = (await asked(page, "confirmWords")).length;
  assert.equal(names, 1);
  assert.equal((await asked(page, "accept")).length, 1);
  assert.equal(await page.getByText("Overgedragen op").count(), 0);
  // A no beside a yes that is on its way.
  assert.equal(await page.getByRole("button", { name: "Wij nemen niet over" }).count(), 0);
});

it("assumes that it did not happen when the answer stays out", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-onbekend");
  await page.getByText("Ga ervan uit: nog NIET overgedragen.").waitFor();
  // The same act again, and no filled button beside the advice to wait.
  const again = page.getByRole("button", { name: "Opnieuw proberen" });
  await again.and(page.locator(".button--plain")).waitFor();
  assert.equal(await page.getByRole("button", { name: "Onderteken en neem over" }).count(), 0);
  const before = await asked(page, "accept");
  assert.equal(before.length, 1);
  await again.click();
  await page.locator("dialog textarea").fill("havik gordijn lantaarn molen peper ruiter sloep tafel");
  await page.locator("dialog button[type=submit]").click();
  await page.waitForFunction(() => {
    const { story } = globalThis as unknown as { story: { stand: { asked: { name: string }[] } } };
    return story.stand.asked.filter((a) => a.name === "accept").length === 2;
  });
  assert.deepEqual((await asked(page, "accept"))[1]?.args, before[0]?.args);
});

it("goes on with what is held when the screen is left and opened again", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-lezen");
  const box = page.locator("#s-message-text-text");
  await box.fill("Nog even over de oma.");
  await page.getByRole("button", { name: "Verstuur", exact: true }).click();
  await page.getByRole("button", { name: "Ongedaan maken" }).waitFor();
  const { hash } = new URL(page.url());
  await page.evaluate(() => (location.hash = "#/nieuw"));
  await box.waitFor({ state: "detached" });
  await page.evaluate((hash) => (location.hash = hash), hash);
  await page.getByText("Wordt zo verstuurd. Je kunt het nog ongedaan maken.").waitFor();
  assert.equal(await box.inputValue(), "Nog even over de oma.");
  await box.dispatchEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true });
  assert.equal(await page.getByRole("button", { name: "Ongedaan maken" }).count(), 1);
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  await page.getByText("Wordt zo verstuurd. Je kunt het nog ongedaan maken.").waitFor({ state: "detached" });
  assert.equal(await box.inputValue(), "Nog even over de oma.");
});

/** The worker tells that what waited went, or cannot. */
const tells = (page: Page, what: "entry" | "failed") =>
  page.evaluate((what) => {
    const { story } = globalThis as unknown as { story: { stand: { push(e: object): void }; x: { exchange: string } } };
    story.stand.push({ event: "sent", exchange: story.x.exchange, what: "entry", id: "another" });
    story.stand.push({ event: "sent", exchange: story.x.exchange, what, id: "waits" });
  }, what);

it("says of an answer that it waits, until the worker tells that it went", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden-wacht");
  await page.getByRole("heading", { level: 1, name: "Nog niet verstuurd" }).waitFor();
  await page.getByText("Staat klaar. We sturen het zodra je online bent. Laat dit tabblad open.").waitFor();
  await page.getByText("leest je antwoord zodra het verstuurd is.").waitFor();
  assert.equal(await page.getByText("Antwoord verstuurd").count(), 0);
  await tells(page, "entry");
  await page.getByRole("heading", { level: 1, name: "Antwoord verstuurd" }).waitFor();
  assert.equal(await page.getByText("Nog niet verstuurd").count(), 0);
  assert.equal((await asked(page, "reply")).length, 0);
});

it("gives the answer back when it can't be sent", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden-wacht");
  await page.getByRole("heading", { level: 1, name: "Nog niet verstuurd" }).waitFor();
  await tells(page, "failed");
  await page.getByText("Niet verstuurd. Je tekst staat bij je concepten.").waitFor();
  assert.equal(await page.locator("#a-1-text").inputValue(), "Twee registraties.");
});

it("shows a message that waits with its words, sends it no second time, and empties when it went", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-bericht-wacht");
  const box = page.locator("#s-message-text-text");
  await page.getByText("Nog niet verstuurd.").waitFor();
  await page.getByText("Laat dit tabblad open.").waitFor();
  await page.getByText("Ik bel morgen om 10 uur.", { exact: true }).waitFor();
  assert.equal(await box.count(), 0);
  assert.equal(await page.getByRole("button", { name: "Verstuur", exact: true }).count(), 0);
  await tells(page, "entry");
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("#s-message-text-text")?.value === "");
  assert.equal(await page.getByRole("button", { name: "Ongedaan maken" }).count(), 0);
  assert.equal((await asked(page, "reply")).length, 0);
});

it("writes another message beside the one that waits", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-bericht-wacht");
  await page.getByRole("button", { name: "Schrijf nog een bericht" }).press("Enter");
  const box = page.locator("#s-message-text-text");
  await box.and(page.locator(":focus")).waitFor();
  assert.equal(await box.inputValue(), "");
  await page.keyboard.type("Ook per mail.");
  await page.getByText("Alleen jij kunt dit lezen.").waitFor({ timeout: 30_000 });
  const [draft] = (await asked(page, "saveDraft")).at(-1)?.args ?? [];
  assert.equal(JSON.stringify(draft).includes("Ook per mail."), true);
  assert.match(JSON.stringify(draft), /"id":"[0-9a-f]+:message\.text:[0-9a-f]{8}"/); // not the one that waits
});

it("takes back what waits, and says so when that is too late", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-bericht-wacht");
  const box = page.locator("#s-message-text-text");
  const answers = (is: string) =>
    page.evaluate((is) => {
      const { story } = globalThis as unknown as { story: { stand: { answers: { takeBack: () => string } } } };
      story.stand.answers.takeBack = () => is;
    }, is);
  await page.getByText("Nog niet verstuurd.").waitFor();
  for (const [is, said] of [["unknown", "Dit is misschien al verstuurd."], ["went", "Te laat: dit was al verstuurd."]] as const) {
    await answers(is);
    await page.getByRole("button", { name: "Stuur toch niet" }).click();
    await page.getByText(said).waitFor();
    assert.equal(await page.getByText("Nog niet verstuurd.").count(), 1);
  }
  await answers("back");
  await page.getByRole("button", { name: "Stuur toch niet" }).click();
  await page.getByText("Niet verstuurd. Je tekst is weer een concept.").waitFor();
  await page.getByText("Nog niet verstuurd.").waitFor({ state: "detached" });
  assert.equal(await box.inputValue(), "Ik bel morgen om 10 uur.");
  assert.equal(await box.evaluate((e) => e === document.activeElement), true);
  assert.deepEqual((await asked(page, "takeBack")).map((a) => a.args), [["waits"], ["waits"], ["waits"]]);
  await page.getByRole("button", { name: "Verstuur", exact: true }).click(); // and it can be sent
  await page.getByRole("button", { name: "Ongedaan maken" }).waitFor();
});

it("gives an answer back that waits, to be changed", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden-wacht");
  await page.getByRole("button", { name: "Stuur toch niet" }).click();
  await page.getByText("Niet verstuurd. Je tekst is weer een concept.").waitFor();
  assert.equal(await page.locator("#a-1-text").inputValue(), "Twee registraties.");
  assert.equal(await page.locator("main h1").evaluate((e) => e === document.activeElement), true);
});

it("does not go on with what was being sent when Sluis locked", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-lezen");
  const box = page.locator("#s-message-text-text");
  await page.evaluate(() => {
    const { story } = globalThis as unknown as { story: { stand: { answers: { reply: () => unknown } } } };
    story.stand.answers.reply = () => new Promise(() => undefined);
  });
  await box.fill("Nog even over de oma.");
  await page.clock.install();
  await page.getByRole("button", { name: "Verstuur", exact: true }).click();
  await page.getByRole("button", { name: "Ongedaan maken" }).waitFor();
  await page.clock.runFor(11_000);
  await page.waitForFunction(() => {
    const { story } = globalThis as unknown as { story: { stand: { asked: { name: string }[] } } };
    return story.stand.asked.some((a) => a.name === "reply");
  });
  await page.evaluate(() => {
    const { story } = globalThis as unknown as { story: { stand: { push(e: object): void } } };
    story.stand.push({ event: "locked", why: "asked" });
  });
  await box.waitFor({ state: "detached" });
  await page.evaluate(() => (globalThis as unknown as { again: () => void }).again());
  await box.waitFor();
  await box.fill("Nog even over de oma.");
  await page.getByRole("button", { name: "Verstuur", exact: true }).click(); // nothing is under way here any more
  await page.getByRole("button", { name: "Ongedaan maken" }).waitFor();
});

it("says that it signed too and does not know the outcome, and never that it moved", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-medeondertekend");
  await page.getByText("Medeondertekend, uitkomst onbekend.").first().waitFor();
  await page.getByText("Jullie tekenden allebei. We weten nog niet of het gelukt is.").waitFor();
  await page.getByText("Tot we het weten, blijf jij verantwoordelijk.").waitFor();
  assert.equal(await page.getByText("Overgedragen op").count(), 0);
  // The other has both signatures: taking one's own back would promise what it can't do.
  assert.equal(await page.getByRole("button", { name: "Handtekening intrekken" }).count(), 0);
  assert.equal(await page.getByRole("timer").count(), 0);
  const waits = await chrome.open(context, "kamer-wacht");
  await waits.getByRole("button", { name: "Handtekening intrekken" }).waitFor();
  assert.match(await waits.getByRole("timer").innerText(), /^Nog \d+:\d\d om te tekenen$/);
});

it("shows in the room what is said there, as it comes in", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-alleen");
  const log = page.getByRole("log", { name: "Berichten in dit gesprek" });
  await log.getByText("Donderdag is goed. Oma woont in Ommen en helpt veel.").waitFor();
  const below = page.locator("#s-message-text-text");
  const top = await below.evaluate((e) => e.getBoundingClientRect().top + scrollY);
  await page.evaluate(() => {
    interface X { exchange: string; entries: { seq: number; hash: string; document: unknown; mine: boolean }[] }
    const { story } = globalThis as unknown as { story: { stand: { answers: { show: () => X }; push(e: object): void }; x: X } };
    const old = story.x.entries[2];
    if (!old) throw new Error("no message in this story");
    const fresh = { ...old, seq: 4, hash: "f".repeat(64), document: { form: "message.text", version: 1, text: "Ik ben er over 5 minuten." } };
    story.stand.answers.show = () => ({ ...story.x, entries: [...story.x.entries, fresh] });
    story.stand.push({ event: "changed", exchanges: [story.x.exchange] });
  });
  await log.getByText("Ik ben er over 5 minuten.").waitFor();
  assert.equal(await below.evaluate((e) => e.getBoundingClientRect().top + scrollY), top);
});

it("signs no receipt for what came in below what somebody reads in the room", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-alleen");
  const log = page.getByRole("log", { name: "Berichten in dit gesprek" });
  const say = (more: number) =>
    page.evaluate((more) => {
      interface X { exchange: string; next: string[]; entries: { seq: number; hash: string; document: unknown; mine: boolean }[] }
      const { story } = globalThis as unknown as { story: { stand: { answers: { show: () => X }; push(e: object): void }; x: X } };
      const old = story.x.entries[2];
      if (!old) throw new Error("no message in this story");
      const fresh = Array.from({ length: more }, (_, i) => ({
        ...old, mine: false, seq: 4 + i, hash: String(i).padStart(2, "0").padEnd(64, "f"),
        document: { form: "message.text", version: 1, text: `Bericht ${i + 1}.` },
      }));
      story.stand.answers.show = () => ({ ...story.x, next: [...story.x.next, "receipt"], entries: [...story.x.entries, ...fresh] });
      story.stand.push({ event: "changed", exchanges: [story.x.exchange] });
    }, more);
  const receipts = async () => (await asked(page, "receipt")).length;
  const until = (n: number) =>
    page.waitForFunction((n) => {
      const { story } = globalThis as unknown as { story: { stand: { asked: { name: string }[] } } };
      return story.stand.asked.filter((a) => a.name === "receipt").length >= n;
    }, n);
  await page.clock.install();
  await say(12);
  await log.getByText("Bericht 12.").waitFor();
  await page.clock.runFor(3000);
  await until(1); // at the end of it, all was shown
  await log.evaluate((e) => (e.scrollTop = 0));
  await page.clock.runFor(100);
  const before = await receipts();
  await say(13);
  await log.getByText("Bericht 13.", { exact: true }).waitFor();
  await page.clock.runFor(5000);
  assert.equal(await receipts(), before);
  await log.evaluate((e) => (e.scrollTop = e.scrollHeight));
  await page.clock.runFor(5000);
  await until(before + 1);
});

it("shows hostile text as text, in its own direction", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "bericht-standen");
  assert.equal(await page.locator("main script, main b").count(), 0);
  assert.equal(await page.getByText("<b>vet</b>").count() > 0, true);
  const text = await page.locator("main").innerText();
  assert.equal(/[\u202a-\u202e\u2066-\u2069]/u.test(text), false);
});

it("never shows a code of the flows", { timeout: 60_000 }, async () => {
  for (const story of ["overdracht-lezen", "zaak", "verzoek-antwoord", "bericht-standen"]) {
    const page = await chrome.open(context, story);
    const text = await page.locator("main").innerText();
    assert.doesNotMatch(text, /\b(handoff|inquiry|feedback|zaak|custody|message)\.[a-z_]+|from_the_future|niet_bekend|na_veiligheidsbeoordeling/);
  }
});

it("opens an image on a canvas, and nothing as a page", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "bericht-plaatje");
  await page.locator("canvas[role=img]").waitFor();
  assert.equal(await page.locator("main img, main iframe, main object, main embed").count(), 0);
});

it("is answered by keyboard alone", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden");
  await page.locator("#a-1").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Op naam.");
  await page.locator("#w-role").focus();
  await page.keyboard.type("Infodesk");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Ongedaan maken" }).waitFor();
  await page.getByText("Er is nog 1 vraag open.").waitFor({ timeout: 30_000 });
  const [sent] = await asked(page, "reply");
  assert.deepEqual(sent?.args[1], {
    form: "inquiry.answers",
    version: 1,
    answers: [{ question: "1", kind: "niet_bekend", text: "Op naam." }],
    role: "Infodesk",
  });
});

it("takes the focus to what is wrong, and from there to the field", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak-vastleggen");
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("summary")), true);
  await page.locator(".summary button").first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "INPUT");
});

it("says above the whole form what half an answer lacks, with the focus", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden-half");
  const form = page.getByRole("form", { name: "Verzoek beantwoorden" });
  await form.locator(".summary:focus").waitFor();
  assert.equal(await form.evaluate((e) => e.firstElementChild?.classList.contains("summary")), true);
  await form.getByRole("heading", { name: "1. Lees waarom" }).waitFor();
});

it("shows what was typed for a request that was taken back, only to be read, and why", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "antwoorden-ingetrokken");
  await page.getByText("Ingetrokken door Veilig Thuis Vechtdal om 13:50.").waitFor();
  await page.getByText("De school gaf ons al wat we nodig hadden.").waitFor();
  await page.getByText("Twee registraties.", { exact: true }).waitFor();
  assert.equal(await page.locator("main").locator("input, textarea, select").count(), 0);
});

it("keeps further steps below a line that opens by keyboard, and fills one button", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "overdracht-lezen");
  const steps = page.getByRole("region", { name: "Wat wil je doen?" });
  const last = steps.getByRole("button", { name: "Trek in" });
  assert.equal(await last.isVisible(), false);
  assert.equal(await steps.locator(".row").first().locator("a, button").count(), 3);
  await steps.locator("summary").focus();
  await page.keyboard.press("Enter");
  await last.waitFor();
  await page.keyboard.press("Tab");
  await steps.getByRole("button", { name: "Vraag een leidinggevende" }).and(page.locator(":focus")).waitFor();
  await last.click();
  await steps.locator(".stepform__title:focus").waitFor();
  assert.deepEqual(await page.locator("main .button--main").allInnerTexts(), ["Verstuur"]);
});

it("names the step on a phone, and opens the others there", { timeout: 60_000 }, async () => {
  const phone = await chrome.context({ width: 360 });
  const page = await chrome.open(phone, "opstellen-veiligheid");
  const now = page.getByRole("button", { name: /^Stap \d van \d: Veiligheid$/ });
  const other = page.getByRole("navigation", { name: "Onderdelen" }).getByRole("button", { name: /^Betrokkenen/ });
  assert.equal(await other.isVisible(), false);
  await now.press("Enter");
  await other.press("Enter");
  await page.getByRole("heading", { level: 2, name: "Betrokkenen" }).and(page.locator(":focus")).waitFor();
  assert.equal(await other.isVisible(), false);
  await phone.close();
});

it("says in the room what is left after it moved", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "kamer-gedaan");
  const left = page.getByRole("region", { name: "Wat is er nog te doen?" });
  await left.getByText("Voor jouw team staat er nu niets open.").waitFor();
  // as long as it is not confirmed: who acts, and what is waited for
  assert.doesNotMatch(await page.locator("main").innerText(), /alles gedaan/);
  await left.getByText("Gebiedsteam Centrum is nu aan zet.").waitFor();
  await left.getByText("we wachten op een ontvangstbericht van Gebiedsteam Centrum").waitFor();
});
