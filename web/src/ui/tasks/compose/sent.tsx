// After sending: that it worked, what happens now, and whom to call.

import { clock, fullDate } from "../../../text/index.ts";
import type { Team, XID } from "../../../worker/protocol.ts";
import { useLanguage, useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import { ButtonLink, HubView, Phone } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Composed } from "./plans.ts";
import { TakeBack } from "./underway.tsx";

export interface SentProps {
  flow: Composed;
  exchange: XID | ""; // "" while that is not known
  zaak: XID | "";
  to: Team | undefined;
  at: string;
  /** The hub could not be reached: it goes by itself, and then this page says so. */
  waits: boolean;
  /** What waits is wanted back. */
  onBack: () => void;
}

export function Sent({ flow, exchange, zaak, to, at, waits, onBack }: SentProps) {
  const text = useText();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
    box.current?.querySelector("h1")?.focus();
  }, []);
  const sent = text.compose.sent;
  return (
    <div class="stack stack--wide" ref={box}>
      <div class={`card water ${waits ? "water--let-op" : "water--goed"} stack`}>
        <div class="sent__head">
          <Icon name={waits ? "hourglass" : "done"} size={24} />
          <Title>{waits ? text.compose.waiting.title : sent.title}</Title>
        </div>
        <p class="lead" role="status">
          {waits ? `${text.compose.waiting.line} ${text.compose.waiting.kept}` : sent.at(fullDate(language, at), clock(language, at))}
        </p>
        <h2>{sent.now}</h2>
        <ol class="stack stack--tight">
          {sent.steps[flow].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        {to && to.phone !== "" && (
          <div class="row">
            <span>{sent.call(to.name)}</span>
            <Phone number={to.phone} />
          </div>
        )}
        <div class="row">
          {waits && <TakeBack onBack={onBack} />}
          {!waits && exchange !== "" && (
            <ButtonLink to="zaak" exchange={exchange} kind="main">
              {sent.open}
            </ButtonLink>
          )}
          {zaak !== "" && (
            <ButtonLink to="zaak" exchange={zaak}>
              {sent.back}
            </ButtonLink>
          )}
          <ButtonLink to="vandaag" kind="quiet">
            {text.frame.today}
          </ButtonLink>
        </div>
      </div>
      <HubView moved={flow === "handoff"} />
    </div>
  );
}
