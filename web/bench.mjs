// Speed in the browser, beside the floors it is measured against: see bench/bench.ts.
//
//	node bench.mjs [part of a name]...
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";

const out = join(import.meta.dirname, "node_modules", ".bench", "bench.mjs");
process.chdir(import.meta.dirname);
await build({
  entryPoints: ["bench/bench.ts"], outfile: out, bundle: true, platform: "node", format: "esm", target: "node20",
  packages: "external", logLevel: "warning",
});
// Node 20 has websockets only when asked for.
const run = spawnSync(process.execPath, ["--experimental-websocket", out, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(run.status ?? 1);
