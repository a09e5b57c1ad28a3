import assert from "node:assert/strict";
import { test } from "node:test";
import { byMark, example, inbox, newZaak, news, reply, resume, send, show } from "../../src/member/index.ts";
import { alike } from "./alike.ts";
import { lossy, session, type Tab } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);
const say = (text: string) => ({ form: "message.text", text });

function message(tab: Tab, zaak = ""): Promise<string> {
  const document = example("message", now());
  return send(tab.m, { flow: "message", to: "Regio Vechtdal", team: "", zaak, document, files: [], upload: "" });
}

withDemo((demo, long) => {
  for (const how of ["there", "back"] as const) {
    test(`a send into a zaak, lost on the way ${how}, arrives with the same bytes, once`, long, async () => {
      const home = (await session(demo(), "anna").then(async (t) => (await t.close(), t))).home;
      let losing = false;
      const anna = await session(demo(), "anna", home, (c) => lossy(c, "put", () => (losing ? how : "")));
      const zaak = await newZaak(anna.m, "", example("zaak", now()));
      losing = true;
      await assert.rejects(message(anna, zaak), { code: "E27" });
      const waiting = await home.list("outbox");
      assert.equal(waiting.length, 2);
      await anna.close();
      const again = await session(demo(), "anna", home); // a reload
      const { arrived, failed } = await resume(again.m);
      assert.deepEqual([...arrived].sort(), waiting.map((name) => name.slice(0, 64)).sort());
      assert.deepEqual(failed, []);
      assert.deepEqual(await home.list("outbox"), []);
      assert.deepEqual((await resume(again.m)).arrived, []);
      const sheet = await show(again.m, zaak);
      assert.equal(sheet.entries.length, 2);
      assert.equal(sheet.exchanges.length, 1);
      for (const xid of arrived) await alike(demo(), "anna", again, xid);
      await again.close();
    });
  }

  test("a send whose note in the zaak is lost gives the exchange, and the note follows", long, async () => {
    let losing = false;
    const third = (n: number) => (losing && n === 2 ? "there" : "");
    const anna = await session(demo(), "anna", undefined, (c) => lossy(c, "put", third));
    const zaak = await newZaak(anna.m, "", example("zaak", now()));
    losing = true;
    const xid = await message(anna, zaak);
    assert.equal((await anna.home.list("outbox")).length, 1);
    assert.deepEqual((await resume(anna.m)).arrived, [zaak]);
    assert.deepEqual((await show(anna.m, zaak)).exchanges.map((r) => r.exchange), [xid]);
    await anna.close();
  });

  test("a reply whose place was taken is signed again for the next one, at once and after a break", long, async () => {
    const els = await session(demo(), "els");
    let how: "there" | "back" | "" = "";
    const anna = await session(demo(), "anna", undefined, (c) => lossy(c, "put", () => how));
    const xid = await message(anna);
    how = "there";
    await assert.rejects(reply(anna.m, xid, "", say("Van Anna."), [], ""), { code: "E27" });
    how = "";
    await reply(els.m, xid, "", say("Van Els."), [], "");
    assert.deepEqual((await resume(anna.m)).arrived, [xid]);
    assert.deepEqual((await show(els.m, xid)).entries.map((e) => e.seq), [0, 1, 2]);
    const both = [anna, els, anna, els];
    await Promise.all(both.map((t, i) => reply(t.m, xid, "", say(`Tegelijk ${i}.`), [], "")));
    assert.equal((await show(els.m, xid)).entries.length, 7);
    await alike(demo(), "anna", anna, xid);
    await Promise.all([anna.close(), els.close()]);
  });

  test("a hub that is killed: what was known stays, what was said waits, and goes when it is back", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await message(anna);
    const before = await show(anna.m, xid);
    await demo().end("SIGKILL");
    const away = await show(anna.m, xid);
    assert.equal(away.away, true);
    assert.deepEqual(away.entries, before.entries);
    await assert.rejects(reply(anna.m, xid, "", say("Tijdens de storing."), [], ""), { code: "E27" });
    assert.equal((await anna.home.list("outbox")).length, 1);
    assert.deepEqual((await show(anna.m, xid)).entries.map((e) => e.stored), [true, false]);
    const rows = await inbox(anna.m, "", 50);
    assert.ok(rows.find((r) => r.exchange === xid)?.away);
    assert.equal(await byMark(anna.m, before.mark), xid);
    await anna.close();
    await demo().begin();
    const again = await session(demo(), "anna", anna.home);
    assert.deepEqual((await resume(again.m)).arrived, [xid]);
    const { changed, seen } = await news(again.m);
    assert.ok(changed.includes(xid));
    await seen();
    assert.deepEqual((await news(again.m)).changed, []);
    await until(async () => (await show(again.m, xid)).entries.length === 2 || undefined, "the reply");
    await alike(demo(), "anna", again, xid);
    await again.close();
  });
});
