// Small marks of state: always an icon and words, never a colour alone.

import type { ComponentChildren } from "preact";
import { clock, dateIn, dayDate, fullDate } from "../../text/index.ts";
import type { Due, Holder, Row } from "../../worker/protocol.ts";
import { useApp, useLanguage, useText } from "../base/app.ts";
import { Icon, type IconName } from "../base/icon.tsx";

export type Tone = "plain" | "actie" | "goed" | "let-op" | "stop" | "besloten";

export function Chip({ tone = "plain", icon, children }: { tone?: Tone; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={`chip chip--${tone}`}>
      {icon && <Icon name={icon} size={16} />}
      <span>{children}</span>
    </span>
  );
}

/** «nog 3 werkdagen · vr 29 mei», «vandaag», «2 werkdagen te laat»; paused keeps the date in sight. */
export function TermijnChip({ due, paused }: { due: Due | null; paused?: string }) {
  const app = useApp();
  const language = useLanguage();
  const text = useText().exchange.due;
  if (!due) return null;
  const timed = due.date.includes("T");
  const today = dateIn(due.date) === dateIn(app.now());
  const day = dayDate(language, due.date);
  let words: string;
  let tone: Tone = "plain";
  if (due.overdue) {
    tone = "stop";
    words = due.workdays < 0 ? text.late(-due.workdays) : text.lateToday;
  } else if (today) {
    tone = "let-op";
    words = timed ? text.todayUntil(clock(language, due.date)) : text.today;
  } else {
    if (due.workdays <= 2) tone = "let-op";
    words = timed
      ? text.until(day, clock(language, due.date))
      : `${text.left(due.workdays)} · ${day}`;
  }
  if (paused !== undefined) {
    tone = "plain";
    words = `${text.paused(paused)} · ${day}`;
  }
  return (
    <span class={`chip chip--${tone}`} title={fullDate(language, due.date)}>
      <Icon name={due.overdue ? "warning" : "hourglass"} size={16} />
      <span>
        <span class="visually-hidden">{text.term} </span>
        {words}
      </span>
    </span>
  );
}

/** «Nu verantwoordelijk: …», with how sure that is. Nothing where custody does not move. */
export function CustodyLine(props: { custody: Holder | null; certainty: Row["certainty"]; since?: string; mine?: boolean }) {
  const language = useLanguage();
  const text = useText().exchange.custody;
  const { custody, certainty } = props;
  if (!custody) return null;
  return (
    <p class={props.mine ? "custody custody--mine" : "custody"}>
      <Icon name="gates" size={24} />
      <span>
        <span class="custody__label">{text.now} </span>
        <strong>
          {custody.organisation}
          {custody.team !== "" && custody.team !== custody.organisation && `, ${custody.team}`}
        </strong>
        {custody.member !== undefined && ` (${custody.member})`}
      </span>
      {certainty === "fixed" && (
        <Chip tone="goed" icon="check">
          {text.fixed}
        </Chip>
      )}
      {certainty === "unconfirmed" && (
        <Chip tone="let-op" icon="hourglass">
          {text.unconfirmed}
        </Chip>
      )}
      {certainty === "last_known" && (
        <Chip tone="let-op" icon="offline">
          {props.since ? text.lastKnown(clock(language, props.since)) : text.timeUnknown}
        </Chip>
      )}
    </p>
  );
}

/** Whether somebody is there: a dot that is full or hollow, and the words. */
export function Presence({ state, children }: { state: "here" | "short" | "away"; children: string }) {
  return (
    <span class={`presence presence--${state}`}>
      <span class="presence__dot" aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}

/** «3 nieuwe. Toon.»: new rows wait behind it, so that what somebody reads never moves. */
export function NewPill({ count, onShow }: { count: number; onShow: () => void }) {
  const text = useText();
  if (count === 0) return null;
  return (
    <button type="button" class="pill" onClick={onShow}>
      {text.parts.fresh(count)}
    </button>
  );
}
