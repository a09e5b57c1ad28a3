// Something that opens below its title.

import type { ComponentChildren } from "preact";
import { Icon } from "../base/icon.tsx";

export function Details({ title, children, open = false }: { title: string; children: ComponentChildren; open?: boolean }) {
  return (
    <details class="details details--arrow" open={open}>
      <summary class="details__head">
        <Icon name="right" />
        <span>{title}</span>
      </summary>
      <div class="details__body stack stack--tight">{children}</div>
    </details>
  );
}
