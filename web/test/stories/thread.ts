// A zaak and exchanges in every state that their pages can show.

import { example as handoffExample } from "../../src/flows/handoff/index.ts";
import { example as inquiryExample } from "../../src/flows/inquiry/index.ts";
import type { Entry, Exchange, Flow, Me, Person, Team } from "../../src/worker/protocol.ts";
import { anna, id, now, team, xid } from "./people.ts";
import { intake, other, row } from "./rows.ts";

const at = Math.floor(Date.parse(now) / 1000);
export const proposal: Record<string, unknown> = { ...handoffExample(at) };
export const request: Record<string, unknown> = { ...inquiryExample(at) };

export const annaWho: Person = { id: anna().member, name: "Anna de Boer", organisation: "Veilig Thuis Vechtdal", team: "Intake" };
export const esra: Person = { id: id(20), name: "Esra Yıldız", organisation: "Gemeente Vechtdal", team: "Gebiedsteam Centrum" };
export const ruud: Person = { id: id(21), name: "Ruud Smit", organisation: "Politie Oost", team: "Infodesk" };

export const centrum: Team = { ...team(50, "Gebiedsteam Centrum", false), id: id(150), organisation: "Gemeente Vechtdal", org: id(3), kind: "gebiedsteam", phone: "0529 111 111" };
export const infodesk: Team = { ...team(51, "Infodesk", false), id: id(151), organisation: "Politie Oost", org: id(4), kind: "politie", phone: "0900 8844", area: ["Overijssel"], available: false };
export const zorgteam: Team = { ...team(52, "Zorgteam", false), id: id(152), organisation: "Basisschool De Regenboog", org: id(5), kind: "school", phone: "0529 222 222", acute: "", closedUntil: "2026-06-01" };
export const teams: Team[] = [...anna().teams, centrum, infodesk, zorgteam];

export function entry(seq: number, by: Person, time: string, document: unknown, more: Partial<Entry> = {}): Entry {
  return {
    seq,
    hash: id(seq) + id(seq),
    type: seq === 0 ? "genesis" : "post",
    author: by,
    mine: by === annaWho,
    time,
    state: document === null ? "none" : "readable",
    code: "",
    unchecked: false,
    document,
    files: [],
    read: [],
    stored: true,
    recallable: false,
    ...more,
  };
}

const vt = { party: intake, organisation: "Veilig Thuis Vechtdal", team: "Intake" };
const gt = { party: other, organisation: "Gemeente Vechtdal", team: "Gebiedsteam Centrum" };
const po = { party: "t" + id(151), organisation: "Politie Oost", team: "Infodesk" };

function exchange(n: number, flow: Flow, status: string, more: Partial<Exchange>): Exchange {
  return { ...row(n, flow, status), parties: [vt, gt], entries: [], people: [], cosigned: false, ends: "2027-06-27", exchanges: [], lags: [], ...more };
}

const text = (t: string) => ({ form: "message.text", version: 1, text: t });

export const hostile =
  "<script>alert(1)</script> <b>vet</b> &amp; \u202Etekst achterstevoren\u202C en een heel lang woord zonder spatie " +
  "RindvleischetikettierungsüberwachungsaufgabenübertragungsgesetzRindvleischetikettierung";

export function handoff(more: Partial<Exchange> = {}): Exchange {
  return exchange(40, "handoff", "acknowledged", {
    title: "Gezin Voorbeeld",
    with: "Gebiedsteam Centrum",
    custody: vt,
    certainty: "fixed",
    due: { date: "2026-05-29", overdue: false, workdays: 2 },
    zaak: xid(1),
    holder: { member: anna().member, name: "Anna de Boer", mine: true },
    next: ["message.text", "assigned", "handoff.talk_planned", "handoff.talk_started", "handoff.summary", "handoff.reproposed", "handoff.escalated", "handoff.withdrawn", "offer", "close", "recall", "receipt", "rekey", "handoff.from_the_future"],
    entries: [
      entry(0, annaWho, "2026-05-26T08:12:00Z", proposal, { read: [{ by: esra, time: "2026-05-26T09:01:00Z" }] }),
      entry(1, esra, "2026-05-26T09:05:00Z", { form: "handoff.acknowledged", version: 1, assignee: esra.id }),
      entry(2, esra, "2026-05-26T09:07:00Z", text("Ik kan donderdag om 10 uur bellen. Is er iets bekend over de oma?")),
      entry(3, annaWho, "2026-05-26T10:30:00Z", text("Donderdag is goed. Oma woont in Ommen en helpt veel."), { recallable: true }),
    ],
    ...more,
  });
}

export function states(): Exchange {
  return exchange(41, "message", "sent", {
    title: hostile,
    with: "Gebiedsteam Centrum",
    next: ["message.text", "recall", "receipt"],
    entries: [
      entry(0, annaWho, "2026-05-20T08:00:00Z", text("Dit is van voor jouw tijd."), { unchecked: true }),
      entry(1, esra, "2026-05-21T08:00:00Z", null, { state: "recalled" }),
      entry(2, esra, "2026-05-22T08:00:00Z", null, { state: "expired" }),
      entry(3, esra, "2026-05-23T08:00:00Z", null, { state: "missing", code: "E21" }),
      entry(4, esra, "2026-05-24T08:00:00Z", null, { state: "unreadable", code: "E07" }),
      entry(5, { ...esra, name: "" }, "2026-05-25T08:00:00Z", text(hostile)),
      entry(6, annaWho, "2026-05-26T08:00:00Z", text("Zie de foto en het verslag."), {
        recallable: true,
        stored: false,
        files: [
          { seq: 6, name: "tekening.png", type: "image/png", size: 84_000, root: xid(70) },
          { seq: 6, name: "verslag\u202Efdp.exe", type: "application/pdf", size: 2_400_000, root: xid(71) },
        ],
      }),
      entry(7, esra, "2026-05-26T09:00:00Z", { form: "message.from_the_future", version: 1 }),
    ],
  });
}

export function answered(): Exchange {
  return exchange(42, "inquiry", "partly_answered", {
    title: "Vragen over Noor",
    with: "Infodesk",
    kind: "onderzoek",
    parties: [vt, po],
    due: { date: "2026-05-25", overdue: true, workdays: -2 },
    next: ["message.text", "inquiry.asked_again", "inquiry.record", "inquiry.filed", "inquiry.withdrawn", "close", "recall"],
    entries: [
      entry(0, annaWho, "2026-05-18T08:12:00Z", request, { read: [{ by: ruud, time: "2026-05-18T08:40:00Z" }] }),
      entry(1, ruud, "2026-05-18T08:41:00Z", { form: "inquiry.assigned", version: 1, member: ruud.id, competent: true }),
      entry(2, ruud, "2026-05-19T08:41:00Z", {
        form: "inquiry.answers",
        version: 1,
        answers: [
          { question: "1", kind: "antwoord", nature: "feit", text: "Twee registraties: 3 maart en 12 april 2026.", motivation: "Het verslag van april is nog niet klaar." },
          { question: "2", kind: "weigering", code: "nu_niet", motivation: "Bel de infodesk als dit niet kan wachten." },
        ],
        informed: { state: "nee", why: "Dat doet Veilig Thuis." },
        role: "Medewerker infodesk",
        wpgBasis: { article: 20, agreement: "2024-11" },
      }),
    ],
  });
}

/** The request as the police has it: to be answered. */
export function toAnswer(more: Partial<Exchange> = {}): Exchange {
  return {
    ...answered(),
    status: "received",
    party: po.party,
    parties: [vt, po],
    with: "Intake",
    due: { date: "2026-05-28", overdue: false, workdays: 1 },
    next: ["message.text", "inquiry.answers", "inquiry.assigned", "inquiry.clarification", "inquiry.extension", "inquiry.redirected", "receipt"],
    entries: [entry(0, annaWho, "2026-05-18T08:12:00Z", request, { mine: false })],
    ...more,
  };
}

/** The same, taken back while it was being answered. */
export function withdrawn(): Exchange {
  const base = toAnswer({ status: "withdrawn", next: [] });
  const end = entry(1, annaWho, "2026-05-27T11:50:00Z", { form: "inquiry.withdrawn", version: 1, reason: "De school gaf ons al wat we nodig hadden." }, { mine: false });
  return { ...base, due: null, entries: [...base.entries, end] };
}

export function offered(mine: boolean, more: Partial<Exchange> = {}): Exchange {
  const base = handoff();
  const by = mine ? annaWho : esra;
  const offer = entry(4, by, "2026-05-27T11:58:30Z", { form: "custody.offer", version: 1, statement: "Ik draag over." }, { type: "offer", mine });
  return {
    ...base,
    status: "talk_confirmed",
    certainty: "fixed",
    next: mine ? ["custody.withdrawn", "close"] : ["accept", "handoff.declined", "leave"],
    ...(mine ? {} : { party: other, custody: vt, entries: base.entries.map((e) => ({ ...e, mine: !e.mine })) }),
    ...more,
    ...(mine ? { entries: [...base.entries, offer] } : { entries: [...base.entries.map((e) => ({ ...e, mine: !e.mine })), { ...offer, author: annaWho, mine: false }] }),
  };
}

export function moved(more: Partial<Exchange> = {}): Exchange {
  const base = offered(true);
  return {
    ...base,
    status: "accepted",
    custody: gt,
    certainty: "unconfirmed",
    next: ["message.text", "handoff.completed", "handoff.summary", "leave"],
    entries: [...base.entries, entry(5, esra, "2026-05-27T12:01:08Z", { form: "custody.acceptance", version: 1, coordinator: "Esra Yıldız", statement: "Ik neem over." }, { type: "accept", mine: false })],
    ...more,
  };
}

const zaakPerson = (p: unknown) => ({ form: "zaak.person", version: 1, ...(typeof p === "object" ? p : {}) });
const listed = Array.isArray(proposal["persons"]) ? proposal["persons"] : [];

export function zaak(more: Partial<Exchange> = {}): Exchange {
  return exchange(1, "zaak", "open", {
    title: "Gezin Voorbeeld, Ommen",
    with: "",
    parties: [vt],
    due: { date: "2026-05-25", overdue: true, workdays: -2 },
    duties: [
      { what: "assessment", who: "Intake", mine: true, due: { date: "2026-05-29", overdue: false, workdays: 2 } },
      { what: "feedback", who: "Intake", mine: true, due: { date: "2026-05-25", overdue: true, workdays: -2 } },
    ],
    next: ["message.text", "zaak.note", "zaak.person", "zaak.melding", "zaak.decision", "zaak.duty", "zaak.duty_done", "zaak.feedback", "zaak.monitoring", "zaak.monitored", "close"],
    entries: [
      entry(0, annaWho, "2026-05-20T08:00:00Z", { form: "zaak.opened", version: 1, household: "Gezin Voorbeeld, Ommen", takenFrom: "Basisschool De Regenboog", takenAt: "2026-05-20" }),
      entry(1, annaWho, "2026-05-20T08:05:00Z", { form: "zaak.melding", version: 1, id: "m1", receivedOn: "2026-05-20", reporter: { kind: "beroepskracht", organisation: "Basisschool De Regenboog", team: "Zorgteam", shield: "beschermd_beroep", ground: 1 } }),
      ...listed.map((p, i) => entry(2 + i, annaWho, "2026-05-20T08:10:00Z", zaakPerson(p))),
      entry(6, annaWho, "2026-05-22T08:30:00Z", { form: "zaak.decision", version: 1, id: "d1", kind: "veiligheidsbeoordeling", outcome: "overdracht", on: "2026-05-22", by: "Anna de Boer" }),
      entry(7, annaWho, "2026-05-22T09:00:00Z", { form: "zaak.note", version: 1, text: "Oma gebeld: ze past op woensdag op." }),
      entry(8, annaWho, "2026-05-22T09:05:00Z", { form: "zaak.duty", version: 1, id: "t1", what: "School terugbellen", due: "2026-05-28", kind: "agreed" }),
    ],
    exchanges: [
      { ...handoff(), changed: "2026-05-26T10:30:00Z" },
      { ...answered(), changed: "2026-05-19T08:41:00Z", unread: true },
    ],
    ...more,
  });
}

export const fresh = () => zaak({ entries: zaak().entries.slice(0, 1), exchanges: [], duties: [], due: null });

export const police: Me = {
  ...anna(),
  member: ruud.id,
  name: "Ruud Smit",
  organisation: "Politie Oost",
  teams: [{ ...infodesk, mine: true, keys: true }],
};
