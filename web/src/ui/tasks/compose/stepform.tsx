// One step of a flow as a small form: its fields, its draft, held and sent. Every
// form that a fold allows can be written here, unless it has a screen of its own.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Exchange, SendFile, Sent } from "../../../worker/protocol.ts";
import { useApp, useText } from "../../base/app.ts";
import { Button, Details, ErrorSummary, FilePicker, Note, TroubleNote } from "../../part/index.ts";
import { CompareHere } from "../parties.tsx";
import { useDraft } from "./draft.ts";
import { type Fields as Described, listIn, isText, type Values } from "./field.ts";
import { faultText, Fields } from "./fields.tsx";
import { useFormKeys } from "./keys.ts";
import { Reading } from "./reading.tsx";
import { SavedLine } from "./saved.tsx";
import { useSending } from "./sending.ts";
import { NotYet, Underway } from "./underway.tsx";
import { type Doc, documentOf, problemsOf } from "./write.ts";

export interface StepFormProps {
  exchange: Exchange;
  form: string;
  title: string;
  fields: Described;
  send: string;
  /** What the document has beside its fields. */
  beside?: Doc;
  begin?: () => Values;
  files?: boolean;
  /** A form that is always there (a message) has nothing to cancel. */
  onCancel?: () => void;
  onSent?: () => void;
  /** Without a title of its own, in a place that has one. */
  bare?: boolean;
  /** The page has its one filled button elsewhere. */
  plain?: boolean;
}

export function StepForm(props: StepFormProps) {
  const { exchange, form, fields } = props;
  const app = useApp();
  const text = useText();
  const first = props.begin ?? (() => ({}));
  const draft = useDraft({ what: form, zaak: "", exchange: exchange.exchange }, first);
  const sending = useSending(`${exchange.exchange} ${form}`, (out) => settle.current(out, true));
  const [turn, setTurn] = useState(0);
  const [files, setFiles] = useState<SendFile[]>([]);
  const path = "s-" + form.replace(/[^a-z]/g, "-");
  const keys = useFormKeys(() => void send());
  useEffect(() => {
    if (draft.waits !== "" && sending.stage === "write") sending.waitFor(draft.waits, () => finish.current());
  }, [draft.waits]);
  const finish = useRef(ends);
  finish.current = ends;
  const settle = useRef(settled);
  settle.current = settled;
  const { values } = draft;
  // What was opened by a button takes the focus, once its draft is there.
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => head.current?.focus(), [values === null]);
  if (!values) return null;
  const problems = problemsOf(fields, values, path);
  const wrong = turn > 0 ? problems : [];
  const still = sending.stage === "held" || sending.stage === "sending";
  const lost = listIn(values, "files").filter(isText);
  const change = (next: Values) => {
    if (sending.stage === "sent") sending.reset(); // what is written from here on is something new
    draft.set(next);
  };

  async function send() {
    setTurn((n) => n + 1);
    const { values } = draft;
    if (!values || problemsOf(fields, values, path).length > 0) return;
    if (sending.stage === "waits") return; // it goes, once
    await draft.keep();
    const doc = { form, version: 1, ...props.beside, ...documentOf(fields, values) };
    const out = await sending.send(async (upload) => {
      const sent = await app.link.call("reply", exchange.exchange, doc, files, upload, draft.id);
      if (sent.waits === "") await draft.drop();
      return sent;
    });
    if (out) settle.current(out);
  }

  const toField = () => keys.current?.querySelector<HTMLElement>("textarea, input, select")?.focus();
  const takeBack = () => sending.takeBack(draft, toField);

  /** A new one beside what waits, which goes by itself. */
  function more() {
    sending.reset();
    setTurn(0);
    setFiles([]);
    draft.beside(first());
    requestAnimationFrame(() => toField());
  }

  /** Said: the visit that sent it has told so already. */
  function settled(out: Sent, said = false) {
    if (out.waits === "") return ends(said);
    sending.waitFor(out.waits, () => finish.current());
    void draft.hold(out.waits);
  }

  function ends(said = false) {
    setTurn(0);
    setFiles([]);
    draft.again(first());
    if (!said) app.notices.tell(text.parts.sent, "good");
    props.onSent?.();
  }
  return (
    <form
      ref={keys}
      class={props.bare ? "stack" : "card water water--actie stack"}
      noValidate
      aria-label={props.title}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {!props.bare && (
        <h3 class="stepform__title" id={path + "-title"} tabIndex={-1} ref={head}>
          {props.title}
        </h3>
      )}
      {sending.stage === "waits" ? (
        // What waits goes by itself: a form that is still full would be sent twice.
        <NotYet onBack={() => void takeBack()} {...(props.onCancel ? {} : { onMore: more })}>
          <Reading fields={fields} values={values} />
          {lost.length > 0 && <p>{lost.join(", ")}</p>}
        </NotYet>
      ) : (
        <>
          <ErrorSummary wrong={wrong.map((p) => ({ id: p.id, text: faultText(text, p) }))} turn={turn} />
          {/* While it is held nothing can be typed that would not go with it. */}
          <div class="stack" inert={still}>
            <Fields fields={fields} values={values} onChange={change} wrong={wrong} path={path} />
          </div>
          {props.files && (
            <Details title={text.compose.group.files} open={files.length > 0 || lost.length > 0}>
              {files.length === 0 && lost.length > 0 && (
                <Note tone="let-op">
                  <p>
                    {text.compose.filesAgain} {lost.join(", ")}
                  </p>
                </Note>
              )}
              <FilePicker
                label={text.compose.group.files}
                files={files}
                onChange={(chosen) => {
                  setFiles(chosen);
                  change({ ...values, files: chosen.map((f) => f.name) });
                }}
                uploads={sending.uploads}
                onPause={sending.pause}
                onResume={sending.resume}
              />
            </Details>
          )}
          {sending.failed && (
            <TroubleNote trouble={sending.failed}>
              <CompareHere x={exchange} trouble={sending.failed} />
            </TroubleNote>
          )}
          <Underway sending={sending} />
          <div class="compose__actions">
            <Button kind={props.plain ? "plain" : "main"} icon={exchange.flow === "zaak" ? "check" : "send"} submit busy={still}>
              {props.send}
            </Button>
            {props.onCancel && !still && <Button onClick={props.onCancel}>{text.parts.cancel}</Button>}
          </div>
          <SavedLine draft={draft} />
        </>
      )}
    </form>
  );
}
