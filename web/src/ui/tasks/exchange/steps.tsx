// What may be done now, as buttons: each code of Row.next has its way here, its own
// screen, or nothing. A code that this version has no words for is left out.

import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Exchange } from "../../../worker/protocol.ts";
import { useApp, useText } from "../../base/app.ts";
import { useKeptFocus } from "../../base/focus.ts";
import { Button, ButtonLink } from "../../part/index.ts";
import { askedIn } from "../compose/answers.ts";
import { type Field, type Fields, textIn, type Values } from "../compose/field.ts";
import { forms, readFields } from "../compose/forms.ts";
import { fieldOf, formOf } from "../compose/people.tsx";
import { StepForm } from "../compose/stepform.tsx";
import { type Doc, typedFrom } from "../compose/write.ts";
import { useWords } from "../words.ts";
import { Decline } from "./custody.tsx";
import { hashOf, newest } from "./read.ts";

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

export function Steps({ x, title }: { x: Exchange; title: string }) {
  const app = useApp();
  const text = useText();
  const words = useWords();
  const me = app.session.me.value;
  const [open, setOpen] = useState("");
  const [more, setMore] = useState(false);
  const known: Record<string, string> = words.text.step;
  const first = words.nextVerb(x);
  const room = x.flow === "handoff" && x.next.some((code) => inRoom.includes(code));
  const codes = x.next.filter(
    (code) =>
      !elsewhere.has(code) &&
      Object.hasOwn(known, code) &&
      fieldsOf(code, x) !== null &&
      besideOf(code, x, me?.member ?? "") !== null &&
      !(code === "assigned" && x.next.includes("inquiry.assigned")),
  );
  const ordered = [...codes].sort((a, b) => Number(b === first.step) - Number(a === first.step));
  const shown = more || ordered.length <= 5 ? ordered : ordered.slice(0, 4);
  useEffect(() => {
    if (open !== "" && !x.next.includes(open)) setOpen("");
  }, [x.next.join()]);
  useLayoutEffect(() => {
    if (open !== "" && open !== "handoff.declined") document.querySelector<HTMLElement>(".stepform__title")?.focus();
  }, [open]);
  const focus = useKeptFocus<HTMLElement>((steps) => steps.querySelector("h2"));
  const links = (["inquiry.answers", "feedback.given"] as const).filter((code) => x.next.includes(code));
  if (codes.length === 0 && links.length === 0 && !room) return null;
  const fields = open === "" ? null : fieldsOf(open, x);

  return (
    <section class="stack" aria-label={title} ref={focus}>
      <h2 tabIndex={-1}>{title}</h2>
      <div class="row">
        {links.map((code) => (
          <ButtonLink key={code} to={screens[code]} exchange={x.exchange} kind={first.step === code ? "main" : "plain"}>
            {words.text.step[code]}
          </ButtonLink>
        ))}
        {room && (
          <ButtonLink to="kamer" exchange={x.exchange} kind={inRoom.includes(first.step) ? "main" : "plain"} icon="gates">
            {text.thread.toRoom}
          </ButtonLink>
        )}
        {shown.map((code) => (
          <Button
            key={code}
            kind={code === first.step && open !== code ? "main" : "plain"}
            pressed={open === code}
            onClick={() => setOpen(open === code ? "" : code)}
          >
            {known[code] ?? ""}
          </Button>
        ))}
        {shown.length < ordered.length && (
          <Button kind="quiet" icon="down" onClick={() => setMore(true)}>
            {text.thread.moreSteps}
          </Button>
        )}
      </div>
      {open === "handoff.declined" && <Decline x={x} onClose={() => setOpen("")} />}
      {open !== "" && open !== "handoff.declined" && fields && (
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
