// Screens about organisations and people: for admins, and for newcomers. They are a
// bundle of their own, fetched when the first of them is opened.
//
// Promises as the page does; words are said to a person once and stand in no field
// that a browser keeps. Refuses to show what an admin may not see: no screen here can
// read a message.

import type { ComponentType } from "preact";
import { Begin } from "./begin.tsx";
import { KeysScreen } from "./keys.tsx";
import { Organisations } from "./organisations.tsx";
import { StaffScreen } from "./staff.tsx";

export const screens = {
  begin: Begin, collegas: StaffScreen, sleutels: KeysScreen, organisaties: Organisations,
} satisfies Record<string, ComponentType>;
