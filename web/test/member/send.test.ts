import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  addParty, claim, close, decline, example, inbox, leaveExchange, newZaak, receipt, recall, rekeyNow, release,
  reply, send, show,
} from "../../src/member/index.ts";
import { newID, teamParty } from "../../src/crypto/note/index.ts";
import { removeParty, replaceParty } from "../../src/member/parties.ts";
import { readAs } from "../../src/member/send.ts";
import type { Flow } from "../../src/worker/protocol.ts";
import type { Demo } from "../hub/demo.ts";
import { alike } from "./alike.ts";
import { go, session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);

function begin(tab: Tab, flow: Flow, to: string, zaak = ""): Promise<string> {
  return send(tab.m, { flow, to, team: "", zaak, document: example(flow, now()), files: [], upload: "" });
}

async function text(demo: Demo, words: string): Promise<string> {
  const path = join(demo.dir, "text.json");
  await writeFile(path, JSON.stringify({ form: "message.text", text: words }));
  return path;
}

withDemo((demo, long) => {
  for (const [flow, to, reader] of [
    ["handoff", "Gebiedsteam Noord", "fatima"],
    ["inquiry", "Politie Vechtdal / Infodesk", "ruud"],
    ["feedback", "Basisschool De Regenboog / Aandachtsfunctionarissen", "joke"],
    ["message", "Regio Vechtdal", "els"],
  ] as const) {
    test(`a ${flow} from the browser reads the same for both sides, and goes on from Go`, long, async () => {
      const anna = await session(demo(), "anna");
      const xid = await begin(anna, flow, to);
      await alike(demo(), "anna", anna, xid);
      const other = await session(demo(), reader);
      await alike(demo(), reader, other, xid);
      assert.equal((await inbox(other.m, "", 1))[0]?.exchange, xid);
      assert.equal((await show(other.m, xid)).unread, true);
      assert.equal(await receipt(other.m, xid), 1);
      assert.equal(await receipt(other.m, xid), 0);
      await go(demo(), reader, "reply", xid, "--file", await text(demo(), "Uit Go."));
      await reply(other.m, xid, "", { form: "message.text", text: "Uit de browser." }, [], "");
      await go(demo(), "anna", "receipt", xid);
      await alike(demo(), "anna", anna, xid);
      await alike(demo(), reader, other, xid);
      await Promise.all([anna.close(), other.close()]);
    });
  }

  test("what is restricted to one member, and what begins alone, reads the same for both sides", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await begin(anna, "message", "Gemeente Veldrijk / Gebiedsteam Noord");
    const { member } = await demo().keyring("fatima");
    const noord = "Gemeente Veldrijk / Gebiedsteam Noord";
    await assert.rejects(go(demo(), "anna", "party", "restrict", xid, noord, member)); // her keys were not compared
    const { words } = (await go(demo(), "fatima", "keys")) as { words: string[] };
    await go(demo(), "anna", "party", "compare", noord, member, "--words", words.join(" "));
    await go(demo(), "anna", "party", "restrict", xid, noord, member);
    const fatima = await session(demo(), "fatima");
    const row = (await inbox(fatima.m, "", 100)).find((r) => r.exchange === xid);
    assert.equal(row?.party, "m" + member);
    await reply(fatima.m, xid, "", { form: "message.text", text: "Alleen ik lees dit." }, [], "");
    await alike(demo(), "fatima", fatima, xid);
    await alike(demo(), "anna", anna, xid);
    assert.equal((await show(anna.m, xid)).with, "Gemeente Veldrijk / " + fatima.m.self.name);
    const letter = join(demo().dir, "alone.json");
    await writeFile(letter, JSON.stringify(await go(demo(), "fatima", "example", "message")));
    const to = ["--to", "Veilig Thuis Vechtdal / Intake", "--flow", "message", "--file", letter];
    const alone = String((await go(demo(), "fatima", "send", ...to, "--alone"))["exchange"]);
    await reply(anna.m, alone, "", { form: "message.text", text: "Gezien." }, [], "");
    await alike(demo(), "anna", anna, alone);
    await alike(demo(), "fatima", fatima, alone);
    await Promise.all([anna.close(), fatima.close()]);
  });

  test("a zaak, what belongs to it, and one open handoff", long, async () => {
    const anna = await session(demo(), "anna");
    const zaak = await newZaak(anna.m, "", example("zaak", now()));
    const xid = await begin(anna, "handoff", "Gebiedsteam Zuid", zaak);
    await alike(demo(), "anna", anna, zaak);
    const sheet = await show(anna.m, zaak);
    assert.deepEqual(sheet.exchanges.map((r) => r.exchange), [xid]);
    assert.equal((await show(anna.m, xid)).zaak, zaak);
    await assert.rejects(begin(anna, "handoff", "Gebiedsteam Noord", zaak), { code: "E29" });
    assert.deepEqual(await anna.home.list("outbox"), []);
    const linda = await session(demo(), "linda");
    await assert.rejects(show(linda.m, zaak), { code: "E21" });
    await decline(linda.m, xid, "capaciteit", "Geen plek.");
    await alike(demo(), "anna", anna, xid);
    await begin(anna, "handoff", "Gebiedsteam Noord", zaak);
    await alike(demo(), "anna", anna, zaak);
    await Promise.all([anna.close(), linda.close()]);
  });

  test("recall, claim, release, rekey, parties, leave and close", long, async () => {
    const [anna, carla] = await Promise.all([session(demo(), "anna"), session(demo(), "carla")]);
    const els = await session(demo(), "els");
    const xid = await begin(anna, "message", "Regio Vechtdal");
    await reply(els.m, xid, "", { form: "message.text", text: "Per ongeluk." }, [], "");
    await recall(els.m, xid, 1);
    await recall(els.m, xid, 1);
    assert.equal((await show(anna.m, xid)).entries[1]?.state, "recalled");
    await assert.rejects(recall(els.m, xid, 0), { code: /E05|E29/ });

    await claim(anna.m, xid, "");
    await assert.rejects(claim(carla.m, xid, ""), { code: "E31" });
    assert.equal((await show(carla.m, xid)).holder?.mine, false);
    await release(anna.m, xid, "");
    assert.equal((await show(carla.m, xid)).holder, null);

    await rekeyNow(els.m, xid);
    await addParty(anna.m, xid, demo().team("Gemeente Veldrijk", "Gebiedsteam Noord"), true);
    await reply(anna.m, xid, "", { form: "message.text", text: "Nu met Noord." }, [], "");
    const fatima = await session(demo(), "fatima");
    await alike(demo(), "fatima", fatima, xid);
    await alike(demo(), "anna", anna, xid);
    const intake = demo().team("Veilig Thuis Vechtdal", "Intake");
    await assert.rejects(removeParty(anna.m, xid, teamParty(intake)), { code: "E05", message: /cannot be taken out/ });
    await assert.rejects(removeParty(fatima.m, xid, teamParty(intake)), { code: "E05", message: /changes who takes part/ });
    await assert.rejects(replaceParty(anna.m, xid, intake), { code: "E05", message: /adds the other team/ });
    await assert.rejects(replaceParty(fatima.m, xid, intake), { code: "E05", message: /another team of the own/ });
    Object.assign(anna.m, { team: () => teamParty(newID()) }); // as if she were in another team as well
    await assert.rejects(readAs(anna.m, xid, "elders"), { code: "E05", message: /takes no part/ });
    Reflect.deleteProperty(anna.m, "team");
    await leaveExchange(fatima.m, xid);
    await reply(anna.m, xid, "", { form: "message.text", text: "Zonder Noord." }, [], "");
    await alike(demo(), "els", els, xid);
    assert.equal((await show(fatima.m, xid)).entries.some((e) => e.state === "readable" && e.seq > 6), false);
    await assert.rejects(readAs(fatima.m, xid, ""), { code: "E05", message: /no part in this exchange any more/ });
    await assert.rejects(close(els.m, xid), { code: "E05" });
    await close(anna.m, xid);
    await close(anna.m, xid);
    await alike(demo(), "anna", anna, xid);
    await assert.rejects(reply(anna.m, xid, "", { form: "message.text", text: "Te laat." }, [], ""), { code: "E29" });
    await Promise.all([anna.close(), carla.close(), els.close(), fatima.close()]);
  });
});
