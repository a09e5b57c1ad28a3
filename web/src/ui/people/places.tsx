// The screens of an admin, beside each other.

import { useApp } from "../base/app.ts";
import { address, type Screen } from "../base/route.ts";
import { usePeopleText } from "./text.ts";

export function Places({ here }: { here: Screen }) {
  const { session } = useApp();
  const text = usePeopleText().tabs;
  const places: [Screen, string, boolean][] = [
    ["collegas", text.staff, true],
    ["sleutels", text.keys, true],
    ["organisaties", text.organisations, false],
  ];
  const shown = places.filter(([, , forAdmins]) => !forAdmins || session.me.value?.admin);
  if (shown.length < 2) return null;
  return (
    <nav class="tabs" aria-label={text.label}>
      {shown.map(([screen, label]) => (
        <a key={screen} class="tab" href={address(screen)} aria-current={screen === here ? "page" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
