// What is sent while the hub is away waits, and goes once when it is back; what hands
// responsibility over is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fail, utf8 } from "../../src/crypto/note/index.ts";
import { seal } from "../../src/crypto/seal/index.ts";
import type { Client, HubAPI } from "../../src/hub/index.ts";
import {
  accept, example, newZaak, noDraft, replyOrWait, sendOrWait, sendWaiting, show, stillWaits, takeBack,
} from "../../src/member/index.ts";
import type { Flow } from "../../src/worker/protocol.ts";
import { alike } from "./alike.ts";
import { session, type MemoryHome, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

type Refusal = "E27" | "E26" | "";

/** A hub of which each call may fail before it is asked. */
class Weather {
  of: (call: string) => Refusal = () => "";

  readonly hub = (client: Client): HubAPI =>
    new Proxy(client as HubAPI, {
      get: (target, property): unknown => {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          const code = this.of(String(property));
          if (code !== "") fail(code, "as the test wants it");
          return (await value.apply(target, args)) as unknown;
        };
      },
    });
}

const now = () => Math.floor(Date.now() / 1000);
const letter = (flow: Flow, to: string, zaak = "", files: { name: string; type: string; blob: Blob }[] = []) => ({
  flow, to, team: "" as const, zaak, document: example(flow, now()), files, upload: "",
});
const say = { form: "message.text", text: "Zonder verbinding geschreven." };

const told = (tab: Tab) => tab.events.flatMap((e) => (e.event === "sent" ? [e] : []));
const lies = async (home: MemoryHome) => [await home.list("letters"), await home.list("outbox"), await home.list("failed")];

withDemo((demo, long) => {
  test("away: a message, a request and an answer wait and go once; custody is refused", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    const zaak = await newZaak(anna.m, "", example("zaak", now()));
    const first = await sendOrWait(anna.m, letter("handoff", "Gebiedsteam Noord"));
    assert.equal(first.waits, "");
    weather.of = () => "E27";
    const message = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    const inquiry = await sendOrWait(anna.m, letter("inquiry", "Politie Vechtdal / Infodesk", zaak));
    const reply = await replyOrWait(anna.m, first.exchange, "", say, [], "");
    for (const { waits } of [message, inquiry, reply]) assert.equal(await stillWaits(anna.m, waits), "waits");
    const waiting = (await show(anna.m, first.exchange)).entries;
    assert.deepEqual(waiting.map((e) => e.stored), [true, false]);
    const before = await lies(anna.home);
    await assert.rejects(sendOrWait(anna.m, letter("handoff", "Gebiedsteam Zuid")), { code: "E27" });
    await assert.rejects(anna.rooms.offer(first.exchange, "", null), { code: "E27" });
    await assert.rejects(accept(anna.m, first.exchange, "", null), { code: "E27" });
    assert.deepEqual(await lies(anna.home), before); // nothing of it waits
    await sendWaiting(anna.m);
    assert.deepEqual(told(anna), []);
    await anna.close();

    // after a reload, and twice
    const again = await session(demo(), "anna", anna.home);
    await Promise.all([sendWaiting(again.m), sendWaiting(again.m)]);
    await sendWaiting(again.m);
    assert.deepEqual(told(again).map((e) => e.id).sort(), [message.waits, inquiry.waits, reply.waits].sort());
    assert.deepEqual(await lies(again.home), [[], [], []]);
    for (const { waits } of [message, inquiry, reply]) assert.equal(await stillWaits(again.m, waits), "went");
    const sheet = await show(again.m, zaak);
    assert.deepEqual(sheet.exchanges.map((r) => r.flow), ["inquiry"]);
    assert.deepEqual((await show(again.m, first.exchange)).entries.map((e) => e.stored), [true, true]);
    for (const e of told(again)) await alike(demo(), "anna", again, e.exchange);
    await again.close();
  });

  test("what was signed and came too late is signed again; its zaak names only what stands", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    const zaak = await newZaak(anna.m, "", example("zaak", now()));
    weather.of = (call) => (call === "put" ? "E27" : "");
    const sent = await sendOrWait(anna.m, letter("message", "Regio Vechtdal", zaak));
    assert.equal((await anna.home.list("outbox")).length, 2);
    let first = true;
    weather.of = (call) => (call === "put" && first ? ((first = false), "E26") : "");
    await sendWaiting(anna.m);
    const [went] = told(anna);
    assert.equal(went?.id, sent.waits);
    assert.notEqual(went?.exchange, sent.exchange);
    assert.deepEqual((await show(anna.m, zaak)).exchanges.map((r) => r.exchange), [went?.exchange]);
    assert.deepEqual(await lies(anna.home), [[], [], []]);
    await anna.close();
  });

  test("what came too late still waits when the hub goes away before it is signed again", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    weather.of = (call) => (call === "put" ? "E27" : "");
    const sent = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    weather.of = (call) => (call === "put" ? "E26" : "E27");
    for (const _ of [1, 2]) {
      await sendWaiting(anna.m);
      assert.deepEqual(told(anna), []);
      assert.equal(await stillWaits(anna.m, sent.waits), "waits");
    }
    weather.of = () => "";
    await sendWaiting(anna.m);
    const [went] = told(anna);
    assert.deepEqual([went?.what, went?.id], ["entry", sent.waits]);
    assert.equal((await show(anna.m, went?.exchange ?? "")).entries.length, 1);
    assert.deepEqual(await lies(anna.home), [[], [], []]);
    await anna.close();
  });

  test("a round sends nothing that was laid there during it, and ends with the session", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    const zaak = await newZaak(anna.m, "", example("zaak", now()));
    let puts = 0;
    weather.of = (call) => (call === "put" && ++puts > 0 ? "E27" : "");
    const { list } = anna.home;
    let meanwhile: Promise<unknown> | undefined;
    anna.home.list = async (folder) => {
      const names = await list.call(anna.home, folder);
      if (folder === "letters") await (meanwhile ??= sendOrWait(anna.m, letter("message", "Regio Vechtdal", zaak)));
      return names;
    };
    await sendWaiting(anna.m);
    assert.equal((await anna.home.list("outbox")).length, 2);
    assert.equal(puts, 1); // or the zaak could name what the hub did not take
    weather.of = () => "";
    const lie = await lies(anna.home);
    await anna.close();
    await sendWaiting(anna.m);
    assert.deepEqual(await lies(anna.home), lie);
  });

  test("what the hub was never asked to take is taken back, and never sent", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    const first = await sendOrWait(anna.m, letter("message", "Gebiedsteam Noord"));
    const nothing = await lies(anna.home);
    let puts = 0;
    weather.of = (call) => {
      if (call === "put") puts++;
      return "E27";
    };
    const message = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    const reply = await replyOrWait(anna.m, first.exchange, "", say, [], "");
    await sendWaiting(anna.m); // what is tried while the hub is away does not count as asked
    for (const { waits } of [reply, message]) assert.equal(await takeBack(anna.m, waits, noDraft(anna.m)), "back");
    assert.equal(puts, 0);
    assert.deepEqual(await lies(anna.home), nothing);
    weather.of = () => "";
    await sendWaiting(anna.m);
    assert.deepEqual(told(anna), []);
    assert.equal((await show(anna.m, first.exchange)).entries.length, 1);
    await anna.close();
  });

  test("who wants back what the hub may have, or has, hears so", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    const first = await sendOrWait(anna.m, letter("message", "Gebiedsteam Noord"));
    weather.of = () => "E27";
    const early = await replyOrWait(anna.m, first.exchange, "", say, [], "");
    const unsigned = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    weather.of = (call) => (call === "put" ? "E27" : "");
    await sendWaiting(anna.m); // asked, but the answer is lost
    const late = await replyOrWait(anna.m, first.exchange, "", say, [], "");
    const all = [early, unsigned, late].map((sent) => sent.waits);
    for (const waits of all) assert.equal(await takeBack(anna.m, waits, noDraft(anna.m)), "unknown");
    weather.of = () => "";
    // in the moment in which it is sent
    const [, ...became] = await Promise.all([sendWaiting(anna.m), ...all.map((w) => takeBack(anna.m, w, noDraft(anna.m)))]);
    for (const is of became) assert.notEqual(is, "back");
    await sendWaiting(anna.m);
    for (const waits of all) assert.equal(await takeBack(anna.m, waits, noDraft(anna.m)), "went");
    assert.equal((await show(anna.m, first.exchange)).entries.length, 3);
    await anna.close();
  });

  test("what arrived is sent, whatever fails after it; what was refused leaves nothing", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    anna.home.breaks = (name) => name.startsWith("exchanges/"); // no room for what was put
    const sent = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    assert.equal(sent.waits, "");
    weather.of = () => "E27";
    const waiting = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    weather.of = () => "";
    await sendWaiting(anna.m);
    assert.deepEqual(told(anna).map(({ what, id }) => [what, id]), [["entry", waiting.waits]]);
    anna.home.breaks = () => false;
    assert.equal((await show(anna.m, sent.exchange)).entries.length, 1);
    weather.of = (call) => (call === "put" ? "E26" : "");
    await assert.rejects(sendOrWait(anna.m, letter("message", "Regio Vechtdal")), { code: "E26" });
    assert.deepEqual(await lies(anna.home), [[], [], []]);
    await anna.close();
  });

  test("a letter that does not open keeps nothing else from going", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    await anna.home.write("letters/letter-0", new Uint8Array([1, 2, 3]));
    weather.of = () => "E27";
    const sent = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    weather.of = () => "";
    await sendWaiting(anna.m);
    assert.deepEqual(told(anna).map(({ what, id }) => [what, id]), [["failed", "letter-0"], ["entry", sent.waits]]);
    await sendWaiting(anna.m);
    assert.deepEqual(await lies(anna.home), [[], [], ["letter-0"]]);
    await anna.close();
  });

  test("what somebody else laid there for the member to sign is not signed", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    const { files: _, upload: __, ...bare } = letter("message", "Regio Vechtdal");
    const forged = await seal(anna.m.keys.identity.recipient, utf8(JSON.stringify({ letter: bare, begun: null })));
    await anna.home.write("letters/letter-forged", forged);
    weather.of = () => "E27";
    const sent = await sendOrWait(anna.m, letter("message", "Regio Vechtdal"));
    const own = (await anna.home.read(`letters/${sent.waits}`)) ?? fail("E21", "no letter");
    await anna.home.write("letters/letter-twice", own); // what waits once goes once
    weather.of = () => "";
    await sendWaiting(anna.m);
    assert.deepEqual(told(anna).filter((e) => e.what === "entry").map((e) => e.id), [sent.waits]);
    assert.deepEqual(await anna.home.list("failed"), ["letter-forged", "letter-twice"]);
    await anna.close();
  });

  test("an answer that was lost is no second letter; what can't be made again is told", long, async () => {
    const weather = new Weather();
    const anna = await session(demo(), "anna", undefined, weather.hub);
    let put = 0;
    const file = { name: "brief.txt", type: "text/plain", blob: new Blob(["Hallo."]) };
    weather.of = (call) => (call === "put" && put++ === 0 ? "E27" : "");
    const sent = await sendOrWait(anna.m, letter("message", "Regio Vechtdal", "", [file]));
    assert.notEqual(sent.waits, "");
    weather.of = (call) => (call === "put" ? "E26" : "");
    await sendWaiting(anna.m);
    assert.deepEqual(told(anna).map(({ what, id }) => [what, id]), [["failed", sent.waits]]);
    assert.equal(await stillWaits(anna.m, sent.waits), "failed");
    assert.deepEqual(await anna.home.list("outbox"), []);
    await anna.close();
  });
});
