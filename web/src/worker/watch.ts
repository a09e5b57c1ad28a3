// When Sluis locks by itself: 15 minutes without anybody, 5 minutes out of sight,
// never while in a room (for at most 90 minutes), and after 10 hours whatever
// happens. A minute before, the page is told, so that it can ask.

const minute = 60_000;
export const limits = { idle: 15 * minute, hidden: 5 * minute, room: 90 * minute, whole: 600 * minute, warning: minute };

export type Why = "idle" | "hidden" | "long";

/** What a watch tells. */
export interface Told {
  soon(seconds: number): void;
  end(why: Why): void;
}

/**
 * Watch counts. It is asked by a timer of its owner (look), which may be late: a
 * computer that slept, or a tab that was frozen, through a limit locks at the first
 * look, and at the first sign of somebody if that comes before it.
 */
export class Watch {
  readonly #began: number;
  readonly #told: Told;
  #seen: number; // when somebody was there last
  #hidden: number | undefined; // since when
  #room: number | undefined; // since when
  #warned = false;

  constructor(now: number, told: Told) {
    this.#began = this.#seen = now;
    this.#told = told;
  }

  /** Somebody is there. */
  alive(now: number): void {
    if (!this.#late(now)) this.#here(now);
  }

  /** The page can be seen, or cannot. */
  visible(is: boolean, now: number): void {
    if (this.#late(now)) return;
    if (is) this.#hidden = undefined;
    else this.#hidden ??= now;
  }

  /** The person is in a room, or in none any more. */
  inRoom(is: boolean, now: number): void {
    if (this.#late(now)) return;
    if (is) this.#room ??= now;
    else {
      this.#room = undefined;
      this.#here(now);
    }
  }

  /** Locks or warns when it is time. */
  look(now: number): void {
    if (this.#late(now)) return;
    const left = this.#left(now);
    if (left.ms <= limits.warning && !this.#warned && left.why !== "hidden") {
      this.#warned = true;
      this.#told.soon(Math.ceil(left.ms / 1000));
    }
  }

  #here(now: number): void {
    this.#seen = now;
    this.#warned = false;
  }

  /** Locks when a limit has passed: then nothing that comes afterwards moves it. */
  #late(now: number): boolean {
    const left = this.#left(now);
    if (left.ms > 0) return false;
    this.#told.end(left.why);
    return true;
  }

  #left(now: number): { ms: number; why: Why } {
    const ends: { ms: number; why: Why }[] = [{ ms: this.#began + limits.whole - now, why: "long" }];
    const room = this.#room !== undefined && now < this.#room + limits.room;
    if (!room) {
      ends.push({ ms: Math.max(this.#seen, this.#room === undefined ? 0 : this.#room + limits.room) + limits.idle - now, why: "idle" });
      if (this.#hidden !== undefined) ends.push({ ms: this.#hidden + limits.hidden - now, why: "hidden" });
    }
    return ends.reduce((a, b) => (b.ms < a.ms ? b : a));
  }
}
