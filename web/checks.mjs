// Switches off each check of the app, one at a time, and tells which test turns red.
//
//	node checks.mjs [--only part of a path]... [--write FILE] [--jobs N]
//	node checks.mjs --known FILE [--suite part of a path]... switches off only what FILE, a list
//	                written before, says nothing of, or that nothing noticed it; for work in between
//
// What a check is, checks/find.mjs says. A first run of all suites tells which check says
// no in which test; then each check is switched off and only those tests are played: at
// most three lies of hub/liar/cases.json, then the vectors and tests of web/test that need
// no browser, the quickest first, until one is red. A check that nothing notices makes the
// exit status 1. It needs Go, and takes half an hour.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bundle, findAll, removeBundles } from "./checks/bundle.mjs";
import { counts, list, readList } from "./checks/list.mjs";
import { endAll } from "./checks/play.mjs";
import { region } from "./checks/region.mjs";
import { Scales, first } from "./checks/weigh.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    suite: { type: "string", multiple: true, default: [] },
    write: { type: "string" },
    known: { type: "string" },
    jobs: { type: "string", default: "2" },
  },
});
const began = performance.now();
let built;
const say = (text) => console.log(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`);

process.on("exit", () => {
  endAll();
  removeBundles();
  built?.remove();
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(2));

const { checks, texts, left } = findAll();
const chosen = checks.filter((c) => values.only.length === 0 || values.only.some((part) => c.file.includes(part)));
say(`${checks.length} checks, ${chosen.length} of them to be switched off`);
const known = values.known === undefined ? new Map() : readList(readFileSync(values.known, "utf8"), checks);
for (const c of chosen) c.found = known.get(c.number);
const open = chosen.filter((c) => c.found === undefined);
const files = (await bundle(texts)).filter((f) => values.suite.length === 0 || values.suite.some((part) => f.name.includes(part)));
built = region();
const { env } = built;
const scales = [];
try {
  const seen = await first(files, env, checks, say);
  for (const c of open) if (seen.get(c.number).length === 0) say(`never says no: ${c.file}:${c.line} ${c.function} ${c.refusal}`);
  const tell = (c) => say(`${c.file}:${c.line} ${c.function} ${c.refusal}: ${c.found?.red.join("; ") ?? "NOTHING"}`);
  const queue = [...open];
  const stream = async () => {
    const s = new Scales(env);
    scales.push(s);
    for (let c = queue.shift(); c !== undefined; c = queue.shift()) {
      c.found = await s.weigh(c, seen.get(c.number));
      if (c.found !== undefined) tell(c);
    }
    s.end();
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, stream));
  const late = new Scales(env);
  scales.push(late);
  for (const c of open) {
    if (c.found !== undefined) continue;
    c.found = await late.slowly(c, seen.get(c.number));
    c.never = seen.get(c.number).length === 0;
    tell(c);
  }
} finally {
  for (const s of scales) s.end();
}
if (values.write !== undefined) writeFileSync(values.write, list(chosen, left));
for (const [of, n] of counts(chosen)) say(`${of}: ${n.lies} by lies, ${n.tests} by tests, ${n.nothing} by nothing`);
const unnoticed = chosen.filter((c) => c.found === undefined);
for (const c of unnoticed) console.log(`nothing notices: ${c.file}:${c.line} ${c.function} ${c.refusal}${c.never ? " (it never says no)" : ""}`);
say(`${unnoticed.length} of ${chosen.length} are noticed by nothing`);
process.exit(unnoticed.length === 0 ? 0 : 1);
