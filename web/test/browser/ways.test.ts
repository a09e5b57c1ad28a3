// The ways in, in the real app: words, a passkey, a wiped profile, the lock.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Region } from "./people.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

test("a passkey made here unlocks again, also after the hub was away; the words do in a wiped profile", { timeout: 300_000 }, async () => {
  const anna = await region.person("anna");
  await anna.fingerprint();
  await anna.goes("instellingen");
  await anna.button("Maak een sleutel op dit apparaat").click();
  await anna.sees("Sleutel op een apparaat");
  await anna.sees(/^Gemaakt op /); // what was made before is not known
  await anna.sees("Datum niet bekend");

  await anna.button("Op slot").first().click();
  await anna.sees("Sluis is op slot.");
  assert.equal(await anna.page.title(), "Sluis");
  await anna.button(/Ontgrendel|vingerafdruk/).first().click();
  await anna.page.getByRole("navigation").first().waitFor();

  await region.demo.end();
  await region.demo.begin();
  await anna.page.reload();
  await anna.button(/vingerafdruk/).first().click();
  await anna.page.getByRole("navigation").first().waitFor();
  await anna.context.close(); // the profile is gone

  const again = await region.visitor("Anna");
  const { phrase } = region.demo.person("anna");
  const code = await (await fetch(region.demo.address + "/trust.json")).json() as { people: { name: string; code: string }[] };
  await again.page.getByRole("textbox", { name: "Accountcode" }).fill(code.people.find((p) => p.name === region.demo.person("anna").name)?.code ?? "");
  const words = again.page.getByRole("textbox", { name: /8 woorden/ });
  await words.fill(phrase.toUpperCase().replace(" ", "  "));
  await again.button("Inloggen").click();
  await again.page.getByRole("navigation").first().waitFor({ timeout: 60_000 });
  await again.goes("instellingen");
  await again.sees("Sleutel op een apparaat");
  await again.close();
});

test("wrong words are told kindly, and say nothing about the account", { timeout: 120_000 }, async () => {
  const visitor = await region.visitor("somebody");
  const { phrase } = region.demo.person("bas");
  const told: string[] = [];
  for (const code of ["ZZZZZ-ZZZZZ", "00000-00000"]) {
    await visitor.page.getByRole("textbox", { name: "Accountcode" }).fill(code);
    await visitor.page.getByRole("textbox", { name: /8 woorden/ }).fill(phrase);
    await visitor.button("Inloggen").click();
    const alert = visitor.page.getByRole("alert").first();
    await alert.waitFor();
    told.push(await alert.innerText());
  }
  assert.equal(told[0], told[1]);
  await visitor.page.getByRole("textbox", { name: /8 woorden/ }).fill("lantaren " + phrase.split(" ").slice(1).join(" "));
  await visitor.page.keyboard.press("Tab");
  await visitor.context.close();
});
