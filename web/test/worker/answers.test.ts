// The calls of a page that may come late, too soon, or from somebody else.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { codeOf } from "../../src/crypto/note/index.ts";
import { accountCode } from "../../src/hub/index.ts";
import { example } from "../../src/member/index.ts";
import { type Answers, makeAnswers } from "../../src/worker/answers.ts";
import { MemoryDisk, memoryShelf } from "../../src/worker/memory.ts";
import type { Account, Event, Trust } from "../../src/worker/protocol.ts";
import type { Later } from "../../src/worker/later.ts";
import type { Demo } from "../hub/demo.ts";
import { until, withDemo } from "../member/suite.ts";

const now = () => Math.floor(Date.now() / 1000);

interface Page {
  readonly answers: Answers;
  readonly events: Event[];
  readonly disk: MemoryDisk;
}

const bundles: Later = { people: () => import("../../src/worker/people/index.ts"), keys: () => import("../../src/worker/keys/index.ts"), parties: () => import("../../src/worker/parties/index.ts") };

async function page(demo: Demo, disk = new MemoryDisk()): Promise<Page> {
  const events: Event[] = [];
  const answers = makeAnswers(memoryShelf(disk), (event) => events.push(event), bundles);
  await answers.start(await trustOf(demo), demo.address);
  return { answers, events, disk };
}

async function trustOf(demo: Demo): Promise<Trust> {
  return JSON.parse(await readFile(join(demo.person("anna").home, "trust.json"), "utf8")) as Trust; // our own program wrote it
}

async function account(demo: Demo, short: string): Promise<Account> {
  const { org, member } = await demo.resident(short);
  return { org, member, code: accountCode(member), ways: [] };
}

/** The code that a call fails with, "" when it works. */
async function code(act: () => unknown): Promise<string> {
  try {
    await act();
    return "";
  } catch (error) {
    return codeOf(error) || String(error);
  }
}

/** A hub that stalls when it is first asked for a path. */
function stalling(path: string): { asked: Promise<void>; answer: () => void; end: () => void } {
  const real = globalThis.fetch;
  let answer = (): void => undefined;
  let tell = (): void => undefined;
  const held = new Promise<void>((go) => (answer = go));
  const asked = new Promise<void>((go) => (tell = go));
  let first = true;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (first && address.endsWith(path)) {
      first = false;
      tell();
      await held;
    }
    return real(input, init);
  };
  return { asked, answer, end: () => void (globalThis.fetch = real) };
}

/** A hub to which calls get lost: on the way there, or the answer on the way back. */
function losing(how: "there" | "back", path = "/api/entries"): { end: () => void } {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.includes(path)) return real(input, init);
    if (how === "back") await real(input, init);
    throw new TypeError("lost, as the test wants it");
  };
  return { end: () => void (globalThis.fetch = real) };
}

/** What the drafts with these ids wait for: nothing, of one that only is a draft. */
async function waitingOf({ answers }: Pick<Page, "answers">, ...ids: string[]): Promise<(string | undefined)[]> {
  const drafts = await answers.drafts();
  return ids.flatMap((id) => drafts.filter((draft) => draft.id === id).map((draft) => draft.waits));
}

/** Runs an act so much later than it is. */
async function later<T>(ms: number, act: () => Promise<T>): Promise<T> {
  const real = Date.now;
  Date.now = () => real() + ms;
  try {
    return await act();
  } finally {
    Date.now = real;
  }
}

/** Counts the sockets that are open. */
function sockets(): { open: () => number; end: () => void } {
  const real = globalThis.WebSocket;
  const all: WebSocket[] = [];
  globalThis.WebSocket = class extends real {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      all.push(this);
    }
  };
  return {
    open: () => all.filter((s) => s.readyState <= WebSocket.OPEN).length,
    end: () => void (globalThis.WebSocket = real),
  };
}

withDemo((demo, long) => {
  for (const path of ["/api/keyring", "/api/state", "/api/hello"]) {
    test(`an unlock that the hub stalls at ${path} is not let in after somebody else was`, long, async () => {
      const d = demo();
      const { answers, events, disk } = await page(d);
      const [anna, els] = [await account(d, "anna"), await account(d, "els")];
      const [hub, lines] = [stalling(path), sockets()];
      try {
        const abandoned = code(() => answers.unlockPhrase(anna, d.person("anna").phrase));
        await hub.asked;
        await answers.lock(); // there is nothing to lock yet, but an unlock to break off
        assert.equal((await answers.unlockPhrase(els, d.person("els").phrase)).member, els.member);
        hub.answer();
        assert.equal(await abandoned, "E22");
        assert.equal((await answers.me()).member, els.member);
        assert.deepEqual((await answers.start(await trustOf(d), d.address)).accounts.map((a) => a.member), [els.member]);
        assert.equal(disk.stores.size, 1, "what was fetched for the first one is gone");
        await until(() => (lines.open() <= 1 ? true : undefined), "the first one's line to end");
        assert.equal((await answers.me()).member, els.member);
        await answers.lock();
        assert.equal(lines.open(), 0);
        const told = events.length;
        await d.send("anna", "message", "Regio Vechtdal");
        await new Promise((go) => setTimeout(go, 1500)); // for events that must not come
        assert.deepEqual(events.slice(told), []);
      } finally {
        hub.end();
        lines.end();
      }
    });
  }

  test("a lock, and forgetting the account, break off an unlock that is under way", long, async () => {
    const d = demo();
    const anna = await account(d, "anna");
    for (const how of ["lock", "forget"] as const) {
      const { answers, events, disk } = await page(d);
      const hub = stalling("/api/keyring");
      try {
        const unlock = code(() => answers.unlockPhrase(anna, d.person("anna").phrase));
        await hub.asked;
        await (how === "lock" ? answers.lock() : answers.forget(anna));
        hub.answer();
        assert.equal(await unlock, "E22");
        assert.equal(await code(() => answers.me()), "E22");
        assert.deepEqual(events.filter((e) => e.event === "locked"), []);
        assert.deepEqual([disk.stores.size, disk.accounts.size], [0, 0]);
      } finally {
        hub.end();
      }
    }
  });

  test("of two unlocks of one account the later one stays, and loses nothing to the first", long, async () => {
    const d = demo();
    const anna = await account(d, "anna");
    const { answers, disk } = await page(d);
    const hub = stalling("/api/keyring");
    try {
      const first = code(() => answers.unlockPhrase(anna, d.person("anna").phrase));
      await hub.asked;
      const second = Promise.resolve(answers.unlockPhrase(anna, d.person("anna").phrase));
      hub.answer();
      assert.equal(await first, "E22");
      assert.equal((await second).member, anna.member);
      await answers.setSetting("x", 1);
      assert.deepEqual([disk.stores.size, disk.accounts.size], [1, 1]);
      await answers.lock();
    } finally {
      hub.end();
    }
  });

  test("words that open nothing leave nothing in this browser, and take nothing from an account that it knows", long, async () => {
    const d = demo();
    const anna = await account(d, "anna");
    const { answers, disk } = await page(d);
    assert.equal(await code(() => answers.unlockPhrase(anna, d.person("els").phrase)), "E28");
    assert.deepEqual([disk.stores.size, disk.accounts.size], [0, 0]);
    await answers.unlockPhrase(anna, d.person("anna").phrase);
    await answers.saveDraft({ id: "new:message:1", zaak: "", exchange: "", what: "message", text: "mine" });
    await answers.lock();
    assert.equal(await code(() => answers.unlockPhrase(anna, d.person("els").phrase)), "E28");
    assert.deepEqual([disk.stores.size, disk.accounts.size], [1, 1]);
    await answers.unlockPhrase(anna, d.person("anna").phrase);
    assert.deepEqual((await answers.drafts()).map((draft) => draft.text), ["mine"]);
    await answers.lock();
  });

  test("a page that was hidden while it unlocked locks five minutes later", long, async () => {
    const d = demo();
    const { answers, events } = await page(d);
    const hub = stalling("/api/keyring");
    try {
      const unlock = Promise.resolve(answers.unlockPhrase(await account(d, "anna"), d.person("anna").phrase));
      await hub.asked;
      await answers.seen(false);
      hub.answer();
      await unlock;
    } finally {
      hub.end();
    }
    const locked = () => events.find((e) => e.event === "locked");
    await later(6 * 60_000, () => until(locked, "the lock"));
    assert.deepEqual(locked(), { event: "locked", why: "hidden" });
  });

  test("the ways in change only for who has just shown who it is", long, async () => {
    const d = demo();
    const { answers } = await page(d);
    const els = await account(d, "els");
    const me = await answers.unlockPhrase(els, d.person("els").phrase);
    const kind = me.ways.find((w) => !w.here)?.kind ?? "device";
    const { words } = await answers.newPhrase();
    const passkey = () => [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
    await later(121_000, async () => {
      assert.equal(await code(() => answers.confirmPhrase(words.join(" "))), "E22");
      assert.equal(await code(() => answers.addPasskey(...passkey())), "E22");
      assert.equal(await code(() => answers.removeWay(kind, "")), "E22");
      assert.equal(await code(() => answers.close("0".repeat(64))), "E22");
      assert.equal(await code(() => answers.confirmWords(words.join(" "))), "E28", "the new words do not count yet");
      assert.deepEqual((await answers.me()).ways, me.ways);
    });
    // Within two minutes of the unlock, and of being asked again, they change.
    assert.equal((await answers.addPasskey(...passkey())).ways.length, me.ways.length + 1);
    await later(121_000, async () => {
      assert.equal(await code(() => answers.addPasskey(...passkey())), "E22");
      await answers.confirmWords(d.person("els").phrase);
      const added = (await answers.me()).ways.find((w) => w.kind === "passkey");
      assert.equal((await answers.removeWay("passkey", added?.id ?? "")).ways.length, me.ways.length);
    });
    await later(242_500, async () => assert.equal(await code(() => answers.removeWay(kind, "")), "E22"));
    await answers.lock();
  });

  test("drafts that were signed, and lost on the way there or back, are known after a lock and go once", long, async () => {
    const d = demo();
    const anna = await account(d, "anna");
    const { answers } = await page(d);
    const unlock = () => answers.unlockPhrase(anna, d.person("anna").phrase);
    await unlock();
    const { exchange } = await answers.send("message", "", "Regio Vechtdal", "", example("message", now()), [], "", "");
    const text = { form: "message.text", text: "Een keer." };
    const [id, zaakID] = [`${exchange}:message.text`, "new:zaak.opened:1"];
    await answers.saveDraft({ id, zaak: "", exchange, what: "message.text", text });
    await answers.saveDraft({ id: zaakID, zaak: "", exchange: "", what: "zaak.opened", text: {} });
    const reply = () => answers.reply(exchange, text, [], "", id);
    const zaak = () => answers.newZaak("", example("zaak", now()), zaakID);
    const zaken = (await answers.zaken("", 100)).length;
    let hub = losing("there");
    try {
      answers.network(false); // or each call would be tried for ten seconds
      const { waits } = await reply();
      hub.end();
      hub = losing("back");
      assert.equal(await code(zaak), "E27");
      await answers.lock(); // before the page could say that the draft waits
      await unlock();
      const [first, second] = await waitingOf({ answers }, id, zaakID);
      assert.deepEqual([first, second?.length], [waits, waits.length]);
      assert.equal((await reply()).waits, waits);
      assert.equal(await code(zaak), "E27");
    } finally {
      hub.end();
    }
    await answers.lock();
    answers.network(true);
    await unlock(); // and what waits goes
    await until(async () => (await waitingOf({ answers }, id, zaakID)).length === 0 || undefined, "what waits to go");
    assert.equal((await answers.show(exchange)).entries.length, 2);
    assert.equal((await answers.zaken("", 100)).length, zaken + 1);
    await answers.lock();
  });

  test("a draft whose sending a lock came between is sent once", long, async () => {
    const d = demo();
    const anna = await account(d, "anna");
    const { answers } = await page(d);
    const unlock = () => answers.unlockPhrase(anna, d.person("anna").phrase);
    await unlock();
    const { exchange } = await answers.send("message", "", "Regio Vechtdal", "", example("message", now()), [], "", "");
    const text = { form: "message.text", text: "Een keer." };
    const id = `${exchange}:message.text`;
    await answers.saveDraft({ id, zaak: "", exchange, what: "message.text", text });
    const reply = () => Promise.resolve(answers.reply(exchange, text, [], "", id));
    const hub = stalling("/api/entries");
    try {
      const first = reply();
      await hub.asked;
      await answers.lock();
      await unlock();
      const second = reply();
      hub.answer();
      await Promise.all([first, second]);
    } finally {
      hub.end();
    }
    await until(async () => (await waitingOf({ answers }, id)).length === 0 || undefined, "what waits to go");
    assert.equal((await answers.show(exchange)).entries.length, 2);
    await answers.lock();
  });

  test("what waits is taken back in one tab, is a draft in the other too, and goes when it is sent again", long, async () => {
    const d = demo();
    const anna = await account(d, "anna");
    const disk = new MemoryDisk();
    const { answers } = await page(d, disk);
    const other = await page(d, disk);
    await answers.unlockPhrase(anna, d.person("anna").phrase);
    const { exchange } = await answers.send("message", "", "Regio Vechtdal", "", example("message", now()), [], "", "");
    const text = { form: "message.text", text: "Toch niet." };
    const id = `${exchange}:message.text`;
    await answers.saveDraft({ id, zaak: "", exchange, what: "message.text", text });
    const reply = () => answers.reply(exchange, text, [], "", id);
    const waiting = (tab: Pick<Page, "answers">) => waitingOf(tab, id);
    const hub = losing("there", "/");
    try {
      for (const tab of [answers, other.answers]) tab.network(false); // or each call would be tried for ten seconds
      const { waits } = await reply();
      await other.answers.unlockPhrase(anna, d.person("anna").phrase);
      assert.deepEqual(await waiting(other), [waits]);
      assert.equal(await answers.takeBack(waits), "back");
      assert.deepEqual(await waiting({ answers }), [undefined]);
      await other.answers.holdDraft(id, waits); // it looks what became of it
      const told = other.events.filter((e) => e.event === "sent");
      assert.deepEqual(told.map((e) => [e.what, e.id]), [["failed", waits]]);
      assert.deepEqual(await waiting(other), [undefined]);
    } finally {
      hub.end();
    }
    for (const tab of [answers, other.answers]) tab.network(true);
    assert.equal((await answers.show(exchange)).entries.length, 1);
    assert.equal((await reply()).waits, "");
    assert.deepEqual([await waiting({ answers }), (await answers.show(exchange)).entries.length], [[], 2]);
    for (const tab of [answers, other.answers]) await tab.lock();
  });

  test("the command line reads a state that holds drafts", long, async () => {
    const d = demo();
    const { answers } = await page(d);
    await answers.unlockPhrase(await account(d, "bas"), d.person("bas").phrase);
    await answers.saveDraft({ id: "new:message:1", zaak: "", exchange: "", what: "message", text: { text: "Andre\u0301" } });
    await answers.lock(); // tells the hub first
    const state = await (await d.as("bas")).state();
    assert.ok(state.length > 16 << 10, `${state.length} bytes`);
    const home = join(d.dir, "bas-elsewhere");
    await cp(d.person("bas").home, home, { recursive: true });
    await rm(join(home, "self"));
    const { stdout } = await promisify(execFile)(join(process.cwd(), "..", ".cache", "sluis"), ["--json", "--home", home, "login"]);
    assert.match(stdout, new RegExp(d.person("bas").name));
  });
});
