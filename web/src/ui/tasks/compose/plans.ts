// What each flow asks, and the document that comes of it. A plan is data and pure
// functions, so that a test can fill it in and hold the outcome to the flow's rules.

import { count, parseTerm } from "../../../flows/deadline/index.ts";
import { bases, findKind, findReader, findVariant, frameTerms, variants } from "../../../flows/kinds/index.ts";
import type { Team } from "../../../worker/protocol.ts";
import { personFields, subjects } from "./content.ts";
import { type Choice, type Field, type Fields, partIn, textIn, type Values } from "./field.ts";
import { feedbackTold, handoffPeople, handoffPlan, handoffSafety, handoffWhy, inquiryAsk, inquiryWhy } from "./forms.ts";
import { only } from "./people.tsx";
import { mayGet } from "./team.tsx";
import { type Doc, documentOf, typedFrom } from "./write.ts";

export type Composed = "handoff" | "inquiry" | "feedback" | "message";

/** What the screen knows when somebody begins. */
export interface Ground {
  now: string;
  own: readonly Team[]; // teams to send from
  teams: readonly Team[];
  me: { name: string };
  persons: readonly Values[]; // of the zaak
  source: unknown; // of its last melding
}

export const teamOf = (teams: readonly Team[], id: string) => teams.find((t) => t.id === id);

/** The teams that may get this from the own team. */
export function receivers(flow: Composed, ground: Ground, values: Values): Team[] {
  const from = teamOf(ground.own, textIn(values, "from"));
  if (!from) return [];
  const all = variants(flow).map((v) => v.code);
  const chosen = textIn(values, "kind");
  // Before the kind is chosen everybody shows who may get it in any.
  const asked = all.length === 0 ? [""] : chosen === "" ? all : [chosen];
  return ground.teams.filter((t) => t.id !== from.id && !t.mine && asked.some((v) => mayGet(from.kind, t.kind, flow, v)));
}

/** The kinds of it that the own team may begin. */
export function kindsOf(flow: Composed, ground: Ground, values: Values): Choice[] {
  const from = teamOf(ground.own, textIn(values, "from"));
  return variants(flow)
    .filter((v) => from && (v.from.length === 0 || v.from.includes(from.kind)))
    .map((v) => ({ value: v.code, label: v.name }));
}

function grounds(flow: "handoff" | "inquiry", ground: Ground, values: Values): Choice[] {
  const from = teamOf(ground.own, textIn(values, "from"));
  const to = teamOf(ground.teams, textIn(values, "to"));
  if (!from || !to) return [];
  return bases(flow, "send", from.kind, to.kind).map((b) => ({
    value: `${b.name}. ${b.text} (${b.cites.join("; ")})`,
    label: b.name,
    hint: b.text,
  }));
}

/** A choice where the law is known, a text where it is not. */
function basis(field: Field, choices: readonly Choice[]): Field {
  const { label, hint } = field;
  return choices.length > 0
    ? { kind: "choice", name: "basis", label, ...(hint ? { hint } : {}), must: true, options: choices }
    : { kind: "text", name: "basis", label, must: true, most: 1000, rows: 2 };
}

const withBasis = (fields: Fields, choices: readonly Choice[]) => fields.map((f) => (f.name === "basis" ? basis(f, choices) : f));

export function dueOf(urgency: string, now: string): Values {
  const term = frameTerms("inquiry", urgency)["answer"];
  if (!term) return {};
  const { due } = count(parseTerm(term), Math.floor(Date.parse(now) / 1000), []);
  const typed = typedFrom([{ kind: "moment", name: "due", label: "due", clock: "may" }], { due })["due"];
  return typeof typed === "object" && !Array.isArray(typed) ? (typed as Values) : {};
}

function feedbackFields(values: Values): Fields {
  const most = findReader(textIn(values, "kind"))?.max ?? 1;
  return feedbackTold.map((f): Field => {
    if (f.name === "level" && f.kind === "choice") {
      const all = typeof f.options === "function" ? [] : f.options;
      return { ...f, options: all.filter((c) => Number(c.value) <= most) };
    }
    if (f.name === "role" && Number(textIn(values, "level")) >= 3) return { ...f, must: true };
    return f;
  });
}

/** The groups of fields of a flow, by the step they stand in. */
export function groups(flow: Composed, ground: Ground, values: Values): { id: GroupID; fields: Fields }[] {
  switch (flow) {
    case "handoff":
      return [
        { id: "why", fields: withBasis(handoffWhy, grounds(flow, ground, values)) },
        { id: "safety", fields: handoffSafety },
        { id: "people", fields: handoffPeople },
        { id: "plan", fields: handoffPlan },
      ];
    case "inquiry":
      return [
        { id: "who", fields: [subjects] },
        { id: "why", fields: withBasis(inquiryWhy([]), grounds(flow, ground, values)) },
        { id: "ask", fields: inquiryAsk },
      ];
    case "feedback":
      return [{ id: "tell", fields: feedbackFields(values) }];
    case "message":
      return [{ id: "write", fields: [{ kind: "text", name: "text", label: "message", must: true, rows: 8 }] }];
  }
}

export type GroupID = "why" | "safety" | "people" | "plan" | "who" | "ask" | "tell" | "write";

/** What stands in a form when it is begun. */
export function begin(flow: Composed, ground: Ground): Values {
  const from = ground.own.length === 1 ? (ground.own[0]?.id ?? "") : "";
  const team = teamOf(ground.own, from);
  const contact = { name: ground.me.name, phone: team?.phone ?? "" };
  switch (flow) {
    case "handoff":
      return {
        from,
        urgency: "regulier",
        persons: ground.persons.map((p) => only(personFields(true), p)),
        source: typedFrom([{ kind: "choice", name: "shield", label: "shield", options: [] }, { kind: "choice", name: "ground", label: "shieldGround", number: true, options: [] }], ground.source),
      };
    case "inquiry":
      return {
        from,
        urgency: "regulier",
        due: dueOf("regulier", ground.now),
        mode: "schriftelijk",
        requester: ground.me.name,
        callback: team?.phone ?? "",
      };
    case "feedback":
      return { from, moment: "1", level: "1", contact };
    case "message":
      return { from };
  }
}

/** What changes by itself with a choice: the term with the urgency, the level with who hears it. */
export function follow(flow: Composed, ground: Ground, was: Values, now: Values): Values {
  const changed = (name: string) => textIn(was, name) !== textIn(now, name);
  if (changed("from")) {
    const phone = teamOf(ground.own, textIn(now, "from"))?.phone ?? "";
    if (flow === "inquiry" && textIn(now, "callback") === "") return { ...now, callback: phone };
    if (flow === "feedback" && textIn(partIn(now, "contact"), "phone") === "") {
      return { ...now, contact: { ...partIn(now, "contact"), phone } };
    }
  }
  if (flow === "inquiry" && changed("urgency")) {
    const usual = JSON.stringify(dueOf(textIn(was, "urgency"), ground.now));
    if (JSON.stringify(was["due"]) === usual) return { ...now, due: dueOf(textIn(now, "urgency"), ground.now) };
  }
  if (flow === "feedback" && changed("to")) {
    const to = teamOf(ground.teams, textIn(now, "to"));
    return to ? { ...now, kind: findKind(to.kind).reader || "beroepskracht" } : now;
  }
  if (flow === "feedback" && changed("kind")) {
    const reader = findReader(textIn(now, "kind"));
    return reader && Number(textIn(now, "level")) > reader.max ? { ...now, level: String(reader.max) } : now;
  }
  return now;
}

/** The document; opens says that it begins an exchange, which needs a frame. */
export function documentFor(flow: Composed, ground: Ground, values: Values, opens: boolean): Doc {
  const fields = groups(flow, ground, values).flatMap((g) => g.fields);
  const doc = documentOf(fields, values);
  const kind = textIn(values, "kind");
  const form = { handoff: "handoff.proposed", inquiry: "inquiry.sent", feedback: "feedback.given", message: "message.text" }[flow];
  const custody = findVariant(flow, kind)?.custody ?? "stays";
  const frame = { flow, ...(kind === "" ? {} : { kind }), custody };
  const { said, done, ...rest } = doc;
  const told = flow === "feedback" ? { steps: [said, done].filter((s) => typeof s === "string").join("\n\n") } : {};
  const { questions } = rest;
  const numbered =
    flow === "inquiry" && Array.isArray(questions)
      ? { questions: questions.map((q, i) => (typeof q === "object" && q !== null && !Array.isArray(q) ? { ...q, id: String(i + 1) } : q)) }
      : {};
  return { form, version: 1, ...(opens ? { frame } : {}), ...rest, ...numbered, ...told };
}
