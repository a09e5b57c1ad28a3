// A dialog: the browser's own, which keeps the focus inside, closes by Esc and
// gives the focus back where it was.

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";

export interface DialogProps {
  title: string;
  children: ComponentChildren;
  /** The steps to choose from; without any there is only the cross. */
  actions?: ComponentChildren;
  onClose: () => void;
  urgent?: boolean;
}

export function Dialog({ title, children, actions, onClose, urgent = false }: DialogProps) {
  const text = useText();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  // Before anything is drawn, and so before the next key: what a fast typist types
  // after Ctrl+K must reach the box, not the list behind it, where letters are commands.
  useLayoutEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog"
      ref={box}
      role={urgent ? "alertdialog" : undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog__head">
        <h2 class="dialog__title" id={id} tabIndex={-1} autofocus>
          {title}
        </h2>
        <button type="button" class="button button--quiet button--icon" onClick={onClose} aria-label={text.parts.close}>
          <Icon name="close" size={24} />
        </button>
      </div>
      <div class="stack">{children}</div>
      {actions && <div class="dialog__actions">{actions}</div>}
    </dialog>
  );
}
