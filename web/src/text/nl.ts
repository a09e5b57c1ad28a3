// Dutch: one file per group of screens. A new group is added here and in en.ts.

import { compose } from "./nl/compose.ts";
import { errors } from "./nl/errors.ts";
import { exchange } from "./nl/exchange.ts";
import { forms } from "./nl/forms.ts";
import { frame } from "./nl/frame.ts";
import { help } from "./nl/help.ts";
import { parts } from "./nl/parts.ts";
import { settings } from "./nl/settings.ts";
import { thread } from "./nl/thread.ts";
import { ways } from "./nl/ways.ts";
import { work } from "./nl/work.ts";
import { worklist } from "./nl/worklist.ts";

export const nl = { compose, errors, exchange, forms, frame, help, parts, settings, thread, ways, work, worklist };

export type Text = typeof nl;
