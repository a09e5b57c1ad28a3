// Eight words that somebody reads aloud, typed by who hears them: what they should be is
// shown nowhere, so that nobody says «klopt» without having listened.

import { useState } from "preact/hooks";
import { codeOf } from "../../crypto/note/code.ts";
import { useAct } from "../base/act.ts";
import { Button, Note, TroubleNote } from "../part/index.ts";
import { WordsField, wordsIn } from "../ways/words.tsx";
import { useKeysText } from "./text.ts";

export interface HeardProps {
  id: string;
  label: string;
  differ: string;
  children?: preact.ComponentChildren;
  /** Judges what was heard; it fails with E16 when it belongs to other keys. */
  act: (words: string) => Promise<void>;
  done: () => void;
}

export function Heard({ id, label, differ, children, act, done }: HeardProps) {
  const text = useKeysText().team;
  const [words, setWords] = useState("");
  const [error, setError] = useState("");
  const [other, setOther] = useState(false);
  const asking = useAct();
  async function submit() {
    setOther(false);
    setError(wordsIn(words).length === 8 ? "" : text.fewer);
    if (wordsIn(words).length !== 8) {
      document.getElementById(id)?.focus();
      return;
    }
    let [differs, wrong] = [false, false];
    const went = await asking.run(async () => {
      try {
        await act(words);
      } catch (fault) {
        differs = codeOf(fault) === "E16";
        wrong = codeOf(fault) === "E28";
        if (!differs && !wrong) throw fault;
      }
    });
    if (!went) return;
    if (wrong) {
      setError(text.noWords);
      document.getElementById(id)?.focus();
      return;
    }
    setWords("");
    setOther(differs);
    if (!differs) done();
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <WordsField id={id} label={text.heard} value={words} onInput={setWords} {...(error ? { error } : {})} />
      {children}
      {other && (
        <Note tone="stop">
          <p role="alert">
            <strong>{text.differ}</strong> {differ}
          </p>
        </Note>
      )}
      {asking.failed && <TroubleNote trouble={asking.failed} />}
      <div class="row">
        <Button kind="main" submit busy={asking.busy} icon="check">
          {label}
        </Button>
      </div>
    </form>
  );
}
