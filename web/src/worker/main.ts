// The worker: everything secret is in here.

import { makeAnswers } from "./answers.ts";
import { browserShelf } from "./indexeddb.ts";
import { type Scope, laterIn } from "./later.ts";
import { type Port, serve } from "./rpc.ts";

// The library of types knows a window's own scope only; a worker's is a port, and fetches scripts.
const scope = self as unknown as Port & Scope;
const later = laterIn(scope, BUILD.later);
serve(scope, (push) => makeAnswers(browserShelf(), push, later));
