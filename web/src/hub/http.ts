import { type Bytes, type MemberID, codeOf } from "../crypto/note/index.ts";
import { Calls } from "./calls.ts";
import { type Signer, Session } from "./login.ts";
import { HubError, away, readProblem, unlessAborted } from "./problem.ts";

/** Settings of a client; what is left out is right for most. */
export interface ClientOptions {
  readonly fetch?: typeof fetch;
  /** The clock, in ms. */
  readonly now?: () => number;
  /** How long a call is tried again while the hub is away, in ms. A call's signal can end it sooner. */
  readonly patience?: number;
  /** How long a hub may be silent before an answer counts as lost, in ms. */
  readonly silence?: number;
  /** Whether there may be a network; by default what the browser says. */
  readonly online?: () => boolean;
}

/** The answer that a call wants: nothing, JSON or octets. */
export type Kind = "none" | "json" | "octets";

/** One call. */
export interface Ask {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly json?: unknown; // the body: JSON,
  readonly octets?: Uint8Array; // or octets
  readonly want: Kind;
  readonly limit?: number; // bytes of the answer
  readonly open?: boolean; // without a token
  readonly once?: boolean; // must not be tried again when its outcome is unknown
  readonly signal?: AbortSignal | undefined;
}

const types = { json: "application/json", octets: "application/octet-stream" } as const;
const firstPause = 50;
const lastPause = 2000;
/** The slowest line that a body is given time for, in bytes a second. */
const slowLine = 16 << 10;

/** What one try came to: an answer, or an error and whether another try may help and does no harm. */
type Outcome = { body: Bytes } | { error: unknown; again: boolean; wait: number };

/** Talks to one hub. Calls may run side by side. */
export class Client extends Calls {
  readonly session: Session;
  readonly origin: string; // scheme://host[:port]
  readonly #fetch: typeof fetch;
  readonly #patience: number;
  readonly #silence: number;
  readonly #online: () => boolean;
  /** Until when (as performance.now) the hub counts as away: waiting for it once is enough for an act of many calls. */
  #away = 0;

  /** Origin is the hub's address, as it stands in login notes; E01 when it is none. */
  constructor(origin: string, options: ClientOptions = {}) {
    super();
    this.origin = origin;
    this.session = new Session(origin, this, options.now);
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#patience = options.patience ?? 10_000;
    this.#silence = options.silence ?? 30_000;
    this.#online = options.online ?? (() => globalThis.navigator?.onLine !== false);
  }

  /** Says who calls from now on and how that account signs in. */
  as(account: MemberID, signer: Signer): void {
    this.session.as(account, signer);
  }

  /** Makes a call and gives the body of the answer. */
  override async ask(ask: Ask): Promise<Bytes> {
    const began = performance.now();
    const end = began < this.#away ? began : began + this.#patience; // waited for a moment ago: ask once
    let relogged = false;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, lastPause)) {
      const token = ask.open === true ? "" : await unlessAborted(this.session.bearer(), ask.signal);
      const outcome = await this.#try(ask, token);
      if ("body" in outcome) {
        this.#away = 0;
        return outcome.body;
      }
      const code = codeOf(outcome.error);
      if (code === "E22" && token !== "" && !relogged) {
        relogged = true; // it may have ended, or the hub was started anew
        this.session.forget(token);
        continue;
      }
      const wait = Math.max(outcome.wait, pause / 2 + Math.random() * pause);
      // Without a network waiting helps nobody. What the browser says is no proof (a hub may
      // be on this machine), so it was tried once.
      const hopeless = code === "E27" && !this.#online();
      if (!outcome.again || hopeless || performance.now() + wait > end) {
        if (code === "E27" && outcome.again) this.#away = performance.now() + this.#patience;
        throw outcome.error;
      }
      await unlessAborted(new Promise((done) => setTimeout(done, wait)), ask.signal);
    }
  }

  /** Makes a call once. */
  async #try(ask: Ask, token: string): Promise<Outcome> {
    const clock = new Deadline(ask.signal);
    const body = ask.json === undefined ? ask.octets : new TextEncoder().encode(JSON.stringify(ask.json));
    const headers = new Headers();
    if (body !== undefined) headers.set("Content-Type", ask.json === undefined ? types.octets : types.json);
    if (token !== "") headers.set("Authorization", "Bearer " + token);
    const query = ask.query === undefined ? "" : "?" + new URLSearchParams(ask.query).toString();
    try {
      clock.give(this.#silence + ((body?.length ?? 0) / slowLine) * 1000);
      const response = await this.#fetch(this.origin + ask.path + query, {
        method: ask.method,
        headers,
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
        redirect: "error",
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: clock.signal,
      });
      const limit = ask.limit ?? 1 << 20;
      const answer = await readBody(response, limit, () => clock.give(this.#silence));
      return answer === undefined
        ? { error: new HubError("E23", `answer of more than ${limit} bytes`), again: false, wait: 0 }
        : judge(response, answer, ask);
    } catch (cause) {
      // fetch does not tell a hub that was never reached from one that broke off.
      const aborted = ask.signal?.aborted === true;
      return { error: away("the hub is not reachable", cause), again: ask.once !== true && !aborted, wait: 0 };
    } finally {
      clock.stop();
    }
  }
}

/** Decides whether an answer is the one wanted. */
function judge(response: Response, body: Bytes, ask: Ask): Outcome {
  const type = response.headers.get("Content-Type");
  if (ask.want === "none" ? response.status === 204 : response.status === 200 && type === types[ask.want]) {
    return { body };
  }
  const error = readProblem(response.status, type, body);
  switch (error.code) {
    case "E25": // it was not taken
      return { error, again: true, wait: retryAfter(response) };
    case "E27":
      return { error, again: ask.once !== true, wait: 0 };
    default:
      return { error, again: false, wait: 0 };
  }
}

function retryAfter(response: Response): number {
  const seconds = response.headers.get("Retry-After") ?? "";
  return /^\d{1,4}$/.test(seconds) ? Number(seconds) * 1000 : 0;
}

/** Reads a body of at most so many bytes; undefined when it is larger. */
async function readBody(response: Response, limit: number, heard: () => void): Promise<Bytes | undefined> {
  if (response.body === null) return new Uint8Array(0);
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    parts.push(value);
    size += value.length;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}

/** No answer takes longer than this in ms, however steadily it drips. */
const longest = 150_000;

/** Ends a call when its time is up or the caller does not want it any more. */
class Deadline {
  readonly #controller = new AbortController();
  readonly #whole = setTimeout(() => this.#controller.abort(), longest);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #outer: AbortSignal | undefined;
  readonly #abort = (): void => this.#controller.abort();

  constructor(outer: AbortSignal | undefined) {
    this.#outer = outer;
    if (outer?.aborted === true) this.#abort();
    outer?.addEventListener("abort", this.#abort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives so many ms from now. */
  give(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#abort, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#whole);
    this.#outer?.removeEventListener("abort", this.#abort);
  }
}
