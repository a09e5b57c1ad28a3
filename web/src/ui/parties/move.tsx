// A zaak that goes to another team of the own organisation: how far it is, and going on
// with what is left.

import { useEffect, useState } from "preact/hooks";
import type { Exchange, Team } from "../../worker/protocol.ts";
import type { Move } from "../../worker/parties/calls.ts";
import { useAct, useReading } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Button, Link, Note, Phone, TroubleNote } from "../part/index.ts";
import { TeamPicker } from "../tasks/compose/team.tsx";
import { useConfirm } from "../ways/index.ts";
import { ActDialog } from "./act.tsx";
import { usePartiesText } from "./text.ts";

/** How far it is, as it is told and as it was asked. */
function useMove(x: Exchange) {
  const { link } = useApp();
  const reading = useReading(() => link.call("moveState", x.exchange), [x.exchange]);
  const [told, setTold] = useState<Move | null>(null);
  useEffect(
    () =>
      link.on((event) => {
        if (event.event === "moving" && event.zaak === x.exchange) setTold(event.move);
      }),
    [x.exchange],
  );
  return { reading, move: told ?? reading.value };
}

/** Below «Meer stappen» of a zaak. One that is on its way says so at its head. */
export function MoveSteps({ x }: { x: Exchange }) {
  const { session } = useApp();
  const text = usePartiesText().move;
  const [open, setOpen] = useState(false);
  const me = session.me.value;
  const teams = (me?.teams ?? []).filter((t) => t.org === me?.org && t.keys && "t" + t.id !== x.party);
  return (
    <>
      <p>{text.text}</p>
      {teams.length === 0 ? (
        <p>{text.oneTeam}</p>
      ) : (
        <div class="row">
          <Button onClick={() => setOpen(true)}>{text.button}</Button>
        </div>
      )}
      {open && <Begin x={x} teams={teams} onClose={() => setOpen(false)} />}
    </>
  );
}

function Begin({ x, teams, onClose }: { x: Exchange; teams: readonly Team[]; onClose: () => void }) {
  const { link } = useApp();
  const text = usePartiesText().move;
  const [team, setTeam] = useState(teams.length === 1 ? (teams[0]?.id ?? "") : "");
  const [pressed, setPressed] = useState(false);
  const picked = teams.find((t) => t.id === team);
  return (
    <ActDialog
      title={text.title}
      go={text.go}
      told={text.running(picked?.name ?? "")}
      onClose={onClose}
      lacks={() => {
        setPressed(true);
        return picked ? "" : "move-team";
      }}
      act={() => link.call("move", x.exchange, team)}
    >
      <p>{text.text}</p>
      <TeamPicker id="move-team" label={text.which} teams={teams} value={team} onChange={setTeam} {...(pressed && !picked ? { error: text.choose } : {})} />
      <p>{text.sheet}</p>
      <p>{text.offers}</p>
    </ActDialog>
  );
}

function useTeams() {
  return useApp().session.me.value?.teams;
}

/** At the head of a zaak that is on its way. */
export function Moving({ x }: { x: Exchange }) {
  const { reading, move } = useMove(x);
  if (!move) return reading.failed ? <TroubleNote trouble={reading.failed} retry={reading.again} /> : null;
  return <How x={x} move={move} />;
}

function How({ x, move }: { x: Exchange; move: Move }) {
  const app = useApp();
  const all = useText();
  const text = usePartiesText().move;
  const act = useAct();
  const sure = useConfirm();
  if (move.state === "none") return null;
  const count = move.what === "sheet" ? text.ofSheet(move.done, move.all) : text.of(move.done, move.all);
  async function goOn() {
    if (!(await sure.unlessJust(60))) return;
    await act.run(() => app.link.call("move", x.exchange, move.team));
  }
  if (move.state === "done") {
    return (
      <Note tone="goed">
        <p>{text.done(move.name)}</p>
        {!move.closed && <p>{text.files}</p>}
        {move.sheet !== "" && (
          <Link to="zaak" exchange={move.sheet} alone icon="folder">
            {text.toSheet}
          </Link>
        )}
      </Note>
    );
  }
  const runs = move.state === "runs";
  return (
    <Note tone={runs ? "actie" : "let-op"}>
      <p>
        <strong>{runs ? text.running(move.name) : text.stopped}</strong>
      </p>
      {move.all > 0 && <p role="status">{count}</p>}
      {move.all > 0 && <progress class="progress" max={move.all} value={move.done} aria-label={count} />}
      {move.offered !== "" && <Waits move={move} />}
      <p>{runs ? text.keeps : text.lost}</p>
      {!runs && move.left.length > 0 && (
        <>
          <p>{text.left}</p>
          <ul role="list" class="lines">
            {move.left.map((l) => (
              <li key={l.exchange} class="lines__line">
                <Link to="zaak" exchange={l.exchange} alone>
                  {l.mark}
                </Link>
                {l.code !== "" && <span class="meta">{l.restricted ? text.restricted : l.code === "E29" ? text.notYet : text.why(all.errors[l.code].what)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {!runs && move.code !== "" && <p class="meta">{text.why(all.errors[move.code].what)}</p>}
      {act.failed && <TroubleNote trouble={act.failed} />}
      <div class="row">
        {runs ? (
          <Button icon="pause" onClick={() => void act.run(() => app.link.call("stopMove", x.exchange))}>
            {text.stop}
          </Button>
        ) : (
          <Button icon="play" busy={act.busy} onClick={() => void goOn()}>
            {text.more}
          </Button>
        )}
      </div>
      {sure.dialog}
    </Note>
  );
}

/** Two people move responsibility: the other is called. */
function Waits({ move }: { move: Move }) {
  const teams = useTeams();
  const text = usePartiesText().move;
  const number = teams?.find((t) => t.id === move.team)?.phone ?? "";
  return (
    <>
      <p>{text.waits(move.mark, move.name)}</p>
      {number !== "" && <Phone number={number} />}
      <Link to="zaak" exchange={move.offered} alone>
        {move.mark}
      </Link>
    </>
  );
}
