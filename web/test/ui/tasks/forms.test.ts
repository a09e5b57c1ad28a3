// Every form that a screen writes is filled in here as somebody would, and what
// comes out is held to the rules of its flow: the same that the worker holds it to.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as feedback from "../../../src/flows/feedback/index.ts";
import type { EntryType } from "../../../src/flows/flow/index.ts";
import * as handoff from "../../../src/flows/handoff/index.ts";
import * as inquiry from "../../../src/flows/inquiry/index.ts";
import * as message from "../../../src/flows/message/index.ts";
import * as zaak from "../../../src/flows/zaak/index.ts";
import { catalogue, learn } from "../../../src/text/index.ts";
import { answersDocument, questionProblems, weighingProblems } from "../../../src/ui/tasks/compose/answers.ts";
import { choicesOf, type Field, type Fields, standing, type Values, valuesOf } from "../../../src/ui/tasks/compose/field.ts";
import { choiceText } from "../../../src/ui/tasks/compose/choicetext.ts";
import { forms, handoffSafety, readFields } from "../../../src/ui/tasks/compose/forms.ts";
import { find } from "../../../src/ui/tasks/compose/guard.ts";
import { begin, type Composed, documentFor, follow, type Ground, groups } from "../../../src/ui/tasks/compose/plans.ts";
import { fileName, upright } from "../../../src/ui/tasks/compose/said.tsx";
import { documentOf, instantOf, problemsOf, typedFrom } from "../../../src/ui/tasks/compose/write.ts";
import { besideOf, fieldsOf } from "../../../src/ui/tasks/exchange/steps.tsx";
import { anna, id, now } from "../../stories/people.ts";
import { answered, centrum, infodesk, teams, zorgteam } from "../../stories/thread.ts";
import { en as english } from "../../../src/text/en.ts";

learn("en", english);

const at = Math.floor(Date.parse(now) / 1000);
const fill = { now: at, member: id(10), author: { name: "Anna de Boer", salt: "0".repeat(64), role: "" } };
const date = { day: "28", month: "5", year: "2026" };
const hash = "a".repeat(64);

/** A form as somebody fills it in: each field, with its first choice or the last. */
function filled(fields: Fields, pick: "first" | "last", all: Values = {}, depth = 0, begun: Values = {}): Values {
  let own: Values = begun;
  // What is asked depends on what was chosen before: fill in until nothing new is asked.
  for (let turn = 0; turn < 4; turn++) {
    const top = depth === 0 ? own : all;
    for (const field of standing(fields, own, top)) own = { ...own, [field.name]: own[field.name] ?? one(field, pick, depth === 0 ? own : all, depth) };
  }
  return own;
}

function one(field: Field, pick: "first" | "last", all: Values, depth: number): Values[string] {
  switch (field.kind) {
    case "id":
      return "p1";
    case "line":
      return "Iets";
    case "text":
      return "Iets met <b>tekens</b>\nop twee regels.";
    case "date":
    case "until":
      return date;
    case "moment":
      return { ...date, clock: "14:30" };
    case "choice": {
      const choices = choicesOf(field.options, all);
      return (pick === "first" ? choices[0] : choices.at(-1))?.value ?? "";
    }
    case "several":
      return choicesOf(field.options, all).slice(0, 1).map((c) => c.value);
    case "yes":
      return true;
    case "known":
      return "yes";
    case "texts":
      return ["Iets"];
    case "dates":
      return [date];
    case "list":
      return [filled(field.of, pick, all, depth + 1)];
    case "part":
      return filled(field.of, pick, all, depth + 1);
    default:
      return "";
  }
}

const flowsOf = { handoff, inquiry, feedback, message, zaak };
const ofForm = (name: string) => {
  const flow = name.split(".")[0] ?? "";
  return flow in flowsOf ? flowsOf[flow as keyof typeof flowsOf].forms : handoff.forms;
};

function complete(name: string, doc: object, kind = "") {
  const index = ofForm(name);
  const entry: EntryType = ["handoff.proposed", "zaak.opened"].includes(name) ? "genesis" : name === "custody.offer" ? "offer" : name === "custody.acceptance" ? "accept" : "post";
  return index.complete(entry, { form: name, version: 1, ...doc }, { ...fill, frame: { kind } });
}

const beside: Record<string, object> = {
  assigned: { member: id(10) },
  "handoff.confirmed": { summary: hash },
  "feedback.orally_confirmed": { entry: hash },
  "custody.withdrawn": { offer: hash },
  "inquiry.correction": { question: "1" },
};
const written = Object.entries(forms).filter(([name]) => name !== "feedback.given" && name !== "handoff.proposed");

describe("each step of a flow", () => {
  for (const [name, fields] of written) {
    for (const pick of ["first", "last"] as const) {
      it(`${name}, ${pick}`, () => {
        const values = filled(fields, pick);
        const problems = problemsOf(fields, values, "f").filter((p) => p.id !== "f-question");
        assert.deepEqual(problems, []);
        complete(name, { ...documentOf(fields, values), ...beside[name] });
      });
    }
    it(`${name}, empty, says what is missing`, () => {
      const must = fields.some((f) => f.must);
      assert.equal(problemsOf(fields, {}, "f").length > 0, must);
    });
  }
});

const ground: Ground = {
  now,
  own: anna().teams,
  teams,
  me: { name: "Anna de Boer" },
  persons: [{ id: "kind1", role: "kind", givenNames: "Noor", familyName: "Voorbeeld", view: { spoken: true, text: "Ze slaapt slecht." } }],
  source: { shield: "beschermd_beroep", ground: 1 },
};

function composed(flow: Composed, to: string, kind: string, more: Values, pick: "first" | "last" = "first"): object {
  const first = begin(flow, ground);
  let values = follow(flow, ground, first, { ...first, from: id(101) });
  values = { ...values, to, kind, ...more };
  for (let i = 0; i < 3; i++) values = filled(groups(flow, ground, values).flatMap((g) => g.fields), pick, {}, 0, values);
  const fields = groups(flow, ground, values).flatMap((g) => g.fields);
  assert.deepEqual(problemsOf(fields, values, "f"), []);
  return documentFor(flow, ground, values, true);
}

describe("what is composed", () => {
  it("a handover", () => {
    for (const pick of ["first", "last"] as const) {
      const more: Values = pick === "first" ? {} : { persons: [] };
      const doc = composed("handoff", centrum.id, "na_veiligheidsbeoordeling", { ...more, persons: ground.persons, restrictions: [{ person: "kind1", kind: "alleen_tijdvak", window: "na 10 uur" }] }, pick);
      handoff.forms.complete("genesis", doc, fill);
    }
  });
  it("a request, with numbered questions", () => {
    const doc = composed("inquiry", infodesk.id, "vb_bevraging", { questions: [{ id: "x", text: "Bekend?" }, { id: "y", text: "Sinds wanneer?" }] });
    inquiry.forms.complete("genesis", doc, fill);
    assert.deepEqual("questions" in doc && doc.questions, [{ id: "1", text: "Bekend?" }, { id: "2", text: "Sinds wanneer?" }]);
  });
  it("feedback, at each level that a reader may hear", () => {
    for (const [kind, levels] of [["beroepskracht", ["0", "1", "2", "3", "4"]], ["politie", ["0", "1", "2"]], ["particulier", ["0", "1"]]] as const) {
      for (const level of levels) {
        const doc = composed("feedback", zorgteam.id, kind, { level, moment: "1" });
        feedback.forms.complete("genesis", doc, fill);
      }
    }
  });
  it("a message", () => {
    message.forms.complete("genesis", composed("message", centrum.id, "", { text: "Bel mij." }), fill);
  });
});

describe("answering", () => {
  const questions = [{ id: "1", text: "Bekend?" }, { id: "2", text: "Wapens?" }, { id: "3", text: "Sinds?" }];
  const values: Values = {
    answers: {
      "1": { outcome: "deels", nature: "feit", text: "Twee keer.", missing: "Het verslag." },
      "2": { outcome: "weigering", code: "nu_niet", motivation: "Bel ons." },
    },
    informed: "nee",
    why: "Dat doet Veilig Thuis.",
    role: "Infodesk",
    article: "20",
    agreement: "2024-11",
  };
  it("sends what is answered and leaves the rest", () => {
    assert.deepEqual(questionProblems(questions, values), []);
    assert.deepEqual(weighingProblems(questions, values, true), []);
    const doc = answersDocument(questions, values, true);
    inquiry.forms.complete("post", doc, fill);
    assert.equal(Array.isArray(doc["answers"]) && doc["answers"].length, 2);
  });
  it("asks for a ground, a reason and the own weighing", () => {
    const bare: Values = { answers: { "1": { outcome: "antwoord" }, "2": { outcome: "weigering" } } };
    assert.deepEqual(questionProblems(questions, bare).map((p) => p.what), ["nature", "text", "code", "motivation"]);
    assert.deepEqual(weighingProblems(questions, bare, true).map((p) => p.what), ["informed", "role", "article"]);
  });
});

describe("what was typed", () => {
  it("comes back from a document as it was", () => {
    const fields = forms["handoff.summary"] ?? [];
    const values = filled(fields, "first");
    assert.deepEqual(documentOf(fields, typedFrom(fields, documentOf(fields, values))), documentOf(fields, values));
  });
  it("comes back from a draft, and nothing else does", () => {
    assert.deepEqual(valuesOf({ a: "x", b: [{ c: true }], d: 3, e: null, f: () => 1 }), { a: "x", b: [{ c: true }] });
    assert.deepEqual(valuesOf("x"), {});
  });
  it("is the time of Amsterdam, also when the clock changes", () => {
    assert.equal(instantOf("2026-05-27", "14:30"), "2026-05-27T12:30:00Z");
    assert.equal(instantOf("2026-03-29", "14:30"), "2026-03-29T12:30:00Z");
    assert.equal(instantOf("2026-10-25", "9.05"), "2026-10-25T08:05:00Z");
    assert.equal(instantOf("2026-05-27", "25:00"), undefined);
    assert.equal(instantOf("2026-02-30", "10:00"), undefined);
  });
  it("cannot turn letters around it", () => {
    assert.equal(upright("a\u202Eb\u2066c"), "a\ufffdb\ufffdc");
    assert.equal(fileName("verslag\u202Efdp.exe"), "verslag\ufffdfdp.exe");
  });
});

describe("the guard", () => {
  const fields = forms["handoff.summary"] ?? [];
  it("finds a name as a whole word, with its line", () => {
    const values: Values = { risks: "Eerste regel.\nJan belde in januari.", conditions: [{ text: "Niets", who: "JAN" }] };
    assert.deepEqual(find(["Jan"], fields, values).map((f) => [f.label, f.line]), [["risks", 2], ["who", 1]]);
    assert.deepEqual(find([""], fields, values), []);
  });
});

describe("what must be chosen", () => {
  it("is chosen by nobody but who fills it in: weapons are not unknown by themselves", () => {
    const fields = handoffSafety;
    const asked = ["weapons", "strangulation", "stalking", "deathThreats", "suicideThreat", "childrenPresent"];
    const bare: Values = { safety: { situation: "onbekend", text: "Iets." } };
    assert.deepEqual(problemsOf(fields, bare, "f").map((p) => [p.id, p.fault]), asked.map((name) => [`f-safety-${name}`, "choose"]));
    const unknown = Object.fromEntries(asked.map((name) => [name, "unknown"]));
    const chosen: Values = { safety: { situation: "onbekend", text: "Iets.", ...unknown, weapons: "yes" } };
    assert.deepEqual(problemsOf(fields, chosen, "f"), []);
    const { safety } = documentOf(fields, chosen);
    assert.ok(typeof safety === "object" && safety !== null && "weapons" in safety && !("strangulation" in safety));
  });
});

describe("a request as it is read", () => {
  it("asks nothing of who answers it in the words of who asked", () => {
    const labels = (fields: Fields): string[] => fields.flatMap((f) => [catalogue("nl").forms.label[f.label], ...(f.kind === "part" ? labels(f.of) : [])]);
    const said = labels(readFields("inquiry.sent"));
    assert.deepEqual(said.filter((label) => /\b(?:we|wil je|vraag je)\b/i.test(label)), []);
    const state = choiceText(catalogue("nl"), { name: "state", table: "asked" }, { value: "geinformeerd" });
    assert.equal(state, "Ja, het gezin weet het");
  });
});

describe("steps", () => {
  it("have no way where what they need is not there", () => {
    assert.equal(besideOf("handoff.confirmed", answered(), id(10)), null);
    assert.equal(fieldsOf("zaak.duty_done", answered()), null);
    assert.equal(fieldsOf("handoff.from_the_future", answered()), null);
  });
});

it("every word to choose from is in both languages", () => {
  const missing: string[] = [];
  const walk = (fields: Fields) => {
    for (const f of fields) {
      if (f.kind === "choice" || f.kind === "several") {
        for (const c of choicesOf(f.options, {})) {
          for (const language of ["nl", "en"] as const) {
            const text = catalogue(language);
            if (choiceText(text, f, c) === text.forms.unknown) missing.push(`${f.name} ${c.value} ${language}`);
          }
        }
      }
      if (f.kind === "list" || f.kind === "part") walk(f.of);
    }
  };
  for (const fields of Object.values(forms)) walk(fields);
  assert.deepEqual(missing, []);
});
