// «Uit dienst», and «Dit apparaat is gestolen»: what is open, then somebody is out at
// once, and may be invited again with new keys.

import { useState } from "preact/hooks";
import type { Colleague, Leaving, Reason } from "../../worker/people/calls.ts";
import { useAct, useReading } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, Note, Skeleton, TroubleNote, WithPhone } from "../part/index.ts";
import { useConfirm } from "../ways/index.ts";
import { usePeopleText } from "./text.ts";
import { called, useFocusTitle } from "./view.ts";

export interface LeaveProps {
  who: Colleague;
  reason: Reason;
  onDone: () => void;
  onInvite: () => void;
}

export function LeaveWizard({ who, reason, onDone, onInvite }: LeaveProps) {
  const { link, session } = useApp();
  const parts = useText().parts;
  const all = usePeopleText();
  const text = all.leave;
  const act = useAct();
  const sure = useConfirm();
  const reading = useReading(() => link.call("leaving", who.member), []);
  const [out, setOut] = useState(false);
  useFocusTitle(String(out));
  const name = called(all, who);
  const left = reading.value;

  async function go() {
    if (!(await sure.unlessJust(10))) return;
    if (await act.run(() => link.call("revoke", who.member, reason))) setOut(true);
  }
  if (out) {
    return (
      <div class="stack">
        <Title document={reason === "uit_dienst" ? all.staff.leave : all.keys.title}>{text.done(name)}</Title>
        <Note tone="goed">
          <p role="status">{text.doneKey}</p>
        </Note>
        {reason !== "uit_dienst" && <p>{text.againText}</p>}
        <div class="row">
          <Button kind={reason === "uit_dienst" ? "main" : "plain"} onClick={onDone}>
            {all.invite.leave}
          </Button>
          <Button kind={reason === "uit_dienst" ? "plain" : "main"} icon="plus" onClick={onInvite}>
            {text.again}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div class="stack">
      <Title document={reason === "uit_dienst" ? all.staff.leave : all.keys.title}>{reason === "uit_dienst" ? text.title(name) : text.lost(name)}</Title>
      {act.failed && (act.failed.code === "E29" ? <Last /> : <TroubleNote trouble={act.failed}><p><WithPhone number={session.trust.help}>{text.failed(session.trust.help)}</WithPhone></p></TroubleNote>)}
      {who.admin && (
        <Note tone="let-op">
          <p>{text.admin}</p>
        </Note>
      )}
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {left ? <Left left={left} /> : !reading.failed && <Skeleton rows={2} reading={reading} />}
      <section class="stack stack--tight">
        <p>{text.what}</p>
        <ul class="steps">
          {text.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <p>{text.back}</p>
      </section>
      <div class="row">
        <Button kind="stop" busy={act.busy} onClick={() => void go()}>
          {left && left.alone.length > 0 ? text.goAnyway : text.go}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {parts.cancel}
        </Button>
      </div>
      {sure.dialog}
    </div>
  );
}

function Last() {
  const text = usePeopleText().leave;
  return (
    <Note tone="stop">
      <p role="alert">{text.last}</p>
    </Note>
  );
}

function Left({ left }: { left: Leaving }) {
  const text = usePeopleText().leave;
  return (
    <section class="card stack stack--tight">
      <p>
        <strong>{text.open(left.open.length)}</strong>
      </p>
      {left.open.length > 0 && (
        <>
          <ul role="list">
            {left.open.map((o) => (
              <li key={o.mark}>
                <span class="mono">{o.mark}</span> {o.team}
              </li>
            ))}
          </ul>
          <p>{text.openHow}</p>
        </>
      )}
      {left.unseen.length > 0 && <p>{text.unseen(left.unseen.join(", "))}</p>}
      {left.alone.map((team) => (
        <Note key={team} tone="stop">
          <p>{text.alone(team)}</p>
          <p>{text.aloneWhy}</p>
        </Note>
      ))}
    </section>
  );
}
