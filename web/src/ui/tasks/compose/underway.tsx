// What is said while something goes, or waits for the hub.

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
export function NotYet({ onBack }: { onBack: () => void }) {
  const text = useText().compose.waiting;
  return (
    <Note tone="let-op">
      <p role="status">
        <strong>{text.title}.</strong> {text.line} {text.kept}
      </p>
      <div class="row">
        <TakeBack onBack={onBack} />
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
