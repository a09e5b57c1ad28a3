// What the screens of the ways in do when time passes: an answer that comes after
// the person left, words that stand there, ways in that are changed later.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import type { Me } from "../../src/worker/protocol.ts";
import type { Scene } from "../stories/story.ts";
import { complaints, openStories, type Stories } from "../ui/page.ts";

let chrome: Stories;
let context: BrowserContext;

before(async () => {
  chrome = await openStories();
});
after(() => chrome.close());

declare const scene: Scene;
declare let answer: ((me: Me) => void) | undefined;

const long = { timeout: 60_000 };
const words = "havik gordijn lantaarn molen peper ruiter sloep tafel";
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).waitFor();

/** Opens a story in a profile of its own, whose clock the test moves. */
async function open(story: string): Promise<Page> {
  context = await chrome.context({ width: 1024 });
  await context.clock.install();
  return chrome.open(context, story);
}

/** How often the worker was asked for something. */
function asked(page: Page, name: string): Promise<number> {
  return page.evaluate((name) => scene.stand.asked.filter((a) => a.name === name).length, name);
}

/** Lets an unlock wait until answered() is called. */
async function stall(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wait = () => new Promise<Me>((go) => Object.assign(globalThis, { answer: go }));
    Object.assign(scene.stand.answers, { unlockPhrase: wait, removeWay: wait });
  });
}

async function answered(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const me = { org: "1".repeat(32), member: "2".repeat(32), name: "Anna", organisation: "", code: "", teams: [], admin: false, ways: [], since: "" };
    answer?.(scene.app.session.me.value ?? me);
    for (let n = 0; n < 20; n++) await Promise.resolve();
  });
}

/** The page is out of sight, or is seen again. */
async function show(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

test("who leaves the locked screen breaks the unlock off, and is not let in when it is answered", long, async () => {
  const page = await open("op-slot");
  await stall(page);
  await page.getByRole("textbox", { name: "Je 8 woorden" }).fill(words);
  await button(page, /woorden/).click();
  await page.waitForFunction(() => "answer" in globalThis);
  assert.equal(await asked(page, "lock"), 0);
  await button(page, "Log in met een ander account").click();
  await heading(page, "Inloggen");
  assert.equal(await asked(page, "lock"), 1);
  await answered(page);
  assert.equal(await page.evaluate(() => scene.app.session.phase.value), "out");
  await context.close();
});

test("who goes from logging in to help with that is not let in either; who stays is, and locks nothing", long, async () => {
  for (const leaves of [true, false]) {
    const page = await open("inloggen-bekend");
    await stall(page);
    await page.getByRole("textbox", { name: "Je 8 woorden" }).fill(words);
    await button(page, "Inloggen").click();
    await page.waitForFunction(() => "answer" in globalThis);
    if (leaves) {
      await button(page, "Ik kan niet inloggen").click();
      await page.getByRole("textbox", { name: "Je 8 woorden" }).waitFor({ state: "detached" });
    }
    await answered(page);
    assert.equal(await page.evaluate(() => scene.app.session.phase.value), leaves ? "out" : "in");
    assert.equal(await asked(page, "lock"), leaves ? 1 : 0);
    await context.close();
  }
});

test("a way that was removed when Sluis locked lets nobody in", long, async () => {
  const page = await open("instellingen");
  await stall(page);
  await button(page, /^Verwijder: .*woorden/).click();
  await page.getByRole("dialog").getByRole("button", { name: "Verwijder", exact: true }).click();
  await page.waitForFunction(() => "answer" in globalThis);
  const me = await page.evaluate(() => JSON.stringify(scene.app.session.me.value));
  await page.evaluate(() => scene.stand.push({ event: "locked", why: "idle" }));
  await heading(page, "Sluis is op slot.");
  await page.evaluate((me) => answer?.(JSON.parse(me) as Me), me);
  await page.evaluate(() => Promise.resolve());
  assert.equal(await page.evaluate(() => scene.app.session.phase.value), "locked");
  await context.close();
});

test("after two minutes the settings ask who it is before a way in is changed", long, async () => {
  const page = await open("instellingen");
  const question = page.getByRole("dialog", { name: "Laat zien dat jij het bent" });
  await page.evaluate(() => Object.assign(scene.stand.answers, { confirmWords: () => undefined }));

  // Just unlocked: nobody is asked.
  await button(page, "Maak nieuwe woorden").click();
  await page.getByRole("dialog").waitFor();
  assert.equal(await question.count(), 0);
  await page.keyboard.press("Escape");

  await page.clock.fastForward(118_500);
  await button(page, "Maak nog een sleutel").click();
  await question.waitFor();
  assert.equal(await asked(page, "passkeySalt"), 0);
  await question.getByRole("button", { name: "Annuleren" }).click();
  await question.waitFor({ state: "detached" });
  assert.equal(await asked(page, "passkeySalt"), 0);

  await button(page, /^Verwijder: .*woorden/).click();
  await page.getByRole("dialog").getByRole("button", { name: "Verwijder", exact: true }).click();
  await question.waitFor();
  assert.equal(await asked(page, "removeWay"), 0);
  await question.getByRole("textbox").fill(words);
  await question.getByRole("button", { name: "Bevestig" }).click();
  await question.waitFor({ state: "detached" });
  await page.waitForFunction(() => scene.stand.asked.some((a) => a.name === "removeWay"));
  await context.close();
});

test("words that took long to write down are taken after the question, and without it nothing is changed", long, async () => {
  const page = await open("instellingen");
  const question = page.getByRole("dialog", { name: "Laat zien dat jij het bent" });
  await page.evaluate(() => Object.assign(scene.stand.answers, { confirmWords: () => undefined }));
  await button(page, "Maak nieuwe woorden").click();
  await button(page, "Maak 8 woorden").click();
  await page.clock.fastForward(119_000);
  await button(page, /opgeschreven/).click();
  await page.locator("#typed-back").fill(words);
  await button(page, "Klaar").click();
  await question.waitFor();
  assert.equal(await asked(page, "confirmPhrase"), 0);
  await question.getByRole("textbox").fill(words);
  await question.getByRole("button", { name: "Bevestig" }).click();
  await page.getByText("Je 8 woorden werken nu.").waitFor();
  assert.equal(await asked(page, "confirmPhrase"), 1);
  await context.close();
});

test("words go two minutes after the last key, and when the page is out of sight", long, async () => {
  const page = await open("inloggen-fout");
  const field = page.getByRole("textbox", { name: "Je 8 woorden" });
  await page.getByRole("alert").first().waitFor(); // the try has failed, and the words still stand
  assert.equal(await field.inputValue(), words);
  await page.clock.fastForward(110_000);
  assert.equal(await field.inputValue(), words);
  await field.press("ArrowLeft");
  await page.clock.fastForward(110_000);
  assert.equal(await field.inputValue(), words);
  await page.clock.fastForward(10_001);
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "");
  await field.fill(words);
  await page.clock.runFor(100);
  await show(page, "hidden");
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "");
  await context.close();
});

test("a page says at once whether it can be seen", long, async () => {
  context = await chrome.context({ width: 1024 });
  await context.addInitScript(() => Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" }));
  const page = await chrome.open(context, "inloggen-nieuw");
  assert.deepEqual(await page.evaluate(() => scene.stand.asked.filter((a) => a.name === "seen").map((a) => a.args)), [[false]]);
  await context.close();
});

test("no page broke its policy or threw", () => {
  assert.equal(complaints.slice(0, 3).join("\n"), "");
});
