// A step in a dialog: what it asks, what each can read from then on, and its one filled
// button. Who it is, is asked again where the worker asks it; a member who is let in for
// itself is called first.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Named } from "../../worker/parties/calls.ts";
import { useAct } from "../base/act.ts";
import { useApp } from "../base/app.ts";
import { Button, Dialog, TroubleNote } from "../part/index.ts";
import { useConfirm } from "../ways/index.ts";
import { calledBy, Compare } from "./compare.tsx";
import { usePartiesText } from "./text.ts";

/** So long an act may take after somebody confirmed it, in seconds. */
const takes = 20;

export interface ActProps {
  title: string;
  go: string;
  /** It takes something away. */
  stop?: boolean;
  /** The field that lacks something, "" when all is there; it is asked when somebody presses. */
  lacks: () => string;
  /** Those who must be compared before this goes. */
  call?: readonly Named[];
  /** After one of them was. */
  compared?: () => void;
  act: () => Promise<unknown>;
  told: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function ActDialog({ title, go, stop = false, lacks, call = [], compared, act, told, onClose, children }: ActProps) {
  const { notices } = useApp();
  const text = usePartiesText();
  const asking = useAct();
  const sure = useConfirm();
  const [calling, setCalling] = useState(false);
  const [all, setAll] = useState(0);
  const [first] = call;
  async function press() {
    const field = lacks();
    if (field !== "") return document.getElementById(field)?.focus();
    if (first) {
      setAll(call.length);
      return setCalling(true);
    }
    if (!(await sure.unlessJust(takes))) return;
    if (!(await asking.run(act))) return;
    notices.tell(told, "good");
    onClose();
  }
  if (sure.dialog) return sure.dialog;
  if (calling && first) {
    return (
      <Dialog key="call" title={text.compare.title(calledBy(first))} onClose={() => setCalling(false)}>
        {all > 1 && <p class="meta">{text.compare.left(all - call.length + 1, all)}</p>}
        <Compare
          named={first}
          why={text.compare.why}
          done={() => {
            if (call.length === 1) setCalling(false);
            compared?.();
          }}
        />
      </Dialog>
    );
  }
  return (
    <Dialog
      key="act"
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button kind={stop ? "stop" : "main"} busy={asking.busy} onClick={() => void press()}>
            {first ? text.steps.next : go}
          </Button>
          <Button onClick={onClose}>{text.steps.back}</Button>
        </>
      }
    >
      {children}
      {asking.failed && <TroubleNote trouble={asking.failed} />}
    </Dialog>
  );
}
