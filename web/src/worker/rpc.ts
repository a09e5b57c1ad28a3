import { SluisError } from "../crypto/note/code.ts";
import type { CallName, Calls, Event, FromWorker, ToWorker } from "./protocol.ts";

// The worker's side of what page and worker say to each other.

/** What answers each call. */
export type Handlers = {
  [K in CallName]: (...args: Parameters<Calls[K]>) => ReturnType<Calls[K]> | Promise<ReturnType<Calls[K]>>;
};

/** One end of the line: a worker's own scope, or an end of a MessageChannel. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: "message", heard: (e: MessageEvent<unknown>) => void): void;
}

/**
 * Answers calls from the page until the worker ends. Calls run side by side: what
 * must wait for another is the handlers' work. Of an error only the code and the
 * words of a SluisError go out, which hold no secret; what else went wrong is
 * said as a fault and nothing more, for the error of a library can hold what it
 * was about. Who makes the handlers is given how events are pushed.
 */
export function serve(port: Port, make: (push: (event: Event) => void) => Handlers): void {
  const handlers = make((event) => port.postMessage({ push: event } satisfies FromWorker));
  const calls = new Map<string, (...args: never) => unknown>(Object.entries(handlers));
  const answer = async ({ id, call, args }: Asked): Promise<void> => {
    let message: FromWorker;
    try {
      const handler = calls.get(call);
      if (handler === undefined) throw new SluisError("E01", "there is no such call");
      // Page and worker are built together and checked against Calls as one.
      message = { id, value: await handler(...(args as never)) };
      port.postMessage(message);
    } catch (error) {
      port.postMessage({ id, fail: failure(error) } satisfies FromWorker);
    }
  };
  port.addEventListener("message", ({ data }) => {
    if (isAsked(data)) void answer(data);
  });
}

type Asked = Omit<ToWorker, "call"> & { call: string };

function isAsked(data: unknown): data is Asked {
  if (typeof data !== "object" || data === null) return false;
  const { id, call, args } = data as Partial<Record<keyof Asked, unknown>>; // checked here
  return Number.isSafeInteger(id) && typeof call === "string" && Array.isArray(args);
}

function failure(error: unknown): Extract<FromWorker, { fail: unknown }>["fail"] {
  return error instanceof SluisError
    ? { code: error.code, text: error.message }
    : { code: "", text: "the worker has a fault" };
}
