// The field for the 8 words. The worker says which word is doubtful and what it may
// have been; this field shows it below and puts it right on a click. It is no
// password field: words may be seen, pasted and are never remembered by a browser.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Calls } from "../../worker/protocol.ts";
import { useApp, useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import { TextArea } from "../part/field.tsx";

/** Words do not stay for whoever comes by: so long after the last key they are gone. */
const forgotten = 120_000;

type Help = ReturnType<Calls["words"]>;

export interface WordsFieldProps {
  value: string;
  onInput: (value: string) => void;
  error?: string;
  label?: string;
  hint?: string;
  id?: string;
}

/** How many words stand in a text. */
export function wordsIn(text: string): string[] {
  return text.trim().split(/\s+/).filter((w) => w !== "");
}

export function WordsField({ value, onInput, error, label, hint, id = "words" }: WordsFieldProps) {
  const { link } = useApp();
  const text = useText().ways.words;
  const [help, setHelp] = useState<Help | null>(null);
  const asked = useRef(0);

  useEffect(() => {
    const turn = ++asked.current;
    if (wordsIn(value).length === 0) {
      setHelp(null);
      return;
    }
    // A word that is still being typed is not doubtful yet.
    const wait = setTimeout(
      () => {
        link.call("words", value).then(
          (given) => turn === asked.current && setHelp(given),
          () => turn === asked.current && setHelp(null),
        );
      },
      /\s$/.test(value) ? 0 : 500,
    );
    return () => clearTimeout(wait);
  }, [value]);

  useEffect(() => {
    if (value === "") return;
    const clear = () => onInput("");
    let wait = setTimeout(clear, forgotten);
    const typed = () => {
      clearTimeout(wait);
      wait = setTimeout(clear, forgotten);
    };
    const seen = () => document.visibilityState === "hidden" && clear();
    document.addEventListener("keydown", typed);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearTimeout(wait);
      document.removeEventListener("keydown", typed);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [value]);

  function use(at: number, word: string) {
    const parts = value.trim().split(/(\s+)/);
    parts[2 * at] = word;
    onInput(parts.join(""));
    document.getElementById(id)?.focus();
  }

  return (
    <div class="words-help">
      <TextArea
        id={id}
        label={label ?? text.label}
        hint={hint ?? text.hint}
        value={value}
        onInput={onInput}
        rows={3}
        mono
        plain
        {...(error ? { error } : {})}
      />
      <div aria-live="polite" class="words-help">
        {help && wordsIn(value).length > 0 && (
          <p class="meta">{help.complete ? text.complete : text.count(wordsIn(value).length)}</p>
        )}
        {help?.doubts.map((doubt) => (
          <div key={doubt.at} class="note note--let-op">
            <Icon name="warning" />
            <div>
              <p>{text.doubt(doubt.at + 1, doubt.word)}</p>
              {doubt.near.length === 0 ? (
                <p>{text.nearNone}</p>
              ) : (
                <div class="words-help__near">
                  <span>{text.near}</span>
                  {doubt.near.map((word) => (
                    <button
                      key={word}
                      type="button"
                      class="button mono"
                      aria-label={text.useNear(doubt.at + 1, word)}
                      onClick={() => use(doubt.at, word)}
                    >
                      {word}
                    </button>
                  ))}
                </div>
              )}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
