// What a hub does that no answer alone shows: it was restored, it is another, it is
// away. What it says that is not so is told by web/test/lies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Keyring } from "../../src/crypto/identity/index.ts";
import { newID } from "../../src/crypto/note/index.ts";
import type { HubAPI } from "../../src/hub/index.ts";
import { example, inbox, open, send, show } from "../../src/member/index.ts";
import { MemoryHome, session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

/** lying is a hub some of whose answers are another's. */
function lying(hub: HubAPI, lies: (hub: HubAPI) => Partial<HubAPI>): HubAPI {
  const told = lies(hub);
  return new Proxy(hub, {
    get(target, name): unknown {
      const lie: unknown = Reflect.get(told, name);
      if (lie !== undefined) return lie;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function message(tab: Tab): Promise<string> {
  const document = example("message", Math.floor(Date.now() / 1000));
  return send(tab.m, { flow: "message", to: "Regio Vechtdal", team: "", zaak: "", document, files: [], upload: "" });
}

withDemo((demo, long) => {
  test("a restored hub gets back what it lost", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await message(anna);
    await show(anna.m, xid);
    const given: number[] = [];
    const again = await session(demo(), "anna", anna.home, (c) =>
      lying(c, (hub) => ({
        entries: async () => [],
        put: async (frame) => (given.push(frame.length), hub.put(frame)),
      })),
    );
    assert.equal((await show(again.m, xid)).entries.length, 1);
    assert.equal(given.length, 1);
    await Promise.all([anna.close(), again.close()]);
  });

  test("another hub, a withheld record and a home without a hub", long, async () => {
    const anna = await session(demo(), "anna");
    const { keys, line, trust } = anna.m;
    const hub: HubAPI = anna.client;
    await inbox(anna.m, "", 5);
    const means = { trust, keys, hub, home: await new MemoryHome().of(keys), line };
    await assert.rejects(open({ ...means, trust: { ...trust, hub: "0".repeat(32) } }), { code: "E17" });
    const bare = lying(hub, () => ({ objects: async (hashes) => hashes.map(() => new Uint8Array(0)) }));
    await assert.rejects(open({ ...means, hub: bare, home: await new MemoryHome().of(keys) }), { code: "E06" });
    const stranger = new Keyring({ ...keys, member: newID() });
    await assert.rejects(open({ ...means, keys: stranger, home: await new MemoryHome().of(stranger) }), { code: "E06" });
    const unfounded = { ...means, trust: { ...trust, founders: {} }, home: await new MemoryHome().of(keys) };
    await assert.rejects(open(unfounded), { code: /^E0[56]$/ });
    await anna.close();
    await demo().end("SIGKILL");
    const away = await open({ ...means, home: anna.home });
    assert.equal(away.self.name, anna.m.self.name);
    assert.ok((await inbox(away, "", 50)).every((r) => r.away));
    await assert.rejects(open({ ...means, home: await new MemoryHome().of(keys) }), { code: "E27" });
  });
});
