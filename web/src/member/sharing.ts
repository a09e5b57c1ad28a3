/** Sharing lets lists that are read beside each other ask once for what both need. */
export class Sharing {
  readonly #running = new Map<string, Promise<unknown>>();

  /** run gives what runs already under this name, or runs act. One name always stands for one kind of act. */
  run<T>(name: string, act: () => Promise<T>): Promise<T> {
    const running = this.#running.get(name) as Promise<T> | undefined;
    if (running !== undefined) return running;
    const now = act().finally(() => this.#running.delete(name));
    this.#running.set(name, now);
    return now;
  }
}
