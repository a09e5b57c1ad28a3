// One exchange in a list: what kind it is, with whom, where it stands, its term,
// and what to do next. Each part has its place whatever comes in, so that a change
// moves nothing around it.

import { Fragment, type ComponentChildren } from "preact";
import { moment } from "../../../text/index.ts";
import type { Row } from "../../../worker/protocol.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { useKeptFocus } from "../../base/focus.ts";
import { Icon } from "../../base/icon.tsx";
import { address } from "../../base/route.ts";
import { ButtonLink, Chip, Claim, Opening, TermijnChip } from "../../part/index.ts";
import type { Rows } from "../rows.ts";
import { byDue, flowIcon, useWords } from "../words.ts";
import { shownDue } from "./order.ts";
import { useListText } from "./text.ts";

export interface RowProps {
  row: Row;
  rows: Rows;
  /** The one thing to do first on this screen. */
  first?: boolean;
  /** Whether this list is for taking things up. */
  claims?: boolean;
  /** Where a zaak stands under its own heading its kind goes without saying. */
  plain?: boolean;
  /** What others owe stands in it. */
  owed?: boolean;
  children?: ComponentChildren;
}

export function ListRow({ row, rows, first = false, claims = false, plain = false, owed = false, children }: RowProps) {
  const { session } = useApp();
  const text = useListText();
  const words = useWords();
  const title = words.title(row);
  const verb = words.nextVerb(row);
  const live = session.connection.value.state === "live";
  const changed = rows.changed.value.get(row.exchange);
  const sealed = row.flow === "" && row.unreadable === "";
  const taken = row.holder !== null && !row.holder.mine;
  const beaten = taken && rows.overtaken.value.has(row.exchange);
  // Who deals with it changes the button that may have the focus just then.
  const focus = useKeptFocus<HTMLDivElement>((item) => item.querySelector<HTMLElement>("[data-row]"));
  const classes = ["item", claims ? "item--claims" : "", row.unread ? "item--unread" : "", taken && claims ? "item--taken" : ""];
  return (
    <div class={classes.filter((c) => c !== "").join(" ")} ref={focus}>
      <span class="item__icon">
        <Icon name={flowIcon(row.flow)} size={24} />
      </span>
      <div class="item__main">
        <a class="item__title link" href={address("zaak", row.exchange)} data-row={row.exchange}>
          {sealed ? row.mark : title}
        </a>
        <p class="item__meta meta">
          <Meta row={row} plain={plain} owed={owed} />
        </p>
      </div>
      <div class="item__term">
        <TermijnChip due={shownDue(row)} />
        <When row={row} changed={changed} />
      </div>
      <div class="item__acts">
        {claims && !row.closed ? (
          <>
            {(live || row.holder) && (
              <Claim
                small
                holder={row.holder && { ...row.holder, name: row.holder.name || text.list.someone }}
                onClaim={() => void rows.claim(row.exchange)}
                onRelease={() => void rows.release(row.exchange)}
                busy={rows.busy.value.has(row.exchange)}
                offline={!live}
              />
            )}
            {beaten && (
              <ButtonLink to="zaak" exchange={row.exchange} label={text.list.doTitle(text.list.lookAlong, title)}>
                {text.list.lookAlong}
              </ButtonLink>
            )}
          </>
        ) : (
          <ButtonLink
            to={verb.screen}
            exchange={row.exchange}
            kind={first ? "main" : "plain"}
            label={text.list.doTitle(verb.text, title)}
          >
            {verb.text}
          </ButtonLink>
        )}
        {children}
      </div>
    </div>
  );
}

/** «Politie Fryslân · K7Q-M2P · Geopend, er is een vraag terug» */
function Meta({ row, plain, owed }: { row: Row; plain: boolean; owed: boolean }) {
  const words = useWords();
  const list = useListText().list;
  const { exchange, errors } = useText();
  if (row.unreadable !== "") {
    return (
      <>
        {row.with} · <span class="mono">{row.mark}</span> · <strong>{words.text.unreadable.word}.</strong>{" "}
        {errors[row.unreadable].next} {list.sealed(row.unreadable)}
      </>
    );
  }
  if (row.flow === "") {
    return (
      <>
        {row.with} · <Opening />
      </>
    );
  }
  const status = words.statusText(row);
  const custody = words.custodyText(row);
  const debt = owed ? row.duties.filter((d) => !d.mine).toSorted(byDue)[0] : undefined;
  const pieces = [
    plain || row.title === "" ? "" : exchange.flow[row.flow],
    row.with,
    row.title === "" && !plain ? "" : row.mark,
  ].filter((s) => s !== "");
  return (
    <>
      {pieces.map((piece, i) => (
        <Fragment key={i}>
          <span class={piece === row.mark ? "mono" : undefined}>{piece}</span>
          {" · "}
        </Fragment>
      ))}
      <strong>{row.unread && (row.status === "sent" || row.status === "proposed") ? words.text.fresh : status.word}</strong>
      {status.more !== "" && `, ${status.more}`}
      {custody !== "" && ` · ${custody}`}
      {debt && words.dutyText(debt) !== "" && ` · ${words.text.owed(words.dutyText(debt), debt.who || row.with)}`}
    </>
  );
}

/** When something last happened; a dot and words when that was while the list stood open. */
function When({ row, changed }: { row: Row; changed: string | undefined }) {
  const app = useApp();
  const language = useLanguage();
  const { parts } = useText();
  const text = useListText().list;
  if (changed) {
    return (
      <p class="item__when meta item__when--changed">
        <span class="item__dot" aria-hidden="true" />
        {parts.changedAt(moment(language, changed, app.now()))}
      </p>
    );
  }
  return (
    <p class="item__when meta">
      {text.last(moment(language, row.changed, app.now()))}
      {row.away && (
        <>
          {" "}
          <Chip icon="offline">{text.known}</Chip>
        </>
      )}
    </p>
  );
}
