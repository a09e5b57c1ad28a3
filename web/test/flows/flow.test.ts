import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { codeOf } from "../../src/crypto/note/index.ts";
import * as flow from "../../src/flows/flow/index.ts";
import type { Entry, EntryType, Fill } from "../../src/flows/flow/index.ts";
import * as feedback from "../../src/flows/feedback/index.ts";
import * as handoff from "../../src/flows/handoff/index.ts";
import * as inquiry from "../../src/flows/inquiry/index.ts";
import * as message from "../../src/flows/message/index.ts";
import * as zaak from "../../src/flows/zaak/index.ts";
import { documents, filled, verdict } from "../vectors/bodies.ts";
import { describe, indexes } from "../vectors/forms.ts";

const read = (path: string): Promise<Uint8Array> => readFile(`../${path}`);
const now = Date.UTC(2026, 10, 23, 9) / 1000;
const x64 = (c: string) => c.repeat(64);
const text = (b: Uint8Array) => new TextDecoder().decode(b);

// Of every form there is a document that passes; without one of its fields that
// must be there, with an unknown field, as a newer version or in another type of
// entry it does not.
test("every form", async () => {
  const types: EntryType[] = ["genesis", "post", "rekey", "offer", "accept", "close", "recall", "leave"];
  const docs = await documents(read);
  for (const x of indexes) {
    const seen = new Set<string>();
    for (const [name, doc] of Object.entries(docs[x.flow] ?? {})) {
      const form = x.forms().find((f) => f.name === doc["form"]);
      assert.ok(form, name);
      seen.add(form.name);
      const at = doc["frame"] ? form.in[0] : form.in.at(-1);
      assert.ok(at);
      const check = (t: EntryType, fields: object) => verdict(x.flow, "", t, filled(doc, { ...fields }, 0));
      assert.equal(check(at, {}), "", `${x.flow} ${name}`);
      assert.equal(check(at, { extra: 1 }), "E10", `${x.flow} ${name} with an unknown field`);
      assert.equal(check(at, { version: 2, extra: 1 }), "E19", `${x.flow} ${name} of a newer version`);
      for (const t of types.filter((one) => !form.in.includes(one))) {
        assert.equal(check(t, {}), "E10", `${x.flow} ${name} in a ${t}`);
      }
      for (const f of describe(form.fields, {})) {
        if (!f.must) continue;
        // Without form or version nobody knows what it is.
        assert.equal(check(at, { [f.name]: null }), "E10", `${x.flow} ${name} without ${f.name}`);
      }
    }
    assert.deepEqual([...seen].sort(), x.forms().map((f) => f.name));
  }
});

// A body that was read can be written, and is read the same again.
test("what is read can be completed and changes nothing", async () => {
  for (const [name, docs] of Object.entries(await documents(read))) {
    const x = indexes.find((i) => i.flow === name);
    for (const doc of Object.values(docs)) {
      const form = x?.forms().find((f) => f.name === doc["form"]);
      const at = doc["frame"] ? form?.in[0] : form?.in.at(-1);
      if (!x || !at) assert.fail(name);
      const body = filled(doc, {}, 0);
      const again = x.complete(at, JSON.parse(text(body)) as object, { now });
      assert.deepEqual(settled(x.read("", at, again)), settled(x.read("", at, body)));
    }
  }
});

/** settled leaves out the terms of the frame, which complete fills in by the urgency. */
function settled(d: flow.Document): object {
  return { ...d, frame: d.frame && { ...d.frame, terms: null } };
}

const author = { name: "Anna de Boer", salt: x64("5"), role: "" };
const file = { root: x64("6"), identity: "AGE-SECRET-KEY-PQ-1QQ", name: "a.pdf", type: "application/pdf", size: 1 };
const me = "a".repeat(32);
const fill: Fill = { now, author, member: me, files: [file] };

const asking = (more: object) => ({
  requester: "M", callback: "1", basis: "b", purpose: "p", necessity: "n", nature: "n", seriousness: "s",
  subjects: [{ id: "1", familyName: "V" }], questions: [{ id: "1", text: "q" }], consent: { state: "niet_gevraagd" },
  familyNotice: { state: "instemming", on: "2026-11-20" }, mode: "live", ...more,
});

test("a caller may leave out what the client knows, and nothing else", () => {
  const proposal = {
    urgency: "acuut", decision: { kind: "overdracht", date: "2026-11-20" }, basis: "b",
    familyInformed: { state: "nee", why: "w" }, persons: [{ id: "1", role: "netwerk", familyName: "V" }],
    safety: { situation: "onbekend", text: "t" }, nextAction: "n", source: { shield: "open" },
  };
  const given = { outcome: "overdracht", steps: "s", contact: { name: "Anna" } };
  type Completes = { complete(t: EntryType, d: object, f: Fill): Uint8Array };
  const cases: [string, Completes, EntryType, object, string, string][] = [
    ["form, version, frame, author and files", message.forms, "genesis", { text: "Dag." },
      `{"form":"message.text","version":1,"author":{"name":"Anna de Boer","salt":"${author.salt}"},` +
        `"files":[{"root":"${file.root}"`, ""],
    ["its own author stays", message.forms, "genesis", { text: "Dag.", author: { ...author, name: "Bas" } },
      '"author":{"name":"Bas"', ""],
    ["a post names its form", message.forms, "post", { text: "Dag." }, "", "E10"],
    ["decomposed letters are composed", message.forms, "genesis", { text: "cafe\u0301" }, '"text":"caf\u00e9"', ""],
    ["an unknown field", message.forms, "genesis", { text: "Dag.", tekst: "Dag." }, "", "E10"],
    ["an unknown form", message.forms, "genesis", { form: "message.spoken", text: "Dag." }, "", "E19"],
    ["a newer version", message.forms, "genesis", { version: 2, text: "Dag." }, "", "E19"],
    ["a version that is a word", message.forms, "genesis", { version: "1", text: "Dag." }, "", "E10"],
    ["no object", message.forms, "genesis", ["Dag."], "", "E10"],
    ["terms by urgency, but its own first", inquiry.forms, "genesis",
      asking({ urgency: "spoed", frame: { kind: "vb_bevraging", terms: { seen: "3wd" } } }),
      '"frame":{"flow":"inquiry","kind":"vb_bevraging","custody":"stays",' +
        '"terms":{"seen":"3wd","moreInfo":"1wd","answer":"1wd","verify":"5wd","lapse":"10wd"}}', ""],
    ["a due date by the term", inquiry.forms, "genesis", asking({ urgency: "regulier" }), '"due":"2026-12-07"', ""],
    ["a due time by a term in hours", inquiry.forms, "genesis", asking({ urgency: "acuut" }),
      '"due":"2026-11-23T11:00:00Z"', ""],
    ["a due date of one's own", inquiry.forms, "genesis", asking({ urgency: "acuut", due: "2026-11-25" }),
      '"due":"2026-11-25"', ""],
    ["a frame of another flow", inquiry.forms, "genesis", asking({ urgency: "spoed", frame: { flow: "handoff" } }),
      "", "E10"],
    ["the first moment", feedback.forms, "genesis", { form: "feedback.owed" },
      '"moments":[{"moment":1,"from":"2026-11-23","due":"2026-11-30"}]', ""],
    ["what is owed opens an exchange", feedback.forms, "post", { form: "feedback.owed" }, "", "E10"],
    ["level 1", feedback.forms, "genesis", given, '"moment":1,"outcome":"overdracht","level":1', ""],
    ["level 2 with who took over", feedback.forms, "post",
      { form: "feedback.given", ...given, whyMore: "w", receiving: { organisation: "o" } }, '"level":2', ""],
    ["level 0 is a level", feedback.forms, "genesis", { ...given, level: 0 }, '"level":0', ""],
    ["who takes it up", handoff.forms, "post", { form: "handoff.acknowledged" }, `"assignee":"${me}"`, ""],
    ["the sentence of the giver", handoff.forms, "offer", { form: "custody.offer" }, '"statement":"Ik draag', ""],
    ["the receiver coordinates", handoff.forms, "accept", { form: "custody.acceptance" },
      '"coordinator":"Anna de Boer","statement":"Ik neem', ""],
    ["custody moves where it can", handoff.forms, "genesis", proposal, '"custody":"moves"', ""],
    ["and stays where it cannot", handoff.forms, "genesis", { ...proposal, frame: { kind: "consult" } },
      '"custody":"stays"', ""],
    ["who answers", inquiry.forms, "post", { form: "inquiry.assigned", competent: true }, `"member":"${me}"`, ""],
    ["a request in the place of an answer", inquiry.forms, "post", { form: "inquiry.sent" }, "", "E10"],
    ["the day of filing", inquiry.forms, "post", { form: "inquiry.filed" }, '"on":"2026-11-23"', ""],
    ["the day a duty was done", zaak.forms, "post", { form: "zaak.duty_done", id: "p1" }, '"on":"2026-11-23"', ""],
    ["the day of a melding", zaak.forms, "post",
      { form: "zaak.melding", id: "m1", reporter: { kind: "politie", shield: "open" } },
      '"receivedOn":"2026-11-23"', ""],
  ];
  for (const [name, forms, t, doc, want, code] of cases) {
    let got = "";
    try {
      const body = text(forms.complete(t, doc, fill));
      assert.ok(body.includes(want), `${name}: ${want} is not in ${body}`);
    } catch (e) {
      if (e instanceof assert.AssertionError) throw e;
      got = codeOf(e) || String(e);
    }
    assert.equal(got, code, name);
  }
});

test("what region and partners agreed on goes before the defaults of the flow", () => {
  const frame = { terms: { answer: "5wd" }, freeDays: ["2026-11-24"], norms: "regio-2026" };
  const body = text(inquiry.forms.complete("genesis", asking({ urgency: "regulier" }), { ...fill, frame }));
  for (const want of ['"answer":"5wd"', '"freeDays":["2026-11-24"]', '"norms":"regio-2026"', '"due":"2026-12-01"']) {
    assert.ok(body.includes(want), want);
  }
});

test("an example is whole: the client only adds what it knows", () => {
  for (const f of [handoff, inquiry, feedback, message, zaak]) {
    const forms = indexes.find((x) => x.flow === f.forms.flow);
    forms?.read("", "genesis", forms.complete("genesis", f.example(now), { now, author }));
  }
});

// Who is certain of an accept: each side by the receipt of the other.
test("certainty", () => {
  const [giver, receiver, third] = ["t1", "t2", "t3"];
  const none = { to: "", target: "", state: "none", code: "", time: now, parties: [giver, receiver, third] } as const;
  const entries: Entry[] = [
    { ...none, seq: 0, hash: "0", type: "genesis", party: giver, author: "g1", owner: giver },
    { ...none, seq: 1, hash: "1", type: "offer", party: giver, author: "g1", to: receiver, owner: giver },
    { ...none, seq: 2, hash: "2", type: "accept", party: receiver, author: "r1", owner: receiver },
  ];
  const receipt = (entry: string, member: string) => ({ entry, party: "", author: member, time: now });
  for (const [viewer, members, want] of [
    ["", [], "unconfirmed"], ["", ["g1"], "unconfirmed"], ["", ["r1"], "unconfirmed"], ["", ["g1", "r1"], "fixed"],
    [receiver, ["r1"], "unconfirmed"], [receiver, ["g1"], "fixed"], [receiver, ["g2"], "unconfirmed"],
    [giver, ["g1"], "unconfirmed"], [giver, ["r1"], "fixed"], [giver, ["r2"], "unconfirmed"],
    [third, ["g1"], "unconfirmed"], [third, ["r1"], "unconfirmed"], [third, ["r1", "g1"], "fixed"],
  ] as const) {
    const receipts = members.flatMap((m) => [receipt("2", m), receipt("1", "g1"), receipt("1", "r1")]);
    const x = { ...flow.assemble("", entries, receipts), viewer };
    assert.equal(handoff.fold(x, now).certainty, want, `seen by ${viewer} with ${members.join(" ")}`);
  }
  assert.equal(handoff.fold(flow.assemble("", entries.slice(0, 2), []), now).certainty, "fixed");
});

test("a step that is not open says what is", () => {
  const s = { status: "proposed", next: { t1: ["close", "offer"] } };
  assert.equal(codeOf(flow.allowed(s, "t1", "accept")), "E29");
  assert.match(flow.allowed(s, "t1", "accept")?.message ?? "", /close, offer$/);
  assert.match(flow.allowed(s, "t2", "close")?.message ?? "", /nothing$/);
  assert.equal(flow.allowed(s, "t1", "offer"), undefined);
});

test("what has begun", () => {
  const at = (h: number, m = 0, s = 0) => Date.UTC(2026, 10, 23, h, m, s) / 1000;
  for (const [due, when, want] of [
    ["2026-11-23", now, true], ["2026-11-24", now, false], ["2026-11-24", at(22, 59, 59), false],
    ["2026-11-24", at(23), true], ["2026-11-23T09:00:00Z", now, true], ["2026-11-23T09:00:01Z", now, false],
    ["", now, false],
  ] as const) {
    assert.equal(flow.reached(due, when), want, `${due} at ${when}`);
  }
  assert.equal(flow.countTerm({ freeDays: [] }, "", now), "");
  assert.equal(flow.countFrom({ freeDays: [] }, "5wd", "morgen"), "");
});
