// Hands on a keyboard and nowhere else: Tab, arrows, Enter, Space and typing. After
// each key something on the page has the focus, and can be seen to have it.

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Person } from "./people.ts";

const long = 60_000;
const most = 150;

/**
 * Where the focus is, once it is somewhere that a person can see, and on a title
 * with this name if one is given: "" then, else what is wrong after three seconds,
 * for what an act puts away may take a moment.
 */
async function settle({ title, patience }: { title: string; patience: number }): Promise<string> {
  function lost(): string {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return "nothing has the focus";
    const what = `${at.tagName.toLowerCase()} «${(at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 40)}»`;
    const box = at.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return `${what} is nowhere on the page`;
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `${what} is out of sight`;
    if (title !== "") return /^H[12]$/.test(at.tagName) && new RegExp(title).test(at.innerText) ? "" : `${what} has the focus, not ${title}`;
    // A title that was gone to is where reading begins; what one operates is marked.
    if (at.tabIndex < 0) return "";
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return at.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? "" : `${what} is not marked`;
  }
  const end = performance.now() + patience;
  for (;;) {
    const trouble = lost();
    if (trouble === "" || performance.now() >= end) return trouble;
    await new Promise(requestAnimationFrame);
  }
}

export class Keys {
  readonly person: Person;
  readonly page: Page;

  constructor(person: Person) {
    this.person = person;
    this.page = person.page;
  }

  /** Asserts that the focus is somewhere, in sight. */
  async stands(title = "", patience = 3000): Promise<void> {
    const trouble = await this.page.evaluate(settle, { title, patience });
    if (trouble !== "") assert.fail(`${this.person.name}: ${trouble}`);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async types(words: string): Promise<void> {
    await this.page.keyboard.type(words);
    await this.stands();
  }

  /** Goes on with Tab, or back, until one of these has the focus. */
  async to(place: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await place.first().waitFor({ timeout: long });
    for (let n = 0; n < most; n++) {
      if (await place.evaluateAll((all) => all.some((e) => e === document.activeElement))) return;
      const [, trouble] = await Promise.all([this.press(key), this.page.evaluate(settle, { title: "", patience: 0 })]);
      // Past its last control a page gives the focus to the browser's own bar.
      if (trouble !== "" && trouble !== "nothing has the focus") assert.fail(`${this.person.name}: ${trouble}`);
    }
    assert.fail(`${this.person.name}: Tab does not come to ${String(place)}`);
  }

  /** Goes to a control and presses it; then the focus is still somewhere. */
  async does(place: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
    await this.to(place);
    await this.press(key);
    await this.stands();
  }

  button(name: string | RegExp, within: Pick<Locator, "getByRole"> = this.page): Locator {
    return within.getByRole("button", { name, exact: typeof name === "string" });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, exact: typeof name === "string" });
  }

  /** Writes in a box. */
  async writes(label: string, words: string, within: Pick<Locator, "getByRole"> = this.page): Promise<void> {
    await this.to(within.getByRole("textbox", { name: label }));
    await this.types(words);
  }

  /** Goes to the answers of a question and chooses one with the arrows. */
  async picks(question: string, answer: string, within: Pick<Locator, "getByRole"> = this.page): Promise<void> {
    const radios = within.getByRole("group", { name: question }).getByRole("radio");
    const wanted = within.getByRole("group", { name: question }).getByRole("radio", { name: new RegExp("^" + answer) }).first();
    await this.to(radios);
    await wanted.waitFor({ timeout: long });
    const here = () => wanted.evaluate((e) => e === document.activeElement);
    for (let n = 0; n < 30 && !(await here()); n++) await this.press("ArrowDown");
    await this.press("Space");
    assert.ok(await wanted.isChecked(), `${this.person.name}: ${question} ${answer}`);
    await this.stands();
  }

  /** A day in its three boxes. */
  async dates(question: string, day: readonly [number, number, number], within: Pick<Locator, "getByRole"> = this.page): Promise<void> {
    const group = within.getByRole("group", { name: question });
    for (const [i, label] of (["Dag", "Maand", "Jaar"] as const).entries()) await this.writes(label, String(day[i]), group);
  }

  /** On to the part with this name, whose title takes the focus. */
  async goesOn(part: string): Promise<void> {
    await this.does(this.button("Verder"));
    await this.titled(part, 2);
  }

  /** Waits for a screen or a part of one, whose title takes the focus. */
  async titled(name: string | RegExp, level: 1 | 2 = 1): Promise<void> {
    await this.page.getByRole("heading", { level, name, exact: typeof name === "string" }).waitFor({ timeout: long });
    await this.stands(typeof name === "string" ? `^${name}$` : name.source);
  }

  /** Goes by the main menu. */
  async menu(name: string): Promise<void> {
    await this.to(this.page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("link", { name, exact: true }));
    await this.press("Enter");
    await this.titled(name);
  }

  /** Opens the line of a list with this kenmerk, or what came in behind the pill first. */
  async opens(mark: string): Promise<void> {
    const line = this.page.getByRole("main").getByRole("listitem").filter({ hasText: mark }).first().getByRole("link").first();
    const pill = this.button(/nieuwe\. Toon\.$/);
    await line.or(pill).first().waitFor({ timeout: long });
    if (!(await line.isVisible())) await this.does(pill);
    await this.does(line);
    await this.titled(new RegExp(mark + "$"));
  }

  /** Confirms with the eight words what is asked again. */
  async confirms(phrase: string): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await this.to(dialog.getByRole("textbox"));
    await this.types(phrase);
    await this.does(this.button("Bevestig", dialog));
    await dialog.waitFor({ state: "hidden" });
    await this.stands();
  }
}
