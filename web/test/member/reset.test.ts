// A team's key without a predecessor, and another root than was compared: marked, and
// not written to before somebody compared it by phone.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  confirmKey, example, keyState, lagsOf, open, rekeyNow, reply, send, teamWords,
} from "../../src/member/index.ts";
import { accept } from "../../src/member/accept.ts";
import { add } from "../../src/member/add.ts";
import { custodyBody } from "../../src/member/custody.ts";
import { read } from "../../src/member/read.ts";
import { teamParty } from "../../src/crypto/note/index.ts";
import { Client } from "../../src/hub/index.ts";
import { NewTeam } from "./newteam.ts";
import { MemoryHome, go, goList, session } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const text = { form: "message.text", version: 1, text: "Verder." };

withDemo((demo, long) => {
  test("a reset is marked, refused until it was compared, and taken over by who is responsible", long, async () => {
    const anna = await session(demo(), "anna");
    const desk = await NewTeam.found(demo(), "Bureau Duin", "anna", "hanna");
    const client = new Client(demo().address);
    client.as(desk.keys.member, desk.keys.login);
    const wies = await open({ trust: anna.m.trust, keys: desk.keys, hub: client, home: await new MemoryHome().of(desk.keys), line: anna.m.line });
    const letter = { flow: "message", team: "", to: desk.team, zaak: "", document: example("message", now()), files: [], upload: "" } as const;
    const ours = await send(anna.m, letter);
    assert.equal(keyState(anna.m, desk.team).state, "unchecked");
    const said = teamWords(wies, desk.team).words.join(" ");
    await confirmKey(anna.m, desk.team, said);
    const { state, at } = keyState(anna.m, desk.team);
    assert.deepEqual([state, at.slice(0, 4)], ["checked", String(new Date().getUTCFullYear())]);
    const theirs = await send(wies, { ...letter, to: demo().team("Veilig Thuis Vechtdal", "Intake") });

    await desk.reset(client);
    await Promise.all([anna.m.dir.sync(), wies.dir.sync()]);
    assert.equal(keyState(anna.m, desk.team).state, "changed");
    await assert.rejects(send(anna.m, letter), { code: "E06" });
    await assert.rejects(reply(anna.m, ours, "", text, [], ""), { code: "E06" });
    await assert.rejects(rekeyNow(anna.m, ours), { code: "E06" });
    assert.deepEqual((await lagsOf(anna.m, await read(anna.m, ours))).map((l) => `${l.team} ${l.why}`), ["Infodesk reset"]);
    // not the owner: neither side of it goes on
    await assert.rejects(reply(anna.m, theirs, "", text, [], ""), { code: "E29" });
    await assert.rejects(rekeyNow(anna.m, theirs), { code: "E29" });
    await assert.rejects(reply(wies, ours, "", text, [], ""), { code: "E29" });
    // the command line says the same
    const document = join(demo().dir, "reset.json");
    await writeFile(document, JSON.stringify(example("message", now())));
    const told = async (short: string): Promise<unknown> =>
      (await goList(demo(), short, "teams", "Bureau Duin")).map((t) => t["reset"]);
    assert.deepEqual(await told("anna"), [true]);
    const args = ["send", "--flow", "message", "--to", desk.team, "--file", document];
    await assert.rejects(go(demo(), "anna", ...args, "--team", "Intake"), (e: { stdout?: string }) => String(e.stdout).includes('"E06"'));

    await assert.rejects(confirmKey(anna.m, desk.team, said), { code: "E16" }); // those of the key before
    const now8 = teamWords(wies, desk.team).words.join(" ");
    assert.notEqual(now8, said);
    await confirmKey(anna.m, desk.team, now8);
    assert.equal(keyState(anna.m, desk.team).state, "checked");
    await send(anna.m, letter);
    await reply(anna.m, ours, "", text, [], "");
    await assert.rejects(rekeyNow(anna.m, theirs), { code: "E29" });
    await reply(wies, ours, "", text, [], "");
    await reply(wies, theirs, "", text, [], "");
    await reply(anna.m, theirs, "", text, [], "");
    const bas = await session(demo(), "bas"); // each compares for himself
    const intake = demo().team("Veilig Thuis Vechtdal", "Intake");
    await assert.rejects(send(bas.m, { ...letter, team: intake }), { code: "E06" });
    // also where a colleague brought it to the new key, and while an offer stands, which is not accepted either
    await assert.rejects(reply(bas.m, ours, intake, text, [], ""), { code: "E06" });
    const handoff = await send(wies, { ...letter, flow: "handoff", to: intake, document: example("handoff", now()) });
    const before = await read(wies, handoff);
    const body = custodyBody(wies, before, "offer", undefined);
    const offered = await add(wies, before, { type: "offer", party: before.party, to: teamParty(intake), body });
    await assert.rejects(reply(bas.m, handoff, intake, text, [], ""), { code: "E06" });
    await assert.rejects(accept(bas.m, handoff, intake, undefined, 1), { code: "E06" });
    assert.equal(await bas.m.home.read(`accepts/${offered.state.head}`), undefined, "nothing was signed");

    // a root that is not the pinned one, and one that is not the one that was compared
    await anna.m.checks.set(desk.team, { line: "", root: "", at: "" });
    assert.equal(keyState(anna.m, desk.team).state, "changed");
    const pins = [...desk.keys.pins, { org: anna.m.org, root: "ab".repeat(16) }];
    const wary = await open({
      trust: anna.m.trust, keys: Object.assign(Object.create(desk.keys) as typeof desk.keys, { pins }), hub: client,
      home: await new MemoryHome().of(desk.keys), line: anna.m.line,
    });
    await wary.dir.all();
    assert.equal(keyState(wary, intake).state, "changed");
    await assert.rejects(confirmKey(wary, intake, teamWords(wary, intake).words.join(" ")), { code: "E06" });
    await assert.rejects(send(wary, { ...letter, to: intake }), { code: "E06" });
    await Promise.all([anna.close(), bas.close()]);
  });
});
