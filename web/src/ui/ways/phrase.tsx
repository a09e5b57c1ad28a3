// New words: shown once, written down, typed back. Only then they count. They stand
// in this part's memory alone and are gone when it closes.

import { useState } from "preact/hooks";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Button } from "../part/button.tsx";
import { Note, TroubleNote } from "../part/trouble.tsx";
import { useConfirm } from "./confirm.tsx";
import { dateWays } from "./dates.ts";
import { WordsField, wordsIn } from "./words.tsx";

type Step = "before" | "shown" | "back";

export function NewPhrase({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const app = useApp();
  const text = useText().ways.phrase;
  const sure = useConfirm();
  return (
    <>
      <PhraseSteps
        code={app.session.me.value?.code ?? ""}
        note={text.replaces}
        make={async () => (await app.link.call("newPhrase")).words}
        // Writing words down takes its time.
        before={() => sure.unlessJust(0)}
        confirm={async (typed) => {
          const before = app.session.me.value?.ways ?? [];
          const me = await app.link.call("confirmPhrase", typed);
          await dateWays(app, before, me.ways);
          return () => {
            onDone();
            app.session.renew(me);
            app.notices.tell(text.done, "good");
          };
        }}
        {...(onCancel ? { onCancel } : {})}
      />
      {sure.dialog}
    </>
  );
}

export interface PhraseStepsProps {
  code: string; // of the account, to be written down with them
  note?: string;
  make: () => Promise<string[]>;
  /** Asked before they are confirmed: false breaks it off. */
  before?: () => Promise<boolean>;
  /** Takes what was typed back, and says what is to be done then. */
  confirm: (typed: string) => Promise<() => void>;
  onCancel?: () => void;
}

/** Makes words, shows them, and has them typed back. */
export function PhraseSteps({ code, note, make: fresh, before, confirm: take, onCancel }: PhraseStepsProps) {
  const text = useText();
  const act = useAct();
  const [step, setStep] = useState<Step>("before");
  const [words, setWords] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState("");

  async function make() {
    await act.run(async () => {
      setWords(await fresh());
      setTyped("");
      setStep("shown");
    });
  }
  async function confirm() {
    const n = wordsIn(typed).length;
    setError(n === 8 ? "" : n === 0 ? text.ways.words.missing : text.ways.words.notEight(n));
    if (n !== 8) return;
    if (before && !(await before())) return;
    await act.run(async () => {
      const then = await take(typed);
      setTyped("");
      then();
    });
  }
  const cancel = onCancel && (
    <Button kind="quiet" onClick={onCancel}>
      {text.parts.cancel}
    </Button>
  );

  if (step === "before") {
    return (
      <div class="stack">
        {act.failed && <TroubleNote trouble={act.failed} />}
        <Note tone="let-op">
          <p>{text.ways.phrase.warn}</p>
        </Note>
        {note && <p>{note}</p>}
        {act.busy && <p role="status">{text.ways.phrase.making}</p>}
        <div class="row">
          <Button kind="main" icon="key" onClick={() => void make()} busy={act.busy}>
            {text.ways.phrase.make}
          </Button>
          {cancel}
        </div>
      </div>
    );
  }
  if (step === "shown") {
    return (
      <div class="stack">
        <p>
          <strong>{text.ways.phrase.write}</strong>
        </p>
        <ol role="list" class="words" aria-label={text.ways.phrase.list}>
          {words.map((word, i) => (
            <li key={`${i}-${word}`}>{word}</li>
          ))}
        </ol>
        <p>
          {text.ways.phrase.code}
          <br />
          <span class="code">{code}</span>
        </p>
        <div class="row">
          <Button
            kind="main"
            onClick={() => {
              setWords([]);
              setStep("back");
            }}
          >
            {text.ways.phrase.written}
          </Button>
          {cancel}
        </div>
      </div>
    );
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      {act.failed && <TroubleNote trouble={act.failed} />}
      <WordsField
        id="typed-back"
        label={text.ways.phrase.check}
        hint={text.ways.phrase.checkHint}
        value={typed}
        onInput={setTyped}
        {...(error === "" ? {} : { error })}
      />
      <div class="row">
        <Button kind="main" submit busy={act.busy}>
          {text.ways.phrase.confirm}
        </Button>
        <Button kind="quiet" onClick={() => void make()}>
          {text.ways.phrase.again}
        </Button>
        {cancel}
      </div>
    </form>
  );
}
