// A browser that is killed and started again on the same profile: who was in is
// offered, the words and the passkey still unlock, and nothing that was written or
// read is gone, also while the hub is away.

import assert from "node:assert/strict";
import { mkdtemp, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type BrowserContext, chromium } from "playwright-core";
import { Demo } from "../hub/demo.ts";
import { Authenticator } from "./authenticator.ts";
import { flags } from "./chromium.ts";
import { Person } from "./people.ts";
import { addresses, begins, goesOn, menu, unlocks, writes } from "./writing.ts";

const half = "Wij maken ons zorgen omdat";

let demo: Demo;
let profile: string;
before(async () => {
  demo = await Demo.start();
  profile = await mkdtemp(join(tmpdir(), "sluis-profile-"));
});
after(async () => {
  await demo.remove();
  await rm(profile, { recursive: true, force: true });
});

/** Starts Chromium on the profile; its authenticator is the machine's and stays. */
async function start(name: string, authenticator: Authenticator): Promise<Person> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: [...flags], locale: "nl-NL",
    timezoneId: "Europe/Amsterdam", viewport: { width: 1280, height: 900 },
  });
  await authenticator.into(context);
  const person = new Person(name, context, context.pages()[0] ?? (await context.newPage()));
  await person.page.goto(demo.address + "/");
  await person.button("Inloggen").waitFor();
  return person;
}

/** Kills it without a word: the profile says which process has it. */
async function kill(context: BrowserContext): Promise<void> {
  const gone = new Promise((over) => context.once("close", over));
  const pid = Number((await readlink(join(profile, "SingletonLock"))).split("-").at(-1));
  process.kill(pid, "SIGKILL");
  await gone;
  await rm(join(profile, "SingletonLock"), { force: true });
}

test("words and passkey unlock after a kill; the draft and the lists are there, without a hub too", { timeout: 240_000 }, async () => {
  const { name, phrase } = demo.person("anna");
  const authenticator = new Authenticator();
  let anna = await start(name, authenticator);
  await anna.button(new RegExp("^Log in als " + name)).click();
  await anna.page.getByRole("navigation", { name: "Hoofdmenu" }).waitFor({ timeout: 60_000 });
  await anna.page.locator("[data-row]").first().waitFor();
  const rows = await anna.page.locator("[data-row]").count();
  await menu(anna, "Nieuw");
  await begins(anna, "Bericht schrijven");
  await addresses(anna, "Infodesk", "Politie Vechtdal");
  await goesOn(anna, "Bericht");
  await writes(anna.page, "Bericht", half);
  await anna.sees(/^Opgeslagen om .*Alleen jij kunt dit lezen/);
  await kill(anna.context);

  // the page is there, the hub is not
  anna = await start(name, authenticator);
  await demo.end("SIGKILL");
  assert.equal(await anna.page.getByRole("radio", { name: /[0-9A-Z]{5}-[0-9A-Z]{5}/ }).first().isChecked(), true);
  await unlocks(anna, phrase);
  await anna.page.locator("[data-row]").first().waitFor({ timeout: 30_000 });
  assert.equal(await anna.page.locator("[data-row]").count(), rows);
  await menu(anna, "Nieuw");
  await anna.page.getByRole("region", { name: "Je concepten" }).getByRole("link", { name: "Bericht schrijven" }).click();
  await anna.page.getByRole("navigation", { name: "Onderdelen" }).getByRole("button", { name: "Bericht" }).click();
  assert.equal(await anna.page.getByRole("textbox", { name: "Bericht" }).inputValue(), half);

  // a passkey is made once it is back, and outlives both
  await demo.begin();
  await anna.goes("instellingen");
  await anna.page.getByRole("banner").getByText("Live", { exact: true }).waitFor({ timeout: 60_000 });
  await anna.button("Maak een sleutel op dit apparaat").click();
  await anna.sees("Sleutel op een apparaat");
  await kill(anna.context);
  await demo.end("SIGKILL");
  await demo.begin();
  anna = await start(name, authenticator);
  await anna.button(/vingerafdruk/).first().click();
  await anna.page.getByRole("navigation", { name: "Hoofdmenu" }).waitFor({ timeout: 30_000 });
  await anna.page.locator("[data-row]").first().waitFor();
  assert.equal(await anna.page.locator("[data-row]").count(), rows);
  await anna.close();
});
