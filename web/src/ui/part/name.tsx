// Names that can be hidden. A colleague's name is no name of a family and is shown
// as it is; these are for the people a case is about.

import { useApp } from "../base/app.ts";
import type { Role } from "../base/names.ts";

export function Name({ role = "person", children }: { role?: Role; children: string }) {
  const { names } = useApp();
  const shown = names.show(children, role);
  return <span class={shown === children ? "name" : "name name--hidden"}>{shown}</span>;
}

/** A free text in which names may stand. */
export function FreeText({ children }: { children: string }) {
  const { names } = useApp();
  return <span class="freetext">{names.within(children)}</span>;
}
