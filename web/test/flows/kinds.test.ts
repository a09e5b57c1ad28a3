import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../../src/crypto/note/index.ts";
import { count, parseTerm, readTerm } from "../../src/flows/deadline/index.ts";
import * as feedback from "../../src/flows/feedback/index.ts";
import * as handoff from "../../src/flows/handoff/index.ts";
import * as inquiry from "../../src/flows/inquiry/index.ts";
import * as kinds from "../../src/flows/kinds/index.ts";

const code = (of: () => void): string => {
  try {
    of();
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
};

test("who may begin what with whom", () => {
  for (const [from, to, flow, variant, want] of [
    ["veilig_thuis", "gebiedsteam", "handoff", "na_veiligheidsbeoordeling", ""],
    ["veilig_thuis", "veilig_thuis", "handoff", "anders", ""],
    ["gebiedsteam", "veilig_thuis", "handoff", "terug", ""],
    ["veilig_thuis", "raad", "handoff", "vto", ""],
    ["school", "gebiedsteam", "handoff", "verwijzing", ""],
    ["veilig_thuis", "politie", "inquiry", "vb_bevraging", ""],
    ["veilig_thuis", "school", "feedback", "", ""],
    ["iets_nieuws", "veilig_thuis", "message", "", ""], // a kind of tomorrow is treated as overig
    ["school", "politie", "inquiry", "onderzoek", "E29"], // a school asks no one
    ["school", "politie", "feedback", "", "E29"], // only Veilig Thuis gives feedback
    ["veilig_thuis", "openbaar_ministerie", "handoff", "na_onderzoek", "E29"], // cannot hold custody
    ["veilig_thuis", "gebiedsteam", "handoff", "vto", "E29"], // only the Raad gets one
    ["gebiedsteam", "school", "inquiry", "vb_bevraging", "E29"],
    ["veilig_thuis", "gebiedsteam", "handoff", "", "E01"],
    ["veilig_thuis", "gebiedsteam", "handoff", "onderzoek", "E01"], // a variant of another flow
    ["veilig_thuis", "school", "feedback", "onderzoek", "E01"],
  ] as const) {
    assert.equal(code(() => kinds.checkStart(from, to, flow, variant)), want, `${from} to ${to}, ${flow} ${variant}`);
  }
});

test("how much a reporter is told", () => {
  for (const [reader, level, role, want] of [
    ["beroepskracht", 2, false, ""], ["beroepskracht", 4, true, ""], ["politie", 2, false, ""],
    ["betrokkene", 1, true, ""], ["beroepskracht", 3, false, "E29"], ["politie", 3, true, "E29"],
    ["particulier", 2, false, "E29"], ["beroepskracht", 5, true, "E01"], ["buurman", 1, false, "E01"],
  ] as const) {
    assert.equal(code(() => kinds.checkLevel(reader, level, role)), want, `${reader} at level ${level}`);
  }
});

test("the words of the forms are those that a person is offered", () => {
  const words = (list: readonly { code: string }[]) => list.map((c) => c.code).sort();
  const rule = (fields: object, name: string) =>
    [...((fields as Record<string, { words?: string[] }>)[name]?.words ?? [])].sort();
  assert.deepEqual(words(kinds.variants("handoff")), [...handoff.forms.kinds].sort());
  assert.deepEqual(words(kinds.variants("inquiry")), [...inquiry.forms.kinds].sort());
  assert.deepEqual(words(kinds.readers()), [...feedback.forms.kinds].sort());
  assert.deepEqual(words(kinds.declines()), rule(handoff.declined.fields, "reason"));
  assert.deepEqual(words(kinds.urgencies()), rule(inquiry.sent.fields, "urgency"));
  assert.deepEqual(words(kinds.answers()), rule(inquiry.answer.fields ?? {}, "kind"));
  assert.deepEqual(words(kinds.natures()), rule(inquiry.answer.fields ?? {}, "nature"));
  const grounds = new Set(kinds.kinds().flatMap((k) => kinds.grounds(k.code).map((g) => g.code)));
  assert.deepEqual([...grounds].sort(), rule(inquiry.answer.fields ?? {}, "code"));
});

test("the data is whole", () => {
  assert.equal(kinds.findKind("regionaal_veiligheidsteam").code, "overig");
  assert.equal(kinds.isKnown("regionaal_veiligheidsteam"), false);
  for (const flow of ["handoff", "feedback", "inquiry", "message"] as const) {
    for (const t of kinds.frameTermList(flow)) {
      for (const term of [t.regulier, t.spoed, t.acuut]) assert.ok(count(parseTerm(term), 0, []).due);
    }
  }
  for (const c of kinds.clocks()) {
    assert.ok(readTerm(c.term) && readTerm(c.strict) && (c.extension === "" || readTerm(c.extension)), c.code);
  }
  for (const variant of ["onderzoek", "vb_bevraging"]) {
    for (const k of kinds.kinds()) {
      for (const s of kinds.questionSets(k.code, variant)) {
        assert.equal(kinds.questionsOf(s).length, s.questions.length, s.id);
      }
    }
  }
  assert.ok(kinds.bases("handoff", "send", "veilig_thuis", "gebiedsteam").some((b) => b.id === "wmo_hulp"));
  assert.equal(kinds.sourceOf("wmo")?.id, "BWBR0035362");
  assert.equal(kinds.sourceOf("__proto__"), undefined);
  assert.equal(kinds.frameTerms("inquiry", "spoed")["answer"], "1wd");
  assert.equal(kinds.frameTerms("inquiry", "later")["answer"], kinds.frameTerms("inquiry", "regulier")["answer"]);
});
