// What a session does by itself for the keys of its own teams: it looks at the directory
// log from time to time, makes the next key when a colleague left or has other keys, says
// who waits to be let in, and brings what is open to the new key. What does that is
// fetched when it is due.

import { codeOf, type TeamID } from "../crypto/note/index.ts";
import { changeOf, due, heldTeams, type Member } from "../member/index.ts";
import type { Later } from "./later.ts";
import type { Event, Joining } from "./protocol.ts";

const lookEvery = 5000;
/** The log is asked for when the hub says that it grew, and this often all the same: words get lost. */
const askEvery = 240_000;
/** So long after it failed it is tried again. */
const againAfter = 15_000;

export class Tending {
  readonly #timer: ReturnType<typeof setInterval>;
  #looking = false;
  #renewing: Promise<void> | undefined;
  #asked = 0;
  #size = -1; // of the log when all that was due by it was done
  #seen = -1; // of the log when it was last looked at
  #held: ReadonlySet<TeamID>;
  #told = "[]";

  constructor(
    private readonly member: Member,
    private readonly later: Later,
    private readonly tell: (event: Event) => void,
  ) {
    this.#held = new Set(heldTeams(member));
    this.#timer = setInterval(() => void this.look(), lookEvery);
    member.ended.addEventListener("abort", () => clearInterval(this.#timer));
    // At the next look, which comes at another moment in each client: all are told at once.
    member.line.listen((e) => {
      if (e.event === "log" || e.event === "ready" || e.event === "resync") this.#asked = 0;
    });
    void this.look();
  }

  /** look tends the teams by what the log says now, when it has grown; when it is time it is asked for first. */
  async look(): Promise<void> {
    const m = this.member;
    if (this.#looking || m.ended.aborted) return;
    this.#looking = true;
    try {
      const asks = Date.now() - this.#asked >= askEvery;
      if (asks) {
        this.#asked = Date.now();
        await m.dir.sync();
      }
      if (asks || m.dir.head.size > this.#seen) await this.#tend();
    } catch (error) {
      if (codeOf(error) === "") throw error; // else the hub is away, or not believed: those who need it say so
      this.#soon();
    } finally {
      this.#looking = false;
    }
  }

  async #tend(): Promise<void> {
    const m = this.member;
    const { size } = m.dir.head;
    if (size === this.#size) return;
    this.#seen = size;
    let failed = false;
    const changes = heldTeams(m).map((id) => changeOf(m.dir.book, id));
    let waiting: Joining[] = [];
    if (changes.some((c) => c !== undefined && (due(c) || c.join.length > 0))) {
      const done = await (await this.later.keys()).tended(m);
      ({ waiting, failed } = done);
      if (done.made) this.#renew();
    }
    const held = heldTeams(m);
    const admitted = held.filter((id) => !this.#held.has(id));
    this.#held = new Set(held);
    const told = JSON.stringify(waiting);
    if (m.ended.aborted) return;
    if (admitted.length > 0) this.tell({ event: "changed", exchanges: [...m.opened.keys()] });
    if (told !== this.#told || admitted.length > 0) {
      const names = m.ownTeams().filter((t) => admitted.includes(t.id)).map((t) => t.name);
      this.tell({ event: "keys", waiting, admitted: names });
    }
    this.#told = told;
    if (failed) this.#soon();
    else this.#size = size;
  }

  #soon(): void {
    this.#asked = Date.now() - askEvery + againAfter;
  }

  /** follow is called after a key was made here: the log is looked at, and what is open follows it. */
  follow(): void {
    this.#asked = 0;
    void this.look();
    this.#renew();
  }

  #renew(): void {
    const run = async (): Promise<void> => {
      try {
        await (await this.later.keys()).renewAll(this.member);
      } catch (error) {
        if (codeOf(error) === "") throw error; // else whoever writes next does it
      }
    };
    this.#renewing = (this.#renewing ?? Promise.resolve()).then(run);
  }
}
