// Screens about keys of teams: letting a colleague in, comparing by phone, and the list
// of all changes. They are a bundle of their own, fetched when the first is opened.
//
// Promises as the page does; words that somebody should hear are shown to nobody who
// should hear them. Refuses «stuur toch»: a changed key is compared, or nothing is sent.

import type { ComponentType } from "preact";
import { KeyLogScreen } from "./log.tsx";
import { TeamKeyScreen } from "./team.tsx";

export const screens = { sleutel: TeamKeyScreen, sleutellogboek: KeyLogScreen } satisfies Record<string, ComponentType>;
