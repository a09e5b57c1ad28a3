// Builds the page into dist/, which is committed: one script, one worker, one
// stylesheet, the same bytes from the same sources.
//
//	node build.mjs            writes dist/
//	node build.mjs --check    fails when dist/ is not what the sources give
//
// The edge (web/edge, in Go) serves index.html at / and every other file below
// /assets/, and sends the headers of headers.json with each of them; {origin} in it
// is the edge's own address. Beside these it serves /trust.json from its own disk.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const root = import.meta.dirname;
const dist = join(root, "dist");
const most = 250_000; // bytes of the page's own script and style, compressed

const sri = (bytes) => "sha384-" + createHash("sha384").update(bytes).digest("base64");

/** What stands behind the address of a file for as long as it says the same: it is kept without asking again. */
const mark = (bytes) => createHash("sha384").update(bytes).digest("hex").slice(0, 32);

const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  write: false,
  // Short: people open this on a phone in a car park. The sources are what one reads,
  // and the test run proves that dist/ is made of them.
  minify: true,
  treeShaking: true,
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
};
const script = { ...common, format: "iife", platform: "browser", target: "es2023", jsx: "automatic", jsxImportSource: "preact" };

/** One bundle as bytes; the packages in it are noted. */
async function bundle(options, packages) {
  const { outputFiles, metafile } = await build({ ...options, metafile: true });
  for (const path of Object.keys(metafile.inputs)) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
    if (name) packages.add(name);
  }
  return new Map(outputFiles.map((f) => [relative(dist, f.path), f.contents]));
}

/** What the packages and icons in the page ask to be said with them. */
function licences(packages) {
  const said = [...packages].sort().map((name) => [name, readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8")]);
  said.push(["Tabler Icons", readFileSync(join(root, "src/ui/base/icon-LICENSE.txt"), "utf8")]);
  return said.map(([name, text]) => `${name}\n\n${text.trim()}\n`).join("\n----\n\n");
}

/** All files of dist, by their path in it. */
export async function make() {
  const files = new Map();
  const packages = new Set();
  const add = (made) => made.forEach((bytes, path) => files.set(path, bytes));

  add(await bundle({ ...script, entryPoints: { worker: "src/worker/main.ts" } }, packages));
  const worker = "/assets/worker.js?" + mark(files.get("worker.js"));
  add(await bundle({ ...script, entryPoints: { app: "src/ui/main.tsx" }, define: { BUILD: JSON.stringify({ worker }) } }, packages));
  add(
    await bundle(
      { ...common, entryPoints: { app: "src/ui/style/app.css" }, loader: { ".woff2": "file" }, assetNames: "fonts/[name]" },
      packages,
    ),
  );
  const style = Buffer.from(files.get("app.css")).toString("utf8");
  files.set("app.css", Buffer.from(style.replace(/fonts\/[\w-]+\.woff2/g, (path) => `${path}?${mark(files.get(path))}`)));
  files.set("icon.svg", readFileSync(join(root, "src/ui/icon.svg")));
  files.set("licenses.txt", Buffer.from(licences(packages)));
  files.set("fonts/OFL.txt", readFileSync(join(root, "src/ui/fonts/OFL.txt")));

  const hashes = { "app.js": sri(files.get("app.js")), "app.css": sri(files.get("app.css")) };
  const page = readFileSync(join(root, "src/index.html"), "utf8").replace(/\{\{(\??)([\w.]+)\}\}/g, (_, marked, name) =>
    marked ? "?" + mark(files.get(name)) : hashes[name],
  );
  files.set("index.html", Buffer.from(page));
  // Compressed once here, as small as it gets, and not at each visit.
  for (const name of ["app.js", "worker.js", "app.css"]) files.set(name + ".br", small(files.get(name)));
  files.set("headers.json", Buffer.from(JSON.stringify(headers(hashes), null, 2) + "\n"));
  return files;
}

// A script counts by its hash. Browsers take no hash for a stylesheet that is a file
// of its own, so that one counts by its address, and by the hash in the page.
function small(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

/** Whether a file says the same. Another version of the compressor may write it in other bytes. */
function same(name, a, b) {
  const read = (bytes) => (extname(name) === ".br" ? brotliDecompressSync(bytes) : Buffer.from(bytes));
  return read(a).equals(read(b));
}

function headers(hashes) {
  const policy = [
    "default-src 'none'",
    `script-src '${hashes["app.js"]}'`,
    // Chromium matches hashes with scripts that are fetched, not with styles.
    "style-src {origin}/assets/app.css",
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src {origin}/assets/worker.js",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types sluis",
  ];
  const nothing = ["camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb"];
  const own = ["clipboard-write", "publickey-credentials-create", "publickey-credentials-get"];
  return {
    "Content-Security-Policy": policy.join("; "),
    "Permissions-Policy": [...nothing.map((n) => n + "=()"), ...own.map((n) => n + "=(self)")].join(", "),
    "X-Robots-Tag": "noindex",
  };
}

function listed(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((d) => d.isFile())
    .map((d) => relative(dir, join(d.parentPath, d.name)));
}

async function main() {
  const files = await make();
  const heavy = (...names) => names.reduce((sum, name) => sum + files.get(name + ".br").length, 0);
  const kB = (n) => `${Math.round(n / 1000)} kB`;
  const all = heavy("app.js", "worker.js", "app.css");
  console.log(`page ${kB(heavy("app.js", "app.css"))}, worker ${kB(heavy("worker.js"))}: ${kB(all)} of ${kB(most)}, compressed`);
  if (all > most) throw new Error("too heavy for a first visit");
  if (process.argv.includes("--check")) {
    const wrong = [...new Set([...files.keys(), ...listed(dist)])].filter((name) => {
      const path = join(dist, name);
      return !files.has(name) || !existsSync(path) || !same(name, readFileSync(path), files.get(name));
    });
    if (wrong.length > 0) throw new Error("dist is not what the sources give; run node build.mjs: " + wrong.join(", "));
    return;
  }
  rmSync(dist, { recursive: true, force: true });
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), bytes);
  }
}

if (process.argv[1] === import.meta.filename) await main();
