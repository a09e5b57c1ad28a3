// Exchanges follow the keys of their parties; where they cannot, what may go out and what not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { teamParty, type Hash } from "../../src/crypto/note/index.ts";
import type { HubAPI } from "../../src/hub/index.ts";
import { example, lagsOf, open, renewAll, reply, rotateTeam, send, show } from "../../src/member/index.ts";
import { offer } from "../../src/member/offer.ts";
import { read } from "../../src/member/read.ts";
import { MemoryHome, go, session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const text = { form: "message.text", version: 1, text: "Verder." };

/** A hub that does not give some objects. */
const without = (...hidden: readonly (Hash | undefined)[]) => (hub: HubAPI): HubAPI =>
  new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name !== "objects") return value.bind(target);
      return async (hashes: readonly Hash[]) =>
        (await target.objects(hashes)).map((bytes, i) => (hidden.includes(hashes[i]) ? new Uint8Array(0) : bytes));
    },
  });

const later = 73 * 3600;

/** A hub whose clock goes so far ahead. */
const ahead = (hub: HubAPI): HubAPI =>
  new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name !== "hello") return value.bind(target);
      return async () => target.hello().then((said) => ({ ...said, time: said.time + later }));
    },
  });

withDemo((demo, long) => {
  const types = async (tab: Tab, xid: string): Promise<string[]> => (await show(tab.m, xid)).entries.map((e) => e.type);
  const noord = (): string => demo().team("Gemeente Veldrijk", "Gebiedsteam Noord");
  const begin = (tab: Tab, flow: "message" | "handoff"): Promise<string> =>
    send(tab.m, { flow, to: noord(), team: "", zaak: "", document: example(flow, now()), files: [], upload: "" });

  test("while a team's new key is withheld a post goes out under the old one, and an offer does not", long, async () => {
    const [anna, sjoerd] = await Promise.all([session(demo(), "anna"), session(demo(), "sjoerd")]);
    const [talk, handoff] = [await begin(anna, "message"), await begin(anna, "handoff")];
    await rotateTeam(sjoerd.m, "");
    const newest = sjoerd.m.dir.book.team(noord());
    const wary = await session(demo(), "anna", new MemoryHome(), without(newest?.rcpt));
    const [lag, second] = await lagsOf(wary.m, await read(wary.m, talk));
    assert.deepEqual([lag?.why, lag?.team, second], ["replaced", "Gebiedsteam Noord", undefined]);
    assert.equal((lag?.until ?? 0) - (lag?.since ?? 0), 72 * 3600);
    await reply(wary.m, talk, "", text, [], "");
    assert.deepEqual(await types(anna, talk), ["genesis", "post"]);
    await assert.rejects(offer(wary.m, handoff, "", undefined, new AbortController().signal), { code: "E06" });
    const { m } = wary;
    const late = await open({ trust: m.trust, keys: m.keys, hub: ahead(m.hub), home: wary.home, line: m.line, now: () => Date.now() + later * 1000 });
    await assert.rejects(reply(late, talk, "", text, [], ""), { code: "E12", message: /has a new key/ });
    await reply(anna.m, talk, "", text, [], "");
    assert.deepEqual(await types(sjoerd, talk), ["genesis", "post", "rekey", "post"]);
    assert.equal((await renewAll(sjoerd.m)).failed.length, 0);
    assert.deepEqual((await types(sjoerd, handoff)).slice(0, 2), ["genesis", "rekey"]);

    // an own key whose line is withheld opens by the key after it
    const t = sjoerd.m.dir.book.teamAt(noord(), 0);
    const line = t?.members.find((w) => w.member === sjoerd.m.id);
    const again = await session(demo(), "sjoerd", new MemoryHome(), without(line?.file));
    await again.m.teamKeys.forRecipient(teamParty(noord()), t?.rcpt ?? "");
    await Promise.all([anna.close(), sjoerd.close(), wary.close(), again.close()]);
  });

  test("to a team that somebody left and that has no new key yet is written for 72 hours", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await begin(anna, "message");
    const { member } = await demo().resident("sjoerd");
    await go(demo(), "fatima", "org", "team", "unassign", "Gebiedsteam Noord", member);
    await anna.m.dir.sync();
    assert.deepEqual((await lagsOf(anna.m, await read(anna.m, xid))).map((l) => l.why), ["left"]);
    await reply(anna.m, xid, "", text, [], "");
    assert.deepEqual(await types(anna, xid), ["genesis", "post"]);
    const { keys, line, trust, hub } = anna.m;
    const m = await open({ trust, keys, hub, home: anna.home, line, now: () => Date.now() + later * 1000 });
    const late = { ...anna, m };
    await assert.rejects(reply(m, xid, "", text, [], ""), { code: "E12", message: /left team/ });
    await assert.rejects(begin(late, "message"), { code: "E12", message: /left team/ });
    await go(demo(), "fatima", "inbox"); // makes the new key
    await reply(anna.m, xid, "", text, [], "");
    assert.deepEqual(await types(anna, xid), ["genesis", "post", "rekey", "post"]);
    await anna.close();
  });
});
