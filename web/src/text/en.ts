// English, of the same shape as Dutch.

import { compose } from "./en/compose.ts";
import { errors } from "./en/errors.ts";
import { exchange } from "./en/exchange.ts";
import { forms } from "./en/forms.ts";
import { frame } from "./en/frame.ts";
import { help } from "./en/help.ts";
import { parts } from "./en/parts.ts";
import { settings } from "./en/settings.ts";
import { thread } from "./en/thread.ts";
import { ways } from "./en/ways.ts";
import { work } from "./en/work.ts";
import { worklist } from "./en/worklist.ts";
import type { Text } from "./nl.ts";

export const en = { compose, errors, exchange, forms, frame, help, parts, settings, thread, ways, work, worklist } satisfies Text;
