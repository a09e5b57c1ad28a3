// W1 Vandaag: what must I do now, and who waits for me.

import { useState } from "preact/hooks";
import type { Row } from "../../../worker/protocol.ts";
import { useApp } from "../../base/app.ts";
import { Title } from "../../frame/index.ts";
import { Button, ButtonLink, Details, TroubleNote } from "../../part/index.ts";
import { useRows, type Rows } from "../rows.ts";
import { useWords } from "../words.ts";
import { Joins } from "./joins.tsx";
import { Line, Lists, RowList } from "./list.tsx";
import { sectionOf, sections, type Section } from "./order.ts";
import { ListRow } from "./row.tsx";
import { useStanding, type Standing } from "./standing.ts";
import { useListText } from "./text.ts";
import { Waiting } from "./waiting.tsx";

export function Today() {
  const rows = useRows();
  const text = useListText().today;
  const { ready, failed } = rows.read.value;
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <Joins />
      {failed && ready && <TroubleNote trouble={failed} retry={() => void rows.load()} />}
      {ready ? <Day rows={rows} /> : <Waiting rows={rows} fails={text.fails} />}
    </div>
  );
}

function Day({ rows }: { rows: Rows }) {
  const { session, notices } = useApp();
  const text = useListText();
  const standing = useStanding(rows, { list: sections, of: sectionOf });
  const { counts, placed } = standing;
  const first = [...placed.late, ...placed.today, ...placed.week][0] ?? "";

  function claim(row: Row) {
    if (row.flow === "zaak" || row.holder) return;
    if (session.connection.value.state === "live") void rows.claim(row.exchange);
    else notices.tell(text.inbox.offline);
  }
  function putOff(row: Row) {
    const section = standing.now(row);
    if (section === "late") notices.tell(text.today.cannotPutOff);
    if (section !== "today" && section !== "week") return;
    rows.putOff(row.exchange);
    notices.tell(text.today.putOffDone);
  }

  const there = sections.filter((s) => placed[s].length > 0 || counts[s] > 0);
  return (
    <Lists all={rows.all.value} keys={{ a: claim, s: putOff }}>
      <Line rows={rows} fresh={standing.fresh()} stale={standing.stale()}>
        {text.today.summary(counts.late, counts.today)}
      </Line>
      {there.length === 0 && (
        <div class="empty stack stack--tight">
          <p class="lead">{text.today.empty}</p>
          <div class="row">
            <ButtonLink to="postvak" icon="inbox">
              {text.today.look}
            </ButtonLink>
          </div>
        </div>
      )}
      {there.map((section) => (
        <Part key={section} section={section} rows={rows} standing={standing} first={first} onPutOff={putOff} />
      ))}
    </Lists>
  );
}

const few = 7;

interface PartProps {
  section: Section;
  rows: Rows;
  standing: Standing<Section>;
  first: string;
  onPutOff: (row: Row) => void;
}

function Part({ section, rows, standing, first, onPutOff }: PartProps) {
  const text = useListText().today;
  const [full, setFull] = useState(false);
  const ids = standing.placed[section];
  const count = standing.counts[section];
  const list = (
    <>
      {section === "later" && <p class="meta">{text.laterHint}</p>}
      <RowList
        label={text[section]}
        ids={full ? ids : ids.slice(0, few)}
        all={rows.all.value}
        render={(row) => (
          <ListRow row={row} rows={rows} first={row.exchange === first} owed={section === "waiting"}>
            <PutOff row={row} rows={rows} now={standing.now(row)} onPutOff={onPutOff} />
          </ListRow>
        )}
      />
      {ids.length > few && (
        <div class="row">
          <Button kind="quiet" icon="down" expanded={full} onClick={() => setFull(!full)}>
            {full ? text.showLess : text.showAll(ids.length)}
          </Button>
        </div>
      )}
    </>
  );
  if (section === "later") return <Details title={`${text.later} (${count})`}>{list}</Details>;
  return (
    <section class={`part part--${section}`} aria-labelledby={`part-${section}`}>
      <h2 class="part__title" id={`part-${section}`}>
        {text[section]} <span class="part__count">{count}</span>
      </h2>
      {list}
    </section>
  );
}

/** «Later», and the way back. What is late, and what one waits for, cannot be put off. */
function PutOff({ row, rows, now, onPutOff }: { row: Row; rows: Rows; now: Section | null; onPutOff: (row: Row) => void }) {
  const text = useListText().today;
  const title = useWords().title(row);
  if (now === "later") {
    return (
      <Button kind="quiet" label={text.backTitle(title)} onClick={() => rows.putBack(row.exchange)}>
        {text.back}
      </Button>
    );
  }
  if (now !== "today" && now !== "week") return null;
  return (
    <Button kind="quiet" label={text.putOffTitle(title)} onClick={() => onPutOff(row)}>
      {text.putOff}
    </Button>
  );
}
