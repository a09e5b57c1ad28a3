// Made-up rows, in every state a list can show.

import type { Duty, Exchange, Flow, Row, Team } from "../../src/worker/protocol.ts";
import { anna, id, team, xid } from "./people.ts";

export const intake = "t" + id(101);
export const other = "t" + id(150);

const marks = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const mark = (n: number) => {
  const at = (k: number) => marks[(n * 7 + k * 11 + n * k) % 32] ?? "0";
  return `${at(1)}${at(2)}${at(3)}-${at(4)}${at(5)}${at(6)}`;
};

export function row(n: number, flow: Flow | "", status: string, more: Partial<Row> = {}): Row {
  return {
    exchange: xid(n),
    mark: mark(n),
    flow,
    kind: "",
    status,
    title: "",
    party: intake,
    with: "Politie Oost, Infodesk",
    custody: null,
    certainty: null,
    due: null,
    duties: [],
    next: ["message.text"],
    holder: null,
    closed: false,
    ended: "",
    away: false,
    unread: false,
    changed: "2026-05-27T09:41:00Z",
    zaak: "",
    unreadable: "",
    ...more,
  };
}

export function duty(what: string, mine: boolean, date: string, late = 0, left = 0): Duty {
  const due = { date, overdue: late > 0, workdays: late > 0 ? -late : left };
  return { what, who: mine ? "Intake" : "Infodesk", mine, due };
}

const custody = { party: intake, organisation: "Veilig Thuis Vechtdal", team: "Intake" };
const team2 = { party: other, organisation: "Gemeente Vechtdal", team: "Gebiedsteam Centrum" };
const me = { member: anna().member, name: "Anna de Boer", mine: true };
const bas = { member: id(11), name: "Bas Hofman", mine: false };

export function dayRows(): Row[] {
  return [
    row(1, "zaak", "open", {
      title: "Gezin Jansen, Ommen",
      with: "",
      duties: [duty("assessment", true, "2026-05-25", 2)],
      next: ["zaak.decision", "message.text"],
      holder: me,
    }),
    row(2, "feedback", "due", {
      title: "Terugkoppeling moment 1",
      with: "Basisschool De Regenboog, Zorgteam",
      duties: [duty("feedback", true, "2026-05-26", 1)],
      next: ["feedback.given", "feedback.deferred"],
    }),
    row(3, "inquiry", "clarification", {
      title: "Vragen over Noah en Mila",
      duties: [duty("clarification", true, "2026-05-27T15:00:00Z")],
      next: ["inquiry.clarified", "message.text"],
      holder: me,
      unread: true,
      changed: "2026-05-27T11:58:00Z",
    }),
    row(4, "message", "sent", { with: "Basisschool De Regenboog, Zorgteam", next: ["message.text", "receipt"], unread: true }),
    row(5, "handoff", "acknowledged", {
      title: "Overdracht gezin Bakker",
      with: "Gemeente Vechtdal, Gebiedsteam Centrum",
      custody,
      certainty: "fixed",
      duties: [duty("talk", true, "2026-05-29", 0, 2)],
      next: ["handoff.talk_planned", "message.text"],
    }),
    row(6, "zaak", "monitoring", {
      title: "Gezin De Groot, Dalfsen",
      with: "",
      duties: [duty("monitoring", true, "2026-06-02", 0, 4)],
      next: ["zaak.monitored"],
    }),
    row(7, "inquiry", "received", {
      title: "Vragen over gezin Jansen",
      duties: [duty("answer", false, "2026-06-04", 0, 6)],
      holder: me,
    }),
    row(8, "inquiry", "extension", {
      title: "Vragen voor de veiligheidsbeoordeling",
      with: "Gemeente Vechtdal, Gebiedsteam Centrum",
      duties: [{ ...duty("answer", false, "2026-05-26", 1), who: "Gebiedsteam Centrum" }],
    }),
    row(9, "handoff", "talk_planned", {
      title: "Overdracht gezin Yılmaz",
      with: "Gemeente Vechtdal, Gebiedsteam Centrum",
      custody,
      certainty: "unconfirmed",
      duties: [{ what: "talk_at", who: "", mine: true, due: { date: "2026-05-27T14:00:00Z", overdue: false, workdays: 0 } }],
      next: ["handoff.talk_started"],
    }),
  ];
}

export function boxRows(): Row[] {
  const many = Array.from({ length: 12 }, (_, i) =>
    row(20 + i, i % 3 === 0 ? "message" : "inquiry", i % 2 === 0 ? "sent" : i % 3 === 0 ? "read" : "received", {
      title: i % 3 === 0 ? "" : `Vragen over gezin ${["Visser", "Smit", "Mulder", "Bos", "Vos"][i % 5] ?? ""}`,
      with: i % 2 === 0 ? "Politie Oost, Infodesk" : "Huisartsen Ommen, Praktijk Zuid",
      next: ["inquiry.answers", "receipt", "message.text"],
      unread: i % 2 === 0,
      duties: i % 4 === 1 ? [duty("answer", true, `2026-06-${String(2 + i).padStart(2, "0")}`, 0, 3 + i)] : [],
      changed: `2026-05-2${6 - (i % 3)}T1${i % 9}:1${i % 6}:00Z`,
    }),
  );
  return [
    ...dayRows(),
    ...many,
    row(40, "inquiry", "received", { title: "Vragen over gezin Meijer", holder: bas }),
    row(41, "handoff", "accepted", {
      title: "Overdracht gezin Dekker",
      with: "Gemeente Vechtdal, Gebiedsteam Centrum",
      custody: team2,
      certainty: "last_known",
      holder: bas,
      away: true,
    }),
    row(42, "inquiry", "closed", { title: "Vragen over gezin Kok", closed: true }),
    row(43, "handoff", "withdrawn", { title: "Overdracht gezin Post", closed: true, custody, certainty: "fixed" }),
    row(44, "", "", { unreadable: "E07", unread: true }),
    row(45, "", "", { unread: true }),
  ];
}

/** A row as show() gives it: with what a list does not need. */
export function whole(one: Row): Exchange {
  return { ...one, parties: [], entries: [], people: [], cosigned: false, ends: "2027-06-27", exchanges: [], lags: [] };
}

export function bookTeams(): Team[] {
  const far = (n: number, name: string, organisation: string, kind: string, more: Partial<Team> = {}): Team => ({
    ...team(n, name, false),
    organisation,
    org: id(300 + n),
    kind,
    acute: "",
    phone: `0529 00 00 ${String(n).padStart(2, "0")}`,
    available: n % 2 === 0,
    ...more,
  });
  return [
    team(1, "Intake"),
    { ...team(2, "Onderzoek"), keys: false, available: false },
    far(50, "Gebiedsteam Centrum", "Gemeente Vechtdal", "gebiedsteam", {
      org: id(350),
      acute: "0529 11 22 33",
      key: { state: "checked", at: "2026-05-03T09:00:00Z" },
    }),
    far(51, "Gebiedsteam Noord", "Gemeente Vechtdal", "gebiedsteam", {
      org: id(350),
      area: ["Hardenberg"],
      closedUntil: "2026-06-01T06:30:00Z",
    }),
    far(52, "Infodesk", "Politie Oost", "politie", {
      area: [],
      hours: "dag en nacht",
      phone: "0900 8844",
      key: { state: "changed", at: "" },
    }),
    far(53, "Zorgteam", "Basisschool De Regenboog", "school", { phone: "", hours: "", area: ["Ommen"] }),
    far(54, "Balie", "Stichting Buurtkracht", "overig", { area: ["Dalfsen"] }),
  ];
}
