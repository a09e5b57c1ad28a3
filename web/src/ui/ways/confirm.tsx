// Asks again who somebody is: before offer, accept, leave, close and export, and
// before the ways in are changed. `const sure = useConfirm()`; put sure.dialog on the
// screen and await sure.ask().

import { useEffect, useRef, useState } from "preact/hooks";
import type { VNode } from "preact";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Button } from "../part/button.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Note, TroubleNote } from "../part/trouble.tsx";
import { usePasskey } from "./passkeys.ts";
import { WordsField, wordsIn } from "./words.tsx";

export interface Sure {
  /** True when it is confirmed, false when it was broken off. */
  ask(): Promise<boolean>;
  /** Asks unless it was shown just now, and the worker takes it so for as many seconds as the act needs. */
  unlessJust(seconds: number): Promise<boolean>;
  dialog: VNode | null;
}

export function useConfirm(): Sure {
  const [open, setOpen] = useState(false);
  const { session } = useApp();
  const answer = useRef<(sure: boolean) => void>(() => undefined);
  useEffect(() => () => answer.current(false), []); // the screen is gone, and with it the question
  function end(sure: boolean) {
    if (sure) session.confirmed();
    setOpen(false);
    answer.current(sure);
  }
  const ask = () =>
    new Promise<boolean>((resolve) => {
      answer.current = resolve;
      setOpen(true);
    });
  return {
    ask,
    unlessJust: async (seconds) => session.sure(seconds) || ask(),
    dialog: open ? <Confirm onEnd={end} /> : null,
  };
}

export function Confirm({ onEnd }: { onEnd: (sure: boolean) => void }) {
  const { link, session } = useApp();
  const text = useText();
  const passkey = usePasskey();
  const act = useAct();
  const [words, setWords] = useState("");
  const [error, setError] = useState("");
  const canKey = passkey.possible && (session.me.value?.ways.some((w) => w.kind === "passkey") ?? false);

  async function byWords() {
    const n = wordsIn(words).length;
    setError(n === 8 ? "" : n === 0 ? text.ways.words.missing : text.ways.words.notEight(n));
    if (n !== 8) return;
    if (await act.run(() => link.call("confirmWords", words))) onEnd(true);
  }
  async function byKey() {
    if (await passkey.use(({ credential, secret }) => link.call("confirmPasskey", credential, secret))) onEnd(true);
  }
  return (
    <Dialog title={text.ways.confirm.title} onClose={() => onEnd(false)}>
      <p>{text.ways.confirm.text}</p>
      {canKey && (
        <>
          {passkey.trouble && (
            <Note tone="let-op">
              <p role="alert">{passkey.says}</p>
            </Note>
          )}
          {passkey.failed && <TroubleNote trouble={passkey.failed} />}
          <Button kind="main" icon="passkey" wide busy={passkey.busy} onClick={() => void byKey()}>
            {text.ways.confirm.passkey}
          </Button>
          <p class="or">{text.ways.login.or}</p>
        </>
      )}
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void byWords();
        }}
      >
        {act.failed && <TroubleNote trouble={act.failed} />}
        <WordsField id="confirm-words" value={words} onInput={setWords} {...(error === "" ? {} : { error })} />
        <div class="row">
          <Button kind={canKey ? "plain" : "main"} submit busy={act.busy}>
            {text.ways.confirm.go}
          </Button>
          <Button kind="quiet" onClick={() => onEnd(false)}>
            {text.parts.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
