// Lists in a real browser: what somebody reads never moves, little is said and never
// urgently, the keyboard alone suffices, taking up is won once, and a lock leaves
// nothing.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import type { XID } from "../../src/worker/protocol.ts";
import type { duty, row, whole } from "../stories/rows.ts";
import type { failing, StandIn } from "../stories/standin.ts";
import { xid } from "../stories/people.ts";
import { slowed } from "../browser/chromium.ts";
import { openStories, type Stories } from "./page.ts";
import { en as english } from "../../src/text/en.ts";
import { learn } from "../../src/text/index.ts";

learn("en", english);

interface Told {
  stand: StandIn;
  known: Map<XID, ReturnType<typeof row>>;
  row: typeof row;
  whole: typeof whole;
  xid: typeof xid;
  duty: typeof duty;
  failing: typeof failing;
}
declare global {
  // What stories/lists.tsx puts there for these tests.
  var story: Told;
}

let chrome: Stories;
let context: BrowserContext;

before(async () => {
  chrome = await openStories();
});
after(async () => {
  await chrome.close();
});

async function open(story: string, width = 1440): Promise<Page> {
  await context?.close();
  context = await chrome.context({ width, height: 700 });
  return chrome.open(context, story);
}

/** The row under the eyes: where it is in the window. */
const topOf = (page: Page, n: number) =>
  page.evaluate((x) => document.querySelector(`[data-row="${x}"]`)?.getBoundingClientRect().top ?? null, xid(n));
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement instanceof HTMLElement ? (document.activeElement.dataset["row"] ?? document.activeElement.textContent) : null));
const rowsOf = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll<HTMLElement>("[data-row]")].map((e) => e.dataset["row"] ?? ""));

describe("what comes in", () => {
  for (const width of [360, 768, 1440]) {
    it(`moves nothing at ${width}: five rows come while row 8 is read`, { timeout: 60_000 }, async () => {
      const page = await open("postvak", width);
      const order = await rowsOf(page);
      const eighth = order[7];
      assert.ok(eighth);
      const link = page.locator(`[data-row="${eighth}"]`);
      await link.focus();
      await link.evaluate((e) => e.scrollIntoView({ block: "center" }));
      const where = () => link.evaluate((e) => e.getBoundingClientRect().top);
      const top = await where();
      await page.evaluate(() => {
        const xids = [900, 901, 902, 903, 904].map((n) => globalThis.story.xid(n));
        globalThis.story.stand.push({ event: "changed", exchanges: xids });
      });
      const pill = page.locator(".pill");
      await pill.waitFor();
      assert.equal(await pill.textContent(), "5 nieuwe. Toon.");
      assert.equal(await where(), top);
      assert.deepEqual(await rowsOf(page), order);
      assert.equal(await focused(page), eighth);
      const box = await pill.boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 700, "the pill is in sight");

      await pill.click();
      assert.equal((await rowsOf(page)).length, order.length + 5);
      assert.equal(await pill.count(), 0);
    });

    it(`marks what changed at ${width}, in its place`, { timeout: 60_000 }, async () => {
      const page = await open("postvak", width);
      const order = await rowsOf(page);
      const at = await topOf(page, 27);
      await page.evaluate(() => {
        const { stand, known, xid } = globalThis.story;
        for (const n of [2, 8, 20]) {
          const was = known.get(xid(n));
          if (was) known.set(xid(n), { ...was, unread: false, changed: "2026-05-27T12:01:00Z", holder: { member: xid(11), name: "Bas", mine: false } });
        }
        stand.push({ event: "changed", exchanges: [xid(2), xid(8), xid(20)] });
      });
      await page.locator(".item__when--changed").nth(2).waitFor();
      assert.equal(await page.locator(".item__when--changed").first().textContent(), "Gewijzigd om 14:02");
      assert.deepEqual(await rowsOf(page), order);
      if (width >= 768) assert.equal(await topOf(page, 27), at);
      // Who has them stands elsewhere now: a person decides when the list follows.
      await page.getByRole("button", { name: "Lijst bijwerken" }).click();
      assert.equal((await rowsOf(page)).length, order.length - 3);
    });
  }

  it("is said at most six times in a minute, never urgently, and takes no focus", { timeout: 60_000 }, async () => {
    await context?.close();
    context = await chrome.context({ width: 1440, height: 700 });
    const page = await context.newPage();
    await page.clock.install({ time: new Date("2026-05-27T12:02:00Z") });
    await chrome.open(context, "postvak");
    await page.clock.pauseAt(new Date("2026-05-27T12:03:00Z"));
    const eighth = (await rowsOf(page))[7] ?? "";
    await page.locator(`[data-row="${eighth}"]`).focus();
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const heard = new Map<Element, string>();
      const live = document.querySelectorAll("[role=status], [role=alert], [aria-live]");
      for (const region of live) {
        // What is empty or the same as before is not spoken.
        const changed = () => {
          const text = region.textContent.trim();
          if (text !== "" && text !== heard.get(region)) said.push(`${region.getAttribute("role")}: ${text}`);
          heard.set(region, text);
        };
        new MutationObserver(changed).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      }
    });
    for (let i = 0; i < 20; i++) {
      await page.evaluate((i) => {
        const { stand, known, xid } = globalThis.story;
        const was = known.get(xid(20));
        if (was && i % 2 === 1) known.set(xid(20), { ...was, changed: `2026-05-27T12:0${3 + (i % 6)}:00Z` });
        stand.push({ event: "changed", exchanges: [i % 2 === 1 ? xid(20) : xid(700 + i)] });
      }, i);
      await page.clock.runFor(3000);
      assert.equal(await focused(page), eighth);
    }
    const said: string[] = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    assert.ok(said.length > 0 && said.length <= 6, `said ${said.length} times: ${said.join(" / ")}`);
    assert.deepEqual(said.filter((s) => !s.startsWith("status")), []);
    assert.match(said.at(-1) ?? "", /nieuwe items in Postvak|gewijzigd in Postvak/);
    assert.equal(await page.locator(".pill").textContent(), "10 nieuwe. Toon.");
  });
});

describe("by keyboard", () => {
  it("J and K go from row to row, also from section to section", { timeout: 60_000 }, async () => {
    const page = await open("vandaag");
    const order = await rowsOf(page);
    await page.locator("[data-row]").first().focus();
    for (let i = 1; i < order.length; i++) {
      await page.keyboard.press(i % 2 === 0 ? "j" : "ArrowDown");
      assert.equal(await focused(page), order[i]);
    }
    await page.keyboard.press("k");
    assert.equal(await focused(page), order.at(-2));
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => location.hash), `#/zaak/${order.at(-2) ?? ""}`);
  });

  it("A takes it up and U lets go; the focus stays in the row", { timeout: 60_000 }, async () => {
    const page = await open("postvak");
    const first = (await rowsOf(page))[0] ?? "";
    await page.locator("[data-row]").first().focus();
    await page.keyboard.press("a");
    await page.getByText("Jij behandelt dit").first().waitFor();
    assert.equal(await focused(page), first);
    await page.keyboard.press("u");
    await page.waitForFunction(() => !document.body.textContent.includes("Jij behandelt dit"));
    const asked = await page.evaluate(() => globalThis.story.stand.asked.map((a) => a.name).filter((n) => n === "claim" || n === "release"));
    assert.deepEqual(asked, ["claim", "release"]);
    // By its button: the focus stays in the same row.
    await page.getByRole("button", { name: "Neem op mij" }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByText("Jij behandelt dit").first().waitFor();
    const within = await page.evaluate(() => document.activeElement?.closest(".item")?.querySelector<HTMLElement>("[data-row]")?.dataset["row"]);
    assert.equal(within, first);
    // A colleague's name takes the place of the button that has the focus.
    await page.evaluate((first) => {
      const { stand, known, xid } = globalThis.story;
      const was = known.get(first);
      if (was) known.set(first, { ...was, holder: { member: xid(11), name: "Bas", mine: false } });
      stand.push({ event: "changed", exchanges: [first] });
    }, first);
    await page.getByText("Bas behandelt dit").first().waitFor();
    assert.equal(await focused(page), first);
  });

  it("S puts off for today, and not what is late", { timeout: 60_000 }, async () => {
    const page = await open("vandaag");
    await page.locator(".part--late [data-row]").first().focus();
    await page.keyboard.press("s");
    await page.getByText("Dit is te laat. Je kunt het niet uitstellen.").waitFor();
    await page.locator(".part--today [data-row]").first().focus();
    await page.keyboard.press("s");
    await page.getByText("Later (1)").waitFor();
    const put = await page.evaluate(() => globalThis.story.stand.asked.filter((a) => a.name === "setSetting").map((a) => a.args));
    assert.deepEqual(put, [["later", { [xid(3)]: "2026-05-27" }]]);
  });

  it("letters do nothing when they are off, outside the list, or behind a G", { timeout: 60_000 }, async () => {
    const page = await open("postvak");
    const order = await rowsOf(page);
    const claims = () => page.evaluate(() => globalThis.story.stand.asked.filter((a) => a.name === "claim").length);
    await page.locator("h1").focus();
    await page.keyboard.press("a");
    await page.keyboard.press("j");
    assert.notEqual(await focused(page), order[1]);
    await page.locator("[data-row]").first().focus();
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    assert.equal(await claims(), 0);
    assert.equal(await page.evaluate(() => location.hash), "#/adresboek");
  });

  it("Ctrl+K searches and goes where the arrows say; Esc gives the focus back", { timeout: 60_000 }, async () => {
    const page = await open("zoeken-dialoog");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog").count(), 0);
    await page.locator("[data-row]").first().focus();
    const before = await focused(page);
    const order = await rowsOf(page);
    await page.evaluate(() => globalThis.story.stand.push({ event: "changed", exchanges: [globalThis.story.xid(900)] }));
    await page.locator(".pill").waitFor();
    // On a slow machine too the first letter goes to the box: in the list letters are commands.
    await slowed(page, 12);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("bakker");
    await page.getByText("1 gevonden").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), before);
    assert.deepEqual(await rowsOf(page), order);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("k3k3k3");
    await page.getByText("1 gevonden").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => location.hash), `#/zaak/${xid(5)}`);
    assert.equal(await page.locator("dialog").count(), 0);
  });
});

describe("together", () => {
  it("who comes second hears who was first", { timeout: 60_000 }, async () => {
    const page = await open("postvak");
    await page.evaluate(() => {
      const { stand, known, xid, failing } = globalThis.story;
      stand.answers.claim = (x) => {
        const was = known.get(x);
        if (was) known.set(x, { ...was, holder: { member: xid(11), name: "Bas", mine: false } });
        return failing("E31")();
      };
    });
    await page.getByRole("button", { name: "Neem op mij" }).first().click();
    await page.getByText("Bas was je net voor. Wil je meekijken?").waitFor();
    await page.getByText("Bas behandelt dit").first().waitFor();
    // The question has its answer in the row.
    await page.getByRole("link", { name: /^Kijk mee: / }).click();
    assert.match(await page.evaluate(() => location.hash), /^#\/zaak\//);
  });

  it("offline nothing can be taken up, and the screen says why", { timeout: 60_000 }, async () => {
    const page = await open("postvak-offline");
    assert.equal(await page.getByRole("button", { name: "Neem op mij" }).count(), 0);
    assert.ok((await page.locator("main").textContent())?.includes("Toewijzen kan alleen online."));
    await page.locator("[data-row]").first().focus();
    await page.keyboard.press("a");
    assert.equal(await page.evaluate(() => globalThis.story.stand.asked.filter((a) => a.name === "claim").length), 0);
  });

  it("what does not load is said once, with where to look", { timeout: 60_000 }, async () => {
    const page = await open("vandaag-fout");
    const alert = page.getByRole("alert").filter({ hasText: "Je termijnen laden niet." });
    await alert.getByRole("button", { name: "Opnieuw proberen" }).waitFor();
    await alert.getByRole("link", { name: "Kijk in Postvak" }).waitFor();
    // With a connection that is there nobody is told to look for one.
    assert.doesNotMatch(await page.locator("main").innerText(), /geen verbinding/);
    await page.evaluate(() => globalThis.story.stand.push({ event: "link", state: "offline", since: "2026-05-27T12:02:00Z", retry: 0, missed: 0 }));
    await alert.getByText("Er is geen verbinding met Sluis.").waitFor();
  });

  it("a search that finds nothing, or fails, says how to go on", { timeout: 60_000 }, async () => {
    const none = await open("zoeken-leeg");
    await none.getByText("Of zoek op kenmerk.").waitFor();
    await none.getByRole("link", { name: "Kijk bij Zaken" }).waitFor();
    await none.getByRole("button", { name: "Wis zoeken" }).click();
    await none.locator("[role=combobox]:focus").waitFor();
    assert.equal(await none.locator("[role=combobox]").inputValue(), "");
    const failed = await open("zoeken-fout");
    await failed.getByRole("alert").filter({ hasText: "Zoeken in oude zaken lukt nu niet." }).locator('a[href^="tel:"]').waitFor();
    await failed.evaluate(() => {
      globalThis.story.stand.answers.search = () => [];
    });
    await failed.getByRole("button", { name: "Opnieuw proberen" }).click();
    await failed.getByText("Zoeken in oude zaken lukt nu niet.").waitFor({ state: "detached" });
  });

  it("says who is to act, what works only online, and offers nothing to take up that cannot be read", { timeout: 60_000 }, async () => {
    const day = await open("vandaag-offline");
    await day.getByText("Infodesk is aan zet").first().waitFor();
    const talk = day.locator(".item", { hasText: "Overdracht gezin Yılmaz" });
    await talk.getByText("kan alleen online", { exact: true }).waitFor();
    assert.equal(await day.getByText("kan alleen online", { exact: true }).count(), 1);
    const box = await open("postvak");
    const sealed = box.locator(".item", { hasText: "Niet te lezen." });
    await sealed.getByRole("link", { name: /^Open: / }).waitFor();
    assert.equal(await sealed.getByRole("button", { name: "Neem op mij" }).count(), 0);
    const found = await open("zoeken-gevonden");
    await found.getByRole("group", { name: "Gevonden" }).first().waitFor();
    assert.equal(await found.getByRole("group", { name: "Zaken" }).count(), 0);
  });

  it("a lock leaves no row behind", { timeout: 60_000 }, async () => {
    const page = await open("vandaag");
    assert.ok((await page.content()).includes("Gezin Jansen"));
    await page.evaluate(() => globalThis.story.stand.push({ event: "locked", why: "idle" }));
    await page.getByText("Sluis is op slot.").first().waitFor();
    assert.ok(!(await page.content()).includes("Gezin"));
  });

  it("hidden names leave no title on the screen", { timeout: 60_000 }, async () => {
    const page = await open("vandaag-namen");
    const text = (await page.locator("main").textContent()) ?? "";
    for (const name of ["Jansen", "Noah", "Mila", "Bakker", "Groot"]) assert.ok(!text.includes(name), name);
  });
});
