// Notices in passing, and the send that can still be undone. Also what is only
// spoken.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp, useText } from "../base/app.ts";
import { useKeptFocus } from "../base/focus.ts";
import { Icon } from "../base/icon.tsx";
import { Button } from "./button.tsx";

export function Toasts() {
  const { notices } = useApp();
  const text = useText();
  const { polite, assertive } = notices.spoken.value;
  // A notice goes away with its button: back to what was sent, else to where one was.
  const sender = useRef<HTMLElement | null>(null);
  const focus = useKeptFocus<HTMLDivElement>(
    (_, before) => [sender.current, before].find((e) => e?.isConnected) ?? document.querySelector<HTMLElement>("main h1"),
  );
  const held = notices.list.value.find((notice) => notice.hold)?.id;
  useLayoutEffect(() => {
    const at = document.activeElement;
    sender.current = held !== undefined && at instanceof HTMLElement && at !== document.body ? at : null;
  }, [held]);
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
