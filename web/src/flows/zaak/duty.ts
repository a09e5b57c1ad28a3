import { type Due, none } from "../deadline/index.ts";
import * as f from "../flow/index.ts";
import type { Doc, Status } from "../flow/index.ts";
import type { decision } from "./form.ts";
import { type Linked, momentKey, type Sheet } from "./sheet.ts";

// Terms of the duties that a melding and a decision make.

/**
 * assessmentTerm: practice and supervision count working days where the
 * Uitvoeringsbesluit Wmo 2015 art. 4.1.7(1) says five days.
 */
const assessmentTerm = "5wd";
/** investigationTerm runs from the decision to investigate (art. 4.1.7(2)). */
const investigationTerm = "10w";
/** feedbackTerm is the regional agreement for both moments. */
const feedbackTerm = "5wd";

/**
 * assessments: every melding is to be judged; a safety assessment on or after the
 * day it came in does that.
 */
export function assessments(sheet: Sheet, s: Status): void {
  for (const m of sheet.meldingen) {
    const done = sheet.decisions.some((d) => d.kind === "veiligheidsbeoordeling" && d.on >= m.received);
    sheet.add(s, {
      id: `${m.id}/assessment`, what: "assessment", kind: "statutory", melding: m.id,
      due: f.countFrom(sheet.t.frame, assessmentTerm, m.received), done,
    });
  }
}

/** investigations: ten weeks from the decision that there will be one. */
export function investigations(sheet: Sheet, s: Status): void {
  for (const d of sheet.started()) {
    if (d.outcome !== "onderzoek") continue;
    sheet.add(s, {
      id: `${d.id}/investigation`, what: "investigation", kind: "statutory",
      due: f.countFrom(sheet.t.frame, investigationTerm, d.on), done: sheet.ended(d) !== undefined,
    });
  }
}

/** feedbacks: one duty for each moment that is owed to a melding. */
export function feedbacks(sheet: Sheet, s: Status, linked: Linked): void {
  for (const m of sheet.meldingen) {
    if (m.informant) continue;
    feedback(sheet, s, linked, m.id, 1, f.countFrom(sheet.t.frame, feedbackTerm, m.received));
    const started = sheet.started().at(-1);
    if (started) feedback(sheet, s, linked, m.id, 2, second(sheet, started));
    if (sheet.said.has(momentKey(m.id, 3))) feedback(sheet, s, linked, m.id, 3, none);
  }
}

/**
 * second is the due date of moment 2: five working days after the end of what was
 * started, and until that is known after the last day of an investigation.
 */
function second(sheet: Sheet, d: Doc<typeof decision>): Due {
  const { frame } = sheet.t;
  const end = sheet.ended(d);
  if (end) return f.countFrom(frame, feedbackTerm, end.on);
  if (d.outcome !== "onderzoek") return none;
  return f.countFrom(frame, feedbackTerm, f.countFrom(frame, investigationTerm, d.on));
}

/**
 * feedback adds the duty of one moment in the state it has: what the exchange
 * with the reporter tells goes before what the sheet says, and that before a draft.
 */
function feedback(sheet: Sheet, s: Status, linked: Linked, melding: string, n: number, ownDue: Due): void {
  let due = ownDue;
  let state = "due";
  let done = false;
  for (const v of sheet.drafts) {
    if (v.flow === "feedback" && v.melding === melding && v.moment === n && v.state !== "discarded") state = v.state;
  }
  const said = sheet.said.get(momentKey(melding, n));
  if (said?.state === "deferred") {
    due = said.until;
    if (!f.reached(said.until, sheet.t.now) && state === "due") state = "deferred";
  } else if (said) {
    state = said.state;
    done = true;
  }
  const told = toldElsewhere(sheet, linked, melding, n);
  if (told !== "") {
    state = told;
    done = true;
  }
  sheet.add(s, {
    id: `${melding}/feedback/${n}`, what: "feedback", kind: "regional", melding, moment: n, due, state, done,
  });
}

/**
 * toldElsewhere is the state of a moment in the linked exchange with the
 * reporter, "" when it was not given there.
 */
function toldElsewhere(sheet: Sheet, linked: Linked, melding: string, n: number): string {
  for (const x of sheet.exchanges) {
    if (x.flow !== "feedback" || x.melding !== melding) continue;
    for (const d of linked.get(x.xid)?.duties ?? []) {
      if (d.what === "feedback" && d.moment === n && d.state !== "due" && d.state !== "deferred") return d.state;
    }
  }
  return "";
}
