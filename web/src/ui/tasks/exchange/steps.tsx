// What may be done now: each code of Row.next has its way here, its own screen, or
// nothing. The step that comes next is the one filled button of the page, at most two
// more stand beside it, and the rest below «Meer stappen». A code that this version
// has no words for is left out.

import { useEffect } from "preact/hooks";
import type { Exchange } from "../../../worker/protocol.ts";
import { useApp, useText } from "../../base/app.ts";
import { useKeptFocus } from "../../base/focus.ts";
import { Button, ButtonLink, Details } from "../../part/index.ts";
import { askedIn } from "../compose/answers.ts";
import { type Field, type Fields, textIn, type Values } from "../compose/field.ts";
import { forms, readFields } from "../compose/forms.ts";
import { fieldOf, formOf } from "../compose/people.tsx";
import { StepForm } from "../compose/stepform.tsx";
import { type Doc, typedFrom } from "../compose/write.ts";
import { useWords } from "../words.ts";
import { Decline } from "./custody.tsx";
import { acceptOf, hashOf, newest } from "./read.ts";

/** Acts with a place of their own on the page, and those no call of the worker does. */
const elsewhere = new Set([
  "message.text",
  "zaak.note",
  "receipt",
  "recall",
  "close",
  "offer",
  "accept",
  "custody.withdrawn",
  "leave",
  "rekey",
  "zaak.exchange",
  "zaak.custody",
  "zaak.draft",
  "zaak.name_opening",
  "zaak.approval_asked",
  "zaak.approval",
  "inquiry.answers",
  "feedback.given",
  "handoff.talk_started",
  "handoff.summary",
  "handoff.confirmed",
]);

const screens = { "inquiry.answers": "antwoord", "feedback.given": "terugkoppeling" } as const;
/** So many stand in sight beside the one that comes next. */
const beside = 2;
const inRoom = ["handoff.talk_started", "handoff.summary", "handoff.confirmed", "offer", "accept"];

const readable = (x: Exchange) => x.entries.filter((e) => e.state === "readable");

/** The fields of a step here and now: what can be chosen follows from the exchange. */
export function fieldsOf(form: string, x: Exchange): Fields | null {
  const fields = forms[form];
  if (form === "inquiry.correction") {
    const options = askedIn(readable(x).map((e) => e.document)).map((q) => ({ value: q.id, label: q.text }));
    return (fields ?? []).map((f): Field => (f.kind === "choice" ? { ...f, options } : f));
  }
  if (form === "zaak.duty_done") {
    const done = readable(x).filter((e) => formOf(e) === "zaak.duty_done").map((e) => fieldOf(e, "id"));
    const open = readable(x).filter((e) => formOf(e) === "zaak.duty" && !done.includes(fieldOf(e, "id")));
    if (open.length === 0) return null;
    const options = open.map((e) => ({ value: String(fieldOf(e, "id")), label: String(fieldOf(e, "what")) }));
    return [{ kind: "choice", name: "id", label: "task", must: true, options }, { kind: "date", name: "on", label: "on", must: true }];
  }
  if (form === "zaak.feedback") {
    const meldingen = readable(x).filter((e) => formOf(e) === "zaak.melding");
    if (meldingen.length === 0) return null;
    const options = meldingen.map((e) => ({ value: String(fieldOf(e, "id")), label: String(fieldOf(e, "receivedOn")) }));
    const deferred = (own: Values) => textIn(own, "state") === "deferred";
    return [
      { kind: "choice", name: "melding", label: "melding", must: true, options },
      ...readFields(form).map((f): Field => (f.name === "until" ? { ...f, must: true, when: deferred } : { ...f, must: true })),
    ];
  }
  return fields ?? null;
}

/** What a step's document has that nobody types. Null: it cannot be made here. */
export function besideOf(form: string, x: Exchange, me: string): Doc | null {
  switch (form) {
    case "assigned":
    case "inquiry.assigned":
      return { member: me };
    case "handoff.acknowledged":
      return { assignee: me };
    case "handoff.confirmed": {
      const summary = newest(x, "handoff.summary");
      const hash = summary ? hashOf(summary) : "";
      return hash === "" || summary?.mine ? null : { summary: hash };
    }
    case "feedback.orally_confirmed": {
      const told = newest(x, "feedback.given_orally");
      const hash = told ? hashOf(told) : "";
      return hash === "" ? null : { entry: hash };
    }
    default:
      return {};
  }
}

/** What stands in the form when it opens. */
export function beginOf(form: string, x: Exchange, me: string): Values {
  if (form === "handoff.info") {
    const asked = newest(x, "handoff.more_info");
    const list = asked ? fieldOf(asked, "questions") : [];
    return { answers: Array.isArray(list) ? list.map((q) => ({ question: String(q) })) : [] };
  }
  if (form === "inquiry.asked_again") {
    const asked = askedIn(readable(x).map((e) => e.document));
    const answers = newest(x, "inquiry.answers");
    const list: unknown = answers ? fieldOf(answers, "answers") : [];
    const given = Array.isArray(list) ? list : [];
    const open = given.flatMap((a: unknown) =>
      typeof a === "object" && a !== null && "question" in a && "kind" in a && (a.kind === "weigering" || a.kind === "niet_bekend") ? [String(a.question)] : [],
    );
    return { questions: asked.filter((q) => open.includes(q.id)).map((q) => ({ id: q.id, text: q.text })) };
  }
  if (form === "handoff.summary") {
    const proposed = newest(x, "handoff.proposed");
    return proposed ? { conditions: typedFrom(readFields("handoff.summary"), proposed.document)["conditions"] ?? [] } : {};
  }
  if (form === "zaak.decision") return { id: freshDecision(), by: me };
  if (form === "zaak.melding" || form === "zaak.duty" || form === "zaak.person") return { id: freshDecision() };
  return {};
}

const freshDecision = () => "d" + crypto.randomUUID().replaceAll("-", "").slice(0, 8);

/** Whether the form of a step can be filled in on the page of the exchange. */
export function writable(code: string, x: Exchange, me: string): boolean {
  return x.next.includes(code) && !elsewhere.has(code) && fieldsOf(code, x) !== null && besideOf(code, x, me) !== null;
}

/** A step as it stands on the page: a form of its own below, or another screen. */
type Step = { code: string; to?: (typeof screens)[keyof typeof screens] | "kamer" };

/** The steps of an exchange, what comes next first; main says whether that is one. */
function stepsOf(x: Exchange, known: Record<string, string>, next: string, me: string): { list: Step[]; main: boolean } {
  const links = (["inquiry.answers", "feedback.given"] as const).filter((code) => x.next.includes(code));
  // An offer that stands has its way to the room above the steps.
  const room = x.flow === "handoff" && x.next.some((code) => inRoom.includes(code)) && x.entries.at(-1)?.type !== "offer";
  const moved = acceptOf(x) !== null; // what the room was for is done
  const codes = x.next.filter(
    (code) =>
      writable(code, x, me) &&
      Object.hasOwn(known, code) &&
      !(code === "assigned" && x.next.includes("inquiry.assigned")),
  );
  const list: Step[] = [
    ...links.map((code) => ({ code, to: screens[code] })),
    ...(room && !moved ? [{ code: "room", to: "kamer" as const }] : []),
    ...codes.map((code) => ({ code })),
    ...(room && moved ? [{ code: "room", to: "kamer" as const }] : []),
  ];
  const isNext = ({ code }: Step) => code === next || (code === "room" && inRoom.includes(next));
  return { list: [...list.filter(isNext), ...list.filter((step) => !isNext(step))], main: list.some(isNext) };
}

export interface StepsProps {
  x: Exchange;
  title: string;
  /** The page has its one filled button elsewhere, as long as no form of a step is open. */
  plain?: boolean;
  /** The code of the step whose form is open, "" when none is. */
  open: string;
  onOpen: (code: string) => void;
}

export function Steps({ x, title, plain = false, open, onOpen: setOpen }: StepsProps) {
  const app = useApp();
  const text = useText();
  const words = useWords();
  const me = app.session.me.value;
  const known: Record<string, string> = words.text.step;
  const { list, main } = stepsOf(x, known, words.nextVerb(x).step, me?.member ?? "");
  useEffect(() => {
    if (open !== "" && !x.next.includes(open)) setOpen("");
  }, [x.next.join()]);
  const focus = useKeptFocus<HTMLElement>((steps) => steps.querySelector("h2"));
  if (list.length === 0) return null;
  const fields = open === "" ? null : fieldsOf(open, x);
  const sight = beside + (main ? 1 : 0);
  const first = main && !plain && !writes(open) ? list[0] : undefined;

  const one = (step: Step) => {
    const kind = step === first ? "main" : "plain";
    return step.to ? (
      <ButtonLink key={step.code} to={step.to} exchange={x.exchange} kind={kind} {...(step.code === "room" ? { icon: "gates" as const } : {})}>
        {step.code === "room" ? text.thread.toRoom : (known[step.code] ?? "")}
      </ButtonLink>
    ) : (
      <Button key={step.code} kind={kind} pressed={open === step.code} onClick={() => setOpen(open === step.code ? "" : step.code)}>
        {known[step.code] ?? ""}
      </Button>
    );
  };
  return (
    <section class="stack" aria-label={title} ref={focus}>
      <h2 tabIndex={-1}>{title}</h2>
      <div class="row">{list.slice(0, sight).map(one)}</div>
      {sight < list.length && (
        <Details title={text.thread.moreSteps}>
          <div class="row">{list.slice(sight).map(one)}</div>
        </Details>
      )}
      {open === "handoff.declined" && <Decline x={x} onClose={() => setOpen("")} />}
      {writes(open) && fields && (
        <StepForm
          key={open}
          exchange={x}
          form={open}
          title={known[open] ?? ""}
          fields={fields}
          beside={besideOf(open, x, me?.member ?? "") ?? {}}
          begin={() => beginOf(open, x, me?.name ?? "")}
          send={x.flow === "zaak" ? text.parts.save : text.thread.send}
          onCancel={() => setOpen("")}
          onSent={() => setOpen("")}
        />
      )}
    </section>
  );
}

/** Whether the form of this step stands open, with a filled button of its own. */
export const writes = (open: string) => open !== "" && open !== "handoff.declined";

/** Whether one of the steps comes next, so that it has the filled button. */
export function hasNext(x: Exchange, words: ReturnType<typeof useWords>, me: string): boolean {
  return stepsOf(x, words.text.step, words.nextVerb(x).step, me).main;
}
