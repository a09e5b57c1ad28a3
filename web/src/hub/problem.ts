import { type Code, SluisError } from "../crypto/note/index.ts";
import { maybe, moment, object, readJSON, text } from "./shape.ts";

/** An error that a hub gave, or that there is no hub. */
export class HubError extends SluisError {
  /** The hub's clock in Unix seconds, only with E26; else 0. */
  readonly time: number;

  constructor(code: Code, words: string, { time = 0, cause }: { time?: number; cause?: unknown } = {}) {
    super(code, words, cause === undefined ? undefined : { cause });
    this.name = "HubError";
    this.time = time;
  }
}

/** The hub's clock where the error says that ours is off, 0 for any other error. */
export function hubTime(error: unknown): number {
  return error instanceof HubError ? error.time : 0;
}

/** E27, with what it was caused by. */
export function away(words: string, cause?: unknown): HubError {
  return new HubError("E27", words, { cause });
}

/** Whether a text is one of the codes. */
export function isCode(code: string): code is Code {
  const n = /^E(\d\d)$/.exec(code)?.[1];
  return n !== undefined && Number(n) >= 1 && Number(n) <= 31;
}

const anyText = (): boolean => true;
const problem = object({
  error: object({ code: text(anyText), message: maybe(text(anyText), ""), time: maybe(moment, 0) }),
});

/** A sentence of a hub: for logs and developers, so short and printable whoever wrote it. */
const sentence = /^[ -~]{1,200}$/;

/**
 * Gives an error back as the hub meant it. What is no hub's answer is E27, and so
 * is a fault of the hub.
 */
export function readProblem(status: number, type: string | null, body: Uint8Array): HubError {
  let said;
  try {
    said = type === "application/json" ? readJSON(body, problem).error : undefined;
  } catch {
    said = undefined;
  }
  if (said === undefined) return away(`the address answers with status ${status} and is no hub`);
  if (!isCode(said.code)) return away("the hub has a fault");
  const words = sentence.test(said.message) ? said.message : "the hub refuses";
  return new HubError(said.code, words, said.code === "E26" ? { time: said.time } : {});
}

/** Waits for something that others may wait for too; E27 when this caller gives up. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(away("the hub did not answer in time"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
