import assert from "node:assert/strict";
import { test } from "node:test";
import { joinFrame, splitFrame, type HubAPI } from "../../src/hub/index.ts";
import { example, inbox, open, send, show } from "../../src/member/index.ts";
import { alike } from "./alike.ts";
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
  test("a text that was withheld is missing, and healed when the hub has it again", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await message(anna);
    let withholds = true;
    const els = await session(demo(), "els", undefined, (c) =>
      lying(c, (hub) => ({
        entries: async (...args) => {
          const frames = await hub.entries(...args);
          if (!withholds) return frames;
          return frames.map((f) => joinFrame(...splitFrame(f).map((part, i) => (i === 1 ? new Uint8Array(0) : part))));
        },
      })),
    );
    const seen = await show(els.m, xid);
    assert.deepEqual([seen.entries[0]?.state, seen.flow, seen.unreadable], ["missing", "", "E07"]);
    withholds = false;
    await alike(demo(), "els", els, xid);
    await Promise.all([anna.close(), els.close()]);
  });

  test("another exchange, another branch, a gap and a circle are refused", long, async () => {
    const anna = await session(demo(), "anna");
    const [xid, other] = [await message(anna), await message(anna)];
    const els = (lies: (hub: HubAPI) => Partial<HubAPI>, home?: MemoryHome) =>
      session(demo(), "els", home, (c) => lying(c, lies));
    const swapped = (hub: HubAPI): Partial<HubAPI> => ({ entries: (p, _x, from) => hub.entries(p, other, from) });
    const fresh = await els(swapped);
    await assert.rejects(show(fresh.m, xid), { code: "E09" });
    assert.equal((await inbox(fresh.m, "", 50)).find((r) => r.exchange === xid)?.ended, "E09");
    const seen = await els(() => ({}));
    await show(seen.m, xid);
    const turned = await els(swapped, seen.home);
    await assert.rejects(show(turned.m, xid), { code: "E03" });
    const gap = await els((hub) => ({ entries: async (p, x, from) => hub.entries(p, x, from === 0 ? 1 : from) }));
    await assert.rejects(show(gap.m, xid), { code: /E0[12]|E21/ });
    const circle = await els((hub) => ({
      newest: async (p, before, limit) => {
        const page = await hub.newest(p, before, limit);
        return { ...page, rows: [...page.rows, ...page.rows], more: true };
      },
    }));
    await assert.rejects(inbox(circle.m, "", 500), { code: "E01" });
    await Promise.all([anna, fresh, seen, turned, gap, circle].map((t) => t.close()));
  });

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
