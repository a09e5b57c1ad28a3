// The zaken of the own teams: the sheets in which exchanges about one household
// belong together.

import { useState } from "preact/hooks";
import { Title } from "../../frame/index.ts";
import { Button, ButtonLink, Tabs, TroubleNote } from "../../part/index.ts";
import { useRows, type Rows } from "../rows.ts";
import { Line, Lists, RowList } from "./list.tsx";
import { byChange, byTerm, zaakTabOf, zaakTabs, type ZaakTab } from "./order.ts";
import { ListRow } from "./row.tsx";
import { useStanding } from "./standing.ts";
import { useListText } from "./text.ts";
import { Waiting } from "./waiting.tsx";

export function Zaken() {
  const rows = useRows();
  const text = useListText().zaken;
  const { ready, failed } = rows.read.value;
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      {failed && ready && <TroubleNote trouble={failed} retry={() => void rows.load()} />}
      {ready ? <Sheets rows={rows} /> : <Waiting rows={rows} />}
    </div>
  );
}

const page = 50;

function Sheets({ rows }: { rows: Rows }) {
  const text = useListText();
  const [tab, setTab] = useState<ZaakTab>("open");
  const [limit, setLimit] = useState(page);
  const standing = useStanding(rows, {
    list: zaakTabs,
    of: zaakTabOf,
    order: tab === "closed" ? byChange : byTerm,
    by: [tab],
  });
  const ids = standing.placed[tab];
  const rest = ids.length - limit;
  return (
    <Lists all={rows.all.value} keys={{}}>
      <Tabs
        label={text.zaken.tabs}
        tabs={zaakTabs.map((value) => ({ value, label: text.zaken[value], count: standing.counts[value] }))}
        value={tab}
        onChange={(next) => {
          setTab(next);
          setLimit(page);
        }}
      >
        <div class="stack">
          <Line rows={rows} fresh={standing.fresh(tab)} stale={standing.stale(tab)}>
            {text.list.rows(ids.length)}
          </Line>
          {ids.length === 0 && (
            <div class="empty stack stack--tight">
              <p class="lead">{text.zaken.empty[tab]}</p>
              {tab === "open" && (
                <div class="row">
                  <ButtonLink to="nieuw" icon="plus">
                    {text.zaken.fresh}
                  </ButtonLink>
                </div>
              )}
            </div>
          )}
          <RowList
            label={text.zaken[tab]}
            ids={ids.slice(0, limit)}
            all={rows.all.value}
            render={(row) => <ListRow row={row} rows={rows} plain />}
          />
          {rest > 0 && (
            <div class="row">
              <Button onClick={() => setLimit(limit + page)}>{text.list.more(Math.min(rest, page))}</Button>
            </div>
          )}
        </div>
      </Tabs>
    </Lists>
  );
}
