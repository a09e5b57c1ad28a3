// B1 Collega's & teams: who is in the organisation, who keeps the key of which team, and
// who is on the way in. Nothing here can read a message.

import { useEffect, useState } from "preact/hooks";
import { dayDate, fullDate } from "../../text/index.ts";
import type { Colleague, Newcoming, Staff, StaffTeam } from "../../worker/people/calls.ts";
import { useAct, useReading, type Reading } from "../base/act.ts";
import { useApp, useLanguage } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, Chip, Note, Skeleton, TroubleNote } from "../part/index.ts";
import { Choosing } from "./choosing.tsx";
import { InviteWizard } from "./invite.tsx";
import { LeaveWizard } from "./leave.tsx";
import { Places } from "./places.tsx";
import { TeamForm } from "./teamform.tsx";
import { usePeopleText } from "./text.ts";
import { called, useFocusTitle } from "./view.ts";

const lookEvery = 5000;

/** What is open on this screen. */
type View =
  | { show: "list" }
  | { show: "invite"; whom: string; teams: string[]; pending?: Newcoming }
  | { show: "leave"; who: Colleague }
  | { show: "choose"; who: Colleague }
  | { show: "team"; team?: StaffTeam };

export function StaffScreen() {
  const { link } = useApp();
  const [view, setView] = useState<View>({ show: "list" });
  const reading = useReading(() => link.call("staff"), [view.show === "list"]);
  const pending = usePending(view.show === "list");
  const back = () => setView({ show: "list" });
  useFocusTitle(view.show);
  const staff = reading.value;
  if (view.show === "list" || !staff) return <List reading={reading} pending={pending} onView={setView} />;
  switch (view.show) {
    case "invite":
      return <InviteWizard staff={staff} whom={view.whom} teams={view.teams} {...(view.pending ? { pending: view.pending } : {})} onDone={back} />;
    case "leave":
      return (
        <LeaveWizard
          who={view.who} reason="uit_dienst" onDone={back}
          onInvite={() => setView({ show: "invite", whom: view.who.name, teams: view.who.teams })}
        />
      );
    case "choose":
      return <Choosing staff={staff} who={view.who} onDone={back} />;
    case "team":
      return <TeamForm staff={staff} {...(view.team ? { team: view.team } : {})} onDone={back} />;
  }
}

/** The invitations that are under way, looked at every few seconds while they can be seen. */
function usePending(seen: boolean): Reading<Newcoming[]> {
  const { link } = useApp();
  const reading = useReading(() => link.call("newcomers"), [seen]);
  useEffect(() => {
    if (!seen) return;
    const timer = setInterval(reading.again, lookEvery);
    return () => clearInterval(timer);
  }, [seen]);
  return reading;
}

function List({ reading, pending, onView }: { reading: Reading<Staff>; pending: Reading<Newcoming[]>; onView: (view: View) => void }) {
  const { session } = useApp();
  const all = usePeopleText();
  const text = all.staff;
  const live = session.connection.value.state === "live";
  const staff = reading.value;
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <Places here="collegas" />
      <p class="lead">{text.lead}</p>
      {!live && (
        <Note tone="let-op">
          <p>{all.offline}</p>
        </Note>
      )}
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {!staff && !reading.failed && <Skeleton rows={4} reading={reading} />}
      {staff && (
        <>
          <Warnings staff={staff} />
          <div class="row">
            <Button kind="main" icon="plus" onClick={() => onView({ show: "invite", whom: "", teams: [] })}>
              {text.add}
            </Button>
          </div>
          {pending.value && pending.value.length > 0 && <Pending list={pending.value} onView={onView} again={pending.again} />}
          <Colleagues staff={staff} onView={onView} />
          <Teams staff={staff} onView={onView} />
        </>
      )}
    </div>
  );
}

function Warnings({ staff }: { staff: Staff }) {
  const text = usePeopleText().staff;
  const said = staff.teams.flatMap((team): { tone: "stop" | "let-op" | "actie"; text: string }[] => {
    const list: { tone: "stop" | "let-op" | "actie"; text: string }[] = [];
    if (team.holders.length === 0) list.push({ tone: "stop", text: text.nobody(team.name) });
    if (team.holders.length === 1) list.push({ tone: "let-op", text: text.one(team.name) });
    if (team.waiting.length > 0 && team.holders.length > 0) list.push({ tone: "actie", text: text.waiting(team.name, team.waiting.length) });
    if (team.stale && team.holders.length > 0) list.push({ tone: "actie", text: text.stale(team.name) });
    return list;
  });
  if (staff.colleagues.filter((c) => c.admin && c.active).length === 1) said.push({ tone: "let-op", text: text.single });
  return (
    <>
      {said.map((s) => (
        <Note key={s.text} tone={s.tone}>
          <p>{s.text}</p>
        </Note>
      ))}
    </>
  );
}

function Pending({ list, onView, again }: { list: readonly Newcoming[]; onView: (view: View) => void; again: () => void }) {
  const { link, notices } = useApp();
  const language = useLanguage();
  const text = usePeopleText().pending;
  const act = useAct();
  const chip = (n: Newcoming) => {
    if (n.problem !== "") return <Chip tone="stop">{text.wrong}</Chip>;
    return <Chip tone={n.state === "answered" ? "let-op" : n.state === "admitted" ? "goed" : "actie"}>{text[n.state]}</Chip>;
  };
  const withdraw = (n: Newcoming) =>
    act.run(async () => {
      await link.call("uninvite", n.locator);
      notices.tell(text.withdrawn, "good");
      again();
    });
  return (
    <section class="stack stack--tight" aria-labelledby="pending">
      <h2 id="pending">{text.title}</h2>
      {act.failed && <TroubleNote trouble={act.failed} />}
      <ul role="list" class="ways">
        {list.map((n) => (
          <li key={n.locator} class="way">
            <div class="stack stack--tight">
              <strong>{n.name === "" ? n.for : n.name}</strong>
              <span class="meta">{text.until(dayDate(language, n.ends))}</span>
            </div>
            <div class="row">
              {chip(n)}
              {n.state !== "admitted" && (
                <>
                  <Button label={text.lookOf(n.for)} onClick={() => onView({ show: "invite", whom: n.for, teams: n.teams, pending: n })}>
                    {text.look}
                  </Button>
                  <Button kind="quiet" label={text.backOf(n.for)} busy={act.busy} onClick={() => void withdraw(n)}>
                    {text.back}
                  </Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Colleagues({ staff, onView }: { staff: Staff; onView: (view: View) => void }) {
  const all = usePeopleText();
  const text = all.staff;
  const team = (id: string) => staff.teams.find((t) => t.id === id);
  const others = staff.colleagues.filter((c) => !c.mine);
  return (
    <section class="stack stack--tight" aria-labelledby="colleagues">
      <h2 id="colleagues">{text.colleagues}</h2>
      {others.length === 0 && <p class="lead">{text.empty}</p>}
      <ul role="list" class="ways">
        {staff.colleagues.map((c) => (
          <li key={c.member} class="way">
            <div class="stack stack--tight">
              <strong>{called(all, c)}</strong>
              <span class="meta">
                {[c.admin ? text.admin : text.colleague, ...(c.mine ? [text.you] : [])].join(", ")}
              </span>
              <span>{c.teams.map((id) => team(id)?.name ?? "").join(", ") || text.none}</span>
              {c.teams.filter((id) => team(id)?.waiting.includes(c.member)).map((id) => (
                <span key={id} class="meta">
                  {text.waits(team(id)?.name ?? "")}
                </span>
              ))}
            </div>
            <div class="row">
              {!c.active && <Chip tone="stop">{text.ended}</Chip>}
              {c.active && (
                <Button label={text.changeOf(called(all, c))} onClick={() => onView({ show: "choose", who: c })}>
                  {text.change}
                </Button>
              )}
              {c.active && !c.mine && (
                <Button kind="quiet" label={text.leaveOf(called(all, c))} onClick={() => onView({ show: "leave", who: c })}>
                  {text.leave}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {staff.colleagues.some((c) => c.name === "") && <p class="meta">{text.unknownWhy}</p>}
    </section>
  );
}

function Teams({ staff, onView }: { staff: Staff; onView: (view: View) => void }) {
  const language = useLanguage();
  const text = usePeopleText().staff;
  return (
    <section class="stack stack--tight" aria-labelledby="own-teams">
      <div class="row row--apart">
        <h2 id="own-teams">{text.teams}</h2>
        <Button icon="plus" onClick={() => onView({ show: "team" })}>
          {text.addTeam}
        </Button>
      </div>
      {staff.teams.map((t) => (
        <div key={t.id} class="card stack stack--tight">
          <div class="row row--apart">
            <h3>{t.name}</h3>
            <Button kind="quiet" icon="pencil" label={text.editTeam(t.name)} onClick={() => onView({ show: "team", team: t })}>
              {text.edit}
            </Button>
          </div>
          <dl class="facts">
            <dt>{text.renewed}</dt>
            <dd>{t.renewed === "" ? text.never : fullDate(language, t.renewed)}</dd>
            <dt>{text.holders}</dt>
            <dd>{t.holders.length}</dd>
            {t.phone !== "" && (
              <>
                <dt>{text.teamPhone}</dt>
                <dd>{t.phone}</dd>
              </>
            )}
          </dl>
        </div>
      ))}
    </section>
  );
}
