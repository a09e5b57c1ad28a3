// Names that can be hidden. A colleague's name is no name of a family and is shown
// as it is; these are for the people a case is about.

import { useEffect, useRef, useState } from "preact/hooks";
import { useApp, useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import type { Role } from "../base/names.ts";

export function Name({ role = "person", children }: { role?: Role; children: string }) {
  const { names } = useApp();
  const shown = names.show(children, role);
  return <span class={shown === children ? "name" : "name name--hidden"}>{shown}</span>;
}

/**
 * What somebody typed. Nobody knows which names stand in it, so while names are
 * hidden all of it is, until one asks for it; names that are known stay hidden then.
 */
export function FreeText({ children }: { children: string }) {
  const { names } = useApp();
  const text = useText().parts.hide;
  const hidden = names.hidden.value;
  const [asked, setAsked] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => setAsked(false), [hidden, children]);
  useEffect(() => {
    if (asked) box.current?.focus();
  }, [asked]);
  if (!hidden || children.trim() === "") return <span class="freetext">{children}</span>;
  const standIn = names.whole(children);
  if (standIn !== null) return <span class="name name--hidden">{standIn}</span>;
  if (!asked) {
    return (
      <button type="button" class="button button--quiet hiddentext" aria-label={text.showText} onClick={() => setAsked(true)}>
        <Icon name="eye-off" />
        <span>{text.show}</span>
      </button>
    );
  }
  return (
    <span class="freetext" tabIndex={-1} ref={box}>
      {names.within(children)}
    </span>
  );
}
