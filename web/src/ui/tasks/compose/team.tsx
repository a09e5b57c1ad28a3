// Choosing a team: with what the address book knows of it, and only teams that may
// take part in this flow. Numbers come from verified cards alone.

import { useState } from "preact/hooks";
import { checkStart, findKind } from "../../../flows/kinds/index.ts";
import { fullDate } from "../../../text/index.ts";
import type { Flow, Team } from "../../../worker/protocol.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Chip, Link, Note, Phone, Presence, TextField, WithPhone } from "../../part/index.ts";
import { FieldError } from "../../part/field.tsx";

/** Whether a team of this kind may be asked for this by one of the other. */
export function mayGet(from: string, to: string, flow: Flow, variant: string): boolean {
  if (flow === "zaak") return false;
  try {
    checkStart(from, to, flow, variant);
    return true;
  } catch {
    return false;
  }
}

const fits = (team: Team, typed: string) =>
  [team.name, team.organisation, findKind(team.kind).name, ...team.area]
    .join(" ")
    .toLocaleLowerCase("nl")
    .includes(typed.trim().toLocaleLowerCase("nl"));

const most = 8;

export interface TeamPickerProps {
  id: string;
  label: string;
  error?: string;
  teams: readonly Team[];
  value: string;
  onChange: (team: string) => void;
}

export function TeamPicker({ id, label, error, teams, value, onChange }: TeamPickerProps) {
  const text = useText().compose.team;
  const [typed, setTyped] = useState("");
  const [all, setAll] = useState(false);
  const found = teams.filter((t) => t.id === value || fits(t, typed));
  const shown = all ? found : found.slice(0, most);
  return (
    <div class="stack stack--tight">
      {teams.length > most && (
        <TextField label={text.search} hint={text.searchHint} optional mode="search" value={typed} onInput={setTyped} />
      )}
      <fieldset class={error ? "field field--wrong" : "field"} aria-describedby={error ? id + "-error" : undefined}>
        <legend class="field__label">{label}</legend>
        {error && <FieldError id={id + "-error"}>{error}</FieldError>}
        <Unsure teams={found} />
        {found.length === 0 && <p class="meta">{text.none}</p>}
        <div class="picks">
          {shown.map((team, i) => (
            <label key={team.id} class={team.id === value ? "pick pick--chosen" : "pick"}>
              <input
                type="radio"
                name={id}
                id={i === 0 ? id : undefined}
                checked={team.id === value}
                onChange={() => onChange(team.id)}
              />
              <span class="pick__text">
                <span class="pick__name">{team.name}</span>
                <span class="meta">
                  {team.organisation === team.name ? findKind(team.kind).name : `${team.organisation} · ${findKind(team.kind).name}`}
                </span>
              </span>
              <TeamState team={team} />
            </label>
          ))}
        </div>
        {found.length > shown.length && (
          <button type="button" class="link link--alone link--button" onClick={() => setAll(true)}>
            {text.showAll(found.length)}
          </button>
        )}
      </fieldset>
    </div>
  );
}

/** While the hub withholds records, a name may be of another team as well. */
export function Unsure({ teams }: { teams: readonly Team[] }) {
  const text = useText().compose.team;
  if (!teams.some((t) => t.unsure)) return null;
  return (
    <Note tone="let-op">
      <p>{text.unsure}</p>
    </Note>
  );
}

function TeamState({ team }: { team: Team }) {
  const text = useText().compose.team;
  const language = useLanguage();
  const app = useApp();
  const available = team.available || app.session.available.value.includes(team.id);
  if (Date.parse(team.closedUntil) > Date.parse(app.now())) {
    return (
      <Chip tone="let-op" icon="clock">
        {text.closed(fullDate(language, team.closedUntil))}
      </Chip>
    );
  }
  return <Presence state={available ? "here" : "away"}>{available ? text.reachable : text.notReachable}</Presence>;
}

/** Nothing goes to a team whose key changed before somebody called them: this says how. */
function Changed({ team }: { team: Team }) {
  const { book } = useText().worklist;
  const number = team.phone || team.acute;
  return (
    <Note tone="stop">
      <p>{book.key.changed}</p>
      {number !== "" && (
        <p>
          <WithPhone number={number}>{book.callTeam(team.name, number)}</WithPhone>
        </p>
      )}
      <Link to="sleutel" exchange={team.id} alone icon="key">
        {book.key.compare(team.name)}
      </Link>
    </Note>
  );
}

/** What the address book knows of the team that was chosen. */
export function TeamCard({ team }: { team: Team }) {
  const text = useText().compose.team;
  return (
    <div class="card pick__card stack stack--tight">
      <h3>{team.name}</h3>
      <p class="meta">{text.fromBook}</p>
      <dl class="reading">
        {team.phone !== "" && (
          <div class="reading__line">
            <dt>{text.day}</dt>
            <dd>
              <Phone number={team.phone} />
            </dd>
          </div>
        )}
        {team.acute !== "" && (
          <div class="reading__line">
            <dt>{text.acute}</dt>
            <dd>
              <Phone number={team.acute} />
            </dd>
          </div>
        )}
        {team.hours !== "" && (
          <div class="reading__line">
            <dt>{text.hours}</dt>
            <dd>{team.hours}</dd>
          </div>
        )}
        {team.area.length > 0 && (
          <div class="reading__line">
            <dt>{text.area}</dt>
            <dd>{team.area.join(", ")}</dd>
          </div>
        )}
      </dl>
      {team.key.state === "changed" && <Changed team={team} />}
      {team.phone === "" && team.acute === "" && (
        <Note tone="let-op">
          <p>{text.noPhone}</p>
        </Note>
      )}
    </div>
  );
}
