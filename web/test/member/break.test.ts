import assert from "node:assert/strict";
import { test } from "node:test";
import { fail, type Bytes } from "../../src/crypto/note/index.ts";
import type { Client, HubAPI } from "../../src/hub/index.ts";
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

/** A hub that may refuse what it has, and not show it. */
function forgetful() {
  const hub = {
    put: (really: () => Promise<void>) => really(),
    entries: (frames: Bytes[]) => frames,
    of: (client: Client): HubAPI =>
      new Proxy(client as HubAPI, {
        get(target, property): unknown {
          const value: unknown = Reflect.get(target, property);
          if (property === "put") return (frame: Bytes) => hub.put(async () => void (await client.put(frame)));
          if (property === "entries") {
            return async (...asked: Parameters<HubAPI["entries"]>) => hub.entries(await client.entries(...asked));
          }
          return typeof value === "function" ? value.bind(target) : value;
        },
      }),
  };
  return hub;
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

  for (const how of ["there", "back"] as const) {
    test(`what was signed again for a new place and is lost on the way ${how} is said once`, long, async () => {
      const els = await session(demo(), "els");
      let puts = 0;
      let losing = (_: number): "there" | "back" | "" => "";
      const anna = await session(demo(), "anna", undefined, (c) => lossy(c, "put", () => losing(puts++)));
      const xid = await message(anna);
      losing = () => "there";
      await assert.rejects(reply(anna.m, xid, "", say("Van Anna."), [], ""), { code: "E27" });
      const waits = await anna.home.list("outbox");
      await reply(els.m, xid, "", say("Van Els."), [], "");
      puts = 0;
      losing = (n) => (n === 1 ? how : ""); // the same bytes are refused, and then those for the new place get lost
      assert.deepEqual((await resume(anna.m)).arrived, []);
      assert.deepEqual(await anna.home.list("outbox"), waits);
      losing = () => "";
      assert.deepEqual((await resume(anna.m)).names, waits);
      assert.deepEqual((await resume(anna.m)).names, []);
      assert.deepEqual((await show(els.m, xid)).entries.map((e) => e.seq), [0, 1, 2]);
      await Promise.all([anna.close(), els.close()]);
    });
  }

  for (const how of ["away", "hidden", "hidden, and lost again"] as const) {
    test(`what stands, but is refused and ${how} at first, is not signed again for another place`, long, async () => {
      const hub = forgetful();
      const anna = await session(demo(), "anna", undefined, hub.of);
      const xid = await message(anna);
      hub.put = async (really) => {
        await really();
        fail("E27", "the answer was lost");
      };
      await assert.rejects(reply(anna.m, xid, "", say("Van Anna."), [], ""), { code: "E27" });
      const [waits] = await anna.home.list("outbox");
      let puts = 0;
      hub.put = async (really) => {
        puts++;
        if (puts === 1) fail("E20", "as the test wants it");
        if (puts === 2 && how === "hidden, and lost again") fail("E27", "lost on the way");
        hub.entries = (frames) => frames;
        return really();
      };
      hub.entries = (frames) => (how === "away" ? fail("E27", "away") : frames.slice(0, 1));
      const first = await resume(anna.m);
      hub.entries = (frames) => frames;
      const second = await resume(anna.m);
      assert.deepEqual([...first.names, ...second.names], [waits]);
      assert.deepEqual([...first.failed, ...second.failed], []);
      assert.deepEqual(await anna.home.list("outbox"), []);
      assert.deepEqual((await show(anna.m, xid)).entries.map((e) => e.seq), [0, 1]);
      await anna.close();
    });
  }

  test("what went arrived, whatever fails after it", long, async () => {
    const els = await session(demo(), "els");
    const hub = forgetful();
    const anna = await session(demo(), "anna", undefined, hub.of);
    const xid = await message(anna);
    hub.put = async () => fail("E27", "lost on the way");
    await assert.rejects(reply(anna.m, xid, "", say("Van Anna."), [], ""), { code: "E27" });
    const waits = await anna.home.list("outbox");
    await reply(els.m, xid, "", say("Van Els."), [], "");
    hub.put = async (really) => {
      await really();
      anna.home.breaks = (name) => name.startsWith("exchanges/"); // no room for what was put
    };
    assert.deepEqual(await resume(anna.m).then(({ names, failed }) => [names, failed]), [waits, []]);
    anna.home.breaks = () => false;
    assert.deepEqual((await show(anna.m, xid)).entries.map((e) => e.seq), [0, 1, 2]);
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
