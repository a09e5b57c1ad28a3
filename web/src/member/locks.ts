import type { Locks } from "./home.ts";

/** platformLocks are those of the browser: they hold for all its tabs and end with a tab. */
export function platformLocks(manager: LockManager, prefix: string): Locks {
  return {
    only: async (name, act) => await manager.request(`${prefix}/${name}`, act),
    share: async (name, act) => await manager.request(`${prefix}/${name}`, { mode: "shared" }, act),
    attempt: async (name, act) => {
      const ifFree = async (lock: Lock | null) => (lock ? await act() : undefined);
      return await manager.request(`${prefix}/${name}`, { ifAvailable: true }, ifFree);
    },
  };
}

/** Held is one lock: how many share it, and who waits. */
class Held {
  sharing = 0;
  alone = false;
  readonly waiting: { shared: boolean; go: () => void }[] = [];

  async take(shared: boolean): Promise<void> {
    if (this.waiting.length === 0 && this.free(shared)) this.#grant(shared);
    else await new Promise<void>((go) => this.waiting.push({ shared, go }));
  }

  free(shared: boolean): boolean {
    return !this.alone && (shared || this.sharing === 0);
  }

  leave(shared: boolean): void {
    if (shared) this.sharing--;
    else this.alone = false;
    for (let next = this.waiting[0]; next !== undefined && this.free(next.shared); next = this.waiting[0]) {
      this.waiting.shift();
      this.#grant(next.shared);
      next.go();
    }
  }

  #grant(shared: boolean): void {
    if (shared) this.sharing++;
    else this.alone = true;
  }
}

/** memoryLocks hold within one process, for where the platform has none. */
export function memoryLocks(): Locks {
  const all = new Map<string, Held>();
  const of = (name: string): Held => {
    const held = all.get(name) ?? new Held();
    all.set(name, held);
    return held;
  };
  const run = async <T>(held: Held, shared: boolean, act: () => Promise<T>): Promise<T> => {
    await held.take(shared);
    try {
      return await act();
    } finally {
      held.leave(shared);
    }
  };
  return {
    only: (name, act) => run(of(name), false, act),
    share: (name, act) => run(of(name), true, act),
    attempt: async (name, act) => (of(name).free(false) ? await run(of(name), false, act) : undefined),
  };
}
