// The summary of what is still wrong, above a form: it takes the focus when it
// comes, and each line leads to its field.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useText } from "../base/app.ts";

export interface Wrong {
  id: string; // of the field
  text: string;
}

export function ErrorSummary({ wrong, turn }: { wrong: readonly Wrong[]; /** Counts the tries, to take the focus at each. */ turn: number }) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (turn > 0 && wrong.length > 0) box.current?.focus();
  }, [turn]);
  if (wrong.length === 0) return null;
  return (
    <div class="card water water--stop summary" ref={box} tabIndex={-1} role="group" aria-labelledby="summary-title">
      <h2 class="summary__title" id="summary-title">
        {text.parts.problem}
      </h2>
      <p>{text.parts.problems(wrong.length)}</p>
      <ul role="list">
        {wrong.map((w) => (
          <li key={w.id}>
            <button
              type="button"
              class="link link--alone link--button"
              onClick={() => document.getElementById(w.id)?.focus()}
            >
              {w.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
