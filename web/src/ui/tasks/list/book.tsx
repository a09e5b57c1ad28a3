// W16 Adresboek: organisations and their teams as their own cards say it, whom to
// call, whether somebody is there now, and what can be sent.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { codeOf } from "../../../crypto/note/code.ts";
import { checkStart, findKind, kinds, variants, type FlowName } from "../../../flows/kinds/index.ts";
import { fullDate, moment } from "../../../text/index.ts";
import type { Team, TeamID } from "../../../worker/protocol.ts";
import { useReading } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Title } from "../../frame/index.ts";
import { Button, Checkbox, Chip, Link, Note, Phone, Presence, Skeleton, TextField, TroubleNote } from "../../part/index.ts";
import { Unsure } from "../compose/team.tsx";
import { Choose } from "./choose.tsx";
import { plain } from "./find.ts";
import { useListText } from "./text.ts";

export function Book() {
  const { link } = useApp();
  const text = useListText().book;
  const reading = useReading(() => link.call("teams"), []);
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <p class="lead">{text.lead}</p>
      <p>
        <Link to="organisaties">{text.vouched}</Link> · <Link to="sleutellogboek">{text.key.log}</Link>
      </p>
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {reading.value ? (
        <Teams teams={reading.value} />
      ) : (
        !reading.failed && <Skeleton rows={4} reading={reading} />
      )}
    </div>
  );
}

/** Which teams can be reached: as the cards said when they were read, then as the hub says. */
function useReachable(teams: readonly Team[]): ReadonlySet<TeamID> {
  const { link } = useApp();
  const [now, setNow] = useState<ReadonlySet<TeamID>>(() => new Set(teams.filter((t) => t.available).map((t) => t.id)));
  useEffect(() => {
    const stop = link.on((event) => {
      if (event.event === "available") setNow(new Set(event.teams));
    });
    void link.call("watch", teams.map((t) => t.id)).catch(() => undefined);
    return () => {
      stop();
      void link.call("watch", []).catch(() => undefined);
    };
  }, [teams]);
  return now;
}

function Teams({ teams }: { teams: readonly Team[] }) {
  const { session } = useApp();
  const text = useListText().book;
  const box = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState("");
  const [kind, setKind] = useState("");
  const [only, setOnly] = useState(false);
  const reachable = useReachable(teams);
  const live = session.connection.value.state === "live";
  const there = useMemo(() => kinds().filter((k) => teams.some((t) => findKind(t.kind).code === k.code)), [teams]);
  const found = teams.filter(
    (t) => matches(t, words) && (kind === "" || findKind(t.kind).code === kind) && (!only || !live || reachable.has(t.id)),
  );
  const organisations = [...Map.groupBy(found, (t) => t.org).values()].toSorted((a, b) =>
    (a[0]?.organisation ?? "").localeCompare(b[0]?.organisation ?? "", "nl"),
  );
  useSlash(box);

  return (
    <div class="stack">
      <div class="filters" ref={box} role="search" aria-label={text.title}>
        <TextField label={text.search} value={words} onInput={setWords} />
        <Choose
          label={text.kind}
          value={kind}
          options={[{ value: "", label: text.all }, ...there.map((k) => ({ value: k.code, label: k.name }))]}
          onChange={setKind}
        />
        {live && <Checkbox label={text.reachable} checked={only} onChange={setOnly} />}
      </div>
      {!live && (
        <Note tone="let-op">
          <p>{text.offline}</p>
        </Note>
      )}
      <Unsure teams={found} />
      <p class="meta" role="status">
        {text.count(found.length)}
      </p>
      {found.length === 0 && (
        <div class="empty stack stack--tight">
          <p class="lead">{text.empty}</p>
          {(words !== "" || kind !== "" || only) && (
            <div class="row">
              <Button
                onClick={() => {
                  setWords("");
                  setKind("");
                  setOnly(false);
                }}
              >
                {text.clear}
              </Button>
            </div>
          )}
        </div>
      )}
      {organisations.map((group) => (
        <Organisation key={group[0]?.org} teams={group} reachable={live ? reachable : null} />
      ))}
    </div>
  );
}

function Organisation({ teams, reachable }: { teams: readonly Team[]; reachable: ReadonlySet<TeamID> | null }) {
  const first = teams[0];
  if (!first) return null;
  const id = `org-${first.org}`;
  return (
    <section class="card organisation stack" aria-labelledby={id}>
      <div class="row row--apart">
        <h2 class="organisation__name" id={id}>
          {first.organisation}
        </h2>
        <Chip icon="building">{findKind(first.kind).name}</Chip>
      </div>
      <ul role="list" class="teams">
        {teams.toSorted((a, b) => a.name.localeCompare(b.name, "nl")).map((team) => (
          <li key={team.id} class="team">
            <TeamCard team={team} reachable={reachable?.has(team.id) ?? null} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TeamCard({ team, reachable }: { team: Team; reachable: boolean | null }) {
  const app = useApp();
  const language = useLanguage();
  const text = useListText().book;
  const closed = team.closedUntil !== "" && team.closedUntil > app.now();
  return (
    <div class="stack stack--tight">
      <div class="row">
        <h3 class="team__name">{team.name}</h3>
        {team.mine && (
          <Chip tone="actie" icon="people">
            {text.mine}
          </Chip>
        )}
        {reachable === null ? (
          <span class="meta">{text.unknown}</span>
        ) : (
          <Presence state={reachable ? "here" : "away"}>{reachable ? text.on : text.off}</Presence>
        )}
      </div>
      <div class="row team__phones">
        {team.phone === "" ? (
          <span class="meta">{text.noPhone}</span>
        ) : (
          <Phone number={team.phone}>
            {text.phone} <span class="mono">{team.phone}</span>
          </Phone>
        )}
        {team.acute !== "" && (
          <Phone number={team.acute}>
            {text.acute} <span class="mono">{team.acute}</span>
          </Phone>
        )}
      </div>
      {(team.hours !== "" || team.area.length > 0) && (
        <dl class="facts meta">
          {team.hours !== "" && (
            <div>
              <dt>{text.hours}</dt>
              <dd>{team.hours}</dd>
            </div>
          )}
          {team.area.length > 0 && (
            <div>
              <dt>{text.area}</dt>
              <dd>{team.area.join(", ")}</dd>
            </div>
          )}
        </dl>
      )}
      {closed && (
        <Note tone="let-op">
          <p>{text.closedUntil(moment(language, team.closedUntil, app.now()))}</p>
        </Note>
      )}
      <Key team={team} />
      <Sends team={team} />
    </div>
  );
}

/** Whether somebody compared the team's key by phone, and the way to it. */
function Key({ team }: { team: Team }) {
  const language = useLanguage();
  const text = useListText().book.key;
  const { state, at } = team.key;
  const to = (
    <Link to="sleutel" exchange={team.id} alone icon="key">
      {team.mine ? text.own(team.name) : text.compare(team.name)}
    </Link>
  );
  if (team.mine) return to;
  if (state === "changed") {
    return (
      <Note tone="stop">
        <p>{text.changed}</p>
        {to}
      </Note>
    );
  }
  return (
    <div class="row">
      {state === "checked" ? (
        <Chip tone="goed" icon="done">
          {text.checked(fullDate(language, at))}
        </Chip>
      ) : (
        <span class="meta">{text.unchecked}</span>
      )}
      {to}
    </div>
  );
}

const flows: readonly FlowName[] = ["handoff", "inquiry", "feedback", "message"];

/** What an organisation of the one kind may begin with a team of the other. */
export function sendable(from: string, to: string): FlowName[] {
  return flows.filter((flow) => {
    const codes = variants(flow).map((v) => v.code);
    return (codes.length === 0 ? [""] : codes).some((variant) => {
      try {
        checkStart(from, to, flow, variant);
        return true;
      } catch (error) {
        if (codeOf(error) === "E29") return false;
        throw error;
      }
    });
  });
}

function Sends({ team }: { team: Team }) {
  const { session } = useApp();
  const text = useListText().book;
  const { exchange } = useText();
  const own = session.me.value?.teams.filter((t) => t.mine) ?? [];
  const from = own.find((t) => t.id === session.team.value) ?? own[0];
  if (team.mine) return <p class="meta">{team.keys ? text.own : text.noKey}</p>;
  if (team.key.state === "changed") return null;
  const list = from ? sendable(from.kind, team.kind) : [];
  if (list.length === 0) return <p class="meta">{text.sendsNone}</p>;
  return (
    <p class="meta">
      {text.sends} {list.map((flow) => exchange.flow[flow].toLowerCase()).join(", ")}.
    </p>
  );
}

/** Every word that was typed stands somewhere on the card. */
function matches(team: Team, typed: string): boolean {
  const card = [team.name, team.organisation, findKind(team.kind).name, ...team.area].map(plain).join(" ");
  return plain(typed)
    .split(" ")
    .every((word) => card.includes(word));
}

/** «/» goes to the search of this screen, before it goes to the search of all of Sluis. */
function useSlash(box: { current: HTMLElement | null }) {
  const { prefs } = useApp();
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (event.key !== "/" || !prefs.letters.value || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog")) return;
      event.preventDefault();
      event.stopPropagation();
      box.current?.querySelector("input")?.focus();
    }
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, []);
}
