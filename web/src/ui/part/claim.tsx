// Who deals with something. Taking it up is one act at the hub: the first wins, and
// who comes second is told who it is.

import { useText } from "../base/app.ts";
import type { Row } from "../../worker/protocol.ts";
import { Icon } from "../base/icon.tsx";
import { Button } from "./button.tsx";

export interface ClaimProps {
  holder: Row["holder"];
  onClaim: () => void;
  onRelease: () => void;
  busy?: boolean;
  offline?: boolean;
  /** In a list: without the line that says that nobody has it. */
  small?: boolean;
}

export function Claim({ holder, onClaim, onRelease, busy = false, offline = false, small = false }: ClaimProps) {
  const text = useText().exchange.claim;
  if (holder && !holder.mine) {
    return (
      <p class="claim">
        <Icon name="person" />
        <span>{text.other(holder.name)}</span>
      </p>
    );
  }
  if (offline) return <p class="claim meta">{holder ? text.mine : text.offline}</p>;
  return (
    <div class="claim">
      {holder ? (
        <>
          <span class="claim__mine">
            <Icon name="check" /> {text.mine}
          </span>
          <Button kind="quiet" onClick={onRelease} busy={busy}>
            {text.release}
          </Button>
        </>
      ) : (
        <>
          {!small && <span class="meta">{text.free}</span>}
          <Button onClick={onClaim} busy={busy}>
            {text.take}
          </Button>
        </>
      )}
    </div>
  );
}
