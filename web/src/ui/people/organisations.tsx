// H2 Organisaties: who takes part, who vouched for whom and since when. A list to
// read: nothing is decided here.

import { useState } from "preact/hooks";
import { fullDate } from "../../text/index.ts";
import type { Organisation } from "../../worker/people/calls.ts";
import { useReading } from "../base/act.ts";
import { useApp, useLanguage } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Chip, Note, Skeleton, TextField, TroubleNote } from "../part/index.ts";
import { Places } from "./places.tsx";
import { usePeopleText } from "./text.ts";

export function Organisations() {
  const { link, session } = useApp();
  const text = usePeopleText().organisations;
  const reading = useReading(() => link.call("organisations"), []);
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <Places here="organisaties" />
      <p class="lead">{text.lead}</p>
      {session.connection.value.state !== "live" && (
        <Note tone="let-op">
          <p>{text.offline}</p>
        </Note>
      )}
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {reading.value ? <List all={reading.value} /> : !reading.failed && <Skeleton rows={4} reading={reading} />}
    </div>
  );
}

function List({ all }: { all: readonly Organisation[] }) {
  const text = usePeopleText().organisations;
  const [words, setWords] = useState("");
  const wanted = words.trim().toLocaleLowerCase("nl");
  const found = all.filter((o) => o.name.toLocaleLowerCase("nl").includes(wanted));
  if (all.length === 0) return <p class="empty lead">{text.empty}</p>;
  return (
    <div class="stack">
      <div role="search" aria-label={text.search}>
        <TextField label={text.search} value={words} onInput={setWords} mode="search" />
      </div>
      <p class="meta" role="status">
        {found.length === 0 ? text.none(words.trim()) : text.count(found.length)}
      </p>
      <p>{text.rootHow}</p>
      {found.map((organisation) => (
        <One key={organisation.id} organisation={organisation} />
      ))}
    </div>
  );
}

function One({ organisation: o }: { organisation: Organisation }) {
  const language = useLanguage();
  const text = usePeopleText().organisations;
  const id = "org-" + o.id;
  return (
    <section class="card stack stack--tight" aria-labelledby={id}>
      <div class="row row--apart">
        <h2 id={id}>{o.name}</h2>
        {o.mine ? <Chip icon="building">{text.mine}</Chip> : <span class="meta">{text.teams(o.teams)}</span>}
      </div>
      <dl class="facts">
        <dt>{text.since}</dt>
        <dd>{fullDate(language, o.since)}</dd>
        <dt>{text.vouchedBy}</dt>
        <dd>{o.founder ? text.founder : o.vouchers.length === 0 ? text.nobody : o.vouchers.join(", ")}</dd>
        <dt>{text.root}</dt>
        <dd class="mono">{o.root}</dd>
      </dl>
    </section>
  );
}
