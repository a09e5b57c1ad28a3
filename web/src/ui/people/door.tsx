// The last question before a newcomer is in: whose door is this? Who was invited by a
// stranger sees here a name that is not the own organisation's, one that reads alike,
// or is told that nobody can say what others are called.

import { useState } from "preact/hooks";
import type { Door } from "../../worker/people/calls.ts";
import { useApp, useText } from "../base/app.ts";
import { Button, Details, Note, WithPhone } from "../part/index.ts";
import { usePeopleText } from "./text.ts";

export interface DoorProps {
  door: Door;
  busy: boolean;
  onEnter: () => void;
  onRestart: () => void;
}

export function AtTheDoor({ door, busy, onEnter, onRestart }: DoorProps) {
  const { session } = useApp();
  const all = usePeopleText();
  const text = all.begin;
  const { errors } = useText();
  const [stranger, setStranger] = useState(false);
  if (stranger) {
    return (
      <div class="card water water--stop stack stack--tight" role="alert">
        <p>
          <strong>{text.doorStop}</strong>
        </p>
        <p>
          <WithPhone number={session.trust.help}>{`${text.doorStopNext} ${errors.call(session.trust.help)}`}</WithPhone>
        </p>
        <p>{text.doorKnown}</p>
        <div class="row">
          <Button busy={busy} onClick={onRestart}>
            {text.restart}
          </Button>
          <Button kind="quiet" onClick={() => setStranger(false)}>
            {text.doorBack}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <section class="stack stack--tight" aria-labelledby="door">
      <h2 id="door">{text.doorTitle}</h2>
      <p role="status">{text.door}</p>
      <div class="card stack stack--tight">
        <p>{text.doorName}</p>
        <p class="spoken">{door.name}</p>
        <p>{door.founder ? text.doorFounder : text.doorVouched}</p>
        {!door.founder && (
          <ul>
            {door.vouchers.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        )}
      </div>
      {door.alike && (
        <Note tone="stop">
          <p role="alert">{text.doorAlike}</p>
        </Note>
      )}
      {door.withheld && (
        <Note tone="stop">
          <p role="alert">{text.doorWithheld}</p>
        </Note>
      )}
      <Details title={all.organisations.root}>
        <p class="mono">{door.root}</p>
        <p>{all.organisations.rootHow}</p>
      </Details>
      {busy && <p role="status">{text.doorEntering}</p>}
      <div class="row">
        <Button kind="main" busy={busy} onClick={onEnter}>
          {text.doorYes}
        </Button>
        <Button onClick={() => setStranger(true)}>{text.doorNo}</Button>
      </div>
    </section>
  );
}
