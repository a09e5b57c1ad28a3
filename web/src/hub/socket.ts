import { codeOf, isHash, isID, isParty, utf8 } from "../crypto/note/index.ts";
import type { Session } from "./login.ts";
import { Close, type HubEvent, type HubRequest, Limits, isDay } from "./language.ts";
import { away, isCode, unlessAborted } from "./problem.ts";
import { list, maybe, moment, num, object, octets, readJSON, text } from "./shape.ts";
import { Mailbox } from "./mailbox.ts";

/** How the connection stands, as a person is told. */
export interface Link {
  /** Live; lost and trying again; offline when the browser says so or the hub was not heard for a minute. */
  readonly state: "live" | "lost" | "offline";
  readonly since: number; // ms: live since then, else when the hub was last heard
  readonly retry: number; // whole seconds till the next try, 0 while one runs
}

/** Settings of a socket; what is left out is right for most. */
export interface SocketOptions {
  /** Is told of every change of the link, and once a second while it counts down. */
  readonly link?: (link: Link) => void;
  readonly connect?: (address: string) => WebSocket;
  readonly now?: () => number; // ms
  readonly online?: () => boolean;
}

const firstPause = 1000;
const lastPause = 30_000;
/** Over how long those who were told to go to another hub spread. */
const moveTime = 1000;
const handshake = 10_000;
const beat = Limits.heartbeat * 1000;
/** After this long without a word the hub is asked for one: a page is not told of pongs. */
const ask = 2 * beat;
/** How long nothing may be heard before a connection counts as broken. */
const silence = 4 * beat;
/** How long an answer may take once the browser says that the network went: a hub on this machine still gives one. */
const doubt = 3000;
/** A hub that was not heard for so long is offline to a person. */
const offline = 60_000;
/** Bounds a word from the hub: a room frame in base 64 and what is around it. */
const maxWord = Math.ceil(Limits.roomFrame / 3) * 4 + 4096;

const word = object({
  event: text((t) => t.length <= 32),
  party: maybe(text(isParty), undefined),
  xid: maybe(text(isHash), undefined),
  seq: maybe(num, undefined),
  count: maybe(num, undefined),
  member: maybe(text(isID), undefined),
  members: maybe(list(text(isID), 1000), undefined),
  teams: maybe(list(text(isID), Limits.rows), undefined),
  data: maybe(octets(Limits.roomFrame), undefined),
  day: maybe(text(isDay), undefined),
  code: maybe(text((t) => t.length <= 32), undefined),
  time: maybe(moment, undefined),
});

/** Reads a word; E01 for a malformed one. What the event does not say is left out. */
function readWord(data: string): HubEvent {
  const { code, ...said } = readJSON(utf8(data), word);
  const known = Object.fromEntries(Object.entries(said).filter(([, v]) => v !== undefined));
  // The entries are those of word, and so those of an event.
  return { ...known, ...(code === undefined ? {} : { code: isCode(code) ? code : "" }) } as HubEvent;
}

/**
 * A live connection that reconnects by itself until it is closed. What was said
 * while it was away is lost; each ready event means: read from your position,
 * enter your rooms and watch your teams again.
 */
export class Socket {
  readonly #session: Session;
  readonly #address: string;
  readonly #options: SocketOptions;
  readonly #now: () => number;
  readonly #mail = new Mailbox<HubEvent>(64, { event: "resync" });

  #ws: WebSocket | undefined; // that was greeted with ready
  readonly #ending = new AbortController();
  #pause = firstPause;
  #refused = false;
  #moves = false; // the hub that was good till now goes away: another answers at the address
  #liveSince = 0;
  #heard: number; // when the hub was last heard, ms
  #next = 0; // when the next try begins, 0 while one runs
  #wake: (() => void) | undefined; // ends the waiting for the next try
  #hangUp: (() => void) | undefined; // ends the connection at hand
  readonly #run: Promise<void>;
  #doubt: (() => void) | undefined; // asks the connection at hand whether it still holds

  /** Origin is the hub's; session gives the tokens. Connecting begins at once. */
  constructor(origin: string, session: Session, options: SocketOptions = {}) {
    this.#address = "ws" + origin.slice("http".length) + "/api/socket";
    this.#session = session;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#heard = this.#now();
    this.#run = this.#keep();
  }

  /**
   * What the hub says, for one reader. It ends when the socket is closed, or when
   * the hub refuses the member for good: then `refused` tells so. Whoever reads
   * too slowly misses events and then gets a resync event.
   */
  get events(): AsyncIterable<HubEvent> {
    return this.#mail;
  }

  /** Whether the socket ended because the hub does not let this member in. */
  get refused(): boolean {
    return this.#ended && this.#refused;
  }

  /** How the connection stands now. */
  get link(): Link {
    if (this.#ws !== undefined) return { state: "live", since: this.#liveSince, retry: 0 };
    const now = this.#now();
    const gone = !this.#online() || now - this.#heard >= offline;
    const retry = this.#next === 0 ? 0 : Math.max(1, Math.ceil((this.#next - now) / 1000));
    return { state: gone ? "offline" : "lost", since: this.#heard, retry };
  }

  /** Says a word; E27 while the connection is away: it is not sent later. */
  send(request: HubRequest): void {
    if (this.#ws === undefined) throw away("the connection is away");
    this.#say(this.#ws, "data" in request ? { ...request, data: base64(request.data) } : request);
  }

  /** The browser says that the network came or went: what holds must prove it, what does not is tried now. */
  network(): void {
    this.#doubt?.();
    this.retry();
  }

  /** Connects now, without waiting. */
  retry(): void {
    this.#pause = firstPause;
    this.#wake?.();
    this.#tell();
  }

  /** Ends the connection and waits until nothing of it runs. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#wake?.();
    this.#hangUp?.();
    await this.#run;
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted;
  }

  #online(): boolean {
    return this.#options.online?.() ?? globalThis.navigator?.onLine !== false;
  }

  #tell(): void {
    if (!this.#ended) this.#options.link?.(this.link);
  }

  #say(ws: WebSocket, request: object): void {
    try {
      ws.send(JSON.stringify(request));
    } catch (cause) {
      throw away("the connection broke", cause);
    }
  }

  /** Keeps a connection until the socket is closed. */
  async #keep(): Promise<void> {
    while (!this.#ended) {
      this.#tell();
      const code = await this.#attempt();
      if (code === Close.refused && !this.#refused) {
        // The hub was started anew with another key, or the token ended on the
        // way: once a new one may help.
        this.#refused = true;
        this.#session.forget(this.#session.current);
      } else if (code >= Close.refused && code < 5000) {
        this.#refused = true;
        this.#ending.abort();
      }
      if (!this.#ended) await this.#rest();
    }
    this.#mail.end();
  }

  /** Waits for the next try, and counts down. */
  async #rest(): Promise<void> {
    let wait = Math.min(this.#pause + (Math.random() * this.#pause) / 2, lastPause);
    if (this.#moves && this.#pause === firstPause) wait = Math.random() * moveTime; // only not all at once
    this.#moves = false;
    this.#pause = Math.min(2 * this.#pause, lastPause);
    this.#next = this.#now() + wait;
    const tick = setInterval(() => this.#tell(), 1000);
    this.#tell();
    await new Promise<void>((done) => {
      const timer = setTimeout(done, wait);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
    clearInterval(tick);
    this.#wake = undefined;
    this.#next = 0;
  }

  /** Connects once and gives the code that the hub closed with; 0 without one, Close.refused when no login is given. */
  async #attempt(): Promise<number> {
    let token: string;
    try {
      token = await unlessAborted(this.#session.bearer(), this.#ending.signal);
    } catch (error) {
      const code = codeOf(error);
      if (code === "E27" || code === "E25") return 0;
      this.#refused = true; // a new token was asked for, and refused
      return Close.refused;
    }
    if (this.#ended) return 0;
    try {
      return await this.#serve((this.#options.connect ?? ((address) => new WebSocket(address)))(this.#address), token);
    } catch {
      return 0; // an address or a runtime without websockets
    }
  }

  /** Reads until the connection ends, and renews the token and beats meanwhile. */
  async #serve(ws: WebSocket, token: string): Promise<number> {
    let told = token;
    let renewals = 0; // tokens that were said and not answered yet
    let asked = false;
    let heard = this.#now();
    let tending = false;
    const opening = setTimeout(() => hangUp(), handshake);
    let hangUpWith: (code: number) => void = () => undefined;
    const over = new Promise<number>((resolve) => (hangUpWith = resolve));
    const hangUp = (): void => hangUpWith(0);
    this.#hangUp = hangUp;

    const sayToken = (current: string): void => {
      renewals++;
      this.#say(ws, { do: "token", token: (told = current) });
    };
    let doubting: ReturnType<typeof setTimeout> | undefined;
    this.#doubt = () => {
      if (ws !== this.#ws || doubting !== undefined) return;
      const before = heard;
      doubting = setTimeout(() => {
        doubting = undefined;
        if (heard === before) hangUp();
      }, doubt);
      try {
        sayToken(told);
      } catch {
        hangUp();
      }
    };
    const tend = async (): Promise<void> => {
      const quiet = this.#now() - heard;
      if (quiet >= silence) return hangUp();
      const current = await this.#session.bearer().catch(() => told);
      if (ws !== this.#ws) return;
      if (current !== told || (quiet >= ask && !asked)) {
        asked = true;
        sayToken(current);
      } else {
        this.#say(ws, { do: "beat" });
      }
    };
    const beating = setInterval(() => {
      if (ws !== this.#ws || tending) {
        if (this.#now() - heard >= silence) hangUp(); // also while a login hangs
        return;
      }
      tending = true;
      tend().catch(hangUp).finally(() => (tending = false));
    }, beat);
    const greet = (): void => {
      clearTimeout(opening);
      this.#ws = ws;
      this.#refused = false;
      this.#liveSince = this.#now();
      this.#tell();
    };

    ws.onopen = () => {
      try {
        this.#say(ws, { do: "token", token });
      } catch {
        hangUp();
      }
    };
    ws.onerror = () => undefined; // close follows
    ws.onclose = (e) => hangUpWith(e.code >= 4000 ? e.code : 0);
    ws.onmessage = ({ data }: MessageEvent<unknown>) => {
      let event: HubEvent;
      try {
        if (typeof data !== "string" || data.length > maxWord) return hangUp();
        event = readWord(data);
      } catch {
        return hangUp();
      }
      this.#heard = heard = this.#now();
      asked = false;
      if (this.#ws !== ws) {
        if (event.event !== "ready") return hangUp(); // nothing comes before it
        greet();
      } else if (event.event === "ready" && renewals > 0) {
        renewals--; // the answer to a renewal: nothing was missed
        return;
      }
      this.#mail.put(event);
    };

    const code = await over;
    clearInterval(beating);
    clearTimeout(opening);
    clearTimeout(doubting);
    ws.onopen = ws.onmessage = ws.onclose = null;
    if (ws.readyState <= ws.OPEN) ws.close(1000);
    this.#hangUp = this.#doubt = undefined;
    if (this.#ws === ws) {
      this.#ws = undefined;
      if (this.#now() - this.#liveSince > lastPause) this.#pause = firstPause;
      this.#moves = code === Close.drain;
    }
    return code;
  }
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const b of bytes) binary += String.fromCharCode(b);
  return btoa(binary);
}
