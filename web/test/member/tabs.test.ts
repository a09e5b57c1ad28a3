import assert from "node:assert/strict";
import { test } from "node:test";
import { accept, example, follow, inbox, news, reply, send, show } from "../../src/member/index.ts";
import { once } from "../../src/member/home.ts";
import { alike } from "./alike.ts";
import { session, type Tab } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);
const say = (text: string) => ({ form: "message.text", text });

function begin(tab: Tab, flow: "message" | "handoff", to: string): Promise<string> {
  return send(tab.m, { flow, to, team: "", zaak: "", document: example(flow, now()), files: [], upload: "" });
}

withDemo((demo, long) => {
  test("two tabs of one member read, write and co-sign beside each other", long, async () => {
    const one = await session(demo(), "anna");
    const two = await session(demo(), "anna", one.home);
    const fatima = await session(demo(), "fatima");
    const xid = await begin(one, "handoff", "Gebiedsteam Noord");
    await Promise.all([
      ...[one, two, one, two].map((t, i) => reply(t.m, xid, "", say(`Bericht ${i}.`), [], "")),
      inbox(one.m, "", 20), inbox(two.m, "", 20), show(two.m, xid), show(one.m, xid),
    ]);
    assert.equal((await show(two.m, xid)).entries.length, 5);
    await one.rooms.offer(xid, "", null);
    await two.rooms.enter(xid); // is in the room too, and co-signs as well
    await accept(fatima.m, xid, "", null);
    await until(async () => (await show(two.m, xid)).certainty === "fixed" || undefined, "certainty");
    await alike(demo(), "anna", two, xid);
    assert.equal((await one.home.list("cosigned")).length, 1);
    await once(one.home, "cosigned/x", new Uint8Array([1]));
    await once(two.home, "cosigned/x", new Uint8Array([1]));
    await assert.rejects(once(two.home, "cosigned/x", new Uint8Array([2])), { code: "E31" });
    await Promise.all([one.close(), two.close(), fatima.close()]);
  });

  test("what changes is told, and what changed while nobody looked is told after", long, async () => {
    const els = await session(demo(), "els");
    const anna = await session(demo(), "anna");
    const missed: number[] = [];
    follow(els.m, (n) => missed.push(n));
    await (await news(els.m)).seen();
    const xid = await begin(anna, "message", "Regio Vechtdal");
    const told = () => els.events.find((e) => e.event === "changed" && e.exchanges.includes(xid));
    await until(told, "the change");
    await els.close();
    const other = await begin(anna, "message", "Regio Vechtdal");
    const again = await session(demo(), "els", els.home);
    const { changed } = await news(again.m);
    assert.ok(changed.includes(other));
    assert.ok(changed.length < (await inbox(again.m, "", 100)).length + 1);
    await Promise.all([anna.close(), again.close()]);
  });

  test("the hundredth row costs what the first did: only what is shown is fetched", long, async () => {
    const anna = await session(demo(), "anna");
    await inbox(anna.m, "", 2);
    assert.ok(anna.m.opened.size <= 6);
    await anna.close();
  });
});
