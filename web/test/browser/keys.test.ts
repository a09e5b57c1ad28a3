// A team's key in the real app: an admin puts somebody in a team, a colleague hears eight
// words and lets her in, she reads what was there; when she is taken out, the colleague's
// browser makes the next key by itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { example } from "../../src/member/index.ts";
import { go } from "../member/session.ts";
import { until } from "../member/suite.ts";
import { Region, type Person } from "./people.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

const team = "Gebiedsteam Zuid";

/** The eight words that stand on somebody's screen to be read aloud. */
async function readsAloud({ page }: Person): Promise<string> {
  await page.locator("ol.words li").nth(7).waitFor();
  return (await page.locator("ol.words li").allTextContents()).join(" ");
}

async function hears({ page }: Person, said: string): Promise<void> {
  await page.getByLabel("De 8 woorden die je hoort").fill(said);
}

test("assigned, called, let in, reading; taken out, and the key is another", { timeout: 300_000 }, async () => {
  const { demo } = region;
  const zuid = demo.team("Gemeente Veldrijk", team);
  const epoch = async (): Promise<number> => {
    const lines = await (await demo.as("fatima")).leaves(0, 0);
    return Math.max(...lines.filter((l) => l.kind === "team" && l.subject === zuid).map((l) => l.version));
  };
  const { exchange } = await demo.send("pieter", "message", "Regio Vechtdal");
  const { text } = example("message", Math.floor(Date.now() / 1000)) as { text: string };
  const pieter = await region.person("pieter");
  const { member } = await demo.resident("esra");
  await go(demo, "fatima", "org", "team", "assign", team, member);
  await pieter.page.locator(".toasts").getByText(`wil in teambox ${team}`).waitFor({ timeout: 90_000 });

  const esra = await region.person("esra");
  await esra.sees(`Je wacht op de sleutel van ${team}.`);
  await esra.page.getByRole("link", { name: "Toon mijn 8 woorden" }).click();
  const said = await readsAloud(esra);

  await pieter.page.getByRole("link", { name: "Laat deze collega toe" }).click();
  await hears(pieter, await readsAloud(pieter)); // those of the team are not hers
  await pieter.button("Laat toe").click();
  await pieter.sees("Deze woorden zijn niet gelijk.");
  assert.equal(await epoch(), 0);
  await hears(pieter, said);
  await pieter.page.getByLabel("Ook wat er al lag").check();
  await pieter.button("Laat toe").click();
  await pieter.sees("Het team heeft een nieuwe sleutel.");
  await pieter.sees("Niemand wacht op de sleutel van dit team.");
  assert.equal(await epoch(), 1);

  await esra.page.locator(".toasts").getByText(`Je bent toegelaten tot ${team}.`).waitFor({ timeout: 90_000 });
  await esra.goes("zaak/" + exchange);
  await esra.sees(text.slice(0, 40));

  // by phone with another organisation: their words, from their own screen
  const keys = await go(demo, "anna", "keys");
  const intake = (keys["teams"] as { id: string; words: string[] }[])[0] ?? assert.fail();
  await pieter.goes("adresboek");
  await pieter.sees("Nog niet gecontroleerd");
  await pieter.goes("sleutel/" + intake.id);
  await pieter.sees("Nog niet gecontroleerd.");
  await hears(pieter, intake.words.join(" "));
  await pieter.button("Controleer").click();
  await pieter.sees(/^Gecontroleerd op /);

  await esra.close();
  await go(demo, "fatima", "org", "team", "unassign", team, member);
  await until(async () => ((await epoch()) === 2 ? true : undefined), "the next key, that nobody asked for", 90_000);
  await pieter.goes("sleutellogboek");
  await pieter.sees(`Nieuwe sleutel van ${team} (nummer 3)`);
  await pieter.close();
});
