// Switches checks off one at a time, and plays what says something about them.
import { Player } from "./play.mjs";

/** How many lies are played for one check, and how many tests in which it says no. */
const lies = 3;
const quick = 12;
const slow = 5;

const hanging = "the test itself does not come to its end";
const whole = "lies/lies.test.ts";

/** What a suite did with every check on: who said no where, and how long each test took. */
export async function first(files, env, checks, say) {
  const seen = new Map(checks.map((c) => [c.number, []]));
  const quickly = new Player(env);
  for (const file of [...files].sort((a, b) => Number(b.name === whole) - Number(a.name === whole))) {
    const player = file.alone ? new Player(env) : quickly;
    const began = performance.now();
    const got = await player.ask({ load: `file://${file.path}`, run: { without: 0 } }, 600_000);
    if (file.alone) player.end();
    if (got === undefined) throw new Error(`${file.name} does not come to its end with every check on`);
    if (got.fails.length > 0) throw new Error(`${file.name} is red with every check on: ${got.fails.map((f) => `${f.name}: ${f.said}`).join("\n")}`);
    const times = new Map(got.times);
    for (const [test, numbers] of got.hits) {
      for (const n of numbers) seen.get(n)?.push({ file, test, time: times.get(test) ?? 0, lie: file.name === whole });
    }
    say(`${file.name}: ${times.size} tests, ${Math.round((performance.now() - began) / 1000)} s, ${new Set(got.hits.flatMap(([, n]) => n)).size} checks say no`);
  }
  quickly.end();
  return seen;
}

/** Weighs checks in one stream: keeps a process for the quick tests, and one ahead for the lies. */
export class Scales {
  #env;
  #quick;
  #next; // a region that is laid while something else is played
  #plays = 0;
  #green = new Map(); // tests that were run by themselves with every check on

  constructor(env) {
    this.#env = env;
  }

  end() {
    this.#quick?.end();
    this.#next?.player.end();
  }

  /** Says what turns red without a check: a list of names, with what kind of test they are. */
  async weigh(check, seen) {
    const told = seen.filter((s) => s.lie && s.test.includes(" > "));
    if (told.length > 0) {
      const red = await this.#lies(check, told.slice(0, lies));
      if (red.length > 0) return { by: "lies", red };
    }
    // Hits before the tests of a file (in its hooks) are of all its tests.
    const others = seen.filter((s) => !s.lie).sort((a, b) => a.time - b.time);
    const fast = others.filter((s) => !s.file.alone && s.test !== "").slice(0, quick);
    for (const s of fast) {
      const red = await this.#test(check, s);
      if (red !== undefined) return { by: "tests", red: [red] };
    }
    return undefined;
  }

  /** The same with tests that start processes of their own: to be called in one stream alone. */
  async slowly(check, seen) {
    const others = seen.filter((s) => !s.lie && s.file.alone && s.test !== "").sort((a, b) => a.time - b.time).slice(0, slow);
    for (const s of others) {
      const red = await this.#apart(check, s);
      if (red !== undefined) return { by: "tests", red: [red] };
    }
    return undefined;
  }

  #lay(file) {
    const player = new Player(this.#env);
    const ready = player.ask({ load: `file://${file.path}`, warm: true }, 120_000);
    ready.catch(() => undefined);
    return { player, ready };
  }

  async #lies(check, told) {
    const { player, ready } = this.#next ?? this.#lay(told[0].file);
    this.#next = undefined;
    const laid = await ready;
    this.#next = this.#lay(told[0].file);
    if (laid === undefined) throw new Error("no region for the lies comes up");
    const only = told.map((t) => t.test);
    const got = await player.ask({ run: { without: check.number, only } }, 20_000 + 10 * told.reduce((sum, t) => sum + t.time, 0)).catch((error) => ({ broken: String(error) }));
    player.end();
    if (got === undefined || got.broken !== undefined) return [hanging];
    const name = (test) => test.slice(test.indexOf(" > ") + " > ".length);
    return told.filter((t) => got.fails.some((f) => f.name === t.test)).map((t) => name(t.test));
  }

  async #play({ file, test, time }, without) {
    if (this.#quick === undefined || this.#quick.ended || ++this.#plays % 50 === 0) {
      this.#quick?.end(); // every play leaves a file of tests in its memory
      this.#quick = new Player(this.#env);
    }
    const player = this.#quick;
    const got = await player.ask({ load: `file://${file.path}`, run: { without, only: [test] } }, 20_000 + 20 * time).catch(() => ({ fails: [{ name: test, why: hanging }] }));
    if (got === undefined || got.fails.some((f) => f.name !== test || f.why === hanging)) player.end(); // something is left behind
    return got;
  }

  async #test(check, s) {
    const got = await this.#play(s, check.number);
    if (got !== undefined && got.fails.length === 0) return undefined;
    return (await this.#isGreen(s, () => this.#play(s, 0))) ? named(s, got) : undefined;
  }

  async #apart(check, s) {
    const once = async (without) => {
      const player = new Player(this.#env);
      const got = await player.ask({ load: `file://${s.file.path}`, run: { without, only: [s.test] } }, 90_000 + 5 * s.time).catch(() => ({ fails: [{ name: s.test, why: hanging }] }));
      player.end();
      return got;
    };
    const got = await once(check.number);
    if (got !== undefined && got.fails.length === 0) return undefined;
    return (await this.#isGreen(s, () => once(0))) ? named(s, got) : undefined;
  }

  /** A test that is red by itself, with every check on, says nothing. */
  async #isGreen({ file, test }, play) {
    const key = `${file.name} ${test}`;
    if (!this.#green.has(key)) {
      const got = await play();
      this.#green.set(key, got !== undefined && got.fails.length === 0);
    }
    return this.#green.get(key);
  }
}

function named({ file, test }, got) {
  const why = got === undefined ? hanging : got.fails[0].why;
  return `${file.name.replace(/\.test\.ts$/, "")}: ${test}${why === "" ? "" : ` (${why})`}`;
}
