// Runs the tests of the browser part: each test/**/*.test.ts is bundled for node
// and run by node's own runner. Those in test/browser drive a real Chromium.
//
//	node test.mjs [part of a path]...
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { build } from "esbuild";

// The processes of the tests are given the flags that this one has.
const flags = ["--enable-source-maps", "--experimental-websocket"];
if (!flags.every((flag) => process.execArgv.includes(flag))) {
  const again = spawnSync(process.execPath, [...flags, ...process.argv.slice(1)], { stdio: "inherit" });
  process.exit(again.status ?? 1);
}

const root = import.meta.dirname;
process.chdir(root);
// Below node_modules, where node finds the packages that stay outside the bundles.
const out = join(root, "node_modules", ".test");

function tests(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((d) => {
    const path = join(dir, d.name);
    if (d.isDirectory()) return tests(path);
    return d.name.endsWith(".test.ts") || d.name.endsWith(".test.tsx") ? [path] : [];
  });
}

const wanted = process.argv.slice(2);
const chosen = tests(join(root, "test")).filter((p) => wanted.length === 0 || wanted.some((w) => relative(root, p).includes(w)));
// What takes longest begins first, so that nothing has to wait for it at the end.
const long = ["stories", "lies.test", "agreement", "newcomer", "flows", "keyboard", "parties", "answers", "people"];
const rank = (path) => (long.findIndex((part) => path.includes(part)) + long.length + 1) % (long.length + 1);
chosen.sort((a, b) => rank(a) - rank(b));
if (chosen.length === 0) {
  console.error("no test fits " + wanted.join(" "));
  process.exit(2);
}
await build({
  entryPoints: chosen,
  outdir: out,
  outbase: join(root, "test"),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  packages: "external",
  logLevel: "warning",
});
// In this order: node's own command would sort them by name, and what takes longest would begin last.
const files = chosen.map((p) => join(out, relative(join(root, "test"), p).replace(/\.tsx?$/, ".mjs")));
const running = run({ files, concurrency: 4 });
running.on("test:fail", () => {
  process.exitCode = 1;
});
running.compose(new spec()).pipe(process.stdout);
