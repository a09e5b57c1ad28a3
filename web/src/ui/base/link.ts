// The line to the worker: a call is answered with its value or a SluisError, and
// events come unasked. Screens know this interface only, so that a scripted one
// can stand in its place.

import { SluisError } from "../../crypto/note/code.ts";
import type { CallName, Calls, Event, FromWorker, ToWorker } from "../../worker/protocol.ts";

export interface Link {
  call<N extends CallName>(name: N, ...args: Parameters<Calls[N]>): Promise<ReturnType<Calls[N]>>;
  /** Returns what ends the listening. */
  on(listener: (event: Event) => void): () => void;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** The link to a real worker. What the worker says is not judged here: it is our own code from our own origin. */
export function workerLink(worker: Worker): Link {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: Event) => void>();
  let next = 1;

  worker.addEventListener("message", (message: MessageEvent<FromWorker>) => {
    const said = message.data;
    if ("push" in said) {
      for (const listener of listeners) listener(said.push);
      return;
    }
    const asked = waiting.get(said.id);
    if (!asked) return;
    waiting.delete(said.id);
    if ("fail" in said) {
      asked.reject(said.fail.code === "" ? new Error(said.fail.text) : new SluisError(said.fail.code, said.fail.text));
    } else {
      asked.resolve(said.value);
    }
  });
  worker.addEventListener("error", () => {
    for (const asked of waiting.values()) asked.reject(new Error("the worker stopped"));
    waiting.clear();
  });

  return {
    call<N extends CallName>(name: N, ...args: Parameters<Calls[N]>) {
      const id = next++;
      return new Promise<ReturnType<Calls[N]>>((resolve, reject) => {
        // The worker answers this call by its own type: protocol.ts binds both sides.
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        worker.postMessage({ id, call: name, args } satisfies ToWorker);
      });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
