// Notices in passing, and the send that can still be undone. Also what is only
// spoken.

import { useApp, useText } from "../base/app.ts";
import { useKeptFocus } from "../base/focus.ts";
import { Icon } from "../base/icon.tsx";
import { Button } from "./button.tsx";

export function Toasts() {
  const { notices } = useApp();
  const text = useText();
  const { polite, assertive } = notices.spoken.value;
  // A notice goes away with its button: back to where one was.
  const focus = useKeptFocus<HTMLDivElement>((_, before) =>
    before?.isConnected ? before : document.querySelector<HTMLElement>("main h1"),
  );
  return (
    <>
      <div class="toasts" role="region" aria-label={text.parts.notices} hidden={notices.list.value.length === 0} ref={focus}>
        <ul role="list" aria-live="polite">
          {notices.list.value.map((notice) => (
            <li key={notice.id} class={`toast toast--${notice.tone}`}>
              <p class="toast__text">
                {notice.tone !== "plain" && <Icon name={notice.tone === "good" ? "done" : "warning"} />}
                <span>{notice.text}</span>
              </p>
              {notice.hold ? (
                <Button kind="plain" icon="undo" onClick={() => notices.undo(notice.id)}>
                  {/* The seconds are for the eye; a screen reader hears the button's name once. */}
                  {text.parts.undo}
                  <span aria-hidden="true"> ({notice.hold.value})</span>
                </Button>
              ) : (
                <button
                  type="button"
                  class="button button--quiet button--icon"
                  aria-label={text.parts.dismiss}
                  onClick={() => notices.dismiss(notice.id)}
                >
                  <Icon name="close" />
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
      <div class="visually-hidden" role="status">
        {polite}
      </div>
      <div class="visually-hidden" role="alert">
        {assertive}
      </div>
    </>
  );
}
