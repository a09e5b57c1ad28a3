/**
 * Hands values from whoever hears them to one reader, and never makes the former
 * wait: what does not fit is dropped, and as soon as there is room again the
 * reader is told so.
 */
export class Mailbox<T> implements AsyncIterable<T> {
  readonly #room: number;
  /** What the reader gets for those that were dropped. */
  readonly missed: T;
  readonly #waiting: T[] = [];
  #dropped = false;
  #ended = false;
  #reader: (() => void) | undefined;

  /** Room is how many values may wait. */
  constructor(room: number, missed: T) {
    this.#room = room;
    this.missed = missed;
  }

  put(value: T): void {
    if (this.#ended) return;
    if (this.#waiting.length >= this.#room) this.#dropped = true;
    else this.#waiting.push(value);
    this.#reader?.();
  }

  /** Nothing comes any more; what waits can still be read. */
  end(): void {
    this.#ended = true;
    this.#reader?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const value = this.#waiting.shift();
      if (value !== undefined) {
        yield value;
      } else if (this.#dropped) {
        this.#dropped = false;
        yield this.missed;
      } else if (this.#ended) {
        return;
      } else {
        await new Promise<void>((come) => (this.#reader = come));
        this.#reader = undefined;
      }
    }
  }
}
