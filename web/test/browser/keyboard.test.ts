// With the keyboard alone: logging in by words, and the three flows, each from both
// sides. Nobody touches a mouse, and the focus is never lost.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Keys } from "./keys.ts";
import { Region } from "./people.ts";
import { later, markOf, shown } from "./writing.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

const question = "Is de politie dit jaar op dit adres geweest?";

/** In with account code and words, typed. */
async function logsIn(short: string): Promise<Keys> {
  const { name, phrase } = region.demo.person(short);
  const trust = (await (await fetch(region.demo.address + "/trust.json")).json()) as { people: { name: string; code: string }[] };
  const keys = new Keys(await region.visitor(name));
  await keys.writes("Accountcode", trust.people.find((p) => p.name === name)?.code ?? "");
  await keys.writes("8 woorden", phrase);
  await keys.does(keys.button("Inloggen"));
  await keys.titled("Vandaag");
  return keys;
}

/** Waits until what is held has gone, and opens it. */
async function sends(keys: Keys, button: string): Promise<string> {
  await keys.does(keys.button(button));
  await keys.page.getByRole("heading", { level: 1, name: "Verstuurd" }).waitFor({ timeout: 30_000 });
  await keys.titled("Verstuurd");
  await keys.does(keys.link("Bekijk wat je stuurde"));
  return markOf(keys.person);
}

describe("with the keyboard alone", { concurrency: true }, () => {
  test("a request is written, sent, answered and read", { timeout: 240_000 }, async () => {
    const [mohamed, dennis] = await Promise.all([logsIn("mohamed"), logsIn("dennis")]);
    await mohamed.menu("Nieuw");
    await mohamed.does(mohamed.link(/^Informatieverzoek opstellen/));
    await mohamed.titled("Informatieverzoek opstellen");
    await mohamed.picks("Waarom vragen we dit?", "Voor het onderzoek");
    await mohamed.writes("Zoek een team", "Politie Kustland");
    await mohamed.picks("Aan welk team?", "Infodesk Politie Kustland");
    await mohamed.goesOn("Over wie");
    await mohamed.does(mohamed.button("Persoon toevoegen"));
    const child = mohamed.page.getByRole("group", { name: "Persoon 1", exact: true });
    await mohamed.picks("Rol", "Kind", child);
    await mohamed.writes("Voornaam", "Fenna", child);
    await mohamed.writes("Achternaam", "Voorbeeld", child);
    await mohamed.dates("Geboortedatum", [3, 4, 2017], child);
    await mohamed.goesOn("Waarom");
    await mohamed.picks("Op welke grond vraag je dit?", "Wmo: onderzoek");
    await mohamed.writes("Waarvoor vragen we dit?", "Voor het onderzoek.");
    await mohamed.writes("Waarom is dit nodig?", "Anders weten wij het niet.");
    await mohamed.writes("Waar gaat de zorg over?", "Ruzie thuis.");
    await mohamed.writes("Hoe ernstig is het nu?", "Niet acuut.");
    await mohamed.picks("Vonden de betrokkenen dit goed?", "Niet gevraagd");
    const knows = mohamed.page.getByRole("group", { name: "Weet het gezin dat we dit vragen?" });
    await mohamed.picks("Wat weet het gezin?", "Ja, we hebben het gezin verteld dat we dit vragen", knows);
    await mohamed.dates("Wanneer is het verteld?", later(-2), knows);
    await mohamed.goesOn("Wat vragen we");
    await mohamed.does(mohamed.button("Vraag toevoegen"));
    await mohamed.writes("Vraag 1", question);
    await mohamed.dates("Antwoord nodig vóór", later(9));
    await mohamed.writes("Nummer om terug te bellen", "0800 2000");
    await mohamed.goesOn("Bijlagen");
    await mohamed.goesOn("Nakijken");
    const mark = await sends(mohamed, "Verstuur het verzoek");

    await dennis.menu("Postvak");
    await dennis.opens(mark);
    await dennis.does(dennis.link("Beantwoord"));
    await dennis.titled("Verzoek beantwoorden");
    await dennis.does(dennis.page.getByRole("checkbox", { name: "Ik weet dat dit verzoek echt is" }), "Space");
    const first = dennis.page.getByRole("region", { name: question });
    await dennis.picks("Wat is je antwoord?", "Antwoord", first);
    await dennis.picks("Waar komt het vandaan?", "Feit", first);
    await dennis.writes("Jouw antwoord", "Ja, op 3 maart.", first);
    await dennis.picks("Weet het gezin dat je dit deelt?", "Ja");
    await dennis.writes("Jouw functie", "Infodesk");
    await dennis.picks("Artikel van de Wet politiegegevens", "Artikel 18");
    await dennis.does(dennis.button("Verstuur je antwoord"));
    await dennis.page.getByRole("heading", { level: 1, name: "Antwoord verstuurd" }).waitFor({ timeout: 30_000 });
    await dennis.titled("Antwoord verstuurd");

    await mohamed.does(mohamed.button("1 nieuwe. Toon."));
    await mohamed.person.sees("Ja, op 3 maart.");
    await mohamed.stands();
    assert.equal(shown(region, "mohamed", mark).status, "answered");
    await mohamed.person.close();
    await dennis.person.close();
  });

  test("a terugkoppeling is undone, given after all, and read", { timeout: 240_000 }, async () => {
    const [anna, sanne] = await Promise.all([logsIn("anna"), logsIn("sanne")]);
    await anna.menu("Nieuw");
    await anna.does(anna.link(/^Terugkoppeling schrijven/));
    await anna.titled("Terugkoppeling schrijven");
    await anna.writes("Zoek een team", "De Linde");
    await anna.picks("Aan welk team?", "Zorgteam Basisschool De Linde");
    await anna.goesOn("Wat vertellen we");
    await anna.picks("Is de melding beoordeeld? Wat is de uitkomst?", "Past bij hulp die er al is");
    await anna.writes("Komt er een vervolg?", "De hulp gaat door.");
    await anna.writes("Is de melding afgesloten? Waarom?", "Ja.");
    await anna.goesOn("Bijlagen");
    await anna.goesOn("Nakijken");
    await anna.does(anna.button("Zet klaar"));
    await anna.does(anna.button(/^Ongedaan maken/)); // back to where one was, and again
    await anna.person.sees("Niet verstuurd. Je tekst staat bij je concepten.");
    assert.equal(await anna.button("Zet klaar").evaluate((e) => e === document.activeElement), true);
    const mark = await sends(anna, "Zet klaar");
    await sanne.menu("Postvak");
    await sanne.opens(mark);
    await sanne.person.sees("De hulp gaat door.");
    await anna.page.getByRole("main").getByText("Opgehaald", { exact: true }).waitFor({ timeout: 30_000 });
    await anna.stands();
    assert.equal(shown(region, "anna", mark).status, "read");
    await anna.person.close();
    await sanne.person.close();
  });

  test("handed over in the room: one offers, the other accepts", { timeout: 240_000 }, async () => {
    const { exchange } = await region.demo.send("bas", "handoff", "Gebiedsteam Centrum", "Intake");
    const { mark } = shown(region, "anna", exchange);
    const [anna, esra] = await Promise.all([logsIn("anna"), logsIn("esra")]);
    await Promise.all(
      [anna, esra].map(async (keys) => {
        await keys.menu("Postvak");
        await keys.opens(mark);
        await keys.does(keys.link("Naar de gesprekskamer"));
        await keys.titled("Gesprekskamer");
      }),
    );
    await anna.does(anna.button("Onderteken en draag over"));
    await anna.confirms(region.demo.person("anna").phrase);
    await anna.button("Handtekening intrekken").waitFor();
    await anna.stands();
    await esra.does(esra.button("Onderteken en neem over"));
    await esra.confirms(region.demo.person("esra").phrase);
    for (const keys of [anna, esra]) {
      await keys.person.sees(/^Overgedragen op .* Nu verantwoordelijk: Gemeente Veldrijk\.$/);
      await keys.stands();
    }
    assert.equal(shown(region, "bas", exchange).custody?.team, "Gebiedsteam Centrum");
    await anna.person.close();
    await esra.person.close();
  });
});
