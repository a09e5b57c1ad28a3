// Plays tests in processes of their own, which are ended when they hang.
import { fork } from "node:child_process";
import { join } from "node:path";
import { web } from "./bundle.mjs";

/** One process that plays tests. */
export class Player {
  #process;
  #waiting = new Map();
  #last = 0;
  #said = "";

  constructor(env = {}) {
    this.#process = fork(join(web, "checks", "player.mjs"), [], {
      cwd: web,
      env: { ...process.env, ...env },
      execArgv: ["--experimental-websocket", "--no-warnings"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true, // a group of its own: what its tests started ends with it
    });
    living.add(this);
    for (const out of [this.#process.stdout, this.#process.stderr]) out.on("data", (b) => (this.#said = (this.#said + b).slice(-2000)));
    this.#process.on("message", ({ id, value, error }) => {
      const [done, failed] = this.#waiting.get(id) ?? [];
      this.#waiting.delete(id);
      if (error === undefined) done?.(value);
      else failed?.(new Error(error));
    });
    this.#process.on("exit", () => {
      for (const [, failed] of this.#waiting.values()) failed(new Error(`the process ended: ${this.#said}`));
      this.#waiting.clear();
    });
  }

  /** Asks; undefined when no answer comes in time: then the process is ended. */
  async ask(what, patience) {
    const id = ++this.#last;
    let timer;
    const late = new Promise((done) => (timer = setTimeout(done, patience)));
    const answer = new Promise((...both) => this.#waiting.set(id, both));
    answer.catch(() => undefined);
    if (this.#process.connected) this.#process.send({ id, ...what });
    else return undefined;
    try {
      const value = await Promise.race([answer, late]);
      if (value === undefined) this.end();
      return value;
    } finally {
      clearTimeout(timer);
    }
  }

  get ended() {
    return !this.#process.connected;
  }

  end() {
    living.delete(this);
    try {
      process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // it was gone
    }
  }
}

const living = new Set();
export function endAll() {
  for (const p of living) p.end();
}
