// What people do on the screens where they write: by the words that stand there,
// with nothing of the program itself.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { root } from "./chromium.ts";
import type { Person, Region } from "./people.ts";

const long = 30_000;

/** A place to look in: the page, or a part of it. */
type Place = Pick<Locator, "getByRole">;

/** Chooses one of the answers to a question. */
export async function picks(place: Place, question: string, answer: string): Promise<void> {
  await place.getByRole("group", { name: question }).getByRole("radio", { name: new RegExp("^" + answer) }).check();
}

export async function writes(place: Place, label: string, words: string): Promise<void> {
  await place.getByRole("textbox", { name: label }).fill(words);
}

type Day = readonly [day: number, month: number, year: number];

/** A day in its three boxes. */
export async function dates(place: Place, question: string, [day, month, year]: Day): Promise<void> {
  const group = place.getByRole("group", { name: question });
  await writes(group, "Dag", String(day));
  await writes(group, "Maand", String(month));
  await writes(group, "Jaar", String(year));
}

/** So many days from now, for what may not be in the past. */
export function later(days: number): Day {
  const day = new Date(Date.now() + days * 86_400_000);
  return [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()];
}

/** Goes by the main menu, as «Postvak». */
export async function menu(person: Person, name: string): Promise<void> {
  await person.page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("link", { name, exact: true }).click();
  await person.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** Begins something under «Nieuw». */
export async function begins(person: Person, what: string): Promise<void> {
  await person.page.getByRole("main").getByRole("link", { name: what }).click();
  await person.page.getByRole("heading", { level: 1, name: what }).waitFor({ timeout: long });
}

/** Finds a team by typing, and chooses it. */
export async function addresses(person: Person, team: string, organisation: string): Promise<void> {
  await writes(person.page, "Zoek een team", organisation);
  await picks(person.page, "Aan welk team?", `${team} ${organisation}`);
}

/** On to the part with this name. */
export async function goesOn(person: Person, part: string): Promise<void> {
  await person.button("Verder").click();
  await person.page.getByRole("heading", { level: 2, name: part, exact: true }).waitFor();
}

/** Sends what was composed, waits until it can't be undone any more, and opens it; gives its kenmerk. */
export async function sends(person: Person, button: string): Promise<string> {
  await person.button(button).click();
  await person.button(/^Ongedaan maken/).waitFor();
  await person.page.getByRole("heading", { level: 1, name: "Verstuurd" }).waitFor({ timeout: long });
  await person.page.getByRole("link", { name: "Bekijk wat je stuurde" }).click();
  return markOf(person);
}

/** The kenmerk of what is open. */
export async function markOf(person: Person): Promise<string> {
  const heading = person.page.getByRole("heading", { level: 1, name: /[0-9A-Z]{3}-[0-9A-Z]{3}$/ });
  await heading.waitFor({ timeout: long });
  return (await heading.innerText()).slice(-7);
}

/** The line of a list that this kenmerk stands in. */
export function lineOf(person: Person, mark: string): Locator {
  return person.page.getByRole("main").getByRole("listitem").filter({ hasText: mark }).first();
}

/** Opens a line of a list; what came while it stood there waits behind the pill. */
export async function opens(person: Person, mark: string): Promise<void> {
  const line = lineOf(person, mark);
  const pill = person.button(/nieuwe\. Toon\.$/);
  await line.or(pill).first().waitFor({ timeout: long });
  if (!(await line.isVisible())) await pill.click();
  await line.getByRole("link").first().click();
  await person.page.getByRole("heading", { level: 1, name: new RegExp(mark + "$") }).waitFor();
}

/** What the command line of the same person shows of it. */
export interface Shown {
  readonly mark: string;
  readonly status: string;
  readonly custody: { readonly organisation: string; readonly team: string } | null;
  readonly entries: readonly {
    readonly type: string;
    readonly author: { readonly name: string };
    readonly document: Readonly<Record<string, unknown>> | null;
  }[];
}

export function shown(region: Region, short: string, mark: string): Shown {
  const home = region.demo.person(short).home;
  const run = execFileSync(join(root, ".cache", "sluis"), ["--home", home, "--json", "show", mark], { timeout: long });
  return JSON.parse(run.toString()) as Shown; // our own program says it
}

/** In again with the eight words, after a reload. */
export async function unlocks(person: Person, phrase: string): Promise<void> {
  await writes(person.page, "8 woorden", phrase);
  await person.button("Inloggen").click();
  await person.page.getByRole("navigation", { name: "Hoofdmenu" }).waitFor({ timeout: long });
}

/** Says again who this is, with the words, before something that counts. */
export async function confirms(person: Person, phrase: string): Promise<void> {
  await person.page.getByRole("dialog").getByRole("textbox").fill(phrase);
  await person.button("Bevestig").click();
}
