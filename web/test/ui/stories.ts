// Every story in a real browser: no finding of axe (WCAG 2.2 A and AA) in light and
// dark on phone and desktop, the order of things on three widths, nothing wider than a phone, targets as large as a finger,
// everything by keyboard with a ring that shows, and not one complaint of the policy.
// Pictures go to .cache/screens.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { stories } from "../stories/all.ts";
import { complaints, openStories, screens, type Stories } from "./page.ts";

const axe = readFileSync(join(process.cwd(), "node_modules/axe-core/axe.min.js"), "utf8");
const only = process.env["STORY"];
/** Where nobody looks at them, none are made: they take a fifth of the time. */
const pictures = process.env["CI"] !== "true";
let chrome: Stories;
let context: BrowserContext;

/** Every third story, from that one on: three files share the work, which is waiting for the most part. */
export function checkStories(from: 0 | 1 | 2): void {
  const chosen = stories.filter((s) => only === undefined || s.name.includes(only)).filter((_, n) => n % 3 === from);
  before(async () => {
    chrome = await openStories();
    context = await chrome.context({ width: 360 });
  });
  after(async () => {
    await chrome.close();
  });

  for (const story of chosen) {
    it(story.name, { timeout: 60_000 }, async () => {
      const page = await chrome.open(context, story.name);
      const wrong: string[] = [];
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        wrong.push(...(await order(page, width)).map((f) => `${width}: ${f}`));
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          // Colours are all that the dark theme changes.
          wrong.push(...(await findings(page, colorScheme === "dark" ? "colours" : "all")).map((f) => `${width} ${colorScheme}: ${f}`));
          if (!pictures) continue;
          const path = join(screens, `${story.name}-${width}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true });
        }
      }
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 320, height: 640 });
      wrong.push(...(await tooWide(page)));
      await page.setViewportSize({ width: 360, height: 800 });
      wrong.push(...(await smallTargets(page)).map((t) => `too small: ${t}`));
      wrong.push(...(await unreached(page)));
      assert.equal(wrong.join("\n"), "");
    });
  }

  it("no page broke its policy or threw", () => {
    assert.equal(complaints.slice(0, 3).join("\n"), "");
  });
}

interface Finding {
  id: string;
  nodes: { html: string; any: { message: string }[] }[];
}

async function findings(page: Page, what: "all" | "colours"): Promise<string[]> {
  // Playwright evaluates outside the page's policy; that is for tests alone.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe);
  const found = await page.evaluate(async (what_) => {
    const run = (globalThis as unknown as { axe: { run(o: object): Promise<{ violations: Finding[] }> } }).axe;
    const runOnly =
      what_ === "all"
        ? { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }
        : { type: "rule", values: ["color-contrast", "link-in-text-block"] };
    return (await run.run({ runOnly, resultTypes: ["violations"] })).violations;
  }, what);
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
}

/**
 * One filled button and one alert to a page, a top bar of one row, no table that goes
 * sideways, nothing on a phone that scrolls inside the page, no step alone on a line,
 * the buttons of a dialog in sight, and numbers to call that can be called and stay whole.
 */
async function order(page: Page, width: number): Promise<string[]> {
  return page.evaluate((width) => {
    const wrong: string[] = [];
    // A story of the buttons themselves has no title of a page.
    const shown = document.querySelector("dialog[open]") ?? document.querySelector(".frame main");
    const filled = [...(shown?.querySelectorAll(".button--main") ?? [])].filter((e) => e.checkVisibility());
    if (filled.length > 1) wrong.push(`filled: ${filled.map((e) => e.textContent).join(" | ")}`);
    const bar = document.querySelector(".topbar");
    if (bar && bar.getBoundingClientRect().height > 80) wrong.push(`top bar ${bar.getBoundingClientRect().height} high`);
    const sideways = [...document.querySelectorAll("main *")].find(
      (e) => e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && !e.matches("textarea"),
    );
    if (sideways && width === 360) wrong.push(`goes sideways: ${sideways.className}`);
    const inside = [...document.querySelectorAll("main *")].find(
      (e) => e.scrollHeight > e.clientHeight + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowY) && !e.closest("textarea, select, dialog"),
    );
    if (inside && width === 360) wrong.push(`scrolls inside the page: ${inside.className}`);
    const alerts = [...document.querySelectorAll(".frame main [role=alert]")].filter((e) => e.checkVisibility());
    if (alerts.length > 1) wrong.push(`alerts: ${alerts.map((e) => e.textContent).join(" | ")}`);
    const lines = new Map<number, number>();
    for (const step of document.querySelectorAll(".parts li")) {
      if (!step.checkVisibility() || width === 360) continue;
      const top = Math.round(step.getBoundingClientRect().top);
      lines.set(top, (lines.get(top) ?? 0) + 1);
    }
    if (lines.size > 1 && [...lines.values()].at(-1) === 1) wrong.push("a step stands alone on a line");
    const actions = document.querySelector("dialog[open] .dialog__actions")?.getBoundingClientRect();
    if (actions && (actions.top < 0 || actions.bottom > innerHeight)) wrong.push("the buttons of a dialog are out of sight");
    for (const number of document.querySelectorAll(".phone")) {
      if (number.checkVisibility() && number.getClientRects().length > 1) wrong.push(`a number breaks: ${number.textContent}`);
    }
    for (const place of document.querySelectorAll(".foot, .gate__foot, [role=alert], .saved")) {
      const bare = [...place.querySelectorAll("p, span")].flatMap((e) => [...e.childNodes].filter((n) => n instanceof Text && !n.parentElement?.closest("a")));
      const said = bare.find((n) => /\b(?:112|0800 2000|088 000 00 00)\b/.test(n.textContent ?? ""));
      if (said) wrong.push(`a number that cannot be called: ${said.textContent}`);
    }
    return wrong;
  }, width);
}

/** What stands beyond the edge of a small phone, in normal and in the largest text. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const was = document.documentElement.dataset["size"];
    const wide = ["normal", "larger"].flatMap((size) => {
      document.documentElement.dataset["size"] = size;
      if (document.documentElement.scrollWidth <= edge) return [];
      const out = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > edge + 1);
      return [`wider than 320 in ${size}: ${out ? out.outerHTML.slice(0, 120) : "something"}`];
    });
    if (was !== undefined) document.documentElement.dataset["size"] = was;
    return wide;
  });
}

/** A box that is ticked may be small where its label is not; a link inside a sentence may too. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [role=tab]");
    return [...all]
      .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .skip") && !e.closest("[aria-hidden=true]"))
      .filter((e) => !(e.matches("a.link:not(.link--alone)") && e.closest("p")))
      .map((e) => ({ e, box: (e.closest("label") ?? e).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
      .map(({ e, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${e.outerHTML.slice(0, 100)}`);
  });
}

async function unreached(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const modal = document.querySelector("dialog[open]");
    const all = (modal ?? document).querySelectorAll<HTMLElement>(
      "a[href], button, input:not([type=radio]):not([type=file]), select, textarea, summary, [tabindex='0']",
    );
    const those = [...all].filter((e) => e.checkVisibility() && e.tabIndex >= 0);
    those.forEach((e, i) => (e.dataset["reach"] = String(i)));
    return those.length;
  });
  const reached = new Set<string>();
  const wrong: string[] = [];
  for (let i = 0; i < wanted * 2 + 8 && reached.size < wanted; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!(e instanceof HTMLElement) || e === document.body) return null;
      const box = e.getBoundingClientRect();
      const ring = getComputedStyle(e);
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
      const covered =
        top !== null && !e.contains(top) && !top.contains(e) && box.height > 2 && !top.closest("label")
          ? `${top.tagName} ${top.className} ${Math.round(box.y)}`
          : "";
      return { n: e.dataset["reach"] ?? "", ring: ring.outlineStyle !== "none", covered, html: e.outerHTML.slice(0, 100) };
    });
    if (!at) continue;
    if (at.n !== "") reached.add(at.n);
    if (!at.ring) wrong.push(`no ring: ${at.html}`);
    if (at.covered !== "") wrong.push(`covered: ${at.html} by ${at.covered}`);
  }
  for (let i = 0; i < wanted; i++) {
    if (reached.has(String(i))) continue;
    // A notice in passing may be gone by now, and its button with it.
    const left = await page.evaluate((n) => document.querySelector(`[data-reach="${n}"]`)?.outerHTML.slice(0, 100), i);
    if (left !== undefined) wrong.push("not reached: " + left);
  }
  return wrong;
}
