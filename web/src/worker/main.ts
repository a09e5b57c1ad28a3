// The worker: everything secret is in here.

import { makeAnswers } from "./answers.ts";
import type { Event } from "./protocol.ts";
import { type Port, serve } from "./rpc.ts";
import { browserShelf } from "./indexeddb.ts";

// The library of types knows a window's own scope only; a worker's is a port.
const page = self as unknown as Port;
let push: (event: Event) => void = () => undefined;
push = serve(page, makeAnswers(browserShelf(), (event) => push(event)));
