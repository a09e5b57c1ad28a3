// Runs the tests of bundles, in a process that whoever started it may end: loads a file,
// and runs those of its tests that are asked for with one check switched off.
import { clear, play, running, wanted } from "./testing.mjs";

let off = 0;
let hits = new Map(); // the name of a test → numbers of checks that said no in it
let loaded = 0;

globalThis.sluisCheck = (n, no) => {
  if (!no) return no;
  const those = hits.get(running.now) ?? new Set();
  hits.set(running.now, those.add(n));
  return n !== off;
};

const lost = (error) => running.fails.push({ name: running.now, why: "", said: String(error?.stack ?? error).slice(0, 800) });
process.on("unhandledRejection", lost);
process.on("uncaughtException", lost);

/** Loads a file anew, so that nothing is left of an earlier run, and does what comes before its tests. */
async function load(file, warm) {
  clear();
  hits = new Map();
  off = 0;
  await import(`${file}?${++loaded}`);
  if (warm) await begin();
}

async function begin() {
  for (const fn of running.before.splice(0)) await fn();
}

async function run({ without, only }) {
  off = without;
  running.only = only;
  try {
    await begin();
    for (const { name, fn } of running.tests) if (wanted(name)) await play(name, fn);
    off = 0;
    for (const fn of running.after) await fn();
  } catch (error) {
    lost(error); // before or after the tests
  }
  await new Promise((go) => setImmediate(go)); // what nobody waited for may still be refused
  return { fails: running.fails, hits: [...hits].map(([name, numbers]) => [name, [...numbers]]), times: [...running.times] };
}

process.on("message", async (asked) => {
  try {
    if (asked.load !== undefined) await load(asked.load, asked.warm);
    process.send({ id: asked.id, value: asked.run === undefined ? null : await run(asked.run) });
  } catch (error) {
    process.send({ id: asked.id, error: String(error?.stack ?? error) });
  }
});
process.on("disconnect", () => process.exit());
