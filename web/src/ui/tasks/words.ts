// How an exchange is put into words wherever one stands in a line: its icon, title
// and status, the verb of what this member does next and the screen that verb
// opens, the term that counts, and who is responsible. Codes come from the flows;
// a code that this version does not know is left out, never shown.

import { catalogue, type Language, type Text } from "../../text/index.ts";
import type { Phrase } from "../../text/nl/work.ts";
import type { Duty, Flow, Row } from "../../worker/protocol.ts";
import { useApp, useLanguage } from "../base/app.ts";
import type { IconName } from "../base/icon.tsx";
import type { Tone } from "../part/chip.tsx";
import type { Screen } from "../base/route.ts";

export type Work = Text["work"];

/** A word of the closed list, and what the code says more precisely, "" when that is all. */
export interface Word {
  word: string;
  more: string;
}

export const workText = (language: Language): Work => catalogue(language).work;

/** What screens use: the functions below in the chosen language. */
export interface Words {
  text: Work;
  statusText(row: Row): Word;
  nextVerb(row: Row): Verb;
  title(row: Row): string;
  dutyText(duty: Duty): string;
  dutyVerb(row: Row, duty: Duty): Verb | null;
  custodyText(row: Row): string;
}

export function useWords(): Words {
  const { names } = useApp();
  const language = useLanguage();
  const text = workText(language);
  return {
    text,
    statusText: (row) => statusText(row, text),
    nextVerb: (row) => nextVerb(row, text),
    title: (row) => title(row, language, names.hidden.value),
    dutyText: (duty) => dutyText(duty, text),
    dutyVerb: (row, duty) => dutyVerb(row, duty, text),
    custodyText: (row) => custodyText(row, text),
  };
}

function of<T>(table: Record<string, T>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

export function statusText(row: Row, text: Work = workText("nl")): Word {
  const { word, more = "" } = phraseOf(row, text);
  return { word, more };
}

function phraseOf(row: Row, text: Work): Phrase {
  if (row.unreadable !== "") return text.unreadable;
  if (row.flow === "") return { word: "" };
  // A verwijzing or consult that is done was agreed on: nothing was handed over.
  if (row.flow === "handoff" && row.status === "completed" && row.custody === null) return text.consulted;
  const known = of<Phrase>(text.status[row.flow], row.status);
  if (row.closed && (known === undefined || row.status === "closed")) return text.closed;
  return known ?? { word: "" };
}

const tones: Readonly<Record<string, Tone>> = {
  partly_answered: "let-op",
  answered: "goed",
  not_known: "goed",
  filed: "goed",
  disclosed: "goed",
  refused: "let-op",
  redirected: "let-op",
  undeliverable: "let-op",
  lapsed: "let-op",
};

/** The tone of a status: that of the answers that it is about, beside its words. */
export function statusTone(row: Row): Tone {
  if (row.closed) return "plain";
  return (row.flow === "inquiry" ? of(tones, row.status) : undefined) ?? "actie";
}

export interface Verb {
  /** The step, as in row.next; "" when there is nothing but opening it. */
  step: string;
  text: string;
  /** The screen that does it. */
  screen: Screen;
}

// The step that ends a duty, where one does.
const ends: Record<string, readonly string[]> = {
  seen: ["inquiry.answers", "handoff.acknowledged", "handoff.reproposed"],
  talk: ["handoff.talk_planned"],
  talk_at: ["handoff.talk_started"],
  record: ["handoff.summary"],
  more_info: ["handoff.info"],
  family: ["handoff.family_contacted"],
  report: ["message.text"],
  monitoring: ["zaak.monitored"],
  extension: ["inquiry.extension_answer"],
  clarification: ["inquiry.clarified"],
  verify: ["inquiry.record_answer"],
  disclose: ["inquiry.disclosed"],
  correction: ["inquiry.correction_answer"],
  answer: ["inquiry.answers"],
  feedback: ["feedback.given", "zaak.feedback"],
  read: ["receipt"],
  reply: ["feedback.reply"],
  status: ["feedback.given", "message.text"],
  assessment: ["zaak.decision"],
  investigation: ["zaak.decision"],
  duty: ["zaak.duty_done"],
  approval: ["zaak.approval"],
};

// Where no duty of one's own says what comes next: the step that moves it on, the
// first that may be done. Which of these a party may do depends on the status.
const onward: readonly string[] = [
  "accept",
  "handoff.acknowledged",
  "inquiry.clarified",
  "inquiry.extension_answer",
  "inquiry.record_answer",
  "inquiry.correction_answer",
  "inquiry.disclosed",
  "feedback.reply",
  "feedback.orally_confirmed",
  "handoff.info",
  "zaak.approval",
];

/** In these statuses one step is what both sides are there for. */
const central: Record<string, string> = {
  acknowledged: "handoff.talk_planned",
  talk_planned: "handoff.talk_started",
  in_talk: "handoff.summary",
  talk_confirmed: "offer",
  declined: "handoff.reproposed",
  accepted: "handoff.family_contacted",
  sent: "inquiry.answers",
  received: "inquiry.answers",
  assigned: "inquiry.answers",
  extension: "inquiry.answers",
  partly_answered: "inquiry.answers",
  family_contacted: "handoff.follow_up",
  answered: "inquiry.filed",
  not_known: "inquiry.filed",
  refused: "inquiry.filed",
};

const screens: Record<string, Screen> = {
  "inquiry.answers": "antwoord",
  "feedback.given": "terugkoppeling",
  "handoff.talk_started": "kamer",
  "handoff.summary": "kamer",
  "handoff.confirmed": "kamer",
  offer: "kamer",
  accept: "kamer",
};

/** What this member does next: his own duty that is due first, else the step that moves it on, else opening it. */
export function nextVerb(row: Row, text: Work = workText("nl")): Verb {
  const open: Verb = { step: "", text: text.open, screen: "zaak" };
  if (row.unreadable !== "" || row.ended !== "") return open;
  const may = (step: string) => row.next.includes(step);
  const duties = row.duties.filter((d) => d.mine).toSorted(byDue);
  const step =
    (may("accept") ? "accept" : undefined) ??
    duties.flatMap((d) => of(ends, d.what) ?? []).find(may) ??
    onward.find(may) ??
    [of(central, row.status) ?? ""].find(may) ??
    (row.unread && may("receipt") ? "receipt" : undefined);
  const verb = step && of<string>(text.step, step);
  return step && verb ? { step, text: verb, screen: of(screens, step) ?? "zaak" } : open;
}

/** What this member does to end a duty; null where nothing of the screens does. */
export function dutyVerb(row: Row, duty: Duty, text: Work = workText("nl")): Verb | null {
  if (!duty.mine || row.closed || row.ended !== "") return null;
  const step = (of(ends, duty.what) ?? []).find((s) => row.next.includes(s));
  const verb = step && of<string>(text.step, step);
  return step && verb ? { step, text: verb, screen: of(screens, step) ?? "zaak" } : null;
}

/** What it is about. Titles may hold names: where those are hidden the kind and the kenmerk stand for it. */
export function title(row: Row, language: Language = "nl", hidden = false): string {
  if (row.title !== "" && !hidden) return row.title;
  const { flow } = catalogue(language).exchange;
  return row.flow === "" ? row.mark : `${flow[row.flow]} ${row.mark}`;
}

export function flowIcon(flow: Flow | ""): IconName {
  return flow === "" ? "mail" : icons[flow];
}

const icons = {
  handoff: "gates",
  inquiry: "question",
  feedback: "feedback",
  message: "talk",
  zaak: "folder",
} as const satisfies Record<Flow, IconName>;

export function dutyText(duty: Duty, text: Work = workText("nl")): string {
  return of<string>(text.duty, duty.what) ?? "";
}

/** Who is responsible now, and how sure that is; "" where custody does not move. */
export function custodyText(row: Row, text: Work = workText("nl")): string {
  const { custody } = row;
  if (!custody) return "";
  const who = custody.party === row.party ? text.custody.own : custody.organisation;
  if (row.certainty === "last_known") return text.custody.lastKnown(who);
  return row.certainty === "unconfirmed" ? text.custody.unconfirmed(who) : text.custody.now(who);
}

/** Duties by date; those without one come last. */
export function byDue(a: Duty, b: Duty): number {
  const [one, other] = [a.due?.date ?? "~", b.due?.date ?? "~"];
  return one < other ? -1 : one > other ? 1 : 0;
}
