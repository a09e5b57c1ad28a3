// What is signed again, since others were first or since it waited: as it may be said then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, fail, teamParty, type Hash } from "../../src/crypto/note/index.ts";
import { Client, type HubAPI } from "../../src/hub/index.ts";
import {
  confirmKey, example, lagsOf, open, rekeyNow, reply, resume, rotateTeam, send, show, teamWords, type Member,
} from "../../src/member/index.ts";
import { add, postWithdrawal } from "../../src/member/add.ts";
import { custodyBody } from "../../src/member/custody.ts";
import { read } from "../../src/member/read.ts";
import { NewTeam } from "./newteam.ts";
import { MemoryHome, session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const text = (t: string) => ({ form: "message.text", version: 1, text: t });

/** What happens to a hub: before each put, and which objects it does not give. */
interface Weather {
  put: () => Promise<void>;
  hidden: readonly (Hash | undefined)[];
}

const calm = async (): Promise<void> => undefined;

const under = (w: Weather) => (hub: HubAPI): HubAPI =>
  new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]) => {
        if (name === "put") await w.put();
        const answer: unknown = await value.apply(target, args);
        if (name !== "objects" || !Array.isArray(answer)) return answer;
        const [asked] = args as [readonly Hash[]];
        return answer.map((bytes: unknown, i) => (w.hidden.includes(asked[i]) ? new Uint8Array(0) : bytes));
      };
    },
  });

withDemo((demo, long) => {
  const types = async (m: Member, xid: string): Promise<string[]> => (await show(m, xid)).entries.map((e) => e.type);
  const intake = (): string => demo().team("Veilig Thuis Vechtdal", "Intake");
  const letter = (to: string, flow: "message" | "handoff" = "message") =>
    ({ flow, to, team: "", zaak: "", document: example(flow, now()), files: [], upload: "" });

  /** A team of which a test holds the root, and who is in it. */
  async function desk(anna: Tab): Promise<{ team: NewTeam; wies: Member; reset: () => Promise<void> }> {
    const team = await NewTeam.found(demo(), "Bureau Duin", "anna", "hanna");
    const client = new Client(demo().address);
    client.as(team.keys.member, team.keys.login);
    const { trust, line } = anna.m;
    const wies = await open({ trust, keys: team.keys, hub: client, home: await new MemoryHome().of(team.keys), line });
    return { team, wies, reset: () => team.reset(client) };
  }

  test("a post that others were before is not signed again for a team whose key lost its predecessor", long, async () => {
    const weather: Weather = { put: calm, hidden: [] };
    const [anna, bas] = await Promise.all([session(demo(), "anna"), session(demo(), "bas", new MemoryHome(), under(weather))]);
    const { team, wies, reset } = await desk(anna);
    for (const waited of [false, true]) {
      const xid = await send(wies, letter(intake()));
      const changed = async (): Promise<void> => {
        weather.put = calm;
        await reset();
        await wies.dir.sync();
        await rekeyNow(wies, xid);
      };
      weather.put = waited ? async () => fail("E27", "away") : changed;
      await assert.rejects(reply(bas.m, xid, intake(), text("Vertrouwelijk."), [], ""), { code: waited ? "E27" : "E06" });
      if (waited) {
        await changed();
        assert.deepEqual((await resume(bas.m)).failed.map((f) => codeOf(f.error)), ["E06"]);
      }
      assert.deepEqual(await types(wies, xid), ["genesis", "rekey"]);
      await confirmKey(bas.m, team.team, teamWords(wies, team.team).words.join(" "));
    }
    await Promise.all([anna.close(), bas.close()]);
  });

  test("that an offer ended is said whatever became of the keys of whom it was made to", long, async () => {
    const weather: Weather = { put: calm, hidden: [] };
    const anna = await session(demo(), "anna", new MemoryHome(), under(weather));
    const { team, reset } = await desk(anna);
    for (const waited of [false, true]) {
      await anna.m.dir.sync();
      await anna.m.dir.all();
      await confirmKey(anna.m, team.team, teamWords(anna.m, team.team).words.join(" "));
      const before = await read(anna.m, await send(anna.m, letter(team.team, "handoff")));
      const body = custodyBody(anna.m, before, "offer", undefined);
      const x = await add(anna.m, before, { type: "offer", party: before.party, to: teamParty(team.team), body });
      await reset();
      await anna.m.dir.sync();
      let puts = 0;
      weather.put = async () => {
        if (++puts === 1 && waited) fail("E27", "away");
        if (puts <= 2) fail("E20", "as the test wants it");
      };
      const said = postWithdrawal(anna.m, x, x.state.offer?.entry ?? "", "withdrawn");
      if (waited) {
        await assert.rejects(said, { code: "E27" });
        assert.deepEqual((await resume(anna.m)).failed, []);
      } else await said;
      weather.put = calm;
      assert.deepEqual(await types(anna.m, x.xid), ["genesis", "offer", "post"], `waited ${waited}`);
    }
    await anna.close();
  });

  test("what waited goes under the keys of now, and not at all once the old ones count no more", long, async () => {
    const weather: Weather = { put: calm, hidden: [] };
    const home = new MemoryHome();
    const [anna, bas, sjoerd] = await Promise.all([
      session(demo(), "anna", home, under(weather)), session(demo(), "bas"), session(demo(), "sjoerd"),
    ]);
    const noord = demo().team("Gemeente Veldrijk", "Gebiedsteam Noord");
    const xid = await send(anna.m, letter(noord));
    weather.put = async () => fail("E27", "away");
    await assert.rejects(reply(anna.m, xid, "", text("Wachtte."), [], ""), { code: "E27" });
    await reply(bas.m, xid, intake(), text("Eerst ik."), [], "");
    await rotateTeam(sjoerd.m, "");

    // while the new key is withheld, and has been there for more than 72 hours
    weather.hidden = [sjoerd.m.dir.book.team(noord)?.rcpt];
    let puts = 0;
    weather.put = async () => void puts++;
    const { trust, keys, hub, line } = anna.m;
    const later = 73 * 3600;
    const late = await open({ trust, keys, hub, home, line, now: () => Date.now() + later * 1000 });
    const { checkpoint } = late.dir;
    late.dir.checkpoint = (at, within) => checkpoint.call(late.dir, at - later, within); // as if it were as fresh
    const resumed = await resume(late);
    assert.deepEqual([resumed.failed, resumed.names, puts], [[], [], 1], "only the same bytes were tried");
    assert.deepEqual(await types(bas.m, xid), ["genesis", "post"]);

    weather.hidden = [];
    puts = 0;
    weather.put = async () => {
      if (++puts === 2) await rekeyNow(sjoerd.m, xid); // after the same bytes: a colleague does the same at that moment
    };
    assert.deepEqual((await resume(anna.m)).failed, []);
    assert.deepEqual(await types(bas.m, xid), ["genesis", "post", "rekey", "post"]);
    assert.deepEqual(await lagsOf(anna.m, await read(anna.m, xid)), []);
    await Promise.all([anna.close(), bas.close(), sjoerd.close()]);
  });
});
