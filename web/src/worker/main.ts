// The worker: everything secret is in here.

import { makeAnswers } from "./answers.ts";
import { browserShelf } from "./indexeddb.ts";
import { type Port, serve } from "./rpc.ts";

// The library of types knows a window's own scope only; a worker's is a port.
serve(self as unknown as Port, (push) => makeAnswers(browserShelf(), push));
