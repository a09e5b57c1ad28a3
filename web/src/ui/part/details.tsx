// Something that opens below its title.

import type { ComponentChildren } from "preact";
import { Icon } from "../base/icon.tsx";

export interface DetailsProps {
  title: string;
  children: ComponentChildren;
  open?: boolean;
  onOpen?: () => void;
}

export function Details({ title, children, open = false, onOpen }: DetailsProps) {
  return (
    <details class="details details--arrow" open={open} {...(onOpen ? { onToggle: (event) => event.currentTarget.open && onOpen() } : {})}>
      <summary class="details__head">
        <Icon name="right" />
        <span>{title}</span>
      </summary>
      <div class="details__body stack stack--tight">{children}</div>
    </details>
  );
}
