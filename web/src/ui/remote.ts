import { SluisError } from "../crypto/note/code.ts";
import type { CallName, Calls, Code, Event, FromWorker, ToWorker } from "../worker/protocol.ts";

// The page's side of what page and worker say to each other.

/** Each call of the worker, answered later: with its value, or with a SluisError, or with a Fault. */
export type Asking = { readonly [K in CallName]: (...args: Parameters<Calls[K]>) => Promise<ReturnType<Calls[K]>> };

type EventOf<E extends Event["event"]> = Extract<Event, { event: E }>;

/** Something broke that has no code: the worker has a fault, or ended. */
export class Fault extends Error {
  constructor(text: string) {
    super(text);
    this.name = "Fault";
  }
}

/** A worker, as the page sees it; an end of a MessageChannel in tests. */
export interface Line {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message" | "error" | "messageerror", heard: (e: globalThis.Event) => void): void;
}

/**
 * The secret that a passkey gave stands at this place among the arguments. It is
 * handed over whole, so that the page has it no longer.
 */
const secrets: Partial<Record<CallName, number>> = { unlockPasskey: 3, addPasskey: 1, confirmPasskey: 1 };

/** The worker behind a line: its calls, and what it tells unasked. */
export class Remote {
  /** remote.call.inbox(team, 50) asks the worker for it. */
  readonly call: Asking;
  readonly #line: Line;
  readonly #open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #heard = new Map<string, Set<(event: Event) => void>>();
  #last = 0;
  #broken: Fault | undefined;

  constructor(line: Line) {
    this.#line = line;
    const asked = new Map<string, unknown>();
    this.call = new Proxy(Object.create(null) as Asking, {
      // Names are checked where calls are written; a promise looks for `then`, which is none.
      get: (_, name) => {
        if (typeof name !== "string" || name === "then") return undefined;
        if (!asked.has(name)) asked.set(name, (...args: unknown[]) => this.#ask(name as CallName, args));
        return asked.get(name);
      },
    });
    line.addEventListener("message", (e) => this.#hear("data" in e ? e.data : undefined));
    line.addEventListener("error", () => this.#break("the worker has ended"));
    line.addEventListener("messageerror", () => this.#break("the worker cannot be understood"));
  }

  /** Calls the listener on every event of that name, until the function that it returns is called. */
  on<E extends Event["event"]>(event: E, listener: (event: EventOf<E>) => void): () => void {
    const listeners = this.#heard.get(event) ?? new Set();
    this.#heard.set(event, listeners);
    // Events are kept by their name, so a listener only hears its own.
    const heard = (e: Event): void => listener(e as EventOf<E>);
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }

  #ask(call: CallName, args: unknown[]): Promise<unknown> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const id = ++this.#last;
    const secret = args[secrets[call] ?? -1];
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      try {
        const transfer = secret instanceof Uint8Array && secret.buffer instanceof ArrayBuffer ? [secret.buffer] : [];
        this.#line.postMessage({ id, call, args } satisfies ToWorker, transfer);
      } catch {
        this.#open.delete(id);
        reject(new Fault("this cannot be handed to the worker"));
      }
    });
  }

  #hear(data: unknown): void {
    const said = data as FromWorker; // the worker is built with the page
    if ("push" in said) {
      for (const listener of [...(this.#heard.get(said.push.event) ?? [])]) listener(said.push);
      return;
    }
    const waiting = this.#open.get(said.id);
    this.#open.delete(said.id);
    if (waiting === undefined) return;
    if ("fail" in said) waiting.reject(problem(said.fail));
    else waiting.resolve(said.value);
  }

  /** Nothing comes any more: whoever waits hears so, and whoever asks. */
  #break(text: string): void {
    this.#broken = new Fault(text);
    for (const { reject } of this.#open.values()) reject(this.#broken);
    this.#open.clear();
  }
}

function problem({ code, text }: { code: Code | ""; text: string }): Error {
  return code === "" ? new Fault(text) : new SluisError(code, text);
}
