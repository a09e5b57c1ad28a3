// A case goes from one desk to another: two people, two browsers, two signatures.
// No screen ever shows a holder that the chain does not have, and the command line
// agrees.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "./chromium.ts";
import { type Person, Region } from "./people.ts";

const sluis = join(root, ".cache", "sluis");
const before_ = "Veilig Thuis Vechtdal, Intake";
const after_ = "Gemeente Veldrijk, Gebiedsteam Centrum";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

async function holder(person: Person): Promise<string> {
  return person.page.locator("main strong", { hasText: / Thuis Vechtdal|Gemeente Veldrijk/ }).first().innerText();
}

/** Says again who this is, with the words. */
async function confirm(person: Person, short: string): Promise<void> {
  await person.page.getByRole("dialog").getByRole("textbox").fill(region.demo.person(short).phrase);
  await person.button("Bevestig").click();
}

function custody(short: string, exchange: string): string {
  const run = execFileSync(sluis, ["--home", region.demo.person(short).home, "--json", "show", exchange]);
  const { custody } = JSON.parse(run.toString()) as { custody: { organisation: string; team: string } }; // our own program says it
  return `${custody.organisation}, ${custody.team}`;
}

test("handed over between two browsers, and the command line agrees", { timeout: 240_000 }, async () => {
  const handoff = (await region.demo.send("bas", "handoff", "Gebiedsteam Centrum", "Intake")).exchange;
  const anna = await region.person("anna");
  const esra = await region.person("esra", { width: 390, height: 844 });
  await anna.goes("kamer/" + handoff);
  await anna.sees("Nu verantwoordelijk");
  assert.equal(await holder(anna), before_);
  // alone in the room nobody can sign
  assert.equal(await anna.page.getByRole("button", { name: "Onderteken en draag over" }).isVisible(), false);
  await esra.goes("kamer/" + handoff);
  await anna.button("Onderteken en draag over").click();
  await confirm(anna, "anna");
  await esra.button("Onderteken en neem over").click();
  assert.equal(await holder(anna), before_);
  assert.equal(await holder(esra), before_);
  assert.equal(custody("bas", handoff), before_);
  await confirm(esra, "esra");
  await anna.sees("Overgedragen op");
  await esra.sees("Overgedragen op");
  assert.equal(await holder(anna), after_);
  assert.equal(await holder(esra), after_);
  assert.equal(custody("bas", handoff), after_);
  assert.equal(custody("jamal", handoff), after_);
  await anna.close();
  await esra.close();
});

test("withdrawn, declined: it stays where it was", { timeout: 240_000 }, async () => {
  const handoff = (await region.demo.send("bas", "handoff", "Gebiedsteam Centrum", "Intake")).exchange;
  const anna = await region.person("anna");
  const esra = await region.person("esra");
  for (const person of [anna, esra]) await person.goes("kamer/" + handoff);
  // what is said in writing is there for both, without a reload
  const said = (person: Person) => person.page.getByRole("log", { name: "Berichten in dit gesprek" });
  for (const person of [anna, esra]) await said(person).getByText("Er is nog geen bericht.").waitFor();
  const words = join(region.demo.dir, "said.json");
  await writeFile(words, JSON.stringify({ form: "message.text", version: 1, text: "Ik bel over 5 minuten." }));
  execFileSync(sluis, ["--home", region.demo.person("bas").home, "reply", handoff, "--file", words]);
  for (const person of [anna, esra]) await said(person).getByText("Ik bel over 5 minuten.").waitFor();
  await anna.button("Onderteken en draag over").click();
  await confirm(anna, "anna");
  await esra.button("Onderteken en neem over").waitFor();
  await anna.button("Handtekening intrekken").click();
  await anna.page.getByRole("dialog").getByRole("button").filter({ hasText: /intrekken/i }).click({ timeout: 3000 }).catch(() => undefined);
  await esra.button("Onderteken en neem over").waitFor({ state: "hidden" });
  assert.equal(await holder(esra), before_);
  assert.equal(custody("jamal", handoff), before_);
  await anna.context.close();
  await esra.context.close();
});

test("from the browser to the command line, and back", { timeout: 240_000 }, async () => {
  const handoff = (await region.demo.send("bas", "handoff", "Gebiedsteam Centrum", "Intake")).exchange;
  const anna = await region.person("anna");
  await anna.goes("kamer/" + handoff);
  await anna.sees("Nu verantwoordelijk");
  const talk = spawn(sluis, ["--home", region.demo.person("jamal").home, "talk", handoff], { stdio: "ignore" });
  await anna.button("Onderteken en draag over").click();
  await confirm(anna, "anna");
  await anna.button("Handtekening intrekken").waitFor();
  execFileSync(sluis, ["--home", region.demo.person("esra").home, "accept", handoff]);
  await anna.sees("Overgedragen op");
  assert.equal(await holder(anna), after_);
  talk.kill("SIGINT");
  await once(talk, "exit");
  await anna.close();
});
