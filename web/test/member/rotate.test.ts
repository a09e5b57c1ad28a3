// Team keys: a member at a browser and members at the command line in one team.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Keyring } from "../../src/crypto/identity/index.ts";
import { codeOf, teamParty } from "../../src/crypto/note/index.ts";
import {
  example, joinsWaiting, letIn, memberWords, newZaak, open, rekeyNow, renewAll, reply, rotateTeam, send, show, tend,
} from "../../src/member/index.ts";
import { go, goList, session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const text = (t: string) => ({ form: "message.text", version: 1, text: t });

function message(tab: Tab, to: string): Promise<string> {
  return send(tab.m, { flow: "message", to, team: "", zaak: "", document: example("message", now()), files: [], upload: "" });
}

/** What of each entry somebody can read, in this browser. */
async function reads(tab: Tab, xid: string): Promise<string[]> {
  return (await show(tab.m, xid)).entries.map((e) => `${e.type} ${e.state}`);
}

interface GoEntry {
  type: string;
  state: string;
}

withDemo((demo, long) => {
  /** The same, as the command line sees it. */
  async function readsGo(short: string, xid: string): Promise<string[]> {
    const shown = await go(demo(), short, "show", xid);
    return (shown["entries"] as GoEntry[]).map((e) => `${e.type} ${e.state}`);
  }

  const words = async (short: string): Promise<string> =>
    ((await go(demo(), short, "keys"))["words"] as string[]).join(" ");

  const epoch = ({ m }: Tab, team: string): number => m.dir.book.team(team)?.epoch ?? -1;

  test("a browser lets a colleague in who was assigned, with and without what was there before", long, async () => {
    const team = demo().team("Gemeente Veldrijk", "Gebiedsteam Zuid");
    const pieter = await session(demo(), "pieter");
    const before = await message(pieter, "Regio Vechtdal");
    const sheet = await newZaak(pieter.m, "", example("zaak", now()));
    for (const [short, history] of [["esra", false], ["jamal", true]] as const) {
      const { member } = await demo().resident(short);
      await go(demo(), "fatima", "org", "team", "assign", "Gebiedsteam Zuid", member);
      assert.deepEqual(await readsGo(short, before), ["genesis unreadable"]);
      const [waiting, second] = await joinsWaiting(pieter.m);
      assert.deepEqual([waiting?.team, waiting?.name, waiting?.member, waiting?.returner, second], [team, "Gebiedsteam Zuid", member, false, undefined]);
      const [told] = await goList(demo(), "pieter", "teams", "--waiting");
      const heard = await words(short);
      assert.deepEqual([told?.["member"], told?.["words"]], [member, undefined], "who has to hear the words does not read them");
      assert.deepEqual(await tend(pieter.m), [], "an admin's word alone gives nobody a key");
      await assert.rejects(letIn(pieter.m, team, member, await words("linda"), history), { code: "E16" });
      await assert.rejects(letIn(pieter.m, team, member, "zeven zomaar", history), { code: "E28" });
      await assert.rejects(letIn(pieter.m, team, pieter.m.id, heard, history), { code: "E29" });
      const was = epoch(pieter, team);
      await letIn(pieter.m, team, member, heard, history);
      assert.equal(epoch(pieter, team), was + 1);
      assert.deepEqual(await joinsWaiting(pieter.m), []);
      await assert.rejects(letIn(pieter.m, team, member, heard, history), { code: "E29" });
    }
    // esra came without: she reads none of it, not even by the key that jamal was given after her
    assert.deepEqual(await readsGo("esra", before), ["genesis unreadable"]);
    assert.deepEqual(await readsGo("esra", sheet), ["genesis unreadable"]);
    // jamal was handed the key before his, which is hers, and from there the chain ends
    assert.deepEqual(await readsGo("jamal", before), ["genesis unreadable"]);
    const renewed = await renewAll(pieter.m);
    assert.deepEqual([renewed.failed, renewed.left], [[], 0]);
    assert.ok(renewed.done >= 2);
    assert.deepEqual((await renewAll(pieter.m)).done, 0);
    // the frame stands in the rekey: who cannot read the beginning works on from there
    for (const short of ["esra", "jamal"]) assert.deepEqual(await readsGo(short, before), ["genesis unreadable", "rekey readable"]);
    const esra = await session(demo(), "esra");
    assert.deepEqual(await reads(esra, before), ["genesis unreadable", "rekey readable"]);
    await reply(esra.m, before, "Gebiedsteam Zuid", text("Van wie er later bij kwam."), [], "");
    assert.deepEqual(await readsGo("pieter", before), ["genesis readable", "rekey readable", "post readable"]);
    assert.deepEqual(await reads(pieter, before), ["genesis readable", "rekey readable", "post readable"]);
    assert.equal((await show(esra.m, before)).flow, "message");
    await Promise.all([pieter.close(), esra.close()]);
  });

  test("with what was there before, the newcomer reads it in the browser", long, async () => {
    const omar = await session(demo(), "omar");
    const xid = await message(omar, "Regio Vechtdal");
    const address = await go(demo(), "hanna", "org", "invite", "--for", "Nora", "--team", "Intake", "--out", join(demo().dir, "nora.words"));
    const home = join(demo().dir, "nora");
    const { org } = await demo().resident("hanna");
    const trust = join(demo().person("hanna").home, "trust.json");
    demo().add({ ...demo().person("hanna"), name: "Nora Bakker", home, acts: false, phrase: "" });
    await go(demo(), "nora", "join", "--org", org, "--hub", demo().file.hub, "--trust", trust, "--name", "Nora Bakker", "--words", join(demo().dir, "nora.words"));
    const answered = (await goList(demo(), "hanna", "org", "admit")).find((n) => n["invitation"] === address["invitation"]);
    await go(demo(), "hanna", "org", "admit", String(address["invitation"]), "--answer", String(answered?.["answer"]));
    const door = await go(demo(), "nora", "join");
    assert.deepEqual([door["state"], (door["door"] as Record<string, unknown>)["name"]], ["door", "Veilig Thuis Kustland"]);
    assert.equal((await go(demo(), "nora", "join", "--into", "Veilig Thuis Kustland"))["state"], "admitted");
    const nora = await session(demo(), "nora");
    assert.deepEqual(await reads(nora, xid), ["genesis unreadable"]);
    const [waiting] = await joinsWaiting(omar.m);
    assert.equal(waiting?.member, nora.m.id);
    assert.equal((await goList(demo(), "hanna", "teams", "--waiting"))[0]?.["person"], "Nora Bakker");
    await letIn(omar.m, waiting.team, waiting.member, memberWords(nora.m, nora.m.id).words.join(" "), true);
    assert.deepEqual(await reads(nora, xid), ["genesis readable"]);
    await reply(nora.m, xid, "", text("Ik lees alles."), [], "");
    assert.deepEqual(await readsGo("omar", xid), ["genesis readable", "rekey readable", "post readable"]);

    // and a member's own root is held to what was pinned when it came
    const { keys, hub, trust: trusted, line } = nora.m;
    const other = new Keyring({ ...keys, pins: keys.pins.map((p) => ({ ...p, root: "ab".repeat(16) })) });
    await assert.rejects(open({ trust: trusted, keys: other, hub, home: nora.home, line }), { code: "E06" });

    // who leaves has access to nothing that comes after
    await go(demo(), "hanna", "org", "team", "unassign", "Intake", nora.m.id);
    assert.deepEqual(await tend(omar.m), [waiting.team]);
    assert.deepEqual(await tend(omar.m), []);
    const newest = omar.m.dir.book.team(waiting.team);
    assert.ok(newest !== undefined && !newest.members.some((w) => w.member === nora.m.id));
    await nora.m.dir.sync();
    await assert.rejects(nora.m.teamKeys.forRecipient(teamParty(waiting.team), newest.rcpt), { code: "E07" });
    await assert.rejects(rekeyNow(nora.m, xid), { code: "E21" });
    await reply(omar.m, xid, "", text("Zonder haar."), [], "");
    assert.deepEqual((await readsGo("omar", xid)).slice(-2), ["rekey readable", "post readable"]);
    assert.deepEqual((await readsGo("hanna", xid)).slice(-2), ["rekey readable", "post readable"]);
    await Promise.all([omar.close(), nora.close()]);
  });

  test("whoever comes first makes the next key, the others find it; Go's and the browser's open each other's", long, async () => {
    const team = demo().team("Veilig Thuis Vechtdal", "Onderzoek");
    const [bas, mohamed] = await Promise.all([session(demo(), "bas"), session(demo(), "mohamed")]);
    const { member } = await demo().resident("anna");
    await go(demo(), "anna", "org", "team", "assign", "Onderzoek", member);
    await go(demo(), "bas", "teams", "let-in", "Onderzoek", "--history", "--words", await words("anna"));
    await bas.m.dir.sync();
    assert.equal(epoch(bas, team), 1);
    const made = bas.m.dir.book.team(team);
    await bas.m.teamKeys.forRecipient(teamParty(team), made?.rcpt ?? ""); // Go made it
    await go(demo(), "anna", "org", "team", "unassign", "Onderzoek", member);
    // anna's own session tends its other team only; these two see it at once
    const done = await Promise.all([tend(bas.m), tend(mohamed.m)]);
    assert.equal(done.flat().length, 1, "one of them made it");
    await Promise.all([bas.m.dir.sync(), mohamed.m.dir.sync()]);
    assert.deepEqual([epoch(bas, team), epoch(mohamed, team)], [2, 2]);
    await rotateTeam(mohamed.m, "");
    const keys = await go(demo(), "bas", "keys");
    const told = (keys["teams"] as { id: string; epoch: number; held: boolean }[]).find((t) => t.id === team);
    assert.deepEqual([told?.epoch, told?.held], [3, true], "Go opens what the browser made");
    assert.equal(codeOf(await rotateTeam(bas.m, team).catch((e: unknown) => e)), "");
    await Promise.all([bas.close(), mohamed.close()]);
  });

});
