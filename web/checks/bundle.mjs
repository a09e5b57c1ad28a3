// Bundles tests with the sources in which checks can be switched off. Nothing is written
// but below node_modules, where node finds the packages that stay outside the bundles.
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { find, refusers } from "./find.mjs";

export const web = dirname(import.meta.dirname);
export const folders = ["crypto", "directory", "flows", "hub", "member", "worker"];
const out = join(web, "node_modules", ".checks", String(process.pid));

export const removeBundles = () => rmSync(out, { recursive: true, force: true });

const below = (dir, end) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((d) => d.isFile() && d.name.endsWith(end))
    .map((d) => join(d.parentPath, d.name))
    .sort();

/** All checks, the text of each source with them switchable, and how many refusals are none. */
export function findAll() {
  const files = folders
    .flatMap((f) => below(join(web, "src", f), ".ts"))
    .map((path) => ({ path: relative(join(web, "src"), path), source: readFileSync(path, "utf8") }))
    .filter(({ path }) => path !== "crypto/note/code.ts"); // where a refusal is made
  const known = refusers(files);
  const all = { checks: [], texts: new Map(), left: { later: 0, computed: 0 } };
  for (const { path, source } of files) {
    const from = (specifier) => (specifier.startsWith(".") ? relative(join(web, "src"), resolve(web, "src", dirname(path), specifier)) : specifier);
    const { checks, text, left } = find(path, source, all.checks.length + 1, known, from);
    all.checks.push(...checks);
    all.texts.set(join(web, "src", path), text);
    for (const why of Object.keys(left)) all.left[why] += left[why];
  }
  return all;
}

/** Bundles the tests; which of them start processes of their own is told with each. */
export async function bundle(texts) {
  const tests = [...folders.map((f) => join(web, "test", f)), join(web, "test", "lies"), join(web, "test", "interop")].flatMap((d) => below(d, ".test.ts"));
  mkdirSync(out, { recursive: true });
  const made = await build({
    entryPoints: tests,
    absWorkingDir: web,
    outdir: out,
    outbase: join(web, "test"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    metafile: true,
    logLevel: "warning",
    plugins: [
      {
        name: "checks",
        setup(b) {
          b.onLoad({ filter: /\/web\/src\/.*\.ts$|[/\\]src[/\\].*\.ts$/ }, ({ path }) => (texts.has(path) ? { contents: texts.get(path), loader: "ts" } : undefined));
          b.onResolve({ filter: /^node:test$/ }, () => ({ path: join(web, "checks", "testing.mjs"), external: true }));
          b.onResolve({ filter: /^@noble\/hashes\/argon2\.js$/ }, () => ({ path: join(web, "checks", "argon2.mjs"), external: true }));
        },
      },
    ],
  });
  return Object.entries(made.metafile.outputs)
    .filter(([, o]) => o.entryPoint !== undefined)
    .map(([path, o]) => ({
      name: relative(join("test"), o.entryPoint),
      path: join(web, path),
      alone: o.imports.some((i) => i.path === "node:child_process"),
    }));
}
