// What a hub can do to the list of records, and what it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes, Hash } from "../../src/crypto/note/index.ts";
import { inbox, example, send, teams } from "../../src/member/index.ts";
import type { HubAPI, Leaf } from "../../src/hub/index.ts";
import { session } from "./session.ts";
import { withDemo } from "./suite.ts";

withDemo((demo, long) => {
  /** A hub that shows only some leaves, and of these perhaps no record. */
  const hiding = (hides: (l: Leaf) => boolean, withholds: (hash: Hash) => boolean = () => false) => (hub: HubAPI): HubAPI =>
    new Proxy(hub, {
      get(target, name): unknown {
        if (name === "leaves") return async (from: number, limit: number) => (await hub.leaves(from, limit)).filter((l) => !hides(l));
        if (name === "objects") {
          return async (hashes: readonly Hash[]) =>
            (await hub.objects(hashes)).map((bytes, i): Bytes => (withholds(hashes[i] ?? "") ? new Uint8Array(0) : bytes));
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });

  test("a hub that begins anew takes nothing back that was verified", long, async () => {
    let from = Number.MAX_SAFE_INTEGER;
    const hub = hiding((l) => l.n >= from);
    const els = await session(demo(), "els", undefined, hub);
    await els.m.dir.all();
    const party = els.m.parties().find((p) => p.startsWith("t")) ?? "";
    const key = els.m.dir.recipient(party);
    const own = (await els.client.leaves(0, 0)).filter((l) => l.org === els.m.org);
    from = own.at(-1)?.n ?? 0; // the newest record of the own organisation is gone, as after a restore
    await assert.rejects(els.m.dir.sync(), { code: "E11" });
    assert.equal(els.m.dir.recipient(party), key, "what was verified stays");
    await assert.rejects(session(demo(), "els", els.home, hub), { code: "E11" });
    from = Number.MAX_SAFE_INTEGER; // the hub has it again
    const again = await session(demo(), "els", els.home, hub);
    await again.m.dir.sync();
    await Promise.all([els.close(), again.close()]);
  });

  test("a hub that begins anew, and has all, is believed", long, async () => {
    const els = await session(demo(), "els");
    await els.m.dir.all();
    // a restored hub gives other numbers to the same records
    const moved = (hub: HubAPI): HubAPI =>
      new Proxy(hub, {
        get(target, name): unknown {
          if (name === "leaves") {
            return async (from: number, limit: number) => (await hub.leaves(Math.max(0, from - 1000), limit)).map((l) => ({ ...l, n: l.n + 1000 }));
          }
          const value: unknown = Reflect.get(target, name);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    const again = await session(demo(), "els", els.home, moved);
    assert.ok((await teams(again.m)).length > 5);
    await Promise.all([els.close(), again.close()]);
  });

  test("an organisation whose record is withheld stops nobody else", long, async () => {
    const plain = await session(demo(), "els");
    const bad = (await plain.client.leaves(0, 0)).findLast((l) => l.kind === "manifest" && l.org !== plain.m.org);
    assert.ok(bad); // of one that vouches for nobody
    const els = await session(demo(), "els", undefined, hiding(() => false, (hash) => hash === bad.hash));
    const seen = await teams(els.m);
    assert.ok(seen.length > 5);
    assert.ok(!seen.some((t) => t.org === bad.org));
    await els.m.dir.sync();
    await inbox(els.m, "", 10);
    const own = seen.find((t) => !t.mine && t.org !== bad.org);
    assert.ok(own);
    const document = example("message", Math.floor(Date.now() / 1000));
    await send(els.m, { flow: "message", to: own.id, team: "", zaak: "", document, files: [], upload: "" });
    await assert.rejects(els.m.dir.need(bad.org), { code: "E06" });
    await Promise.all([plain.close(), els.close()]);
  });
});
