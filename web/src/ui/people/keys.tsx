// B2 Sleutels & apparaten: ends somebody's keys at once, when a device is gone. Which
// devices there are nobody knows but the person: keys are of people.

import { useState } from "preact/hooks";
import type { Colleague } from "../../worker/people/calls.ts";
import { useReading } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, Chip, Link, Note, Skeleton, TroubleNote } from "../part/index.ts";
import { InviteWizard } from "./invite.tsx";
import { LeaveWizard } from "./leave.tsx";
import { Places } from "./places.tsx";
import { usePeopleText } from "./text.ts";
import { called, useFocusTitle } from "./view.ts";

type View = { show: "list" } | { show: "stolen" | "again"; who: Colleague };

export function KeysScreen() {
  const { link, session } = useApp();
  const all = usePeopleText();
  const text = all.keys;
  const { settings } = useText().frame;
  const [view, setView] = useState<View>({ show: "list" });
  const reading = useReading(() => link.call("staff"), [view.show === "list"]);
  useFocusTitle(view.show);
  const staff = reading.value;
  const back = () => setView({ show: "list" });
  if (staff && view.show === "stolen") {
    return <LeaveWizard who={view.who} reason="gestolen" onDone={back} onInvite={() => setView({ show: "again", who: view.who })} />;
  }
  if (staff && view.show === "again") return <InviteWizard staff={staff} whom={view.who.name} teams={view.who.teams} onDone={back} />;
  const others = staff?.colleagues.filter((c) => !c.mine) ?? [];
  const keysOf = (c: Colleague): string =>
    (staff?.teams ?? []).filter((t) => t.holders.includes(c.member)).map((t) => t.name).join(", ");
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <Places here="sleutels" />
      <Note tone="besloten">
        <p>{text.lead}</p>
      </Note>
      <p>{text.why}</p>
      {session.connection.value.state !== "live" && (
        <Note tone="let-op">
          <p>{all.offline}</p>
        </Note>
      )}
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {!staff && !reading.failed && <Skeleton rows={3} reading={reading} />}
      {staff && others.length === 0 && <p class="lead">{text.empty}</p>}
      {staff && (
        <ul role="list" class="ways">
          {others.map((c) => (
            <li key={c.member} class="way">
              <div class="stack stack--tight">
                <strong>{called(all, c)}</strong>
                <span class="meta">{!c.active ? text.ended : keysOf(c) === "" ? text.noKeys : text.teams(keysOf(c))}</span>
              </div>
              {c.active ? (
                <Button kind="stop" label={text.stolenOf(called(all, c))} onClick={() => setView({ show: "stolen", who: c })}>
                  {text.stolen}
                </Button>
              ) : (
                <Chip tone="stop">{all.staff.ended}</Chip>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        {text.own} <Link to="instellingen">{settings}</Link>
      </p>
      <p>{text.ownGone}</p>
      <p class="meta">{text.recovery}</p>
    </div>
  );
}
