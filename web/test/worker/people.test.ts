// What admins and newcomers do, by the calls of the page, through a real hub: one
// worker for each browser, a hub that may lie between them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { hashOf, utf8 } from "../../src/crypto/note/index.ts";
import { accountCode } from "../../src/hub/index.ts";
import { generate } from "../../src/crypto/words/index.ts";
import { type Answers, makeAnswers } from "../../src/worker/answers.ts";
import { MemoryDisk, memoryShelf } from "../../src/worker/memory.ts";
import type { Me, Trust } from "../../src/worker/protocol.ts";
import type { Joining } from "../../src/worker/people/calls.ts";
import { until, withDemo } from "../member/suite.ts";

withDemo((demo, long) => {
  /** A browser: what it keeps is on the disk. */
  async function browser(disk = new MemoryDisk()): Promise<Answers> {
    const answers = makeAnswers(memoryShelf(disk), () => undefined, {
      people: () => import("../../src/worker/people/index.ts"), keys: () => import("../../src/worker/keys/index.ts"), parties: () => import("../../src/worker/parties/index.ts"),
    });
    const trust = JSON.parse(await readFile(join(demo().person("anna").home, "trust.json"), "utf8")) as Trust; // our own program wrote it
    await answers.start(trust, demo().address);
    return answers;
  }

  async function admin(short = "anna", disk?: MemoryDisk): Promise<Answers> {
    const at = await browser(disk);
    const { org, member } = await demo().resident(short);
    await at.unlockPhrase({ org, member, code: accountCode(member), ways: [] }, demo().person(short).phrase);
    return at;
  }

  /** Two ways in: a made-up passkey, and eight words, which it gives. */
  async function settles(at: Answers, way = 1): Promise<string> {
    await at.joinPasskey(new Uint8Array(16).fill(way), new Uint8Array(32).fill(way));
    const { words } = await at.joinWords();
    await assert.rejects(async () => at.joinWordsBack(generate().join(" ")), { code: "E28" });
    await at.joinWordsBack(words.join(" "));
    return words.join(" ");
  }

  /** Looks until somebody let the newcomer in, and goes in by that door. */
  async function inside(at: Answers): Promise<Me> {
    await until(async () => (await at.joinLook()) ?? undefined, "being let in");
    return at.joinEnter();
  }

  test("somebody is invited, answers, is compared and let in; reads as its own again after a reload; and is revoked", long, async () => {
    const anna = await admin();
    const { org, teams } = await anna.staff();
    const [team] = teams;
    assert.ok(team);
    const { words, locator } = await anna.invite("Joke, school", [team.id]);
    assert.equal(words.length, 8);

    const disk = new MemoryDisk();
    const before = await browser(disk);
    await assert.rejects(async () => before.joinBegin(org, "Joke de Vries", generate().join(" ")), { code: "E28" });
    await assert.rejects(async () => before.joinBegin("0".repeat(32), "Joke de Vries", words.join(" ")), { code: "E28" });
    await assert.rejects(async () => before.joinBegin(org, "Joke\u202ede Vries", words.join(" ")), { code: "E01" });
    const begun = await before.joinBegin(org, "Joke de Vries", words.join(" "));
    await assert.rejects(async () => before.joinAnswer(), { code: "E29" });
    const paper = await settles(before);
    assert.deepEqual([...disk.accounts.values()], []); // nothing is kept before there are two ways in
    const joining: Joining = await before.joinAnswer();
    assert.deepEqual({ ...joining, ways: joining.ways.toSorted() }, { ...begun, ways: ["passkey", "phrase"], answered: true });
    assert.equal(await before.joinLook(), null);
    // The words of the invitation and the name stand nowhere in what the browser keeps.
    for (const store of disk.stores.values()) {
      for (const bytes of store.values()) {
        const text = Buffer.from(bytes).toString("latin1");
        for (const secret of [words[3] ?? "", "Joke", paper.split(" ")[5] ?? ""]) assert.equal(text.includes(secret), false, secret);
      }
    }

    // The tab was closed meanwhile.
    const joke = await browser(disk);
    const [account] = [...disk.accounts.values()];
    assert.ok(account?.waits);
    await assert.rejects(async () => joke.joinLook(), { code: "E22" });
    await assert.rejects(async () => joke.joinResume(account, generate().join(" ")), { code: "E28" });
    assert.equal((await joke.joinResume(account, paper)).answered, true);

    const [newcoming] = await anna.newcomers();
    assert.deepEqual([newcoming?.state, newcoming?.name, newcoming?.problem, newcoming?.for], ["answered", "Joke de Vries", "", "Joke, school"]);
    const answer = newcoming?.answer ?? "";
    await assert.rejects(async () => anna.admit(locator, hashOf(utf8("another answer"))), { code: "E16" });
    await assert.rejects(async () => joke.joinEnter(), { code: "E29" });
    await anna.admit(locator, answer);
    assert.equal((await anna.admit(locator, answer)).name, "Joke de Vries"); // again
    await assert.rejects(async () => anna.admit(locator, hashOf(utf8("another answer"))), { code: "E16" });
    const [listedAgain] = await anna.newcomers();
    assert.deepEqual([listedAgain?.state, listedAgain?.name, listedAgain?.answer], ["admitted", "Joke de Vries", answer]);
    const door = await until(async () => (await joke.joinLook()) ?? undefined, "the door");
    assert.deepEqual([door.name, door.founder, door.alike], ["Veilig Thuis Vechtdal", true, false]);
    assert.match(door.root, /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    const me = await inside(joke);
    assert.deepEqual([me.name, me.code, me.teams.map((t) => t.id), me.admin], ["Joke de Vries", joining.code, [team.id], false]);
    assert.deepEqual([...disk.accounts.values()].map((a) => a.waits), [undefined]);
    await assert.rejects(async () => joke.staff(), { code: "E05" });
    await assert.rejects(async () => joke.invite("x", []), { code: "E05" });

    const listed = (await anna.staff()).colleagues.find((c) => c.member === joining.member);
    assert.deepEqual([listed?.name, listed?.teams, listed?.active], ["Joke de Vries", [team.id], true]);
    assert.ok((await anna.staff()).teams.find((t) => t.id === team.id)?.waiting.includes(joining.member));

    // Another browser, with the eight words alone.
    const other = await browser();
    assert.equal((await other.unlockPhrase({ ...account, ways: [] }, paper)).name, "Joke de Vries");

    assert.deepEqual((await anna.leaving(joining.member)).alone, []);
    const after = await anna.revoke(joining.member, "gestolen");
    assert.equal(after.colleagues.some((c) => c.member === joining.member), false);
    const wiped = await browser();
    await assert.rejects(async () => wiped.unlockPhrase({ ...account, ways: [] }, paper), { code: "E28" });
    for (const at of [anna, joke, other]) await at.lock();
  });

  test("who is second with the same words hears so, and so does the admin's list; words that were taken back open nothing", long, async () => {
    const anna = await admin();
    const { org } = await anna.staff();
    const { words, locator } = await anna.invite("een", []);
    const [one, two] = await Promise.all([browser(), browser()]);
    await one.joinBegin(org, "Een", words.join(" "));
    await two.joinBegin(org, "Twee", words.join(" "));
    await settles(one);
    await settles(two, 2);
    await one.joinAnswer();
    await one.joinAnswer(); // again is a success
    await assert.rejects(async () => two.joinAnswer(), { code: "E20" });
    assert.equal((await anna.newcomers()).find((n) => n.locator === locator)?.name, "Een");
    await two.joinEnd();
    await anna.uninvite(locator);
    await assert.rejects(async () => one.joinLook(), { code: "E28" });
    assert.equal((await anna.newcomers()).some((n) => n.locator === locator), false);
    await anna.lock();
  });

  test("a hub that passes on another note, key or name is seen by the admin, and one that shows another manifest by the newcomer", long, async () => {
    const real = globalThis.fetch;
    const anna = await admin();
    const { org, teams } = await anna.staff();
    const { words, locator } = await anna.invite("een", [teams[0]?.id ?? ""]);
    const newcomer = await browser();
    await newcomer.joinBegin(org, "Een", words.join(" "));
    await settles(newcomer);
    const { member } = await newcomer.joinAnswer();
    const answer = (await anna.newcomers()).find((n) => n.locator === locator)?.answer ?? "";
    const lie = (path: string, change: (body: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): void => {
      globalThis.fetch = async (input, init) => {
        const answer = await real(input, init);
        if (!String(input).endsWith(path) || init?.method !== "GET" || !answer.ok) return answer;
        const headers = { "Content-Type": answer.headers.get("Content-Type") ?? "" };
        return new Response(change(new Uint8Array(await answer.arrayBuffer())), { status: answer.status, headers });
      };
    };
    try {
      // One byte of the note, of the recipient, of the sealed name, of the MAC.
      const at: readonly [number, string][] = [[60, "E06"], [1200, ""], [-100, ""], [-1, "E06"]];
      for (const [place, code] of at) {
        lie("/api/invites/" + locator, (body) => {
          const i = place < 0 ? body.length + place : place;
          body[i] = (body[i] ?? 0) === 0x61 ? 0x62 : 0x61;
          return body;
        });
        const seen = (await anna.newcomers()).find((n) => n.locator === locator);
        assert.notEqual(seen?.problem, "", String(place));
        if (code !== "") assert.equal(seen?.problem, code);
        assert.equal(seen?.name, "");
        await assert.rejects(async () => anna.admit(locator, answer));
      }
      globalThis.fetch = real;
      assert.equal((await anna.staff()).colleagues.some((c) => c.member === member), false);
      await anna.admit(locator, answer);
      const other = hashOf(utf8("another manifest"));
      lie("/api/invitation", (body) => utf8(new TextDecoder().decode(body).replace(/"manifest":"[0-9a-f]{64}"/, `"manifest":"${other}"`)));
      await assert.rejects(async () => newcomer.joinLook(), { code: "E06" });
      globalThis.fetch = real;
      assert.equal((await inside(newcomer)).name, "Een");
    } finally {
      globalThis.fetch = real;
    }
    await newcomer.lock();
    await anna.lock();
  });

  test("what an admin makes here the command line takes, and the other way round", long, async () => {
    const sluis = join(process.cwd(), "..", ".cache", "sluis");
    const home = demo().person("anna").home;
    const run = (args: string[], input = ""): string => execFileSync(sluis, args, { input, encoding: "utf8" });
    const anna = await admin();
    const { org } = await anna.staff();

    // Invited in the browser, joins by the command line.
    const { words, locator } = await anna.invite("via de opdrachtregel", []);
    const joined = join(demo().dir, "mees");
    const hub = demo().file.hub;
    run(["--home", joined, "join", "--org", org, "--hub", hub, "--trust", join(home, "trust.json"), "--name", "Mees Vink"], words.join(" "));
    const seen = (await anna.newcomers()).find((n) => n.locator === locator);
    assert.equal(seen?.name, "Mees Vink");
    await anna.admit(locator, seen?.answer ?? "");
    await until(() => {
      try {
        return run(["--home", joined, "join", "--into", "Veilig Thuis Vechtdal"]);
      } catch {
        return undefined;
      }
    }, "the command line to be let in");
    assert.match(run(["--home", joined, "login"]), /Mees Vink/);

    // A team that was made here is the admin's to keep.
    const after = await anna.addTeam("Nazorg", (await anna.staff()).kinds[0] ?? "", "088 000 1234");
    const made = after.teams.find((t) => t.name === "Nazorg");
    const { member } = await demo().resident("anna");
    assert.deepEqual([made?.holders, made?.waiting, made?.phone], [[member], [], "088 000 1234"]);
    assert.match(run(["--home", home, "org", "show"]), /Nazorg/);
    const renamed = await anna.setTeam(made?.id ?? "", "Nazorg Oost", "088 000 5678");
    assert.deepEqual(renamed.teams.filter((t) => t.name.startsWith("Nazorg")).map((t) => [t.name, t.phone]), [["Nazorg Oost", "088 000 5678"]]);

    // Invited by the command line, joins in a browser.
    const told = JSON.parse(run(["--json", "--home", home, "org", "invite", "--for", "Bo"])) as { invitation: string; words: string[] }; // our own program says it
    const bo = await browser();
    await bo.joinBegin(org, "Bo Kramer", told.words.join(" "));
    await settles(bo);
    await bo.joinAnswer();
    assert.equal((await anna.newcomers()).some((n) => n.locator === told.invitation), false); // the words are in the other home
    run(["--home", home, "org", "admit", told.invitation], "ja\n");
    const me = await inside(bo);
    assert.equal(me.name, "Bo Kramer");
    const placed = await anna.assign(made?.id ?? "", me.member, true);
    assert.deepEqual(placed.teams.find((t) => t.id === made?.id)?.waiting, [me.member]);
    const gone = await anna.assign(made?.id ?? "", me.member, false);
    assert.deepEqual(gone.teams.find((t) => t.id === made?.id)?.waiting, []);
    for (const at of [anna, bo]) await at.lock();
  });
});
