// The text for the own file: everything that was written, in the words of the
// screen, and nothing of the machine.

import assert from "node:assert/strict";
import { it } from "node:test";
import { dossierText } from "../../../src/ui/tasks/exchange/dossier.ts";
import { answered, handoff, states, zaak } from "../../stories/thread.ts";

it("a handoff says its people, dates and plan by their labels", () => {
  const text = dossierText(handoff(), "nl");
  for (const said of ["Voorstel voor een overdracht", "Anna de Boer, Intake", "Besluit", "Betrokkenen", "Geboortedatum"]) {
    assert.ok(text.includes(said), said + "\n" + text);
  }
  assert.doesNotMatch(text, /familyInformed|givenNames|nextAction|undefined|\[object/);
  assert.doesNotMatch(text, /[0-9a-f]{32}/, "an id of the machine");
});

it("answers stand below their questions, a refusal with its ground", () => {
  const text = dossierText(answered(), "nl");
  assert.match(text, /\n1\. [^\n]+\n {3}(Deels|Antwoord)/);
  assert.match(text, /We geven dit niet[^]*Grond: /);
  assert.doesNotMatch(text, /[0-9a-f]{32}/);
});

it("what cannot be read is said to be so", () => {
  const text = dossierText(states(), "nl");
  assert.ok(text.includes("Ingetrokken door de afzender."));
  assert.doesNotMatch(text, /undefined|null/);
});

it("a zaak names what belongs to it, in either language", () => {
  const exchanges = zaak().exchanges;
  assert.ok(exchanges.length > 0);
  for (const language of ["nl", "en"] as const) {
    const text = dossierText(zaak(), language);
    for (const row of exchanges) assert.ok(text.includes(row.mark));
  }
});
