// T4: locked. One letter and a button; nothing of what was open. And the warning
// that comes a minute before.

import { useEffect, useState } from "preact/hooks";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Button } from "../part/button.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Note, TroubleNote } from "../part/trouble.tsx";
import { usePasskey } from "./passkeys.ts";
import { useUnlock } from "./unlock.ts";
import { WordsField, wordsIn } from "./words.tsx";

export function Locked() {
  const app = useApp();
  const text = useText().ways;
  const last = app.session.last.value;
  const passkey = usePasskey();
  const act = useAct();
  const unlock = useUnlock();
  const [words, setWords] = useState("");
  const [error, setError] = useState("");
  useEffect(() => {
    document.title = "Sluis";
  }, []);
  if (!last) return null;
  const canKey = passkey.possible && last.account.ways.includes("passkey");

  async function byWords() {
    const n = wordsIn(words).length;
    setError(n === 8 ? "" : n === 0 ? text.words.missing : text.words.notEight(n));
    if (n !== 8 || !last) return;
    await act.run(async () => {
      await unlock(() => app.link.call("unlockPhrase", last.account, words));
      setWords("");
    });
  }
  return (
    <>
      <div class="stack">
        <span class="initial" aria-hidden="true">
          {last.initial}
        </span>
        <h1 tabIndex={-1}>{text.locked.title}</h1>
        <p class="lead">
          {text.locked[last.why]} {text.locked.kept}
        </p>
      </div>
      {last.why !== "refused" && (
        <>
          {canKey && (
            <div class="stack">
              {passkey.trouble && (
                <Note tone="let-op">
                  <p role="alert">{passkey.says}</p>
                </Note>
              )}
              {passkey.failed && <TroubleNote trouble={passkey.failed} />}
              <Button
                kind="main"
                icon="passkey"
                wide
                busy={passkey.busy}
                onClick={() =>
                  void passkey.use(({ org, member, credential, secret }) =>
                    unlock(() => app.link.call("unlockPasskey", org, member, credential, secret)),
                  )
                }
              >
                {text.locked.unlock}
              </Button>
              <p class="or">{text.login.or}</p>
            </div>
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
            <WordsField value={words} onInput={setWords} {...(error === "" ? {} : { error })} />
            <Button kind={canKey ? "plain" : "main"} submit wide busy={act.busy}>
              {canKey ? text.locked.byWords : text.locked.unlock}
            </Button>
          </form>
        </>
      )}
      <div>
        <p>{text.locked.notYou}</p>
        <button type="button" class="link link--alone link--button" onClick={() => app.session.leave()}>
          {text.locked.other}
        </button>
      </div>
    </>
  );
}

export function LockWarning() {
  const { session } = useApp();
  const text = useText().ways.locked;
  const seconds = session.locking.value;
  if (seconds === null) return null;
  return (
    <Dialog
      urgent
      title={text.soon}
      onClose={() => session.alive()}
      actions={
        <>
          <Button kind="main" onClick={() => session.alive()}>
            {text.stay}
          </Button>
          <Button onClick={() => void session.lock().catch(() => undefined)}>{text.now}</Button>
        </>
      }
    >
      <p>
        {text.soonText(seconds)} {text.soonKept}
      </p>
    </Dialog>
  );
}
