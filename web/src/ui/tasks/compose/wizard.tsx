// A form in steps, in any order: what is wrong in a step is said when somebody goes
// on, all of it on the last step, where everything can be read once more.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import { Button, ErrorSummary, HubView, Note, TroubleNote } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import type { Drafting } from "./draft.ts";
import { useFormKeys } from "./keys.ts";
import type { GroupID } from "./plans.ts";
import type { Fields, Values } from "./field.ts";
import { faultText } from "./fields.tsx";
import { Reading } from "./reading.tsx";
import { says } from "./told.ts";
import { Restored, SavedLine } from "./saved.tsx";
import type { Sending } from "./sending.ts";
import { Underway } from "./underway.tsx";
import type { Problem } from "./write.ts";

export interface Step {
  id: "to" | GroupID | "files";
  title: string;
  problems: readonly Problem[];
  /** What keeps it from being sent beside empty fields: a sentence, and the step stays open. */
  stops?: readonly string[];
  body: (wrong: readonly Problem[]) => ComponentChildren;
  /** How the step reads on the check page. */
  check: ComponentChildren;
}

export interface WizardProps {
  title: string;
  about?: ComponentChildren;
  steps: readonly Step[];
  draft: Drafting;
  onAgain: () => void;
  sending: Sending;
  sendLabel: string;
  checkIntro: string;
  moved?: boolean;
  onSend: () => void;
}

export function Wizard(props: WizardProps) {
  const { steps, draft, sending } = props;
  const text = useText();
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState<readonly string[]>([]);
  const [turn, setTurn] = useState(0);
  const [listed, setListed] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const last = steps.length;
  const step = steps[at];

  useLayoutEffect(() => {
    if (!moved.current) return;
    window.scrollTo(0, 0);
    head.current?.focus();
  }, [at]);

  const still = sending.stage === "held" || sending.stage === "sending";

  function go(to: number) {
    if (still) return; // what is held is what stands on the check page
    moved.current = true;
    setListed(false);
    setAt(Math.max(0, Math.min(last, to)));
    void draft.keep();
  }
  function next() {
    if (!step) return;
    setTried((was) => [...new Set([...was, step.id])]);
    if (step.problems.length > 0) setTurn((n) => n + 1);
    else go(at + 1);
  }

  const keys = useFormKeys(next);
  const open = steps.filter((s) => s.problems.length > 0 || (s.stops?.length ?? 0) > 0);
  const wrong = step && tried.includes(step.id) ? step.problems : [];
  const name = (i: number) => steps[i]?.title ?? text.compose.check;

  return (
    <div class="stack stack--wide compose">
      <div class="stack">
        <Title>{props.title}</Title>
        {props.about}
        <Restored
          draft={draft}
          still={still}
          onAgain={() => {
            setTried([]);
            setAt(0);
            props.onAgain();
          }}
        />
      </div>
      <nav class={listed ? "parts parts--listed" : "parts"} aria-label={text.compose.steps}>
        {/* On a phone this line stands for the list, and opens it. */}
        <button type="button" class="parts__now" aria-expanded={listed} aria-controls="parts-list" onClick={() => setListed(!listed)}>
          <span>{text.compose.stepAt(at + 1, last + 1, name(at))}</span>
          <Icon name="down" />
        </button>
        <ol role="list" id="parts-list">
          {[...steps.map((s) => s.id), "check"].map((id, i) => {
            const done = i < last && steps[i]?.problems.length === 0;
            return (
              <li key={id}>
                <button
                  type="button"
                  class={i === at ? "parts__step parts__step--here" : "parts__step"}
                  aria-current={i === at ? "step" : undefined}
                  onClick={() => go(i)}
                >
                  <span class={done ? "parts__mark parts__mark--done" : "parts__mark"}>
                    {done ? <Icon name="check" size={16} /> : <span aria-hidden="true">{i + 1}</span>}
                  </span>
                  <span>{name(i)}</span>
                  {done && <span class="visually-hidden"> ({text.parts.task.done})</span>}
                </button>
              </li>
            );
          })}
        </ol>
      </nav>
      <form
        ref={keys}
        class="card stack compose__card"
        noValidate
        aria-label={props.title}
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <div>
          <p class="meta compose__at">{text.compose.stepOf(at + 1, last + 1)}</p>
          <h2 ref={head} tabIndex={-1}>
            {name(at)}
          </h2>
        </div>
        {step ? (
          <>
            <ErrorSummary wrong={wrong.map((p) => ({ id: p.id, text: faultText(text, p) }))} turn={turn} />
            <p class="meta">{text.parts.fillAll}</p>
            {step.body(wrong)}
            {(step.stops ?? []).map((s) => (
              <Note key={s} tone="stop">
                <p>{s}</p>
              </Note>
            ))}
          </>
        ) : (
          <>
            {open.length > 0 ? (
              <Note tone="let-op">
                <p>{text.compose.missing(open.length)}</p>
                <ul role="list">
                  {open.map((s) => (
                    <li key={s.id}>
                      <button
                        type="button"
                        class="link link--alone link--button"
                        onClick={() => {
                          setTried((was) => [...new Set([...was, s.id])]);
                          go(steps.indexOf(s));
                        }}
                      >
                        {s.title}
                      </button>
                    </li>
                  ))}
                </ul>
              </Note>
            ) : (
              <p class="lead">{props.checkIntro}</p>
            )}
            {steps.map((s, i) => (
              <section key={s.id} class="check" aria-label={s.title}>
                <div class="row row--apart">
                  <h3>{s.title}</h3>
                  {!still && (
                    <Button kind="quiet" icon="pencil" label={text.compose.changeOf(s.title)} onClick={() => go(i)}>
                      {text.compose.change}
                    </Button>
                  )}
                </div>
                {s.check}
              </section>
            ))}
            <HubView moved={props.moved ?? false} />
          </>
        )}
        {sending.failed &&
          (props.moved && sending.failed.code === "E27" ? (
            <Note tone="let-op">
              <p role="alert">{text.compose.waiting.never}</p>
            </Note>
          ) : (
            <TroubleNote trouble={sending.failed} />
          ))}
        <Underway sending={sending} />
        <div class="compose__actions">
          {at > 0 && !still && (
            <Button icon="left" onClick={() => go(at - 1)}>
              {text.compose.previous}
            </Button>
          )}
          {step ? (
            <Button kind="main" submit>
              {text.parts.next}
            </Button>
          ) : (
            <Button
              kind="main"
              icon="send"
              busy={still}
              onClick={() => {
                if (open.length === 0) props.onSend();
                else {
                  setTried(steps.map((s) => s.id));
                  go(steps.indexOf(open[0] ?? steps[0]!)); // there is one: the list is not empty
                  setTurn((n) => n + 1);
                }
              }}
            >
              {props.sendLabel}
            </Button>
          )}
        </div>
        <SavedLine draft={draft} />
      </form>
    </div>
  );
}

/** How the fields of a step read. */
export function Checked({ fields, values }: { fields: Fields; values: Values }) {
  const text = useText();
  return says(fields, values) ? <Reading fields={fields} values={values} /> : <p class="meta">{text.compose.nothing}</p>;
}
