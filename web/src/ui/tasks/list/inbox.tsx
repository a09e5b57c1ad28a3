// W2 Postvak: everything of the team, by who deals with it. Taking something up is
// one act at the hub, so the first wins.

import { useState } from "preact/hooks";
import type { Flow, Row } from "../../../worker/protocol.ts";
import { useApp, useText } from "../../base/app.ts";
import { Title } from "../../frame/index.ts";
import { Button, Details, Tabs, TroubleNote } from "../../part/index.ts";
import { useRows, type Rows } from "../rows.ts";
import { useWords } from "../words.ts";
import { Choose } from "./choose.tsx";
import { Line, Lists, RowList } from "./list.tsx";
import { byChange, byTerm, fits, inboxTabOf, inboxTabs, noFilter, termKinds, type Filter, type InboxTab } from "./order.ts";
import { ListRow } from "./row.tsx";
import { useStanding } from "./standing.ts";
import { useListText } from "./text.ts";
import { Waiting } from "./waiting.tsx";

export function Inbox() {
  const rows = useRows();
  const text = useListText().inbox;
  const { ready, failed } = rows.read.value;
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      {failed && ready && <TroubleNote trouble={failed} retry={() => void rows.load()} />}
      {ready ? <Box rows={rows} /> : <Waiting rows={rows} />}
    </div>
  );
}

const page = 50;

function Box({ rows }: { rows: Rows }) {
  const { session, notices } = useApp();
  const text = useListText();
  const [tab, setTab] = useState<InboxTab>("free");
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [limit, setLimit] = useState(page);
  const standing = useStanding(rows, {
    list: inboxTabs,
    of: (row, now) => (fits(row, filter, now) ? inboxTabOf(row) : null),
    order: tab === "done" ? byChange : byTerm,
    by: [tab, filter],
  });
  const live = session.connection.value.state === "live";
  const ids = standing.placed[tab];
  const rest = ids.length - limit;

  function claim(row: Row) {
    if (row.holder || row.closed) return;
    if (live) void rows.claim(row.exchange);
    else notices.tell(text.inbox.offline);
  }
  function release(row: Row) {
    if (!row.holder?.mine) return;
    if (live) void rows.release(row.exchange);
    else notices.tell(text.inbox.offline);
  }

  return (
    <Lists all={rows.all.value} keys={{ a: claim, u: release }}>
      <Filters rows={rows} filter={filter} onChange={setFilter} />
      <Tabs
        label={text.inbox.tabs}
        tabs={inboxTabs.map((value) => ({ value, label: text.inbox[value], count: standing.counts[value] }))}
        value={tab}
        onChange={(next) => {
          setTab(next);
          setLimit(page);
        }}
      >
        <div class="stack">
          <Line rows={rows} fresh={standing.fresh(tab)} stale={standing.stale(tab)}>
            {live ? text.list.rows(ids.length) : text.inbox.offline}
          </Line>
          {ids.length === 0 && <Empty tab={tab} filtered={filter !== noFilter} onFree={() => setTab("free")} onClear={() => setFilter(noFilter)} />}
          <RowList
            label={text.inbox[tab]}
            ids={ids.slice(0, limit)}
            all={rows.all.value}
            render={(row) =>
              tab === "mine" && row.holder?.mine ? (
                <ListRow row={row} rows={rows}>
                  {live && <Release row={row} rows={rows} />}
                </ListRow>
              ) : (
                <ListRow row={row} rows={rows} claims />
              )
            }
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

/** Beside the next step: what is one's own one works on first, and lets go of sometimes. */
function Release({ row, rows }: { row: Row; rows: Rows }) {
  const { release } = useText().exchange.claim;
  const text = useListText().list;
  const title = useWords().title(row);
  return (
    <Button
      kind="quiet"
      busy={rows.busy.value.has(row.exchange)}
      label={text.doTitle(release, title)}
      onClick={() => void rows.release(row.exchange)}
    >
      {release}
    </Button>
  );
}

function Empty(props: { tab: InboxTab; filtered: boolean; onFree: () => void; onClear: () => void }) {
  const text = useListText().inbox;
  return (
    <div class="empty stack stack--tight">
      <p class="lead">{props.filtered ? text.nothing : text.empty[props.tab]}</p>
      <div class="row">
        {props.filtered && <Button onClick={props.onClear}>{text.clear}</Button>}
        {!props.filtered && props.tab === "mine" && <Button onClick={props.onFree}>{text.look}</Button>}
      </div>
    </div>
  );
}

const flows: readonly Flow[] = ["handoff", "inquiry", "feedback", "message"];

/** Closed on a phone until somebody wants it; a filter that is on stays in sight by its count. */
function Filters({ rows, filter, onChange }: { rows: Rows; filter: Filter; onChange: (filter: Filter) => void }) {
  const text = useListText().inbox;
  const { exchange } = useText();
  const known = [...rows.all.value.values()].filter((r) => r.flow !== "zaak");
  const others = [...new Set(known.map((r) => r.with).filter((w) => w !== ""))].toSorted();
  const on = [filter.flow, filter.with, filter.term].filter((f) => f !== "").length;
  const set = (part: Partial<Filter>) => {
    const next = { ...filter, ...part };
    onChange(next.flow === "" && next.with === "" && next.term === "" ? noFilter : next);
  };
  return (
    <Details title={on === 0 ? text.filters : text.filtered(on)}>
      <div class="filters">
        <Choose
          label={text.kind}
          value={filter.flow}
          options={[{ value: "", label: text.all }, ...flows.map((f) => ({ value: f, label: exchange.flow[f] }))]}
          onChange={(flow) => set({ flow })}
        />
        <Choose
          label={text.with}
          value={filter.with}
          options={[{ value: "", label: text.all }, ...others.map((o) => ({ value: o, label: o }))]}
          onChange={(other) => set({ with: other })}
        />
        <Choose
          label={text.term}
          value={filter.term}
          options={[{ value: "", label: text.all }, ...termKinds.map((t) => ({ value: t, label: text.terms[t] }))]}
          onChange={(term) => set({ term })}
        />
        {on > 0 && <Button onClick={() => onChange(noFilter)}>{text.clear}</Button>}
      </div>
    </Details>
  );
}
