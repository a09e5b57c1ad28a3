import { asDue, none, passed } from "../deadline/index.ts";
import { checkDeferral } from "../feedback/index.ts";
import * as f from "../flow/index.ts";
import type { Entry, Exchange, Status } from "../flow/index.ts";
import { assessments, feedbacks, investigations } from "./duty.ts";
import * as doc from "./form.ts";
import { type Linked, Sheet } from "./sheet.ts";

/** statuses of a sheet. */
export const statuses = ["open", "monitoring", "closed"] as const;

/** fold gives the status of a sheet at now, as far as the sheet itself tells. */
export function fold(x: Exchange, now: number): Status {
  return foldWith(x, new Map(), now);
}

/**
 * foldWith also sees the statuses of the exchanges that the sheet names: feedback
 * that was given there is a duty done here.
 */
export function foldWith(x: Exchange, linked: Linked, now: number): Status {
  return result(new Sheet(x, now), linked);
}

/**
 * allow refuses an entry that may not be written now: E10, E19, or E29 with the
 * steps that may. Of e its type, party, author and body are looked at.
 */
export function allow(x: Exchange, now: number, e: Entry): void {
  const sheet = new Sheet(x, now);
  const s = result(sheet, new Map());
  f.admit(sheet.t, s, e, (a) => {
    const d = a.doc;
    if (d?.form === "zaak.duty_done" && !s.duties.some((o) => o.id === d.id)) {
      return f.wrong("id", "is not a duty of this sheet");
    }
    if (d?.form === "zaak.feedback" && d.state === "deferred") {
      return checkDeferral(sheet.t.frame, d.until, now) ?? sheet.refuse(a);
    }
    return sheet.refuse(a);
  });
}

/** result adds what depends on the clock and on other exchanges. */
function result(sheet: Sheet, linked: Linked): Status {
  const { t } = sheet;
  const s = t.status();
  if (t.x.closed) return { ...s, status: "closed", next: f.nextSteps(t, {}) };
  assessments(sheet, s);
  feedbacks(sheet, s, linked);
  investigations(sheet, s);
  for (const d of sheet.duties) {
    if (d.kind !== "") sheet.add(s, { id: d.id, what: "duty", kind: d.kind, text: d.what, due: asDue(d.due) });
  }
  for (const { asked, ...d } of sheet.drafts) {
    s.drafts.push(d);
    if (!asked) continue;
    sheet.add(s, {
      id: `approval/${d.id}`, what: "approval", kind: "agreed", state: "asked", text: asked.what, melding: d.melding,
      moment: d.moment,
    });
  }
  const busy = s.duties.some((d) => !d.done);
  s.status = monitorings(sheet, s) && !busy ? "monitoring" : "open";
  f.settle(s);
  // An open date lies ahead, so the sheet has to stay.
  const keepOpen = s.duties.some((d) => !d.done && d.due !== none && !passed(d.due, t.now));
  s.next = f.nextSteps(t, { forms: () => possible(sheet, s), keepOpen });
  return s;
}

/** monitorings tells whether a date is open. */
function monitorings(sheet: Sheet, s: Status): boolean {
  let open = false;
  for (const due of new Set([...sheet.dates].sort())) {
    const id = `monitoring/${due}`;
    const done = sheet.monitored.has(due);
    sheet.add(s, { id, what: "monitoring", kind: "regional", due, done });
    open ||= !done && !sheet.done.has(id);
  }
  return open;
}

/** possible lists what may be posted now. */
function possible(sheet: Sheet, s: Status): string[] {
  const always = [
    doc.melding, doc.person, doc.decision, doc.exchange, doc.custody, doc.note, doc.draft, doc.duty, doc.monitoring,
    doc.nameOpening,
  ];
  const list: string[] = always.map((one) => one.name);
  const add = (ok: boolean, one: { name: string }) => {
    if (ok) list.push(one.name);
  };
  add(sheet.drafts.some((d) => d.state !== "discarded"), doc.approvalAsked);
  add(sheet.drafts.some((d) => d.asked !== undefined), doc.approval);
  add(sheet.meldingen.some((m) => !m.informant), doc.feedback);
  add(s.duties.some((d) => !d.done), doc.dutyDone);
  add(sheet.dates.length > 0, doc.monitored);
  return list;
}
