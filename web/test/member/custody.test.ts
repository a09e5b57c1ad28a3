import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { accept, decline, example, newZaak, reply, send, show } from "../../src/member/index.ts";
import { Identity } from "../../src/crypto/identity/index.ts";
import { ascii, newID, utf8, type Bytes } from "../../src/crypto/note/index.ts";
import { joinFrame, splitFrame } from "../../src/hub/index.ts";
import { bound } from "../../src/member/compose.ts";
import { answer } from "../../src/member/offer.ts";
import { asked, pendingAccept, sigText } from "../../src/member/pending.ts";
import { readAs } from "../../src/member/send.ts";
import type { Visit } from "../../src/member/visit.ts";
import type { Demo } from "../hub/demo.ts";
import { alike } from "./alike.ts";
import { go, session, type Tab } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);

async function handoff(tab: Tab, to: string): Promise<string> {
  const zaak = await newZaak(tab.m, "", example("zaak", now()));
  const document = example("handoff", now());
  return send(tab.m, { flow: "handoff", to, team: "", zaak, document, files: [], upload: "" });
}

/** Waits until custody is seen to be with a team, and certain. */
async function moved(tab: Tab, xid: string, team: string): Promise<void> {
  await until(async () => {
    const v = await show(tab.m, xid);
    return (v.custody?.team === team && v.certainty === "fixed") || undefined;
  }, `custody with ${team}`);
}

/** Lets the command line offer, and waits until the offer stands. */
async function offerInGo(demo: Demo, short: string, xid: string): Promise<{ ended: Promise<unknown> }> {
  const sluis = join(process.cwd(), "..", ".cache", "sluis");
  const run = spawn(sluis, ["--json", "--home", demo.person(short).home, "offer", xid]);
  const ended = once(run, "exit");
  await once(run.stdout, "data");
  run.stdout.resume();
  return { ended };
}

withDemo((demo, long) => {
  test("offered and accepted in browsers: both sign, custody moves, receipts and zaak tell so", long, async () => {
    const [anna, fatima] = await Promise.all([session(demo(), "anna"), session(demo(), "fatima")]);
    const xid = await handoff(anna, "Gebiedsteam Noord");
    await assert.rejects(accept(fatima.m, xid, "", null), { code: "E29" });
    await anna.rooms.offer(xid, "", null);
    await fatima.rooms.enter(xid);
    const seen = () => fatima.events.find((e) => e.event === "room" && e.people.some((p) => p.name !== ""));
    await until(seen, "anna in the room");
    assert.deepEqual((await show(fatima.m, xid)).people, [anna.m.id]);
    assert.equal((await show(anna.m, xid)).cosigned, false);
    await accept(fatima.m, xid, "", null);
    await moved(fatima, xid, "Gebiedsteam Noord");
    await moved(anna, xid, "Gebiedsteam Noord");
    assert.equal((await show(anna.m, xid)).cosigned, false);
    await alike(demo(), "anna", anna, xid);
    await alike(demo(), "fatima", fatima, xid);
    const { zaak } = await show(anna.m, xid);
    const noted = async () => (await show(anna.m, zaak)).entries.find((e) => formOf(e.document) === "zaak.custody");
    await until(noted, "a note in the zaak");
    await Promise.all([anna.close(), fatima.close()]);
  });

  test("offered in a browser, accepted in Go", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await handoff(anna, "Gebiedsteam Noord");
    await anna.rooms.offer(xid, "", null);
    await go(demo(), "fatima", "accept", xid);
    await moved(anna, xid, "Gebiedsteam Noord");
    await alike(demo(), "anna", anna, xid);
    await anna.close();
  });

  test("offered in Go, accepted in a browser", long, async () => {
    const [anna, fatima] = await Promise.all([session(demo(), "anna"), session(demo(), "fatima")]);
    const xid = await handoff(anna, "Gebiedsteam Noord");
    const { ended } = await offerInGo(demo(), "anna", xid);
    await accept(fatima.m, xid, "", null);
    assert.deepEqual(await ended, [0, null]);
    await moved(fatima, xid, "Gebiedsteam Noord");
    await alike(demo(), "fatima", fatima, xid);
    await Promise.all([anna.close(), fatima.close()]);
  });

  test("one co-signature for one offer: E31 for a colleague, the same bytes when asked again", long, async () => {
    const [anna, fatima] = await Promise.all([session(demo(), "anna"), session(demo(), "fatima")]);
    const sjoerd = await session(demo(), "sjoerd");
    const xid = await handoff(anna, "Gebiedsteam Noord");
    await anna.rooms.offer(xid, "", null);
    const offer = anna.m.opened.get(xid)?.state.offer?.entry ?? "";
    // fatima's tab goes just before it would put: the finished entry stays in the home
    fatima.home.breaks = (name) => name.startsWith("outbox/");
    await assert.rejects(accept(fatima.m, xid, "", null), { code: "E24" });
    const kept = await fatima.home.read(`accepts/${offer}`);
    assert.ok(kept);
    await assert.rejects(accept(sjoerd.m, xid, "", null), { code: "E31" });
    // anna's client signed too, and nobody has seen an accept: it says so, also after a break
    const { cosigned, certainty, custody } = await show(anna.m, xid);
    assert.deepEqual([cosigned, certainty, custody?.team], [true, "unconfirmed", "Intake"]);
    assert.equal((await show(fatima.m, xid)).cosigned, false);
    fatima.home.breaks = () => false;
    await fatima.close();
    const again = await session(demo(), "fatima", fatima.home);
    assert.deepEqual(await again.home.read(`accepts/${offer}`), kept);
    await accept(again.m, xid, "", null);
    await moved(anna, xid, "Gebiedsteam Noord");
    assert.equal((await show(anna.m, xid)).cosigned, false);
    await assert.rejects(accept(sjoerd.m, xid, "", null), { code: "E31" });
    assert.equal(await again.home.read(`accepts/${offer}`), undefined);
    await Promise.all([anna.close(), again.close(), sjoerd.close()]);
  });

  test("an acceptance is co-signed only whole, by who asks, and bound to the exchange", long, async () => {
    const [anna, fatima] = await Promise.all([session(demo(), "anna"), session(demo(), "fatima")]);
    const xid = await handoff(anna, "Gebiedsteam Noord");
    await anna.rooms.offer(xid, "", null);
    const x = await readAs(fatima.m, xid, "");
    const stands = x.state.offer ?? assert.fail();
    const p = await pendingAccept(fatima.m, x, stands, null);
    const other = await Identity.generate();
    const loose = bound(p.header, [{ epoch: x.state.epoch, key: other }]);
    const answers: string[] = [];
    const room = { say: async (_: unknown, kind: string, said: Bytes) => void answers.push(`${kind} ${ascii(said).slice(-3)}`) };
    const ask = async (payload: Bytes, author = fatima.m.id): Promise<string | undefined> => {
      const frame = { kind: "ask", party: stands.to, org: fatima.m.org, author, time: now(), seq: x.state.seq, head: x.state.head, payload } as const;
      await answer(anna.m, await readAs(anna.m, xid, ""), room as unknown as Visit, stands, frame); // it says, and no more
      return answers.pop();
    };
    const asks = asked(p);
    const parts = splitFrame(asks);
    assert.equal(await ask(joinFrame(...parts.slice(0, 2))), "refused E01");
    assert.equal(await ask(joinFrame(...parts, utf8("more"))), "refused E01");
    assert.equal(await ask(joinFrame(loose, utf8(sigText(fatima.m.keys.sign.sign(loose))), p.ct)), "refused E09");
    assert.equal(await ask(asks, newID()), "refused E05");
    assert.match((await ask(asks)) ?? "", /^cosigned /);
    await Promise.all([anna.close(), fatima.close()]);
  });

  test("withdrawn, declined, and by itself when the session ends", long, async () => {
    const [anna, fatima] = await Promise.all([session(demo(), "anna"), session(demo(), "fatima")]);
    const xid = await handoff(anna, "Gebiedsteam Noord");
    await anna.rooms.offer(xid, "", null);
    await anna.rooms.withdraw(xid);
    await assert.rejects(anna.rooms.withdraw(xid), { code: "E29" });
    await assert.rejects(accept(fatima.m, xid, "", null), { code: "E29" });
    await anna.rooms.offer(xid, "", null);
    await decline(fatima.m, xid, "capaciteit", "");
    await until(() => anna.events.some((e) => e.event === "changed") || undefined, "the outcome");
    await reply(anna.m, xid, "", { form: "handoff.reproposed", changes: "Nu met hulp." }, [], "");
    await anna.rooms.offer(xid, "", null);
    await anna.close();
    assert.deepEqual((await show(fatima.m, xid)).entries.map((e) => formOf(e.document)).slice(1), [
      "custody.offer", "custody.withdrawn", "custody.offer", "handoff.declined", "handoff.reproposed", "custody.offer",
      "custody.withdrawn",
    ]);
    await alike(demo(), "fatima", fatima, xid);
    await fatima.close();
  });
});

function formOf(document: unknown): string {
  return typeof document === "object" && document !== null && "form" in document ? String(document.form) : "";
}
