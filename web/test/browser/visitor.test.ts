// One person alone in the example region, as `make demo` shows it: the members who
// act by themselves are the other side of each flow, and everything that a lone
// visitor does is done in the browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Region } from "./people.ts";
import { addresses, begins, confirms, dates, goesOn, later, markOf, menu, picks, shown, writes } from "./writing.ts";

const long = 30_000;
const question = "Kwam Fenna de laatste weken op tijd op school?";
const hello = "Ik ben nu in de kamer. Zullen we bellen?";

let region: Region;
before(async () => {
  region = await Region.open({ quiet: false });
});
after(() => region.close());

test("a lone visitor asks, tells and hands over, and is answered each time", { timeout: 240_000 }, async (t) => {
  const anna = await region.person("anna");
  const { page } = anna;

  /** What was composed is held, and goes by itself while something else is done. */
  async function letsGo(button: string): Promise<void> {
    await anna.button(button).click();
    await anna.button(/^Ongedaan maken/).first().waitFor();
  }

  /** Opens the one exchange with a team that the Postvak has; what came in just now is behind the pill. */
  async function opensWith(flow: string, team: string): Promise<string> {
    await menu(anna, "Postvak");
    const row = page.getByRole("main").getByRole("listitem").filter({ hasText: flow }).filter({ hasText: team });
    const pill = anna.button(/nieuwe\. Toon\.$/);
    await row.or(pill).first().waitFor({ timeout: long });
    if (!(await row.isVisible())) await pill.click();
    await row.getByRole("link").first().click();
    return markOf(anna);
  }

  await t.test("a request and a terugkoppeling are written, and go", async () => {
    await menu(anna, "Nieuw");
    await begins(anna, "Informatieverzoek opstellen");
    await picks(page, "Waarom vragen we dit?", "Voor het onderzoek");
    await addresses(anna, "Zorgteam", "Basisschool Het Palet");
    await goesOn(anna, "Over wie");
    await anna.button("Persoon toevoegen").click();
    const child = page.getByRole("group", { name: "Persoon 1", exact: true });
    await picks(child, "Rol", "Kind");
    await writes(child, "Voornaam", "Fenna");
    await writes(child, "Achternaam", "Voorbeeld");
    await dates(child, "Geboortedatum", [3, 4, 2017]);
    await goesOn(anna, "Waarom");
    await picks(page, "Op welke grond vraag je dit?", "Wmo: onderzoek");
    await writes(page, "Waarvoor vragen we dit?", "Voor het onderzoek naar de veiligheid van Fenna.");
    await writes(page, "Waarom is dit nodig?", "Zonder dit weten wij niet hoe het op school gaat.");
    await writes(page, "Waar gaat de zorg over?", "Ruzie tussen de ouders waar Fenna bij is.");
    await writes(page, "Hoe ernstig is het nu?", "Structureel onveilig, niet acuut.");
    await picks(page, "Vonden de betrokkenen dit goed?", "Niet gevraagd");
    const knows = page.getByRole("group", { name: "Weet het gezin dat we dit vragen?" });
    await picks(knows, "Wat weet het gezin?", "Ja, we hebben het gezin verteld dat we dit vragen");
    await dates(knows, "Wanneer is het verteld?", later(-2));
    await goesOn(anna, "Wat vragen we");
    for (const [i, words] of [question, "Wie haalde Fenna van school?"].entries()) {
      await anna.button("Vraag toevoegen").click();
      await writes(page, `Vraag ${i + 1}`, words);
    }
    await dates(page, "Antwoord nodig vóór", later(9));
    await writes(page, "Nummer om terug te bellen", "0800 2000");
    await goesOn(anna, "Bijlagen");
    await goesOn(anna, "Nakijken");
    await letsGo("Verstuur het verzoek");

    await menu(anna, "Nieuw");
    await begins(anna, "Terugkoppeling schrijven");
    await addresses(anna, "Ondersteuningsteam", "College De Brug");
    await goesOn(anna, "Wat vertellen we");
    await picks(page, "Is de melding beoordeeld? Wat is de uitkomst?", "Past bij hulp die er al is");
    await writes(page, "Komt er een vervolg?", "De hulp die er is, gaat door.");
    await writes(page, "Is de melding afgesloten? Waarom?", "Ja, want de hulp past bij de zorgen.");
    await goesOn(anna, "Bijlagen");
    await goesOn(anna, "Nakijken");
    await letsGo("Zet klaar");
  });

  await t.test("handed over: the other is in the room, accepts, and this browser signs with it", async () => {
    const mark = await opensWith("Overdracht", "Gebiedsteam Noord");
    await page.getByRole("main").getByRole("link", { name: "Naar de gesprekskamer" }).first().click();
    await anna.sees("Sjoerd Hoekstra, Gebiedsteam Noord is er");
    await writes(page, "Bericht", hello);
    await letsGo("Verstuur");
    await anna.button(/^Ongedaan maken/).first().waitFor({ state: "hidden", timeout: long });
    await page.getByRole("form", { name: "Stuur een bericht" }).getByText(/^Bezig met versturen/).waitFor({ state: "hidden" });
    await anna.button("Onderteken en draag over").click();
    await confirms(anna, region.demo.person("anna").phrase);
    await anna.sees(/^Overgedragen op .* Nu verantwoordelijk: Gemeente Veldrijk\.$/);
    for (const home of ["anna", "fatima"]) {
      const x = shown(region, home, mark);
      assert.equal(`${x.custody?.organisation}, ${x.custody?.team}`, "Gemeente Veldrijk, Gebiedsteam Noord", home);
      assert.ok(x.entries.some((e) => e.document?.["text"] === hello), home);
    }
    // and who took it over goes on by himself
    await page.getByRole("link", { name: "Terug naar de overdracht" }).click();
    await page.getByRole("main").getByText("Overgedragen, eerste contact gelukt", { exact: true }).waitFor({ timeout: long });
  });

  await t.test("the school answers one question and refuses the other", async () => {
    const mark = await opensWith("Informatieverzoek", "Basisschool Het Palet");
    await page.getByRole("main").getByText("Deels beantwoord", { exact: true }).waitFor({ timeout: long });
    await anna.sees("Het kind kwam de laatste vier weken drie keer te laat en was stil. Dat is een eigen waarneming.");
    await anna.sees("We geven dit niet");
    assert.equal(shown(region, "anna", mark).status, "partly_answered");
  });

  await t.test("the reporter has read the terugkoppeling", async () => {
    const mark = await opensWith("Terugkoppeling", "College De Brug");
    await page.getByRole("main").getByText("Opgehaald", { exact: true }).waitFor({ timeout: long });
    await anna.sees(/^Geopend door Ondersteuningsteam/);
    assert.equal(shown(region, "anna", mark).status, "read");
  });
  await anna.close();
});
