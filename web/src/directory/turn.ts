/** Turn lets acts that share something run one after the other. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(act);
    this.#last = mine.catch(() => undefined); // who failed was told; the next one goes on
    return mine;
  }
}
