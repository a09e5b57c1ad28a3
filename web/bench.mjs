// Speed in the browser, beside the floors it is measured against: see bench/bench.ts.
//
//	node bench.mjs [part of a name]...
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const out = join(import.meta.dirname, "node_modules", ".bench", "bench.mjs");
process.chdir(import.meta.dirname);
await build({
  entryPoints: ["bench/bench.ts"], outfile: out, bundle: true, platform: "node", format: "esm", target: "node20",
  packages: "external", logLevel: "warning",
});
await import(pathToFileURL(out).href);
