// Stands in for the worker: answers each call by a line in a table, remembers what
// was asked, and pushes the events a story wants.

import { SluisError, type Code } from "../../src/crypto/note/code.ts";
import type { Link } from "../../src/ui/base/link.ts";
import type { CallName, Calls, Event } from "../../src/worker/protocol.ts";

export type Answers = {
  [N in CallName]?: (...args: Parameters<Calls[N]>) => ReturnType<Calls[N]> | Promise<ReturnType<Calls[N]>>;
};

export interface StandIn {
  link: Link;
  answers: Answers;
  asked: { name: CallName; args: unknown[] }[];
  push(event: Event): void;
}

export function standIn(answers: Answers = {}): StandIn {
  const listeners = new Set<(event: Event) => void>();
  const stand: StandIn = {
    answers,
    asked: [],
    push: (event) => {
      for (const listener of listeners) listener(event);
    },
    link: {
      async call<N extends CallName>(name: N, ...args: Parameters<Calls[N]>) {
        stand.asked.push({ name, args });
        const answer = stand.answers[name];
        if (!answer) throw new SluisError("E29", "no answer in this story for " + name);
        // The table holds for each name an answer of that call.
        return (answer as (...args: Parameters<Calls[N]>) => ReturnType<Calls[N]>)(...args);
      },
      on: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  return stand;
}

/** An answer that fails with a code. */
export function failing(code: Code): () => never {
  return () => {
    throw new SluisError(code, "as the story wants it");
  };
}

/** An answer that never comes. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
