// English, of the same shape as Dutch.

import { errors } from "./en/errors.ts";
import { exchange } from "./en/exchange.ts";
import { frame } from "./en/frame.ts";
import { help } from "./en/help.ts";
import { parts } from "./en/parts.ts";
import { settings } from "./en/settings.ts";
import { ways } from "./en/ways.ts";
import type { Text } from "./nl.ts";

export const en = { errors, exchange, frame, help, parts, settings, ways } satisfies Text;
