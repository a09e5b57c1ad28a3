// What is sent while the hub is away waits, and goes once when it is back; what hands
// responsibility over is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fail } from "../../src/crypto/note/index.ts";
import type { Client, HubAPI } from "../../src/hub/index.ts";
import { accept, example, newZaak, replyOrWait, sendOrWait, sendWaiting, show, stillWaits } from "../../src/member/index.ts";
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
