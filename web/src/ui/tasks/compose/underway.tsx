// What is said while something goes, or waits for the hub.

import type { ComponentChildren } from "preact";
import { useApp, useText } from "../../base/app.ts";
import { Button, Note } from "../../part/index.ts";
import type { Sending } from "./sending.ts";

/** Held, on its way, or waiting for a connection while this tab stays open. */
export function Underway({ sending }: { sending: Sending }) {
  const { session } = useApp();
  const text = useText().compose;
  if (sending.stage !== "held" && sending.stage !== "sending") return null;
  const away = session.connection.value.state !== "live";
  const going = away ? text.waiting.open : text.underway;
  return (
    <Note>
      <p role="status">{sending.stage === "held" ? text.held : going}</p>
    </Note>
  );
}

/** «Nog niet verstuurd»: it is kept on this device, and goes by itself. */
export function NotYet(props: { /** What waits, to be read. */ children: ComponentChildren; onBack: () => void; /** Another may be written beside it. */ onMore?: () => void }) {
  const text = useText().compose.waiting;
  return (
    <Note tone="let-op">
      <p role="status">
        <strong>{text.title}.</strong> {text.line} {text.tab} {text.kept}
      </p>
      {props.children}
      <div class="row">
        <TakeBack onBack={props.onBack} />
        {props.onMore && <Button onClick={props.onMore}>{text.another}</Button>}
      </div>
    </Note>
  );
}

/** «Stuur toch niet», of what waits. */
export function TakeBack({ onBack }: { onBack: () => void }) {
  return (
    <Button icon="undo" onClick={onBack}>
      {useText().compose.waiting.takeBack}
    </Button>
  );
}
