// Who takes part in an exchange: named members only, one more, one out; and a zaak that
// moves to another team though the hub goes away again and again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../../src/crypto/chain/index.ts";
import { Identity } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import { codeOf, fail, hashOf, memberParty, teamParty, utf8, type Bytes } from "../../src/crypto/note/index.ts";
import { signedMember, write } from "../../src/crypto/roster/index.ts";
import { joinFrame, splitFrame, type HubAPI } from "../../src/hub/index.ts";
import {
  accept, addMember, close, confirmMember, example, leaveExchange, memberWords, membersOf, moveBegun, moveZaak, newZaak, removeParty,
  replaceParty, reply, restrict, send, show, zaken, type Moved, type Step,
} from "../../src/member/index.ts";
import { readZaak } from "../../src/member/casefile.ts";
import { changeOrganisation } from "../../src/member/organisation.ts";
import { movesOf } from "../../src/worker/parties/move.ts";
import type { Event, Flow } from "../../src/worker/protocol.ts";
import type { Session } from "../../src/worker/session.ts";
import { alike } from "./alike.ts";
import { MemoryHome, go, session, type Tab } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const text = (t: string) => ({ form: "message.text", version: 1, text: t });

function begin(tab: Tab, flow: Flow, to: string, team = "", zaak = ""): Promise<string> {
  return send(tab.m, { flow, to, team, zaak, document: example(flow, now()), files: [], upload: "" });
}

/** A hub that goes away for good after so many entries. */
const leaving = (entries: number) => (hub: HubAPI): HubAPI => {
  let left = entries;
  return new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]) => {
        if (left < 0 || (name === "put" && --left < 0)) fail("E27", "the hub is gone");
        return (await value.apply(target, args)) as unknown;
      };
    },
  });
};

/** A hub that shows other entries, or more, and in which something happens before the nth put. */
const telling = (
  shown: (xid: string, seq: number, frame: Bytes) => Bytes, more: (xid: string) => Bytes[] = () => [],
  before: (n: number) => Promise<void> = async () => undefined,
) => (hub: HubAPI): HubAPI => {
  let puts = 0;
  return new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]) => {
        if (name === "put") await before(++puts);
        const answer: unknown = await value.apply(target, args);
        if (name !== "entries") return answer;
        const [, xid, from] = args as [string, string, number];
        return [...(answer as Bytes[]).map((frame, i) => shown(xid, from + i, frame)), ...more(xid)];
      };
    },
  });
};

withDemo((demo, long) => {
  const said = async (short: string): Promise<string> => ((await go(demo(), short, "keys"))["words"] as string[]).join(" ");

  test("an exchange is restricted to who was compared, one comes in for itself, and goes out again", long, async () => {
    const [anna, fatima, sjoerd, bas] = await Promise.all(["anna", "fatima", "sjoerd", "bas"].map((s) => session(demo(), s)));
    assert.ok(anna && fatima && sjoerd && bas);
    const noord = demo().team("Gemeente Veldrijk", "Gebiedsteam Noord");
    const intake = demo().team("Veilig Thuis Vechtdal", "Intake");
    const xid = await begin(anna, "message", noord);
    await show(sjoerd.m, xid);
    assert.ok(membersOf(anna.m, noord).includes(fatima.m.id));

    await assert.rejects(restrict(fatima.m, xid, intake, [anna.m.id]), { code: "E05" });
    await assert.rejects(restrict(anna.m, xid, intake, [bas.m.id]), { code: "E05" });
    await assert.rejects(restrict(anna.m, xid, noord, [bas.m.id]), { code: "E21" });
    await assert.rejects(restrict(anna.m, xid, noord, []), { code: "E01" });
    await assert.rejects(restrict(anna.m, xid, noord, [fatima.m.id]), { code: "E06" });
    await assert.rejects(confirmMember(anna.m, fatima.m.id, await said("sjoerd")), { code: "E16" });
    await assert.rejects(confirmMember(anna.m, fatima.m.id, "zeven zomaar"), { code: "E28" });
    await assert.rejects(restrict(anna.m, xid, noord, [fatima.m.id]), { code: "E06" });
    await confirmMember(anna.m, fatima.m.id, await said("fatima"));
    await restrict(anna.m, xid, noord, [fatima.m.id]);
    const { entries: once } = await show(anna.m, xid);
    await restrict(anna.m, xid, noord, [fatima.m.id]); // once is enough
    assert.equal((await show(anna.m, xid)).entries.length, once.length);
    await reply(anna.m, xid, "", text("Alleen voor jou."), [], "");
    for (const [short, tab] of [["anna", anna], ["fatima", fatima]] as const) {
      await alike(demo(), short, tab, xid);
      assert.deepEqual((await show(tab.m, xid)).entries.map((e) => e.state), ["readable", "readable", "readable"]);
    }
    const out = await show(sjoerd.m, xid);
    assert.deepEqual(out.entries.map((e) => `${e.type} ${e.state}`), ["genesis readable", "rekey unreadable"]);
    assert.deepEqual([out.parties.map((p) => p.party).includes(out.party), out.next], [false, []]);
    await assert.rejects(reply(sjoerd.m, xid, "", text("Niet meer."), [], ""), { code: "E05" });
    const linda = await session(demo(), "linda");
    await assert.rejects(show(linda.m, xid), { code: "E21" }, "who was never in it hears what who guesses hears");

    await assert.rejects(addMember(anna.m, xid, intake, bas.m.id, false), { code: "E06" });
    await confirmMember(anna.m, bas.m.id, await said("bas"));
    await addMember(anna.m, xid, intake, bas.m.id, false);
    assert.ok((await show(anna.m, xid)).parties.some((p) => p.party === memberParty(bas.m.id)));
    await removeParty(anna.m, xid, memberParty(bas.m.id));
    await removeParty(anna.m, xid, memberParty(fatima.m.id));
    await reply(anna.m, xid, "", text("Zonder haar."), [], "");
    assert.deepEqual((await show(fatima.m, xid)).entries.some((e) => e.seq > 4 && e.state === "readable"), false);
    await assert.rejects(removeParty(anna.m, xid, teamParty(intake)), { code: "E05" });
    await alike(demo(), "anna", anna, xid);
    await Promise.all([anna, fatima, sjoerd, bas, linda].map((t) => t.close()));
  });

  test("where a member who takes part for itself has other keys, nothing goes before its words were heard again", long, async () => {
    const [anna, fatima] = await Promise.all([session(demo(), "anna"), session(demo(), "fatima")]);
    const { sign, member } = await demo().keyring("sjoerd");
    const noord = demo().team("Gemeente Veldrijk", "Gebiedsteam Noord");
    const xid = await begin(anna, "message", noord);
    const heard = await said("sjoerd");
    await confirmMember(anna.m, member, heard);
    await restrict(anna.m, xid, noord, [member]);
    assert.deepEqual((await show(anna.m, xid)).lags, []);
    // his note is replaced by one with another recipient, which an admin may say alone
    const { recipient } = await Identity.generate();
    const old = anna.m.dir.book.member(member) ?? assert.fail();
    const note = await write(signedMember({ ...old, rcpt: recipientHash(recipient), prev: old.hash, time: now() }), async (b) => sign.sign(b));
    await changeOrganisation(fatima.m, (d) => {
      d.members = d.members.map((l) => (l.member === member ? { ...l, record: hashOf(note) } : l));
      d.bring("recipient", utf8(recipient));
      d.bring("member", note);
    });
    const [lag] = (await show(anna.m, xid)).lags;
    assert.deepEqual([lag?.party, lag?.why, lag?.compare, lag?.first], [memberParty(member), "replaced", true, ""]);
    assert.equal(Date.parse(lag?.until ?? "") - Date.parse(lag?.since ?? ""), 72 * 3600_000);
    await assert.rejects(reply(anna.m, xid, "", text("Aan wie?"), [], ""), { code: "E06" });
    await assert.rejects(confirmMember(anna.m, member, heard), { code: "E16" }); // those of the keys before
    await confirmMember(anna.m, member, memberWords(anna.m, member).words.join(" "));
    await reply(anna.m, xid, "", text("Aan jou."), [], "");
    const after = await show(anna.m, xid);
    assert.deepEqual([after.lags, after.entries.map((e) => e.type)], [[], ["genesis", "rekey", "rekey", "post"]]);
    await Promise.all([anna.close(), fatima.close()]);
  });

  test("another team of the own organisation takes a place, and who is not responsible goes", long, async () => {
    const [els, bas, mohamed] = await Promise.all(["els", "bas", "mohamed"].map((s) => session(demo(), s)));
    assert.ok(els && bas && mohamed);
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t));
    const xid = await begin(els, "message", intake ?? "");
    await replaceParty(bas.m, xid, onderzoek ?? "");
    await reply(mohamed.m, xid, "", text("Wij nemen het over."), [], "");
    assert.deepEqual((await show(els.m, xid)).parties.map((p) => p.team).filter((t) => t === "Onderzoek" || t === "Intake"), ["Onderzoek"]);
    await assert.rejects(leaveExchange(els.m, xid), { code: "E29" });
    await leaveExchange(mohamed.m, xid);
    await reply(els.m, xid, "", text("Alleen verder."), [], "");
    assert.equal((await show(els.m, xid)).parties.length, 1);
    await Promise.all([els, bas, mohamed].map((t) => t.close()));
  });

  test("a zaak moves with all that belongs to it, though the hub goes away: nothing is lost or said twice", long, async () => {
    const [anna, mohamed, fatima] = await Promise.all(["anna", "mohamed", "fatima"].map((s) => session(demo(), s)));
    assert.ok(anna && mohamed && fatima);
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t)) as [string, string];
    const home = new MemoryHome();
    const bas = await session(demo(), "bas", home);
    const sheet = await newZaak(bas.m, intake, example("zaak", now()));
    const infodesk = demo().team("Politie Vechtdal", "Infodesk");
    const ours = await begin(bas, "message", infodesk, intake, sheet);
    const closed = await begin(bas, "message", infodesk, intake, sheet);
    await close(bas.m, closed);
    const theirs = await begin(fatima, "message", intake);
    for (const doc of [
      { form: "zaak.exchange", version: 1, xid: theirs, flow: "message" },
      { form: "zaak.note", version: 1, text: "Moeder gesproken." },
      { form: "zaak.duty", version: 1, id: "bellen", what: "School bellen", due: "2027-01-04", kind: "agreed" },
    ]) await reply(bas.m, sheet, intake, doc, [], "");
    const still = { offer: () => fail("E29", "nobody offers"), at: () => undefined, ended: new AbortController().signal };
    await assert.rejects(moveZaak(anna.m, sheet, onderzoek, still), { code: "E05" }); // not in both teams
    await assert.rejects(moveZaak(bas.m, sheet, demo().team("Gemeente Veldrijk", "Gebiedsteam Noord"), still), { code: "E05" });
    await assert.rejects(moveZaak(bas.m, ours, onderzoek, still), { code: "E29" });
    assert.equal(await moveBegun(bas.m, await readZaak(bas.m, sheet), onderzoek), undefined);
    await bas.close();

    const taken: Promise<void>[] = [];
    const steps: Step[] = [];
    let stops = 0;
    let done: Moved | undefined;
    for (; done === undefined; stops++) {
      assert.ok(stops < 20, "it does not get on");
      const tab = await session(demo(), "bas", home, leaving(6));
      try {
        done = await moveZaak(tab.m, sheet, onderzoek, {
          offer: (x, to, standing) => tab.rooms.offerIn(x, to, standing),
          ended: still.ended,
          at(step) {
            steps.push(step);
            if (step.offered === ours) taken.push(accept(mohamed.m, ours, "", null));
          },
        });
      } catch (error) {
        if (codeOf(error) !== "E27") throw error;
        if (stops === 0) {
          const again = await session(demo(), "bas", home);
          const begun = await moveBegun(again.m, await readZaak(again.m, sheet), onderzoek);
          assert.deepEqual([begun?.done, begun?.all], [1, 3]); // the closed one stays
          await again.close();
        }
      }
      await tab.close();
    }
    await Promise.all(taken);
    assert.ok(stops > 2, "it did not stop on its way");
    assert.deepEqual([done.left, done.closed], [[], true]);
    assert.deepEqual(steps.at(-1), { what: "exchanges", done: 3, all: 3, offered: "" });

    const sheets = await zaken(mohamed.m, "", 10);
    assert.deepEqual(sheets.map((r) => r.exchange), [done.sheet]);
    const forms = (await show(mohamed.m, done.sheet)).entries.flatMap(({ document: d }) => {
      const form = typeof d === "object" && d !== null && "form" in d ? String(d.form) : "";
      return ["rekeyed", "zaak.custody", ""].includes(form) ? [] : [form];
    });
    const copied = ["zaak.exchange", "zaak.exchange", "zaak.exchange", "zaak.note", "zaak.duty"];
    assert.deepEqual(forms, [example("zaak", now()), ...copied].map((f) => (typeof f === "string" ? f : (f as { form: string }).form)));
    const teams = async (tab: Tab, xid: string): Promise<string[]> => (await show(tab.m, xid)).parties.map((p) => p.team).sort();
    assert.deepEqual(await teams(mohamed, ours), ["Infodesk", "Onderzoek"]);
    assert.deepEqual(await teams(fatima, theirs), ["Gebiedsteam Noord", "Onderzoek"]);
    assert.deepEqual(await teams(anna, closed), ["Infodesk", "Intake"]);
    assert.equal((await show(anna.m, sheet)).closed, true);
    await reply(mohamed.m, ours, "", text("Wij gaan verder."), [], "");
    await reply(mohamed.m, theirs, "", text("Wij gaan verder."), [], "");
    for (const xid of [done.sheet, ours, theirs]) await alike(demo(), "mohamed", mohamed, xid);
    await until(async () => (await show(mohamed.m, ours)).entries[0]?.state === "readable" || undefined, "what there was");
    const again = await session(demo(), "bas", home);
    const twice = await moveZaak(again.m, sheet, onderzoek, { ...still, offer: (x, to, s) => again.rooms.offerIn(x, to, s) });
    assert.deepEqual([twice.sheet, twice.done, twice.left], [done.sheet, 0, []]);
    await Promise.all([anna, mohamed, fatima, again].map((t) => t.close()));
  });

  const beginZaak = async (bas: Tab, intake: string, ...links: string[]): Promise<string> => {
    const sheet = await newZaak(bas.m, intake, example("zaak", now()));
    const duty = { form: "zaak.duty", version: 1, id: "bellen", what: "School bellen", due: "2027-01-04", kind: "agreed" };
    for (const doc of [duty, ...links.map((xid) => ({ form: "zaak.exchange", version: 1, xid, flow: "message" }))]) {
      await reply(bas.m, sheet, intake, doc, [], "");
    }
    return sheet;
  };
  const teamsOf = async (tab: Tab, xid: string): Promise<string[]> => (await show(tab.m, xid)).parties.map((p) => p.team).sort();
  const quiet = { offer: () => fail("E29", "nobody offers"), at: () => undefined, ended: new AbortController().signal };

  test("of a sheet of which a text is withheld nothing moves, nor an exchange that is denied or restricted", long, async () => {
    const [mohamed, fatima, anna] = await Promise.all(["mohamed", "fatima", "anna"].map((s) => session(demo(), s)));
    assert.ok(mohamed && fatima && anna);
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t)) as [string, string];
    const home = new MemoryHome();
    const bas = await session(demo(), "bas", home);
    const [denied, closed, spoilt, restricted] = await Promise.all([0, 0, 0, 0].map(() => begin(fatima, "message", intake)));
    assert.ok(denied && closed && spoilt && restricted);
    await close(fatima.m, closed);
    await confirmMember(fatima.m, anna.m.id, await said("anna"));
    await restrict(fatima.m, restricted, intake, [anna.m.id]);
    const sheet = await beginZaak(bas, intake, denied, closed, spoilt, restricted);
    for (const xid of [denied, closed, spoilt]) await show(bas.m, xid);
    await bas.close();
    const sheets = (await zaken(mohamed.m, "", 50)).length;

    const telltale = (text: Bytes) => telling((xid, seq, frame) => {
      const parts = splitFrame(frame);
      return xid === sheet && seq === 1 ? joinFrame(...parts.map((part, i) => (i === 1 ? text : part))) : frame;
    });
    for (const [text, message] of [[new Uint8Array(0), /withholds the text/], [utf8("another text"), /cannot be read/]] as const) {
      const withholding = await session(demo(), "bas", new MemoryHome(), telltale(text));
      await assert.rejects(moveZaak(withholding.m, sheet, onderzoek, quiet), { code: "E08", message });
      await withholding.close();
    }
    assert.deepEqual([(await zaken(mohamed.m, "", 50)).length, (await show(anna.m, sheet)).closed], [sheets, false]);

    const lies = telling((xid, _, frame) => {
      if (xid === denied || xid === closed) fail("E21", "not found");
      return frame;
    }, (xid) => (xid === spoilt ? [joinFrame(utf8("no entry"), new Uint8Array(0))] : []));
    const anew = await session(demo(), "bas", new MemoryHome(), lies);
    const first = await moveZaak(anew.m, sheet, onderzoek, quiet);
    assert.deepEqual(first.left.map((l) => [l.xid, codeOf(l.error), l.restricted]), [
      [denied, "E21", false], [closed, "E21", false], [spoilt, "E01", false], [restricted, "E29", true],
    ]);
    const kept = await session(demo(), "bas", home, lies);
    const second = await moveZaak(kept.m, sheet, onderzoek, quiet);
    assert.deepEqual([second.left.map((l) => l.xid), second.closed, second.sheet], [[denied, spoilt, restricted], false, first.sheet]);
    const begun = await moveBegun(kept.m, await readZaak(kept.m, sheet), onderzoek);
    assert.deepEqual(begun?.left, [
      { xid: denied, code: "E21", restricted: false }, { xid: spoilt, code: "E01", restricted: false }, { xid: restricted, code: "E29", restricted: true },
    ]);
    assert.equal((await show(anna.m, sheet)).closed, false);
    const honest = await session(demo(), "bas", home);
    for (const where of [intake, demo().team("Gemeente Veldrijk", "Gebiedsteam Noord")]) {
      await assert.rejects(moveZaak(honest.m, sheet, where, quiet), { code: "E05", message: /another team of the own/ });
    }
    const third = await moveZaak(honest.m, sheet, onderzoek, quiet);
    assert.deepEqual([third.done, third.left.map((l) => l.xid), third.closed], [2, [restricted], false]);
    assert.equal((await teamsOf(fatima, restricted)).includes("Onderzoek"), false);
    await Promise.all([mohamed, fatima, anna, anew, kept, honest].map((t) => t.close()));
  });

  test("what colleagues read for themselves moves to no team, whatever team they are in by now", long, async () => {
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t)) as [string, string];
    const infodesk = demo().team("Politie Vechtdal", "Infodesk");
    const bas = await session(demo(), "bas");
    const sheet = await newZaak(bas.m, intake, example("zaak", now()));
    const [ours, beside] = [await begin(bas, "message", infodesk, intake, sheet), await begin(bas, "message", infodesk, intake, sheet)];
    const [{ member: carla }, { member: ruud }] = await Promise.all([demo().resident("carla"), demo().resident("ruud")]);
    for (const [member, short] of [[carla, "carla"], [ruud, "ruud"]] as const) await confirmMember(bas.m, member, await said(short));
    await addMember(bas.m, ours, intake, carla, true);
    await addMember(bas.m, beside, infodesk, ruud, true);
    await go(demo(), "anna", "org", "team", "unassign", "Intake", carla);
    await bas.m.dir.sync();
    assert.equal(membersOf(bas.m, intake).includes(carla), false);
    const moved = await moveZaak(bas.m, sheet, onderzoek, quiet);
    assert.deepEqual([moved.closed, moved.left.map((l) => [l.xid, codeOf(l.error), l.restricted])], [
      false, [[ours, "E29", true], [beside, "E29", false]], // one of another organisation keeps its place
    ]);
    assert.deepEqual([(await teamsOf(bas, ours)).includes("Onderzoek"), (await teamsOf(bas, beside)).includes("Onderzoek")], [false, true]);
    assert.ok((await show(bas.m, beside)).parties.some((p) => p.party === memberParty(ruud)));
    // Of whom the directory does not know where it belongs, it may be the own organisation.
    const known = bas.m.dir.orgOf.bind(bas.m.dir);
    bas.m.dir.orgOf = (p) => (p === memberParty(ruud) ? "" : known(p));
    const begun = await moveBegun(bas.m, await readZaak(bas.m, sheet), onderzoek);
    assert.deepEqual(begun?.left.map((l) => l.restricted), [true, true]);
    await bas.close();
  });

  test("a new sheet that is closed before all is copied swallows nothing, and what is stopped offers nothing", long, async () => {
    const [mohamed, anna] = await Promise.all([session(demo(), "mohamed"), session(demo(), "anna")]);
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t)) as [string, string];
    const home = new MemoryHome();
    const bas = await session(demo(), "bas", home);
    const sheet = await beginZaak(bas, intake, hashOf(utf8("elsewhere")));
    const ours = await begin(bas, "message", demo().team("Politie Vechtdal", "Infodesk"), intake);
    const other = await beginZaak(bas, intake, ours);
    await bas.close();
    const before = (await zaken(mohamed.m, "", 50)).map((r) => r.exchange);
    const closing = await session(demo(), "bas", home, telling((_, __, frame) => frame, undefined, async (n) => {
      const fresh = (await zaken(mohamed.m, "", 50)).find((r) => !before.includes(r.exchange));
      if (n === 2) await close(mohamed.m, fresh?.exchange ?? assert.fail());
    }));
    for (const when of ["while it copies", "before it goes on"]) {
      await assert.rejects(moveZaak(closing.m, sheet, onderzoek, quiet), { code: "E29" }, when);
    }
    assert.equal((await show(anna.m, sheet)).closed, false);

    const stop = new AbortController();
    let offered = 0;
    const stopping = await session(demo(), "bas", home, telling((_, __, frame) => frame, undefined, async () => {
      if ((await teamsOf(anna, ours)).includes("Intake") && copied) stop.abort();
    }));
    let copied = false;
    await assert.rejects(moveZaak(stopping.m, other, onderzoek, {
      offer: async () => void offered++, at: (step) => void (copied = step.what === "exchanges"), ended: stop.signal,
    }), { code: "E29" });
    assert.deepEqual([stop.signal.aborted, offered], [true, 0]);
    assert.ok((await teamsOf(anna, ours)).includes("Onderzoek"), "it was stopped before the team came in");
    await Promise.all([mohamed, anna, closing, stopping].map((t) => t.close()));
  });

  const note = (text: string) => ({ form: "zaak.note", version: 1, text });
  const link = (xid: string) => ({ form: "zaak.exchange", version: 1, xid, flow: "message" });
  /** The hub of who moves: something happens before each entry, of which the type is told. */
  const watched = (before: (type: string) => Promise<void>, shown = (_: string, __: number, frame: Bytes) => frame) => (hub: HubAPI): HubAPI => {
    const told = telling(shown)(hub);
    return new Proxy(told, {
      get(target, name): unknown {
        const value: unknown = Reflect.get(target, name);
        if (name !== "put" || typeof value !== "function") return value;
        return async (frame: Bytes) => {
          await before(parse(splitFrame(frame)[0] ?? assert.fail()).type);
          return (await value.apply(target, [frame])) as unknown;
        };
      },
    });
  };

  test("a zaak with an own exchange moves in one go, with all that is said in the old sheet meanwhile", long, async () => {
    const [mohamed, anna, fatima] = await Promise.all(["mohamed", "anna", "fatima"].map((s) => session(demo(), s)));
    assert.ok(mohamed && anna && fatima);
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t)) as [string, string];
    const theirs = await begin(fatima, "message", intake);
    const late = ["Vlak voor het sluiten."];
    const bas = await session(demo(), "bas", new MemoryHome(), watched(async (type) => {
      if (type === "close") for (const t of late.splice(0)) await reply(anna.m, sheet, intake, note(t), [], "");
    }));
    const sheet = await newZaak(bas.m, intake, example("zaak", now()));
    const ours = await begin(bas, "message", demo().team("Politie Vechtdal", "Infodesk"), intake, sheet);
    let taken: Promise<void> | undefined;
    const moved = await moveZaak(bas.m, sheet, onderzoek, {
      ended: new AbortController().signal,
      async offer(x, to, standing) {
        for (const doc of [note("Terwijl het op aanbod stond."), link(theirs)]) await reply(anna.m, sheet, intake, doc, [], "");
        await bas.rooms.offerIn(x, to, standing);
      },
      at: (step) => { if (step.offered === ours) taken ??= accept(mohamed.m, ours, "", null); },
    });
    await taken;
    assert.deepEqual([moved.done, moved.left, moved.closed, (await show(anna.m, sheet)).closed], [2, [], true, true]);
    const [from, fresh] = [await readZaak(anna.m, sheet), await readZaak(mohamed.m, moved.sheet)];
    const refs = fresh.entries.map((e) => e.doc?.ref);
    assert.deepEqual(from.entries.filter((e) => e.entry.type === "post" && !refs.includes(e.entry.hash)), [], "something is lost");
    const texts = fresh.entries.flatMap(({ doc }) => (doc?.form === "zaak.note" ? [(doc as { text?: unknown }).text] : []));
    assert.deepEqual(texts, ["Terwijl het op aanbod stond.", "Vlak voor het sluiten."]);
    assert.deepEqual([await teamsOf(mohamed, ours), await teamsOf(fatima, theirs)], [["Infodesk", "Onderzoek"], ["Gebiedsteam Noord", "Onderzoek"]]);
    await Promise.all([mohamed, anna, fatima, bas].map((t) => t.close()));
  });

  test("a sheet that is not all copied is not closed", long, async () => {
    const anna = await session(demo(), "anna");
    const [intake, onderzoek] = ["Intake", "Onderzoek"].map((t) => demo().team("Veilig Thuis Vechtdal", t)) as [string, string];
    const elsewhere = hashOf(utf8("elsewhere"));
    const withheld = (frame: Bytes): Bytes => joinFrame(splitFrame(frame)[0] ?? assert.fail(), new Uint8Array(0));
    const away = (): Bytes => fail("E27", "away");
    for (const [what, doc, when, times, shown, code] of [
      ["an exchange is named just before", link(elsewhere), "close", 1, undefined, ""],
      ["a text is withheld", note("Nog iets."), "post", 1, withheld, "E08"],
      ["the hub is away when it is looked at again", note("Nog iets."), "post", 0, away, "E27"],
      ["somebody goes on writing", note("Nog iets."), "post", 100, undefined, "E20"],
    ] as const) {
      let [sheet, left, lies] = ["", times as number, false];
      const bas = await session(demo(), "bas", new MemoryHome(), watched(async (type) => {
        if (type !== when || sheet === "") return;
        lies = true;
        if (left-- > 0) await reply(anna.m, sheet, intake, doc, [], "");
      }, (xid, _, frame) => (shown !== undefined && lies && xid === sheet ? shown(frame) : frame)));
      sheet = await beginZaak(bas, intake);
      const moved = await moveZaak(bas.m, sheet, onderzoek, quiet).catch(codeOf);
      assert.deepEqual(typeof moved === "string" ? moved : moved.left.map((l) => l.xid), code === "" ? [elsewhere] : code, what);
      assert.equal((await show(anna.m, sheet)).closed, false, what);
      await bas.close();
    }
    await anna.close();
  });

  test("a move that the account could not remember does not run", long, async () => {
    const bas = await session(demo(), "bas");
    const told: Event[] = [];
    const kept = { set: async () => fail("E22", "no room"), setting: () => undefined };
    const moves = movesOf({ member: bas.m, kept, tell: (e: Event) => told.push(e) } as unknown as Session);
    const zaak = hashOf(utf8("a zaak"));
    await assert.rejects(moves.begin(zaak, demo().team("Veilig Thuis Vechtdal", "Onderzoek")), { code: "E22" });
    assert.equal((await moves.state(zaak)).state, "none");
    assert.deepEqual(told.filter((e) => e.event === "moving" && e.move.state === "runs"), []);
    await bas.close();
  });
});
