// Every story there is, in groups.

import { beginStories } from "./begin.tsx";
import { exchangeStories } from "./exchange.tsx";
import { keyStories } from "./keys.tsx";
import { listStories } from "./lists.tsx";
import { organisationStories } from "./organisations.tsx";
import { partStories } from "./parts.tsx";
import { partyStories } from "./parties.tsx";
import { staffStories } from "./staff.tsx";
import { wayStories } from "./ways.tsx";
import type { Story } from "./story.ts";

export const stories: Story[] = [
  ...partStories, ...wayStories, ...listStories, ...exchangeStories, ...organisationStories, ...staffStories, ...beginStories,
  ...keyStories, ...partyStories,
];
