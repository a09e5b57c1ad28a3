// «Meer» on a phone: what has no place in the bar below.

import { useApp, useText } from "../base/app.ts";
import type { IconName } from "../base/icon.tsx";
import type { Screen } from "../base/route.ts";
import { Title } from "../frame/frame.tsx";
import { Link } from "../part/button.tsx";

export function More({ has }: { has: (screen: Screen) => boolean }) {
  const { session } = useApp();
  const text = useText();
  const admin = session.me.value?.admin ?? false;
  const places: { screen: Screen; icon: IconName; label: string }[] = [
    { screen: "zaken", icon: "folder", label: text.frame.zaken },
    { screen: "adresboek", icon: "book", label: text.frame.book },
    { screen: "zoeken", icon: "search", label: text.frame.search },
    { screen: "bereikbaar", icon: "phone", label: text.settings.reach.title },
    ...(admin ? [{ screen: "collegas", icon: "people", label: text.frame.manage } as const] : []),
    { screen: "instellingen", icon: "settings", label: text.frame.settings },
    { screen: "hulp", icon: "help", label: text.frame.help },
  ];
  return (
    <div class="stack">
      <Title>{text.frame.more}</Title>
      <ul role="list" class="ways">
        {places
          .filter((place) => has(place.screen))
          .map((place) => (
            <li key={place.screen} class="way">
              <Link to={place.screen} alone icon={place.icon}>
                {place.label}
              </Link>
            </li>
          ))}
      </ul>
    </div>
  );
}
