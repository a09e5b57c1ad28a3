// Tells every lie there is to the app: in a real Chromium, behind a real edge, or with
// SLUIS_LIES=node in this process, which is quicker and shows no screens.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Code } from "../../src/crypto/note/index.ts";
import type { Exchange, Row, Team } from "../../src/worker/protocol.ts";
import { type Answer, Chromium, type Device, here } from "./devices.ts";
import { type Case, type End, LieRegion, type Scene, type Victim, type Want } from "./region.ts";

/** What a forger writes, and what stands in another exchange: neither must be seen. */
const never = ["LEUGEN", "ANDERS"];
const text = (said: string) => ({ form: "message.text", version: 1, text: said });

let region: LieRegion;
let chromium: Chromium | undefined;
let home: Device; // of the member, which lives through all cases
let other: Device; // of a colleague, which is emptied again and again: what it was shown once it would not forget
before(async () => {
  if (process.env["SLUIS_LIES"] === "node") {
    region = await LieRegion.open();
    [home, other] = await Promise.all([here(region), here(region)]);
  } else {
    const port = await Chromium.port();
    region = await LieRegion.open(`http://localhost:${port}`);
    chromium = await Chromium.open(region, port);
    [home, other] = await Promise.all([chromium.device(), chromium.device()]);
  }
  await enter(home);
});
after(async () => {
  await home?.ask("lock", []);
  await other?.ask("lock", []);
  await chromium?.close();
  await region?.close();
});

const account = ({ org, member, code }: Victim) => ({ org, member, code, ways: [] });

function unlock(device: Device): Promise<Answer> {
  const whose = device === home ? region.told.victim : region.told.novice;
  return device.ask("unlockPhrase", [account(whose), whose.phrase]);
}

/** Opens the account; on the screen too, where there is one. */
async function enter(device: Device): Promise<void> {
  const { page } = device;
  if (page === undefined) return void done(await unlock(device));
  await page.getByRole("textbox", { name: "Accountcode" }).fill(region.told.victim.code);
  await page.getByRole("textbox", { name: /8 woorden/ }).fill(region.told.victim.phrase);
  await page.getByRole("button", { name: "Inloggen", exact: true }).click();
  await page.getByRole("navigation").first().waitFor({ timeout: 60_000 });
}

/** What came of an act. */
interface Done {
  fails: Code | "";
  ended: string;
  states: readonly string[];
  custody: string;
  orgs: readonly string[];
  rows: readonly string[];
  shown: string;
}

function done(said: Answer): Done {
  const nothing = { fails: "" as const, ended: "", states: [], custody: "", orgs: [], rows: [], shown: "" };
  if ("fail" in said) {
    assert.notEqual(said.fail.code, "", said.fail.text);
    return { ...nothing, fails: said.fail.code };
  }
  return { ...nothing, shown: JSON.stringify(said.value) };
}

/** What an act is as a call of the worker, and what is compared of its answer. */
async function act(device: Device, { act: what, stage }: Pick<Case, "act" | "stage">, scene: Scene): Promise<Done> {
  const told = async <T>(call: Parameters<Device["ask"]>[0], args: unknown[], more: (value: T) => Partial<Done>): Promise<Done> => {
    const said = await device.ask(call, args);
    return { ...done(said), ...("value" in said ? more(said.value as T) : {}) }; // as Calls says
  };
  switch (what) {
    case "words":
      return done(await unlock(device));
    case "show":
      return told<Exchange>("show", [scene.exchange], (x) => ({
        ended: x.ended, custody: x.custody?.team ?? "",
        states: x.entries.map((e) => (e.code !== "" ? e.code : e.state === "readable" ? "" : e.state)),
      }));
    case "inbox":
      return told<Row[]>("inbox", ["", 3], (rows) => ({ rows: rows.map((r) => r.ended) }));
    case "teams":
      return told<Team[]>("teams", [], (teams) => ({ orgs: teams.map((t) => t.organisation) }));
    case "send":
      return told("send", ["message", "", scene.to, "", text("EERLIJK"), [], "", ""], () => ({}));
    case "reply":
      return told("reply", [scene.exchange, text("EERLIJK"), [], "", ""], () => ({}));
    case "file":
      return told("file", [scene.exchange, 0, scene.root], () => ({}));
  }
  throw new Error(`${stage}: nobody knows the act ${what}`);
}

function check(when: string, what: string, want: Want, is: Done): void {
  const because = `${when}: ${JSON.stringify({ ...is, shown: is.shown.slice(0, 200) })}`;
  assert.equal(is.fails, want.fails ?? "", because);
  if (what === "show" && is.fails === "") {
    assert.equal(is.ended, want.ended ?? "", because);
    if (want.entries !== undefined) assert.equal(is.states.length, want.entries, because);
    assert.deepEqual(is.states, want.states ?? is.states.map(() => ""), because);
    if (want.custody !== undefined) assert.equal(is.custody, want.custody, because);
  }
  if (want.absent !== undefined) assert.ok(!is.orgs.includes(want.absent), because);
  // That two names read alike is told when somebody chooses: there the app refuses (E30).
  if (want.present !== undefined) assert.ok(is.orgs.includes(want.present.replace(" (lookalike)", "")), because);
  if (want.rows !== undefined) assert.equal(is.rows.join(" "), want.rows, because);
  if (what !== "inbox") for (const lie of never) assert.ok(!is.shown.includes(lie), because);
}

/** What was seen on the screen before: a screen of each kind is enough. */
const seen = new Set<string>();

/** Of the lie nothing stands on the screen, and its code does. */
async function onScreen(c: Case, scene: Scene): Promise<void> {
  const { page } = home;
  const kind = JSON.stringify(c.want);
  if (page === undefined || c.act !== "show" || seen.has(kind)) return;
  seen.add(kind);
  await page.evaluate((xid) => (location.hash = `#/zaak/${xid}`), scene.exchange);
  const code = c.want.fails ?? c.want.ended;
  const main = page.getByRole("main");
  const told = code === undefined ? main.getByText("EERLIJK").or(main.getByText("Intake")) : main.getByText(code);
  await told.first().waitFor({ timeout: 30_000 });
  const text = await page.locator("body").innerText();
  for (const lie of never) assert.ok(!text.includes(lie), `on the screen: ${text}`);
}

/** How to unlock failed before. */
const tried = new Set<string | undefined>();

async function perform(c: Case): Promise<void> {
  const scene = await region.stage(c.id);
  const elsewhere = c.fresh === true || c.act === "words";
  if (c.seen) check("before", "show", {}, await act(home, { act: "show", stage: c.stage }, scene));
  if (elsewhere) await other.ask("forget", [account(region.told.novice)]);
  await region.lie(c.id);
  let is: Done;
  if (c.fresh) {
    is = done(await unlock(other));
    if (is.fails === "") is = await act(other, c, scene);
  } else {
    is = await act(elsewhere ? other : home, c, scene);
  }
  let end: End;
  try {
    if (!elsewhere) await onScreen(c, scene);
  } finally {
    end = await region.honest(); // or the next case begins with this one's lie
  }
  check("lied to", c.act, c.want, is);
  assert.deepEqual(end.untold ?? [], [], "nobody asked for what these are about");
  assert.equal(end.leaked, 0, "something was sealed to who lies");
  const gave = c.lies.some((l) => l.on === "put");
  // Who was beaten (E20) has signed what an honest hub did not take.
  if (c.want.fails !== undefined && c.want.fails !== "E20" && !gave) assert.equal(end.entries, 0, "something was signed all the same");
  // To unlock takes a second: it is done again where it failed in another way than before.
  const same = c.act === "words" && tried.has(c.want.fails);
  if (c.act === "words") tried.add(c.want.fails);
  // The other device, of a fresh case, has seen what no honest hub will show.
  if (!same) check("afterwards", c.act, c.then ?? {}, await act(c.act === "words" ? other : home, c, scene));
  if (c.stage.startsWith("talk") && c.then?.fails === undefined && c.then?.ended === undefined) {
    check("she writes", "reply", {}, done(await home.ask("reply", [scene.exchange, text("EERLIJK slot"), [], "", ""])));
    const { ended, document } = await region.read();
    assert.equal(ended, "");
    assert.match(document, /EERLIJK slot/);
  }
}

test("whatever a hub says, the app shows nothing false and goes on when it is honest", { timeout: 600_000 }, async (t) => {
  const only = process.env["SLUIS_LIES_ONLY"];
  for (const c of region.told.cases) {
    if (only !== undefined && !only.split("\n").some((part) => c.id.includes(part))) continue;
    await t.test(c.id, async () => {
      process.env["SLUIS_CASE"] = c.id;
      await perform(c);
    });
  }
});
