// How an admin's client and a newcomer's hold each other to what was shown: the answer
// that is admitted, the words that go with it, and whose door it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Identity, fromPhrase } from "../../src/crypto/identity/index.ts";
import type { Bytes, Hash, ID, OrgID } from "../../src/crypto/note/index.ts";
import * as strict from "../../src/crypto/strict/index.ts";
import { generate } from "../../src/crypto/words/index.ts";
import { Client, type HubAPI } from "../../src/hub/index.ts";
import { open } from "../../src/member/index.ts";
import { admit, invite, newcomers, uninvite } from "../../src/member/invite.ts";
import { type Joining, Newcomer } from "../../src/member/join.ts";
import type { Member } from "../../src/member/member.ts";
import { readSealed } from "../../src/member/sealed.ts";
import type { Trust } from "../../src/worker/protocol.ts";
import { NewTeam } from "./newteam.ts";
import { MemoryHome, session } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const wordsShape = strict.object({
  words: strict.list(strict.string), for: strict.string, teams: strict.list(strict.string),
  member: strict.string, name: strict.string, answer: strict.string,
});

/** The words that an admin's browser keeps of an invitation. */
async function kept(m: Member, locator: ID): Promise<readonly string[]> {
  return (await readSealed(m.home, `invites/${locator}`, m.keys.identity, wordsShape)).words;
}

type Asked = Parameters<Client["ask"]>[0];

/** A hub that answers some questions itself: those for which other gives something. It tells when somebody publishes. */
function between<H extends HubAPI>(hub: H, other: (asked: Asked) => Bytes | undefined, publishes = (): void => undefined): H {
  return new Proxy(hub, {
    get(target, property): unknown {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      if (property === "publish") publishes();
      if (property !== "ask") return value.bind(target);
      return async (asked: Asked): Promise<unknown> => other(asked) ?? value.call(target, asked);
    },
  });
}

/** A hub that does not give one record. */
function without(hub: Client, hidden: Hash): Client {
  return new Proxy(hub, {
    get(target, property): unknown {
      const value: unknown = Reflect.get(target, property);
      if (property === "objects") {
        return async (hashes: readonly Hash[]): Promise<Bytes[]> =>
          (await target.objects(hashes)).map((b, i) => (hashes[i] === hidden ? new Uint8Array(0) : b));
      }
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

withDemo((demo, long) => {
  const trust = async (): Promise<Trust> =>
    JSON.parse(await readFile(join(demo().person("anna").home, "trust.json"), "utf8")) as Trust; // our own program wrote it

  /** A newcomer with two ways in, who has not answered yet. */
  async function comes(org: OrgID, words: readonly string[], name: string, hubOf = (c: Client): Client => c): Promise<Joining> {
    const client = hubOf(new Client(demo().address, { patience: 2000 }));
    const making = await Newcomer.of({ client, trust: await trust(), org, words, name });
    for (let n = 0; n < 2; n++) making.ways.push(await fromPhrase(generate(), org, making.member));
    return making.settle(await new MemoryHome().of({ org, member: making.member }));
  }
  const door = (at: Joining) => until(() => at.look().catch(() => undefined), "the door");

  test("an answer that the hub exchanges after it was shown admits nobody; words go with admission and with withdrawal", long, async () => {
    let lie: Bytes | undefined;
    let published = 0;
    const anna = await session(demo(), "anna", undefined, (c) => between(c, ({ method, path }) =>
      method === "GET" && path.startsWith("/api/invites/") ? lie : undefined, () => published++));
    const { locator, words } = await invite(anna.m, "Joke", []);
    await (await comes(anna.m.org, words, "Joke de Vries")).answer();
    const [shown] = await newcomers(anna.m);
    assert.deepEqual([shown?.state, shown?.name, shown?.problem], ["answered", "Joke de Vries", ""]);
    assert.deepEqual(await kept(anna.m, locator), words);

    // Who overheard the words brings an answer under the same name, and the hub keeps it for the right moment.
    let other: Bytes | undefined;
    const evil = await comes(anna.m.org, words, "Joke de Vries", (c) => between(c, (asked) => {
      if (asked.method !== "PUT" || asked.path !== "/api/invitation") return undefined;
      other = asked.octets && new Uint8Array(asked.octets);
      return new Uint8Array();
    }));
    await evil.answer();
    lie = other;
    const [swapped] = await newcomers(anna.m);
    assert.deepEqual([swapped?.name, swapped?.member, swapped?.problem], ["Joke de Vries", evil.member, ""]);
    assert.notEqual(swapped?.answer, shown?.answer);
    await assert.rejects(admit(anna.m, locator, shown?.answer ?? ""), { code: "E16" });
    assert.equal(published, 0);
    assert.deepEqual(await kept(anna.m, locator), words);
    lie = undefined;
    const admitted = await admit(anna.m, locator, shown?.answer ?? "");
    assert.deepEqual([admitted.member, admitted.name, published], [shown?.member, "Joke de Vries", 1]);

    // From here on the browser has who it was, and no words.
    assert.deepEqual(await kept(anna.m, locator), []);
    assert.deepEqual((await newcomers(anna.m)).map((n) => [n.state, n.name, n.member, n.problem]), [["admitted", "Joke de Vries", shown?.member, ""]]);
    await admit(anna.m, locator, shown?.answer ?? "");
    await assert.rejects(admit(anna.m, locator, swapped?.answer ?? ""), { code: "E16" });
    assert.equal(published, 1);
    const back = await invite(anna.m, "Mees", []);
    await kept(anna.m, back.locator);
    await uninvite(anna.m, back.locator);
    await assert.rejects(kept(anna.m, back.locator), { code: "E21" });
    await anna.close();
  });

  test("a newcomer is told whose door it is before anything is pinned, and a stranger's is told apart", long, async () => {
    const anna = await session(demo(), "anna");
    const own = await invite(anna.m, "Joke", []);
    const joke = await comes(anna.m.org, own.words, "Joke de Vries");
    await joke.answer();
    await assert.rejects(joke.look(), { code: "E21" });
    await assert.rejects(joke.arrive(() => Promise.reject(new Error("nobody looked"))), { code: "E29" });
    const [seen] = await newcomers(anna.m);
    await admit(anna.m, own.locator, seen?.answer ?? "");
    const name = anna.m.dir.book.org(anna.m.org)?.name ?? "";
    assert.deepEqual(await door(joke), { name, founder: true, vouchers: [], root: anna.m.dir.book.org(anna.m.org)?.root.id, alike: false, withheld: false });

    // Strangers begin an organisation whose name reads like that one: two vouch for it, and it invites.
    const strangers = await NewTeam.found(demo(), name.replace("e", "\u0435"), "anna", "hanna"); // a Cyrillic e
    const client = new Client(demo().address);
    client.as(strangers.keys.member, strangers.keys.login);
    const wies = await open({
      trust: anna.m.trust, keys: strangers.keys, hub: client, home: await new MemoryHome().of(strangers.keys), line: anna.m.line,
    });
    const theirs = await invite(wies, "Joke", []);
    const lured = await comes(strangers.org, theirs.words, "Joke de Vries");
    await lured.answer();
    const [answer] = await newcomers(wies);
    await admit(wies, theirs.locator, answer?.answer ?? "");
    const told = await door(lured);
    assert.notEqual(told.name, name);
    assert.deepEqual([told.founder, told.alike, told.root], [false, true, strangers.root.public.id]);
    assert.deepEqual([...told.vouchers].sort(), [name, "Veilig Thuis Kustland"].sort());
    assert.equal(told.withheld, false);

    // What another is called may be the same, when the hub does not say it. A founder is who it is.
    const other = (await anna.client.leaves(0, 0)).findLast((l) => l.kind === "org" && l.org !== strangers.org)?.hash ?? "";
    for (const [by, want] of [[wies, [true, true]], [anna.m, [true, false]]] as const) {
      const { locator, words } = await invite(by, "Bo", []);
      const bo = await comes(by.org, words, "Bo Kramer", (c) => without(c, other));
      await bo.answer();
      const answered = (await newcomers(by)).find((n) => n.locator === locator);
      await admit(by, locator, answered?.answer ?? "");
      const dim = await door(bo);
      assert.deepEqual([dim.alike, dim.withheld], want);
    }
    await anna.close();
  });

  test("nobody goes in by another door than the one that was shown", long, async () => {
    const anna = await session(demo(), "anna");
    const { locator, words } = await invite(anna.m, "Bo", []);
    let asks = 0;
    const bo = await comes(anna.m.org, words, "Bo Kramer", (c) => between(c, ({ method, path }) => {
      if (method === "GET" && path === "/api/invitation") asks++;
      return undefined;
    }));
    await bo.answer();
    const [seen] = await newcomers(anna.m);
    await admit(anna.m, locator, seen?.answer ?? "");
    await door(bo);
    const before = asks;
    let state: Identity | undefined;
    await bo.arrive(async (by) => {
      state = by;
      return new Uint8Array(100);
    });
    assert.ok(state);
    assert.equal(asks, before); // what was shown counts, and is not asked for again
    await anna.close();
  });
});
