// What is asked and handed over, in the real app: an informatieverzoek with its two
// answers, and a voorstel that the other team can go to the room with.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Person, Region } from "./people.ts";
import { addresses, begins, dates, goesOn, later, menu, opens, picks, sends, shown, writes } from "./writing.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

const questions = ["Is de politie dit jaar op dit adres geweest?", "Welke namen staan er in het register?"] as const;

/** Goes through the parts of a request up to the end; the family is left out. */
async function asks(mohamed: Person): Promise<void> {
  await menu(mohamed, "Nieuw");
  await begins(mohamed, "Informatieverzoek opstellen");
  await picks(mohamed.page, "Waarom vragen we dit?", "Voor het onderzoek");
  await addresses(mohamed, "Infodesk", "Politie Kustland");
  await goesOn(mohamed, "Over wie");
  await mohamed.button("Persoon toevoegen").click();
  const child = mohamed.page.getByRole("group", { name: "Persoon 1", exact: true });
  await picks(child, "Rol", "Kind");
  await writes(child, "Voornaam", "Fenna");
  await writes(child, "Achternaam", "Voorbeeld");
  await dates(child, "Geboortedatum", [3, 4, 2017]);
  await goesOn(mohamed, "Waarom");
  await picks(mohamed.page, "Op welke grond vraag je dit?", "Wmo: onderzoek");
  await writes(mohamed.page, "Waarvoor vragen we dit?", "Voor het onderzoek naar de veiligheid van Fenna.");
  await writes(mohamed.page, "Waarom is dit nodig?", "Zonder dit weten wij niet hoe vaak er iets gebeurde.");
  await writes(mohamed.page, "Waar gaat de zorg over?", "Ruzie tussen de ouders waar Fenna bij is.");
  await writes(mohamed.page, "Hoe ernstig is het nu?", "Structureel onveilig, niet acuut.");
  await picks(mohamed.page, "Vonden de betrokkenen dit goed?", "Niet gevraagd");
}

test("one question answered and one refused: deels beantwoord, and that is seen at once", { timeout: 200_000 }, async () => {
  const mohamed = await region.person("mohamed");
  const dennis = await region.person("dennis");
  await menu(dennis, "Postvak");
  await asks(mohamed);

  // whether the family knows is no detail: without it nobody gets on
  await mohamed.button("Verder").click();
  const summary = mohamed.page.getByRole("group", { name: "Er klopt nog iets niet" });
  await summary.waitFor();
  assert.equal(await summary.evaluate((box) => box === document.activeElement), true);
  await summary.getByRole("button", { name: "Kies een antwoord bij «Wat weet het gezin?»." }).click();
  const knows = mohamed.page.getByRole("group", { name: "Weet het gezin dat we dit vragen?" });
  assert.equal(await knows.getByRole("radio").first().evaluate((box) => box === document.activeElement), true);
  await picks(knows, "Wat weet het gezin?", "Ja, we hebben het gezin verteld dat we dit vragen");
  await dates(knows, "Wanneer is het verteld?", later(-2));

  await goesOn(mohamed, "Wat vragen we");
  for (const [i, words] of questions.entries()) {
    await mohamed.button("Vraag toevoegen").click();
    await writes(mohamed.page, `Vraag ${i + 1}`, words);
  }
  await dates(mohamed.page, "Antwoord nodig vóór", later(9));
  await writes(mohamed.page, "Nummer om terug te bellen", "0800 2000");
  await goesOn(mohamed, "Bijlagen");
  await goesOn(mohamed, "Nakijken");
  await mohamed.sees(questions[1]);
  const mark = await sends(mohamed, "Verstuur het verzoek");

  await opens(dennis, mark);
  await dennis.page.getByRole("main").getByRole("link", { name: "Beantwoord", exact: true }).click();
  await dennis.sees("Weet het gezin dat dit gevraagd wordt? Ja, het gezin weet het");
  await dennis.page.getByRole("checkbox", { name: "Ik weet dat dit verzoek echt is" }).check();
  const [first, second] = questions.map((name) => dennis.page.getByRole("region", { name }));
  assert.ok(first && second);
  await picks(first, "Wat is je antwoord?", "Antwoord");
  await picks(first, "Waar komt het vandaan?", "Feit");
  await writes(first, "Jouw antwoord", "Ja, op 3 maart en op 12 mei.");
  await picks(second, "Wat is je antwoord?", "We geven dit niet");
  await picks(second, "Waarom geven jullie dit niet?", "Niet nodig voor het doel");
  await writes(second, "Leg dat kort uit", "Namen van anderen zijn voor dit onderzoek niet nodig.");
  await picks(dennis.page, "Weet het gezin dat je dit deelt?", "Ja");
  await writes(dennis.page, "Jouw functie", "Medewerker infodesk");
  await picks(dennis.page, "Artikel van de Wet politiegegevens", "Artikel 18");
  await dennis.button("Verstuur je antwoord").click();
  await dennis.page.getByRole("heading", { level: 1, name: "Antwoord verstuurd" }).waitFor({ timeout: 30_000 });

  await mohamed.page.getByRole("main").getByText("Deels beantwoord", { exact: true }).waitFor({ timeout: 30_000 });
  await mohamed.button("1 nieuwe. Toon.").click();
  await mohamed.sees("Ja, op 3 maart en op 12 mei.");
  await mohamed.sees("Namen van anderen zijn voor dit onderzoek niet nodig.");
  for (const home of ["mohamed", "marit"]) {
    const x = shown(region, home, mark);
    assert.equal(x.status, "partly_answered", home);
    const given = x.entries.find((e) => e.document?.["form"] === "inquiry.answers");
    assert.equal(given?.author.name, "Dennis Kuipers");
    assert.deepEqual(
      (given?.document?.["answers"] as { kind: string }[]).map((a) => a.kind), // our own program says it
      ["antwoord", "weigering"],
    );
  }
  await mohamed.close();
  await dennis.close();
});

test("a voorstel is composed part by part, and the other team goes to the room", { timeout: 200_000 }, async () => {
  const anna = await region.person("anna");
  const esra = await region.person("esra");
  await menu(esra, "Postvak");
  await menu(anna, "Nieuw");
  await begins(anna, "Overdracht opstellen");
  await picks(anna.page, "Wat voor overdracht is het?", "Na de veiligheidsbeoordeling");
  await addresses(anna, "Gebiedsteam Centrum", "Gemeente Veldrijk");
  await goesOn(anna, "Waarom");
  await picks(anna.page, "Wat is besloten?", "Overdracht");
  await dates(anna.page, "Op welke dag?", later(-1));
  await picks(anna.page, "Op welke grond draag je dit over?", "Wmo: hulp inschakelen");
  await picks(anna.page, "Weet het gezin van deze overdracht?", "Ja");
  await writes(anna.page, "Wie vertelt of vertelde het?", "Anna de Boer");
  await dates(anna.page, "Op of vóór welke dag?", later(-1));
  await goesOn(anna, "Veiligheid");
  await picks(anna.page, "Hoe veilig is het nu?", "Structureel onveilig");
  // what is not known is chosen too: nobody finds it chosen
  for (const question of ["Zijn er wapens?", "Is er gewurgd?", "Is er stalking?", "Is er met de dood gedreigd?", "Is er gedreigd met zelfdoding?"]) {
    await picks(anna.page, question, "Weten we niet");
  }
  await picks(anna.page, "Waren er kinderen bij?", "Ja");
  await writes(anna.page, "Wat is er aan de hand?", "Op 2 en 9 mei zag de school blauwe plekken.");
  await goesOn(anna, "Betrokkenen");
  await anna.button("Persoon toevoegen").click();
  const child = anna.page.getByRole("group", { name: "Persoon 1", exact: true });
  await picks(child, "Rol", "Kind");
  await writes(child, "Voornaam", "Fenna");
  await writes(child, "Wat zegt deze persoon zelf?", "Ik wil dat het thuis rustig is.");
  await picks(anna.page, "Mag het gezin weten wie meldde?", "Ja, dat mag");
  await goesOn(anna, "Afspraken en vervolg");
  await writes(anna.page, "Wat doe je zelf nog?", "Ik bel het gezin tot het eerste contact elke week.");
  await goesOn(anna, "Bijlagen");
  await goesOn(anna, "Nakijken");
  const mark = await sends(anna, "Verstuur het voorstel");

  await opens(esra, mark);
  await esra.page.getByRole("main").getByText("Voorgesteld", { exact: true }).waitFor();
  await esra.sees("Ik wil dat het thuis rustig is.");
  await esra.page.getByRole("main").getByRole("link", { name: "Naar de gesprekskamer" }).click();
  await esra.page.getByRole("heading", { level: 1, name: /kamer/i }).waitFor();
  await esra.sees("Jij bent er");
  // from outside nobody knows who is in, and nothing is said of it
  await anna.page.getByRole("link", { name: "Naar de gesprekskamer" }).waitFor();
  assert.equal(await anna.page.getByText(/^Niemand van .* is nu in de kamer$/).count(), 0);
  await anna.page.getByRole("link", { name: "Naar de gesprekskamer" }).click();
  await anna.sees(/Gebiedsteam Centrum is er$/); // by name once she wrote something
  await esra.sees("Anna de Boer, Intake is er");
  for (const home of ["anna", "jamal"]) {
    const x = shown(region, home, mark);
    assert.equal(x.status, "proposed", home);
    assert.equal(`${x.custody?.organisation}, ${x.custody?.team}`, "Veilig Thuis Vechtdal, Intake", home);
  }
  await anna.close();
  await esra.close();
});
