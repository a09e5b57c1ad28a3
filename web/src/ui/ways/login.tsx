// T1: logging in. A passkey first where this browser can, and the 8 words just as
// large beside it. An account that this browser does not know is found by its code.

import { useState } from "preact/hooks";
import type { Account } from "../../worker/protocol.ts";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/frame.tsx";
import { Button } from "../part/button.tsx";
import { Details } from "../part/details.tsx";
import { Radios, TextField } from "../part/field.tsx";
import { ErrorSummary, type Wrong } from "../part/summary.tsx";
import { Note, TroubleNote } from "../part/trouble.tsx";
import { usePasskey } from "./passkeys.ts";
import { useUnlock } from "./unlock.ts";
import { WordsField, wordsIn } from "./words.tsx";

/** A code as it may be typed: in any case, with or without its dash. */
export function readCode(typed: string): string | undefined {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return bare.length === 10 ? `${bare.slice(0, 5)}-${bare.slice(5)}` : undefined;
}

export function Login({ onLost }: { onLost: () => void }) {
  const app = useApp();
  const text = useText().ways;
  const accounts = app.session.accounts.value;
  const passkey = usePasskey();
  const unlock = useUnlock();

  return (
    <>
      <div class="stack">
        <Title>{text.login.title}</Title>
        <p class="lead">{text.login.lead}</p>
      </div>
      <Visitors />
      {app.session.connection.value.state === "offline" && (
        <Note tone="let-op">
          <p>{text.login.offline}</p>
        </Note>
      )}
      {passkey.possible && (
        <section class="card stack" aria-labelledby="by-passkey">
          <h2 id="by-passkey">{text.login.passkeyTitle}</h2>
          <p>{passkey.busy ? text.login.passkeyBusy : text.login.passkeyHint}</p>
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
            {text.login.passkey}
          </Button>
        </section>
      )}
      {passkey.possible && <p class="or">{text.login.or}</p>}
      <section class="card stack" aria-labelledby="by-words">
        <h2 id="by-words">{text.login.byWords}</h2>
        <WordsLogin accounts={accounts} main={!passkey.possible} />
      </section>
      <div>
        <p>{text.login.long}</p>
        <button type="button" class="link link--alone link--button" onClick={onLost}>
          {text.login.lost}
        </button>
      </div>
    </>
  );
}

/** In a demo: be somebody at once. */
function Visitors() {
  const app = useApp();
  const all = useText();
  const text = all.frame.demo;
  const act = useAct();
  const unlock = useUnlock();
  const people = app.session.trust.demo ? (app.session.trust.people ?? []) : [];
  if (people.length === 0) return null;
  const organisations = [...new Set(people.map((p) => p.organisation))];
  return (
    <section class="card water water--besloten stack" aria-labelledby="visitors">
      <h2 id="visitors">{text.who}</h2>
      <p>{text.whoHint}</p>
      {act.failed && <TroubleNote trouble={act.failed} />}
      {organisations.map((organisation) => (
        <div key={organisation} class="stack stack--tight">
          <h3 class="visitors__head">{organisation}</h3>
          <ul role="list" class="visitors">
            {people
              .filter((p) => p.organisation === organisation)
              .map((person) => (
                <li key={person.code}>
                  <button
                    type="button"
                    class="button visitors__person"
                    aria-disabled={act.busy ? "true" : undefined}
                    onClick={() =>
                      void act.run(async () => {
                        const account = await app.link.call("find", person.code);
                        await unlock(() => app.link.call("unlockPhrase", account, person.phrase));
                      })
                    }
                  >
                    <span>
                      <span class="visually-hidden">{text.as} </span>
                      {person.name}
                    </span>
                    <span class="meta">{person.team}</span>
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
      {act.busy && <p role="status">{all.ways.login.opening}</p>}
    </section>
  );
}

const another = "another";

function WordsLogin({ accounts, main }: { accounts: Account[]; main: boolean }) {
  const app = useApp();
  const text = useText().ways;
  const act = useAct();
  const unlock = useUnlock();
  const [which, setWhich] = useState(accounts[0]?.code ?? another);
  const [code, setCode] = useState("");
  const [words, setWords] = useState("");
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [turn, setTurn] = useState(0);
  const known = accounts.find((a) => a.code === which);

  function check(): Wrong[] {
    const found: Wrong[] = [];
    if (!known && code.trim() === "") found.push({ id: "account", text: text.login.accountMissing });
    else if (!known && !readCode(code)) found.push({ id: "account", text: text.login.accountBad });
    const typed = wordsIn(words).length;
    if (typed === 0) found.push({ id: "words", text: text.words.missing });
    else if (typed !== 8) found.push({ id: "words", text: text.words.notEight(typed) });
    return found;
  }

  async function submit() {
    const found = check();
    setWrong(found);
    setTurn((n) => n + 1);
    if (found.length > 0) return;
    await act.run(async () => {
      const account = known ?? (await app.link.call("find", readCode(code) ?? ""));
      await unlock(() => app.link.call("unlockPhrase", account, words));
      setWords("");
    });
  }
  const errorAt = (id: string) => wrong.find((w) => w.id === id)?.text;
  const accountError = errorAt("account");
  const wordsError = errorAt("words");

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary wrong={wrong} turn={turn} />
      {act.failed && <TroubleNote trouble={act.failed} />}
      {accounts.length > 0 && (
        <Radios
          label={accounts.length === 1 ? text.login.known : text.login.which}
          options={[
            ...accounts.map((a) => ({ value: a.code, label: text.login.knownAs(a.code) })),
            { value: another, label: text.login.another },
          ]}
          value={which}
          onChange={setWhich}
        />
      )}
      {!known && (
        <TextField
          id="account"
          label={text.login.account}
          hint={text.login.accountHint}
          value={code}
          onInput={setCode}
          mono
          short
          {...(accountError ? { error: accountError } : {})}
        />
      )}
      <WordsField value={words} onInput={setWords} {...(wordsError ? { error: wordsError } : {})} />
      {act.busy && <p role="status">{text.login.opening}</p>}
      <Button kind={main ? "main" : "plain"} submit wide busy={act.busy}>
        {text.login.open}
      </Button>
      {known && <Forget account={known} onDone={() => setWhich(another)} />}
    </form>
  );
}

function Forget({ account, onDone }: { account: Account; onDone: () => void }) {
  const app = useApp();
  const text = useText().ways.login;
  const act = useAct();
  return (
    <Details title={text.forget}>
      <p>{text.forgetText}</p>
      {act.failed && <TroubleNote trouble={act.failed} />}
      <div class="row">
        <Button
          kind="stop"
          busy={act.busy}
          onClick={() =>
            void act.run(async () => {
              await app.link.call("forget", account);
              onDone();
              app.session.accounts.value = app.session.accounts.value.filter((a) => a.member !== account.member);
            })
          }
        >
          {text.forgetDo}
        </Button>
      </div>
    </Details>
  );
}
