import { SluisError } from "../crypto/note/code.ts";
import type { CallName, Calls, Code, Event, FromWorker, ToWorker } from "../worker/protocol.ts";
import type { Link } from "./base/link.ts";

// The page's side of what page and worker say to each other.

/** Something broke that has no code: the worker has a fault, or ended. */
export class Fault extends Error {
  constructor(text: string) {
    super(text);
    this.name = "Fault";
  }
}

/** A worker, as the page sees it; an end of a MessageChannel in tests. */
export interface Wire {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message" | "error" | "messageerror", heard: (e: globalThis.Event) => void): void;
}

/**
 * The secret that a passkey gave stands at this place among the arguments. It is
 * handed over whole, so that the page has it no longer.
 */
const secrets: Partial<Record<CallName, number>> = {
  unlockPasskey: 3, addPasskey: 1, confirmPasskey: 1, joinPasskey: 1, joinResumeKey: 3,
};

/**
 * The link to a worker. A call is answered with its value, or fails with a
 * SluisError, or with a Fault; when the worker has ended, all that wait and all
 * that ask hear so. What the worker says is not judged here: it is our own code
 * from our own origin.
 */
export function remote(wire: Wire): Link {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Set<(event: Event) => void>();
  let last = 0;
  let broken: Fault | undefined;

  function hear(said: FromWorker): void {
    if ("push" in said) {
      for (const listener of listeners) listener(said.push);
      return;
    }
    const asked = waiting.get(said.id);
    waiting.delete(said.id);
    if ("fail" in said) asked?.reject(problem(said.fail));
    else asked?.resolve(said.value);
  }

  function end(text: string): void {
    broken = new Fault(text);
    for (const asked of waiting.values()) asked.reject(broken);
    waiting.clear();
  }

  wire.addEventListener("message", (e) => {
    if (e instanceof MessageEvent) hear(e.data as FromWorker); // protocol.ts binds both sides
  });
  wire.addEventListener("error", () => end("the worker has ended"));
  wire.addEventListener("messageerror", () => end("the worker cannot be understood"));

  return {
    call<N extends CallName>(call: N, ...args: Parameters<Calls[N]>): Promise<ReturnType<Calls[N]>> {
      if (broken !== undefined) return Promise.reject(broken);
      const id = ++last;
      const list: unknown[] = args;
      const secret = list[secrets[call] ?? -1];
      const transfer = secret instanceof Uint8Array && secret.buffer instanceof ArrayBuffer ? [secret.buffer] : [];
      return new Promise((resolve, reject) => {
        // The worker answers this call by its own type: protocol.ts binds both sides.
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        try {
          wire.postMessage({ id, call, args: list } satisfies ToWorker, transfer);
        } catch {
          waiting.delete(id);
          reject(new Fault("this cannot be handed to the worker"));
        }
      });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function problem({ code, text }: { code: Code | ""; text: string }): Error {
  return code === "" ? new Fault(text) : new SluisError(code, text);
}
