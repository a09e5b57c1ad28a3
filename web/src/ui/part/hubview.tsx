// «Wat ziet de hub?», on everything that goes over it.

import { useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";

export function HubView({ moved = false }: { /** A handover, of which the hub sees that it happened. */ moved?: boolean }) {
  const text = useText().parts.hub;
  return (
    <details class="details">
      <summary class="details__head">
        <Icon name="server" />
        <span>{text.ask}</span>
      </summary>
      <div class="hubview">
        <div>
          <p class="hubview__title">{text.seesHead}</p>
          <ul>
            {text.seesList.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        <div>
          <p class="hubview__title">{text.hidesHead}</p>
          <ul>
            {text.hidesList.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        {moved && <p class="meta hubview__note">{text.moved}</p>}
      </div>
    </details>
  );
}
