// What a session does by itself for the keys of its teams.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Later } from "../../src/worker/later.ts";
import type { Event } from "../../src/worker/protocol.ts";
import { Tending } from "../../src/worker/tending.ts";
import { go, lossy, session } from "../member/session.ts";
import { until, withDemo } from "../member/suite.ts";

const later: Later = { people: () => import("../../src/worker/people/index.ts"), keys: () => import("../../src/worker/keys/index.ts"), parties: () => import("../../src/worker/parties/index.ts") };

withDemo((demo, long) => {
  test("a key that could not be made is made at the next look; who waits is told once", long, async () => {
    const zuid = demo().team("Gemeente Veldrijk", "Gebiedsteam Zuid");
    const { member } = await demo().resident("jamal");
    await go(demo(), "fatima", "org", "team", "assign", "Gebiedsteam Zuid", member);
    let published = 0;
    const pieter = await session(demo(), "pieter", undefined, (hub) => lossy(hub, "publish", () => (published++ === 0 ? "there" : "")));
    const told: Event[] = [];
    const tending = new Tending(pieter.m, later, (event) => told.push(event));
    const waiting = (): string[][] => told.flatMap((e) => (e.event === "keys" ? [e.waiting.map((j) => j.member)] : []));
    await until(() => waiting()[0], "who waits");
    assert.deepEqual([waiting(), published], [[[member]], 0]);

    const { member: gone } = await demo().resident("linda");
    await go(demo(), "fatima", "org", "team", "unassign", "Gebiedsteam Zuid", gone);
    tending.follow();
    await until(() => (published === 1 ? true : undefined), "a first try, which is lost");
    assert.equal(pieter.m.dir.book.team(zuid)?.epoch, 0);
    await until(() => {
      tending.follow();
      return pieter.m.dir.book.team(zuid)?.epoch === 1 ? true : undefined;
    }, "the next key");
    assert.deepEqual(pieter.m.dir.book.team(zuid)?.members.map((w) => w.member), [pieter.m.id]);
    assert.deepEqual(waiting(), [[member]], "and nobody was let in by that");
    await pieter.close();
  });
});
