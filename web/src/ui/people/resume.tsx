// Who closed the tab half-way goes on with one of the ways in that were made.

import { useState } from "preact/hooks";
import type { Account } from "../../worker/protocol.ts";
import type { Joining } from "../../worker/people/calls.ts";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { PasskeyError } from "../base/passkey.ts";
import { Button, Details, Note, TroubleNote } from "../part/index.ts";
import { WordsField, wordsIn } from "../ways/index.ts";
import { forgetAfter } from "../ways/passkeys.ts";
import { BeginTrouble } from "./begin.tsx";
import { usePeopleText } from "./text.ts";

export interface ResumeProps {
  account: Account;
  onResumed: (joining: Joining) => void;
  onRestart: () => void;
}

export function Resume({ account, onResumed, onRestart }: ResumeProps) {
  const { link, session, passkeys } = useApp();
  const all = useText();
  const text = usePeopleText().begin;
  const act = useAct();
  const [words, setWords] = useState("");
  const [error, setError] = useState("");
  const [trouble, setTrouble] = useState("");
  const canKey = session.passkeys.value && passkeys.possible && account.ways.includes("passkey");

  const byKey = () =>
    act.run(async () => {
      setTrouble("");
      try {
        const opened = await passkeys.open(await link.call("passkeySalt"));
        const { org, member, credential, secret } = opened;
        await forgetAfter(opened, async () => onResumed(await link.call("joinResumeKey", org, member, credential, secret)));
      } catch (cause) {
        if (!(cause instanceof PasskeyError)) throw cause;
        setTrouble(all.ways.login.passkeyStopped);
      }
    });
  async function byWords() {
    const n = wordsIn(words).length;
    setError(n === 8 ? "" : n === 0 ? all.ways.words.missing : all.ways.words.notEight(n));
    if (n !== 8) return;
    if (await act.run(async () => onResumed(await link.call("joinResume", account, words)))) setWords("");
  }
  const restart = () =>
    act.run(async () => {
      await link.call("joinEnd");
      await link.call("forget", account);
      onRestart();
    });
  return (
    <section class="card stack" aria-labelledby="resume">
      <h2 id="resume">{text.resume}</h2>
      <p>{text.resumeText}</p>
      {trouble !== "" && (
        <Note tone="let-op">
          <p role="alert">{trouble}</p>
        </Note>
      )}
      {act.failed && (act.failed.code === "E28" ? <TroubleNote trouble={act.failed} /> : <BeginTrouble trouble={act.failed} />)}
      {canKey && (
        <>
          <Button kind="main" icon="passkey" wide busy={act.busy} onClick={() => void byKey()}>
            {all.ways.confirm.passkey}
          </Button>
          <p class="or">{all.ways.login.or}</p>
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
        <WordsField label={text.resumeWords} hint={text.resumeWordsHint} value={words} onInput={setWords} {...(error === "" ? {} : { error })} />
        <div class="row">
          <Button kind={canKey ? "plain" : "main"} submit busy={act.busy}>
            {text.resumeGo}
          </Button>
        </div>
      </form>
      <Details title={text.restart}>
        <p>{text.restartText}</p>
        <div class="row">
          <Button kind="stop" busy={act.busy} onClick={() => void restart()}>
            {text.restart}
          </Button>
        </div>
      </Details>
    </section>
  );
}
