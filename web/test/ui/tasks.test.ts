// Words and order of the lists, without a browser: every code of every flow has a
// word in both languages, what people read keeps to the writing rules, and a row
// stands where its duties say.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as feedback from "../../src/flows/feedback/index.ts";
import { acts, formAssigned, formText, formWithdrawn } from "../../src/flows/flow/index.ts";
import * as handoff from "../../src/flows/handoff/index.ts";
import * as inquiry from "../../src/flows/inquiry/index.ts";
import * as message from "../../src/flows/message/index.ts";
import * as zaak from "../../src/flows/zaak/index.ts";
import { worklist as listEn } from "../../src/text/en/worklist.ts";
import { worklist as listNl } from "../../src/text/nl/worklist.ts";
import { sendable } from "../../src/ui/tasks/list/book.tsx";
import { findRows } from "../../src/ui/tasks/list/find.ts";
import { byTerm, grouped, inboxTabOf, sectionOf, sections, termKind } from "../../src/ui/tasks/list/order.ts";
import { outcomeTone } from "../../src/ui/tasks/compose/answers.ts";
import { custodyText, dutyVerb, flowIcon, nextVerb, statusText, statusTone, title, workText } from "../../src/ui/tasks/words.ts";
import { now, xid } from "../stories/people.ts";
import { boxRows, dayRows, duty, row } from "../stories/rows.ts";
import { en as english } from "../../src/text/en.ts";
import { learn } from "../../src/text/index.ts";

learn("en", english);

const languages = ["nl", "en"] as const;

describe("words", () => {
  const flows = { handoff, inquiry, feedback, message, zaak };
  for (const language of languages) {
    const text = workText(language);
    it(`each status has a word, in ${language}`, () => {
      for (const [flow, { statuses }] of Object.entries(flows)) {
        for (const status of statuses) {
          const known: Record<string, { word: string }> = text.status[flow as keyof typeof flows];
          assert.ok(known[status]?.word, `${flow} ${status}`);
        }
      }
    });
    it(`each step has a verb, in ${language}`, () => {
      const posted = Object.values(flows).flatMap((f) => f.forms.forms().filter((form) => form.in.includes("post")));
      const names = posted.map((form) => form.name).filter((name) => !name.startsWith("feedback.owed"));
      for (const step of [...names, ...acts, formText, formAssigned, formWithdrawn]) {
        assert.ok(Object.hasOwn(text.step, step), step);
      }
    });
    it(`what is read keeps to the rules, in ${language}`, () => {
      const forbidden = /\b(partner|dader|slachtoffer|indien|middels|authenticatie|encryptie|credential|sessie|submit|user|error|ticket)\b/i;
      for (const sentence of sentences([text, language === "nl" ? listNl : listEn])) {
        assert.ok(sentence.split(/\s+/).filter((w) => /\p{L}|\d/u.test(w)).length <= 16, sentence);
        assert.doesNotMatch(sentence, forbidden);
      }
    });
  }

  it("the closed list of statuses holds every word", () => {
    const closed = {
      handoff: ["Voorgesteld", "Afgesproken", "In gesprek", "Wacht op handtekening", "Overgedragen", "Niet overgenomen", "Vervallen"],
      inquiry: ["Verstuurd", "Geopend", "Deels beantwoord", "Beantwoord", "Niet beantwoord", "Ingetrokken", "Gesloten"],
      feedback: ["Nog te geven", "Klaargezet", "Opgehaald", "Mondeling gegeven", "Niet gegeven"],
    };
    const { status } = workText("nl");
    for (const flow of ["handoff", "inquiry", "feedback"] as const) {
      for (const { word } of Object.values(status[flow])) assert.ok(closed[flow].includes(word), word);
    }
  });

  it("the verb is that of the duty that is due first, if it may be done", () => {
    const verbs = dayRows().map((r) => nextVerb(r).text);
    assert.deepEqual(verbs, [
      "Leg besluit vast", "Geef terugkoppeling", "Leg uit", "Open", "Bevestig tijd", "Monitor", "Open", "Open", "Naar de kamer",
    ]);
    const asked = row(1, "inquiry", "received", { next: ["inquiry.answers", "inquiry.redirected"] });
    assert.deepEqual(nextVerb(asked), { step: "inquiry.answers", text: "Beantwoord", screen: "antwoord" });
    assert.equal(nextVerb({ ...asked, unreadable: "E07" }).step, "");
    assert.equal(nextVerb({ ...asked, status: "answered" }).step, "");
  });

  it("one tone for one status, and a step for a duty of one's own", () => {
    const partly = row(1, "inquiry", "partly_answered");
    assert.equal(statusTone(partly), outcomeTone.deels);
    assert.equal(statusTone({ ...partly, closed: true }), "plain");
    assert.equal(statusTone(row(1, "message", "sent")), "actie");
    const sheet = row(1, "zaak", "open", { next: ["zaak.decision"] });
    assert.equal(dutyVerb(sheet, duty("assessment", true, "2026-05-25", 2))?.step, "zaak.decision");
    assert.equal(dutyVerb(sheet, duty("assessment", false, "2026-05-25", 2)), null);
    assert.equal(dutyVerb({ ...sheet, next: [] }, duty("assessment", true, "2026-05-25", 2)), null);
  });

  it("a code that is not known shows nothing", () => {
    assert.deepEqual(statusText(row(1, "inquiry", "constructor")), { word: "", more: "" });
    assert.equal(nextVerb(row(1, "message", "sent", { next: ["toString"] })).step, "");
    assert.equal(flowIcon(""), "mail");
  });

  it("a title with names gives way when names are hidden; custody says how sure it is", () => {
    const one = dayRows()[4];
    assert.ok(one);
    assert.equal(title(one), "Overdracht gezin Bakker");
    assert.equal(title(one, "nl", true), "Overdracht " + one.mark);
    assert.equal(custodyText(one), "Nu verantwoordelijk: jouw team");
    assert.equal(custodyText({ ...one, certainty: "unconfirmed" }), "Nu verantwoordelijk: jouw team, nog niet bevestigd");
    assert.equal(custodyText({ ...one, custody: null }), "");
  });
});

describe("order", () => {
  it("a row stands where its duties say", () => {
    const placed = grouped(dayRows(), sections, (r) => sectionOf(r, now));
    const ids = (...n: number[]) => n.map(xid);
    assert.deepEqual(placed, {
      late: ids(1, 2),
      today: ids(3, 4),
      week: ids(5, 6),
      waiting: ids(8, 7),
      talks: ids(9),
      later: [],
    });
  });
  it("what is put off counts today only, and never when it is late", () => {
    const [late, , today] = dayRows();
    assert.ok(late && today);
    assert.equal(sectionOf(today, now, { [today.exchange]: "2026-05-27" }), "later");
    assert.equal(sectionOf(today, now, { [today.exchange]: "2026-05-26" }), "today");
    assert.equal(sectionOf(late, now, { [late.exchange]: "2026-05-27" }), "late");
  });
  it("what a colleague has is his, until it is late", () => {
    const his = { member: "x", name: "Bas", mine: false };
    assert.equal(sectionOf(row(1, "message", "sent", { unread: true, holder: his }), now), null);
    assert.equal(sectionOf(row(1, "message", "sent", { holder: his, duties: [duty("seen", true, "2026-05-20", 3)] }), now), "late");
    assert.equal(sectionOf(row(1, "message", "sent", { closed: true, unread: true }), now), null);
  });
  it("tabs follow who has it; terms by the day in Amsterdam", () => {
    assert.equal(inboxTabOf(row(1, "zaak", "open")), null);
    assert.equal(inboxTabOf(row(1, "message", "sent", { closed: true })), "done");
    assert.equal(termKind({ date: "2026-05-27", overdue: false, workdays: 0 }, now), "today");
    assert.equal(termKind({ date: "2026-05-27T22:30:00Z", overdue: false, workdays: 0 }, now), "week");
    assert.equal(termKind({ date: "2026-06-03", overdue: false, workdays: 5 }, now), "week");
    assert.equal(termKind({ date: "2026-06-04", overdue: false, workdays: 6 }, now), "later");
    assert.equal(termKind(null, now), "none");
  });
  it("the first term is on top, then the newest", () => {
    const sorted = boxRows().toSorted(byTerm).map((r) => r.exchange);
    assert.equal(sorted[0], xid(1));
    assert.ok(sorted.indexOf(xid(4)) < sorted.indexOf(xid(31)));
  });
});

describe("finding", () => {
  it("by words in any order, without accents, and by kenmerk however it is typed", () => {
    const rows = boxRows();
    assert.deepEqual(findRows(rows, "bakker OVERDRACHT", 8).map((r) => r.exchange), [xid(5)]);
    assert.deepEqual(findRows(rows, "yilmaz", 8).map((r) => r.exchange), [xid(9)]);
    assert.ok(findRows(rows, "k3k 3k3", 8).some((r) => r.exchange === xid(5)));
    assert.deepEqual(findRows(rows, "   ", 8), []);
    assert.equal(findRows(rows, "gezin", 3).length, 3);
  });
  it("what can be sent follows the kinds", () => {
    assert.deepEqual(sendable("veilig_thuis", "gebiedsteam"), ["handoff", "inquiry", "feedback", "message"]);
    assert.ok(!sendable("school", "veilig_thuis").includes("feedback"));
  });
});

function* sentences(value: unknown): Generator<string> {
  if (typeof value === "string") yield* value.split(/(?<=[.?!])\s+/);
  else if (typeof value === "function") yield* sentences((value as (...a: unknown[]) => unknown)(2, 3));
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) yield* sentences(one);
}
