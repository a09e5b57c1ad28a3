// After answering: that it went, or waits, and what happens now.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Exchange } from "../../../worker/protocol.ts";
import { useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import { ButtonLink, Details } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { TakeBack } from "./underway.tsx";

interface AnsweredProps {
  x: Exchange;
  count: { now: number; left: number };
  waits: boolean;
  /** What waits is wanted back. */
  onBack: () => void;
}

export function Answered({ x, count, waits, onBack }: AnsweredProps) {
  const text = useText();
  const t = text.compose.answer;
  const sender = x.parties.find((p) => p.party !== x.party)?.organisation ?? x.with;
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
    box.current?.querySelector("h1")?.focus();
  }, []);
  return (
    <div class={`card water ${waits ? "water--let-op" : "water--goed"} stack`} ref={box}>
      <div class="sent__head">
        <Icon name={waits ? "hourglass" : "done"} size={24} />
        <Title>{waits ? text.compose.waiting.title : t.sentTitle}</Title>
      </div>
      <p class="lead" role="status">
        {waits
          ? `${text.compose.waiting.line} ${text.compose.waiting.kept}`
          : count.left === 0
            ? t.sentAll
            : t.sentPart(count.now, count.left)}
      </p>
      <h2>{text.compose.sent.now}</h2>
      <ul>
        <li>{t.after(sender)}</li>
        <li>{t.informant}</li>
      </ul>
      <Details title={t.ownFile}>
        <p>{t.ownFileText}</p>
      </Details>
      <div class="row">
        {waits && <TakeBack onBack={onBack} />}
        <ButtonLink to="postvak" kind="main">
          {t.toInbox}
        </ButtonLink>
        <ButtonLink to="zaak" exchange={x.exchange}>
          {waits ? t.backTo : text.compose.sent.open}
        </ButtonLink>
      </div>
    </div>
  );
}
