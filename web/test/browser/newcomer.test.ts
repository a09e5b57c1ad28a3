// What the issue asks of coming in and coming back, in the real app, by what the
// screens say: a newcomer is let in with spoken words, reads what the team has, loses
// the laptop, and is back with the old messages. Nobody needs more than twelve screens.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Region, type Person } from "./people.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

const most = 12;
/** Stands in the example that is sent. */
const question = "Kunnen jullie mij morgen bellen over de afspraken van vorige week?";

/** Counts the screens that somebody meets: each is known by its title, or by the task that is open on it. */
class Road {
  readonly screens: string[] = [];

  constructor(readonly person: Person) {}

  async meets(title: string | RegExp, what = String(title)): Promise<void> {
    await this.person.page.getByRole("heading", { name: title }).first().waitFor({ timeout: 60_000 });
    this.screens.push(what);
  }
  async reaches(text: string | RegExp): Promise<void> {
    await this.person.page.getByText(text).first().waitFor({ timeout: 60_000 });
    this.screens.push(String(text));
  }
}

/** The eight words that stand on a screen, as they would be read aloud. */
async function readsAloud(person: Person): Promise<string> {
  const words = person.page.getByRole("list", { name: "De 8 woorden, met nummer" }).getByRole("listitem");
  await words.first().waitFor({ timeout: 60_000 });
  const said = await words.allInnerTexts();
  assert.equal(said.length, 8);
  return said.join(" ");
}

/** The admin makes an invitation, and gives what goes by mail and what by phone. */
async function invites(admin: Person, whom: string): Promise<{ link: string; words: string }> {
  // Who was here before is filled in already.
  if (whom !== "") await admin.page.getByRole("textbox", { name: "Voor wie is de uitnodiging?" }).fill(whom);
  const team = admin.page.getByRole("checkbox", { name: "Intake" });
  if (!(await team.isChecked())) await team.check();
  await admin.button("Maak de uitnodiging").click();
  const words = await readsAloud(admin);
  const link = await admin.page.getByText(/\/#\/begin\/[0-9a-f]{32}$/).innerText();
  for (const word of words.split(" ")) assert.equal(link.includes(word), false);
  await admin.button("Mijn collega heeft de woorden").click();
  return { link, words };
}

/** The admin compares the name and lets in. */
async function admits(admin: Person, name: string): Promise<void> {
  await admin.page.getByRole("heading", { name: "4. Vergelijk de naam" }).waitFor({ timeout: 60_000 });
  await admin.page.getByText(name, { exact: true }).waitFor();
  await admin.button("Ja, dit is mijn collega. Laat toe").click();
  await admin.page.getByRole("heading", { name: `${name} is toegelaten.` }).waitFor({ timeout: 60_000 });
  await admin.button("Naar Collega's & teams").click();
}

/** The newcomer sees on the task that is open whose door it is, and goes in. */
async function enters({ person }: Road): Promise<void> {
  await person.page.getByRole("heading", { name: "Is dit jouw organisatie?" }).waitFor({ timeout: 60_000 });
  await person.page.getByText("Veilig Thuis Vechtdal", { exact: true }).waitFor();
  await person.sees("Zij was er vanaf het begin bij. Niemand hoeft voor haar in te staan.");
  await person.button("Ja, ga naar binnen").click();
}

/** A newcomer at a browser that knows nothing, with the link and the words. */
async function comes(name: string, link: string, words: string): Promise<{ road: Road; paper: string }> {
  const person = await region.visitor(name);
  await person.fingerprint();
  const road = new Road(person);
  await person.page.goto("about:blank");
  await person.page.goto(link);
  await road.meets("Zo begin je");
  await person.page.getByRole("textbox", { name: "Je naam" }).fill(name);
  await person.page.getByRole("textbox", { name: "De 8 woorden van je beheerder" }).fill(words);
  await person.button("Verder").click();
  await person.button("Maak mijn sleutel").click();
  road.screens.push("sleutel");
  await person.button("Maak 8 woorden").click();
  road.screens.push("tweede manier");
  const paper = await readsAloud(person);
  road.screens.push("8 woorden");
  await person.button("Ik heb ze opgeschreven").click();
  await person.page.getByRole("textbox", { name: "Typ de woorden nu terug" }).fill(paper);
  road.screens.push("terugtypen");
  await person.button("Klaar").click();
  await road.reaches("Je antwoord is binnen. Blijf aan de telefoon met je beheerder.");
  return { road, paper };
}

/** A colleague of the team hears the words that stand on the newcomer's screen, and passes the team's key on. */
async function letsIn(colleague: Person, road: Road): Promise<void> {
  const { person } = road;
  await person.sees("Je wacht op de sleutel van Intake.");
  await person.page.getByRole("link", { name: "Toon mijn 8 woorden" }).click();
  road.screens.push("mijn 8 woorden");
  await person.page.locator("ol.words li").nth(7).waitFor();
  const said = (await person.page.locator("ol.words li").allTextContents()).join(" ");
  await colleague.goes("vandaag");
  await colleague.page.getByRole("link", { name: /^Laat .* toe$/ }).click();
  await colleague.page.getByLabel("De 8 woorden die je hoort").fill(said);
  await colleague.page.getByLabel("Ook wat er al lag").check();
  await colleague.button("Laat toe").click();
  await colleague.sees("Het team heeft een nieuwe sleutel.");
  await person.page.locator(".toasts").getByText("Je bent toegelaten tot Intake.").waitFor({ timeout: 90_000 });
}

/** Opens the message that the team got before the newcomer came, and reads it. */
async function reads(road: Road, exchange: string, text: string): Promise<void> {
  const { page } = road.person;
  await road.person.goes("postvak");
  await page.getByRole("heading", { level: 1, name: "Postvak" }).waitFor({ timeout: 60_000 });
  road.screens.push("Postvak");
  await page.locator(`a[href="#/zaak/${exchange}"]`).first().click();
  await page.getByText(text).first().waitFor({ timeout: 60_000 });
  road.screens.push("bericht");
}

test("a newcomer is let in with spoken words, reads the team's messages, loses the laptop, and is back with the old ones", { timeout: 400_000 }, async () => {
  const { exchange } = await region.demo.send("linda", "message", "Veilig Thuis Vechtdal / Intake");
  const anna = await region.person("anna");
  await anna.page.getByRole("link", { name: "Beheer" }).click();
  await anna.page.getByRole("heading", { level: 1, name: "Collega's & teams" }).waitFor({ timeout: 60_000 });
  await anna.button("Collega toevoegen").click();
  const first = await invites(anna, "Joke, begint vandaag");
  const { road } = await comes("Joke de Vries", first.link, first.words);
  await admits(anna, "Joke de Vries");
  await enters(road);
  await road.meets("Vandaag");
  await letsIn(anna, road);
  await reads(road, exchange, question);
  assert.ok(road.screens.length <= most, road.screens.join(" > "));

  // The laptop is gone, with the paper in its bag. The admin ends its keys, and invites again.
  const laptop = road.person;
  await anna.goes("collegas");
  await anna.page.getByRole("link", { name: "Sleutels & apparaten" }).click();
  await anna.sees("Je kunt hier geen berichten lezen. Niemand van beheer kan dat.");
  await anna.button("Dit apparaat is gestolen, van Joke de Vries").click();
  await anna.button("Haal deze collega eruit").click();
  await anna.page.getByRole("heading", { name: "Joke de Vries kan niet meer in Sluis." }).waitFor({ timeout: 60_000 });
  await laptop.sees("De hub laat je account niet meer toe. Bel je beheerder.");
  await laptop.context.close();
  await anna.button("Nodig opnieuw uit").click();
  const second = await invites(anna, "");
  assert.notEqual(second.words, first.words);

  // A new laptop: the page where one logs in says what to do.
  const back = await region.visitor("Joke de Vries");
  const start = new Road(back);
  await start.meets("Inloggen");
  await back.button("Ik kan niet inloggen").click();
  await start.meets("Je kunt niet inloggen");
  await back.sees("Bel je beheerder. Gebruik een nummer dat je al kent.");
  await back.context.close();
  const again = await comes("Joke de Vries", second.link, second.words);
  await admits(anna, "Joke de Vries");
  await enters(again.road);
  await again.road.meets("Vandaag");
  await letsIn(anna, again.road);
  await reads(again.road, exchange, question);
  const screens = [...start.screens, ...again.road.screens];
  assert.ok(screens.length <= most, screens.join(" > "));
  await again.road.person.close();
  await anna.close();
});

test("a wrong word, a closed tab, no network and a second one with the same words: each is said, and nothing is lost", { timeout: 400_000 }, async () => {
  const anna = await region.person("anna");
  await anna.goes("collegas");
  await anna.button("Collega toevoegen").click();
  const { link, words } = await invites(anna, "Mees");
  const mees = await region.visitor("Mees Vink");
  await mees.page.goto("about:blank");
  await mees.page.goto(link);
  await mees.button("Verder").click();
  await mees.sees("Vul je naam in.");
  await mees.page.getByRole("textbox", { name: "Je naam" }).fill("Mees Vink");
  const box = mees.page.getByRole("textbox", { name: "De 8 woorden van je beheerder" });
  await box.fill(words.split(" ").toReversed().join(" "));
  await mees.button("Verder").click();
  await mees.page.getByRole("alert").first().waitFor({ timeout: 60_000 });
  await box.fill(words);
  await mees.context.setOffline(true);
  await mees.sees("Hiervoor heb je internet nodig. Wat je al maakte, blijft staan.");
  await mees.context.setOffline(false);
  await mees.button("Verder").click();
  // This device has no key to give: twice eight words.
  const papers: string[] = [];
  for (const turn of [1, 2]) {
    if (turn === 1) await mees.button("Het lukt niet. Ik maak 2 keer 8 woorden").click({ timeout: 60_000 });
    await mees.button("Maak 8 woorden").click();
    papers.push(await readsAloud(mees));
    await mees.button("Ik heb ze opgeschreven").click();
    await mees.page.getByRole("textbox", { name: "Typ de woorden nu terug" }).fill(papers.at(-1) ?? "");
    await mees.button("Klaar").click();
  }
  await mees.sees("Je antwoord is binnen. Blijf aan de telefoon met je beheerder.");
  assert.notEqual(papers[0], papers[1]);

  // Somebody who heard the words is too late, and says so by telephone.
  const other = await comesTooLate(link, words);
  await other.sees("Iemand anders gebruikte deze woorden al.");
  await other.context.close();

  // The tab was closed, and what the browser keeps is opened with the second paper.
  await mees.page.reload();
  await mees.page.getByRole("heading", { name: "Ga verder waar je was" }).waitFor({ timeout: 60_000 });
  const own = mees.page.getByRole("textbox", { name: "Je eigen 8 woorden" });
  await own.fill(words);
  await mees.button("Ga verder").click();
  await mees.page.getByRole("alert").first().waitFor({ timeout: 60_000 });
  await own.fill(papers[1] ?? "");
  await mees.button("Ga verder").click();
  await mees.sees("Je antwoord is binnen. Blijf aan de telefoon met je beheerder.");
  await admits(anna, "Mees Vink");
  // Whoever does not know this organisation is told to stop, and can think again.
  await mees.button("Nee, dit is een andere organisatie").click({ timeout: 60_000 });
  await mees.sees("Ga niet naar binnen. Iemand anders nodigde je uit.");
  await mees.button("Terug").click();
  await enters(new Road(mees));
  await mees.page.getByRole("heading", { level: 1, name: "Vandaag" }).waitFor({ timeout: 60_000 });
  assert.equal(new URL(mees.page.url()).search, "");
  await mees.context.close();
  await anna.close();
});

async function comesTooLate(link: string, words: string): Promise<Person> {
  const person = await region.visitor("Iemand");
  await person.fingerprint();
  await person.page.goto("about:blank");
  await person.page.goto(link);
  await person.page.getByRole("textbox", { name: "Je naam" }).fill("Iemand Anders");
  await person.page.getByRole("textbox", { name: "De 8 woorden van je beheerder" }).fill(words);
  await person.button("Verder").click();
  await person.button("Maak mijn sleutel").click();
  await person.button("Maak 8 woorden").click();
  const paper = await readsAloud(person);
  await person.button("Ik heb ze opgeschreven").click();
  await person.page.getByRole("textbox", { name: "Typ de woorden nu terug" }).fill(paper);
  await person.button("Klaar").click();
  return person;
}
