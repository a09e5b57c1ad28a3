// What people write to each other, in the real app: a message and its answer, a
// terugkoppeling, a zaak with what belongs to it, and a text that was not finished.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Region } from "./people.ts";
import {
  addresses, begins, goesOn, lineOf, markOf, menu, opens, picks, sends, shown, unlocks, writes,
} from "./writing.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

const question = "Is wijkagent De Bruin volgende week bereikbaar voor overleg?";
const answer = "Ja, op dinsdag en donderdag, na 10.00 uur.";

test("a message comes in where the Postvak stands open, and so does its answer", { timeout: 120_000 }, async () => {
  const anna = await region.person("anna");
  const ruud = await region.person("ruud");
  await menu(ruud, "Postvak");
  await ruud.page.getByRole("tab", { name: /^Niet toegewezen/ }).waitFor();

  await menu(anna, "Nieuw");
  await begins(anna, "Bericht schrijven");
  await addresses(anna, "Infodesk", "Politie Vechtdal");
  await goesOn(anna, "Bericht");
  await writes(anna.page, "Bericht", question);
  await goesOn(anna, "Nakijken");
  await anna.sees(question);
  const mark = await sends(anna, "Verstuur het bericht");
  await anna.sees("Nog niet geopend, voor zover wij weten");

  await ruud.button("1 nieuwe. Toon.").click(); // nothing moved until now
  await opens(ruud, mark);
  await ruud.sees(question);
  await anna.sees(/^Geopend door Infodesk/);
  await writes(ruud.page, "Bericht", answer);
  await ruud.button("Verstuur").click();
  await ruud.page.getByRole("article").filter({ hasText: answer }).waitFor({ timeout: 30_000 });

  await anna.button("1 nieuwe. Toon.").click();
  await anna.page.getByRole("article").filter({ hasText: answer }).getByText("Ruud Mulder, Infodesk").waitFor();

  for (const home of ["anna", "ruud", "kim"]) {
    const said = shown(region, home, mark).entries.filter((e) => e.document?.["form"] === "message.text");
    const lines = said.map((e) => `${e.author.name}: ${String(e.document?.["text"])}`);
    assert.deepEqual(lines, [`Anna de Boer: ${question}`, `Ruud Mulder: ${answer}`], home);
  }
  await anna.close();
  await ruud.close();
});

test("a terugkoppeling is read, and who wrote it sees so", { timeout: 120_000 }, async () => {
  const anna = await region.person("anna");
  const sanne = await region.person("sanne");
  await menu(anna, "Nieuw");
  await begins(anna, "Terugkoppeling schrijven");
  await addresses(anna, "Zorgteam", "Basisschool De Linde");
  await goesOn(anna, "Wat vertellen we");
  await picks(anna.page, "Is de melding beoordeeld? Wat is de uitkomst?", "Past bij hulp die er al is");
  const steps = "Wij spraken met het gezin. De hulp die er is, gaat door.";
  await writes(anna.page, "Komt er een vervolg?", steps);
  await writes(anna.page, "Is de melding afgesloten? Waarom?", "Ja, want de hulp past bij de zorgen.");
  await goesOn(anna, "Bijlagen");
  await goesOn(anna, "Nakijken");
  const mark = await sends(anna, "Zet klaar");
  await anna.page.getByRole("main").getByText("Klaargezet", { exact: true }).waitFor();

  await menu(sanne, "Postvak");
  await opens(sanne, mark);
  await sanne.sees(steps);
  await anna.page.getByRole("main").getByText("Opgehaald", { exact: true }).waitFor({ timeout: 30_000 });
  await anna.sees(/^Geopend door Zorgteam/);
  assert.equal(shown(region, "anna", mark).status, "read");
  assert.equal(shown(region, "sanne", mark).status, "read");
  await anna.close();
  await sanne.close();
});

test("what is begun from a new zaak stands in its timeline", { timeout: 120_000 }, async () => {
  const anna = await region.person("anna");
  await menu(anna, "Nieuw");
  await anna.button(/^Nieuwe zaak/).click();
  await anna.button("Maak de zaak").click();
  await anna.button("Vul «Hoe noemt jullie team dit gezin?» in.").click();
  await anna.page.keyboard.type("Gezin Zonnebloem, Veldrijk");
  await anna.button("Maak de zaak").click();
  const zaak = await markOf(anna);
  await anna.sees("Gezin Zonnebloem, Veldrijk");

  await anna.page.getByRole("main").getByRole("link", { name: "Nieuw in deze zaak" }).click();
  await begins(anna, "Bericht schrijven");
  await addresses(anna, "Infodesk", "Politie Vechtdal");
  await goesOn(anna, "Bericht");
  await writes(anna.page, "Bericht", "Kunnen we deze week bellen?");
  await goesOn(anna, "Nakijken");
  const mark = await sends(anna, "Verstuur het bericht");
  await anna.page.getByRole("link", { name: "Naar de zaak" }).click();
  assert.equal(await markOf(anna), zaak);
  await anna.page.getByRole("article").getByRole("link", { name: `Bericht ${mark}` }).waitFor({ timeout: 30_000 });
  await menu(anna, "Zaken");
  await lineOf(anna, zaak).getByText("Gezin Zonnebloem, Veldrijk").waitFor();
  // the other side knows of no zaak
  assert.equal(JSON.stringify(shown(region, "ruud", mark)).includes("Zonnebloem"), false);
  await anna.close();
});

test("a text that was not finished is back after a reload", { timeout: 120_000 }, async () => {
  const mohamed = await region.person("mohamed");
  const half = "Wij maken ons zorgen omdat";
  await menu(mohamed, "Nieuw");
  await begins(mohamed, "Bericht schrijven");
  await addresses(mohamed, "Infodesk", "Politie Kustland");
  await goesOn(mohamed, "Bericht");
  await writes(mohamed.page, "Bericht", half);
  await mohamed.sees(/^Opgeslagen om .*Alleen jij kunt dit lezen/);
  await mohamed.page.reload();
  await unlocks(mohamed, region.demo.person("mohamed").phrase);
  await menu(mohamed, "Nieuw");
  await mohamed.page.getByRole("region", { name: "Je concepten" }).getByRole("link", { name: "Bericht schrijven" }).click();
  await mohamed.sees(/^Je concept van .* staat weer klaar/);
  const parts = mohamed.page.getByRole("navigation", { name: "Onderdelen" });
  await parts.getByRole("button", { name: "Bericht" }).click();
  assert.equal(await mohamed.page.getByRole("textbox", { name: "Bericht" }).inputValue(), half);
  await mohamed.close();
});
