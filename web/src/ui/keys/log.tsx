// H3 Sleutellogboek: all changes of keys, as this device's copy of the directory log was
// verified, newest first.

import { useState } from "preact/hooks";
import { fullDate, moment } from "../../text/index.ts";
import type { KeyLine, KeyLog } from "../../worker/keys/calls.ts";
import { useAct, useReading } from "../base/act.ts";
import { useApp, useLanguage } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, Chip, Note, Skeleton, TroubleNote } from "../part/index.ts";
import { useKeysText } from "./text.ts";

const page = 50;

export function KeyLogScreen() {
  const { link } = useApp();
  const text = useKeysText().log;
  const reading = useReading(() => link.call("keyLog", -1, page), []);
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <p class="lead">{text.lead}</p>
      {reading.failed &&
        (reading.failed.code === "E11" ? (
          <Note tone="stop">
            <p role="alert">
              <strong>{text.fork}</strong> {text.forkNext}
            </p>
          </Note>
        ) : (
          <TroubleNote trouble={reading.failed} retry={reading.again} />
        ))}
      {reading.value ? <Lines first={reading.value} /> : !reading.failed && <Skeleton rows={6} reading={reading} />}
    </div>
  );
}

function Lines({ first }: { first: KeyLog }) {
  const app = useApp();
  const language = useLanguage();
  const text = useKeysText().log;
  const [later, setLater] = useState<KeyLog[]>([]);
  const asking = useAct();
  const all = [first, ...later];
  const lines = all.flatMap((l) => l.lines);
  const more = all.at(-1)?.more ?? -1;
  if (lines.length === 0) return <p class="empty lead">{text.empty}</p>;
  const at = moment(language, first.checked, app.now());
  return (
    <div class="stack">
      {first.away ? (
        <Note tone="let-op">
          <p>{text.offline(at)}</p>
        </Note>
      ) : (
        <p class="meta">{text.size(first.size, at)}</p>
      )}
      <ol role="list" class="stack stack--tight" aria-label={text.list}>
        {lines.map((line) => (
          <li key={line.n} class="card stack stack--tight">
            <Line line={line} />
          </li>
        ))}
      </ol>
      {asking.failed && <TroubleNote trouble={asking.failed} />}
      {more >= 0 && (
        <div class="row">
          <Button
            icon="down"
            busy={asking.busy}
            onClick={() =>
              void asking.run(async () => {
                const next = await app.link.call("keyLog", more, page);
                setLater((had) => [...had, next]);
              })
            }
          >
            {text.more}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Codes are shown while they can be read at a glance. */
const few = 6;

function Line({ line }: { line: KeyLine }) {
  const language = useLanguage();
  const text = useKeysText().log;
  const name = line.name || text.teamGone;
  const what = {
    organisation: text.organisation,
    vouch: text.vouch(line.name),
    people: text.people,
    team: line.epoch === 1 ? text.first(name) : text.team(name, line.epoch),
    reset: text.reset(name),
  }[line.what];
  return (
    <>
      <div class="row row--apart">
        <h2 class="team__name">{what}</h2>
        {line.what === "reset" && (
          <Chip tone="let-op" icon="warning">
            {text.resetNote}
          </Chip>
        )}
      </div>
      <p>{line.organisation}</p>
      {line.in.length > 0 && <p class="meta">{line.in.length > few ? text.inMany(line.in.length) : text.in(line.in.join(", "))}</p>}
      {line.out.length > 0 && <p class="meta">{line.out.length > few ? text.outMany(line.out.length) : text.out(line.out.join(", "))}</p>}
      <p class="meta">
        {fullDate(language, line.at)} · {text.line(line.n + 1)}
      </p>
    </>
  );
}
