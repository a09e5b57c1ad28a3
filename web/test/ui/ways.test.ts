// The ways in, by hand of a person, in a real browser: a passkey of a virtual
// authenticator (with PRF), words that are put right, the lock that leaves nothing
// on the page, names that stay hidden, and a send that is taken back.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import type { Scene } from "../stories/story.ts";
import { complaints, openStories, origin, type Stories } from "./page.ts";

let chrome: Stories;
let context: BrowserContext;

before(async () => {
  chrome = await openStories();
  context = await chrome.context({ width: 1024 });
});
after(async () => {
  await chrome.close();
});

declare const scene: Scene;
declare const kept: string[][];

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What the page asked of the worker, by name; bytes as hex. */
function asked(page: Page, name: string): Promise<string[][]> {
  return page.evaluate(
    (name) =>
      scene.stand.asked
        .filter((a) => a.name === name)
        .map((a) => a.args.map((arg) => (arg instanceof Uint8Array ? [...arg].join() : JSON.stringify(arg)))),
    name,
  );
}

it("a passkey is made and used, and gives the same 32 bytes to the worker", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "sleutel-echt");
  const devices = await context.newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
  await button(page, "Maak een sleutel op dit apparaat").click();
  await page.getByText("Toegevoegd.").waitFor();
  // The keyring holds no dates: when it was made is kept beside it.
  await page.waitForFunction(() => scene.stand.asked.some((a) => a.name === "setSetting" && a.args[0] === "ways"));
  const [made] = await page.evaluate(() => kept);
  assert.equal(made?.[3]?.split(",").length, 32);
  assert.notEqual(made?.[3], Array.from({ length: 32 }, () => 0).join());

  await button(page, "Op slot").click();
  await button(page, "Ontgrendel").click();
  await page.getByRole("heading", { name: "Instellingen" }).waitFor();
  const [, used] = await page.evaluate(() => kept);
  assert.deepEqual(used?.slice(2), made?.slice(2), "another credential or secret");
  assert.equal(used?.[0], await page.evaluate(() => scene.app.session.me.value?.org), "organisation from userHandle");
  assert.equal(used?.[1], await page.evaluate(() => scene.app.session.me.value?.member), "member from userHandle");
  // The page's own copies are wiped once the worker has them.
  for (const [, secret] of await asked(page, "addPasskey")) assert.match(secret ?? "", /^0(,0){31}$/);
  await devices.detach();
});

it("ways in say when they were made; with two, none can be removed and the page says why", { timeout: 60_000 }, async () => {
  const three = await chrome.open(context, "instellingen");
  const ways = three.getByRole("region", { name: "Manieren om binnen te komen" });
  await ways.getByText("Gemaakt op zo\u00a03\u00a0mei\u00a02026").first().waitFor();
  await ways.getByText("Datum niet bekend").waitFor();
  assert.equal(await ways.getByRole("button", { name: /^Verwijder: / }).count(), 3);
  const two = await chrome.open(context, "sleutel-echt");
  await two.getByText("Wil je er een verwijderen? Maak er eerst een bij.").waitFor();
  assert.equal(await two.getByRole("button", { name: /^Verwijder/ }).count(), 0);
});

it("a start that fails has a title that says so, and a way on", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "start-mislukt");
  await page.getByRole("heading", { level: 1, name: "Sluis kan niet starten" }).waitFor();
  await button(page, "Opnieuw proberen").waitFor();
});

it("a person who breaks off is told so, kindly, and can go on with words", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "inloggen-afgebroken");
  await button(page, "Log in met je vingerafdruk, gezicht of pincode").click();
  await page.getByText("Dat is niet gelukt.").waitFor();
  await page.getByRole("textbox", { name: "Je 8 woorden" }).fill("havi gord lant mole pepe ruit sloe tafe");
  await button(page, "Inloggen").click();
  await page.getByRole("heading", { name: "Vandaag" }).waitFor();
});

it("a doubtful word is put right by one click, and the code may be typed in any way", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "inloggen-nieuw");
  await page.getByLabel("Accountcode").fill(" k7qm2 p4xd9 ");
  await page.getByRole("textbox", { name: "Je 8 woorden" }).fill("havik gordijn lantren molen peper ruiter sloep tafel");
  await button(page, "Gebruik lantaarn als woord 3").click();
  await page.getByText("Deze 8 woorden passen bij elkaar.").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Instellingen" }).waitFor();
  assert.deepEqual(await asked(page, "find"), [['"K7QM2-P4XD9"']]);
  const [, text] = (await asked(page, "unlockPhrase"))[0] ?? [];
  assert.equal(text, '"havik gordijn lantaarn molen peper ruiter sloep tafel"');
});

it("fields for words are no password fields, and keep nothing", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "inloggen-nieuw");
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll("input, textarea")].map((e) => [e.getAttribute("type"), e.getAttribute("autocomplete")].join()),
  );
  assert.deepEqual(boxes, ["text,off", ",off"]);
});

it("a lock leaves no name on the page, in its title, address or storage", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak-open");
  await page.getByText("Noah de Vries").waitFor();
  await page.evaluate(() => scene.stand.push({ event: "locked", why: "idle" }));
  await page.getByRole("heading", { name: "Sluis is op slot." }).waitFor();
  const left = await page.evaluate(() =>
    [document.documentElement.outerHTML, document.title, location.href, JSON.stringify(localStorage)].join(),
  );
  assert.doesNotMatch(left, /Noah|Anna|Veilig Thuis Vechtdal/);
  assert.equal(await page.title(), "Sluis");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
});

it("names stay hidden through a reload, and by key", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "zaak-open");
  await page.getByText("Noah de Vries").waitFor();
  await page.keyboard.press("Alt+Shift+N");
  await page.getByText("Kind 1").first().waitFor();
  assert.doesNotMatch(await page.evaluate(() => document.body.textContent), /Noah|Sanne/);
  await page.goto(`${origin}/?story=zaak-open&keep`);
  await page.getByText("Kind 1").first().waitFor();
  assert.doesNotMatch(await page.evaluate(() => document.body.textContent), /Noah|Sanne/);
});

it("the warning before the lock: staying puts it off, and Esc stays too", { timeout: 60_000 }, async () => {
  const page = await chrome.open(context, "bijna-op-slot");
  await page.getByRole("alertdialog", { name: "Ben je er nog?" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  assert.equal((await asked(page, "alive")).length, 1);
});

it("no page broke its policy or threw", () => {
  assert.equal(complaints.slice(0, 3).join("\n"), "");
});
