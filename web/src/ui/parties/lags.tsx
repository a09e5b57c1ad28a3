// What an exchange says of a key that moved and that it does not follow: nobody did
// something wrong, and each has its next step.

import { useState } from "preact/hooks";
import { fullDate } from "../../text/index.ts";
import type { Exchange, KeyLag } from "../../worker/protocol.ts";
import { useAct } from "../base/act.ts";
import { useApp, useLanguage, useText } from "../base/app.ts";
import { Button, Link, Note, TroubleNote } from "../part/index.ts";
import { CallTeams } from "../tasks/exchange/call.tsx";
import { presses } from "../tasks/parties.tsx";
import { CompareDialog } from "./compare.tsx";
import { usePartiesText } from "./text.ts";

export function Lags({ x }: { x: Exchange }) {
  const { now } = useApp();
  const text = usePartiesText().lag;
  return (
    <section class="stack stack--tight" aria-label={text.label}>
      {presses(x, now()).map((lag) => (
        <Lag key={lag.party} x={x} lag={lag} />
      ))}
    </section>
  );
}

function Lag({ x, lag }: { x: Exchange; lag: KeyLag }) {
  const app = useApp();
  const language = useLanguage();
  const text = usePartiesText().lag;
  const { compareWords } = useText().thread;
  const act = useAct();
  const [comparing, setComparing] = useState(false);
  const on = fullDate(language, lag.since);
  const holder = x.parties.filter((p) => p.party === lag.party);
  if (lag.compare) {
    return (
      <Note tone="let-op">
        <p>{text.changed(lag.name)}</p>
        {lag.party.startsWith("m") ? (
          <div class="row">
            <Button icon="phone" onClick={() => setComparing(true)}>
              {compareWords}
            </Button>
          </div>
        ) : (
          <Link to="sleutel" exchange={lag.party.slice(1)} alone icon="key">
            {text.toKey(lag.name)}
          </Link>
        )}
        {comparing && <CompareDialog x={x} onClose={() => setComparing(false)} />}
      </Note>
    );
  }
  if (lag.why === "left" || lag.first !== "") {
    return (
      <Note tone="let-op">
        <p>{lag.first === "" ? text.left(lag.name, on) : text.first(lag.name, lag.first)}</p>
        {lag.first === "" && <p>{text.leftNext}</p>}
        <CallTeams parties={lag.first === "" ? holder : x.parties.filter((p) => (p.team || p.member || p.organisation) === lag.first)} />
      </Note>
    );
  }
  return (
    <Note tone="let-op">
      <p>
        {text.replaced(lag.name, on)} {text.replacedNext}
      </p>
      {act.failed && <TroubleNote trouble={act.failed} />}
      <div class="row">
        <Button
          icon="key"
          busy={act.busy}
          onClick={() =>
            void act.run(() => app.link.call("renewKeys", x.exchange)).then((done) => {
              if (done) app.notices.tell(text.done, "good");
            })
          }
        >
          {text.go}
        </Button>
      </div>
    </Note>
  );
}
