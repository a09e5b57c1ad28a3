// What answering a request makes: per question one of four outcomes, and the
// document of those that are answered. The rest stays open and can follow.

import type { Tone } from "../../part/chip.tsx";
import { partIn, textIn, type Values, yesIn } from "./field.ts";
import type { Doc, Fault, Json } from "./write.ts";

export interface Asked {
  id: string;
  text: string;
}

export const outcomesOf = ["antwoord", "deels", "niet_bekend", "weigering"] as const;
export type Outcome = (typeof outcomesOf)[number];

/** One tone for one outcome, wherever it stands; a request answered in part has that of «deels». */
export const outcomeTone: Readonly<Record<Outcome, Tone>> = {
  antwoord: "goed",
  deels: "let-op",
  niet_bekend: "plain",
  weigering: "let-op",
};

export interface AnswerProblem {
  id: string;
  what: "outcome" | "text" | "nature" | "missing" | "code" | "motivation" | "informed" | "why" | "role" | "article" | "agreement";
  n: number; // of the question, 0 for the rest
  fault: Fault;
}

export const answerOf = (values: Values, question: string): Values => partIn(partIn(values, "answers"), question);

export const outcomeOf = (values: Values, question: string): Outcome | "" =>
  outcomesOf.find((o) => o === textIn(answerOf(values, question), "outcome")) ?? "";

/** The tone of an answer that was given, by its kind. */
export function toneOf(kind: string, partial: boolean): Tone {
  const outcome = outcomesOf.find((o) => o === kind);
  return partial ? outcomeTone.deels : outcome ? outcomeTone[outcome] : "plain";
}

/** The questions of a request and of what was asked again, newest wording of each. */
export function askedIn(documents: readonly unknown[]): Asked[] {
  const asked = new Map<string, string>();
  for (const doc of documents) {
    if (typeof doc !== "object" || doc === null || !("questions" in doc) || !Array.isArray(doc.questions)) continue;
    for (const q of doc.questions) {
      if (typeof q === "object" && q !== null && "id" in q && "text" in q) asked.set(String(q.id), String(q.text));
    }
  }
  return [...asked].map(([id, text]) => ({ id, text }));
}

const said = (v: string) => v.normalize("NFC").trim();

/** What is wrong in the questions that were answered; one that was not is left open. */
export function questionProblems(questions: readonly Asked[], values: Values): AnswerProblem[] {
  return questions.flatMap((q, i): AnswerProblem[] => {
    const answer = answerOf(values, q.id);
    const id = `a-${q.id}`;
    const n = i + 1;
    const empty = (name: string) => said(textIn(answer, name)) === "";
    const list: AnswerProblem[] = [];
    const outcome = outcomeOf(values, q.id);
    if (outcome === "antwoord" || outcome === "deels") {
      if (empty("nature")) list.push({ id: id + "-nature", what: "nature", n, fault: "choose" });
      if (empty("text")) list.push({ id: id + "-text", what: "text", n, fault: "fill" });
      if (outcome === "deels" && empty("missing")) list.push({ id: id + "-missing", what: "missing", n, fault: "fill" });
    }
    if (outcome === "weigering") {
      if (empty("code")) list.push({ id: id + "-code", what: "code", n, fault: "choose" });
      if (empty("motivation")) list.push({ id: id + "-motivation", what: "motivation", n, fault: "fill" });
    }
    return list;
  });
}

export const isAnswered = (values: Values, question: string) => outcomeOf(values, question) !== "";

/** Whether something is told, so that it must be said who knows of it. */
export function tells(questions: readonly Asked[], values: Values): boolean {
  return questions.some((q) => ["antwoord", "deels"].includes(outcomeOf(values, q.id)));
}

export function weighingProblems(questions: readonly Asked[], values: Values, police: boolean): AnswerProblem[] {
  const list: AnswerProblem[] = [];
  const state = textIn(values, "informed");
  if (tells(questions, values)) {
    if (state === "") list.push({ id: "w-informed", what: "informed", n: 0, fault: "choose" });
    if (state === "nee" && said(textIn(values, "why")) === "") list.push({ id: "w-why", what: "why", n: 0, fault: "fill" });
  }
  if (said(textIn(values, "role")) === "") list.push({ id: "w-role", what: "role", n: 0, fault: "fill" });
  if (police && tells(questions, values)) {
    if (textIn(values, "article") === "") list.push({ id: "w-article", what: "article", n: 0, fault: "choose" });
    if (textIn(values, "article") === "20" && said(textIn(values, "agreement")) === "") {
      list.push({ id: "w-agreement", what: "agreement", n: 0, fault: "fill" });
    }
  }
  return list;
}

/** inquiry.answers, of the questions that have an outcome. */
export function answersDocument(questions: readonly Asked[], values: Values, police: boolean): Doc {
  const answers: Json[] = questions.flatMap((q): Json[] => {
    const answer = answerOf(values, q.id);
    const text = (name: string) => said(textIn(answer, name));
    switch (outcomeOf(values, q.id)) {
      case "antwoord":
        return [{ question: q.id, kind: "antwoord", nature: text("nature"), text: text("text") }];
      case "deels":
        return [{ question: q.id, kind: "antwoord", nature: text("nature"), text: text("text"), motivation: text("missing") }];
      case "niet_bekend":
        return [{ question: q.id, kind: "niet_bekend", ...(text("searched") === "" ? {} : { text: text("searched") }) }];
      case "weigering":
        return [{ question: q.id, kind: "weigering", code: text("code"), motivation: text("motivation") }];
      default:
        return [];
    }
  });
  const state = textIn(values, "informed");
  const why = said(textIn(values, "why"));
  const article = Number(textIn(values, "article"));
  const agreement = said(textIn(values, "agreement"));
  const told = tells(questions, values);
  return {
    form: "inquiry.answers",
    version: 1,
    answers,
    ...(told && state !== "" ? { informed: { state, ...(why === "" ? {} : { why }) } } : {}),
    role: said(textIn(values, "role")).replace(/\s+/g, " "),
    ...(police && told && article > 0 ? { wpgBasis: { article, ...(article === 20 && agreement !== "" ? { agreement } : {}) } } : {}),
  };
}

export const checkedSource = (values: Values) => yesIn(values, "real");
