// Stands in for node:test where checks are switched off: the tests of a file are kept, to
// be run by themselves, in any order and as often as wanted.
import { mock } from "node:test";

/** The file that is being loaded or run. */
export const running = { tests: [], before: [], after: [], beforeEach: [], only: undefined, now: "", fails: [], times: new Map() };

export function clear() {
  Object.assign(running, { tests: [], before: [], after: [], beforeEach: [], only: undefined, now: "", fails: [], times: new Map() });
}

const body = (args) => args.findLast((a) => typeof a === "function");

export function test(name, ...args) {
  running.tests.push({ name, fn: body(args) });
}
export const it = test;
export const before = (fn) => running.before.push(fn);
export const after = (fn) => running.after.push(fn);
export const beforeEach = (fn) => running.beforeEach.push(fn);
export { mock };
export default test;

/** Says of an error which vector it is about, if it says so. */
function about(error) {
  const [first] = Array.isArray(error?.actual) ? error.actual : [];
  if (typeof first?.name === "string" && "want" in first) return `${first.rule ?? ""} ${first.name}`.trim();
  if (error?.code !== "ERR_ASSERTION" || error.generatedMessage || error.message.startsWith("Missing expected")) return "";
  const told = error.message.split("\n")[0].trim().slice(0, 120);
  return /[0-9a-f]{16}/.test(told) ? "" : told; // ids are others each time
}

/** Runs one test and notes how it went; those within it as well. */
export async function play(name, fn, notes = true) {
  const outer = running.now;
  running.now = name;
  const began = performance.now();
  const later = [];
  const context = {
    mock,
    name,
    after: (fn) => later.push(fn),
    test: async (inner, ...args) => {
      const full = `${name} > ${inner}`;
      if (running.only === undefined || running.only.includes(full)) await play(full, body(args));
    },
  };
  try {
    for (const each of running.beforeEach) await each(context);
    await fn?.(context);
  } catch (error) {
    running.fails.push({ name, why: about(error), said: String(error?.stack ?? error).slice(0, 800) });
  }
  for (const fn of later) await fn();
  mock.restoreAll();
  if (notes) running.times.set(name, Math.round(performance.now() - began));
  running.now = outer;
}

export const wanted = (name) => running.only === undefined || running.only.some((o) => o === name || o.startsWith(`${name} > `));
