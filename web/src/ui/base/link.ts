// The line to the worker: a call is answered with its value or a SluisError, and
// events come unasked. Screens know this interface only, so that a scripted one
// can stand in its place.

import type { CallName, Calls, Event } from "../../worker/protocol.ts";

export interface Link {
  call<N extends CallName>(name: N, ...args: Parameters<Calls[N]>): Promise<ReturnType<Calls[N]>>;
  /** Returns what ends the listening. */
  on(listener: (event: Event) => void): () => void;
}
