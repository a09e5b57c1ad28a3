// Builds the page into dist/, which is committed: one script, one worker, one
// stylesheet, and beside them what is fetched later (later.mjs); the same bytes from
// the same sources.
//
//	node build.mjs            writes dist/
//	node build.mjs --check    fails when dist/ is not what the sources give
//
// The edge (web/edge, in Go) serves index.html at / and every other file below
// /assets/, and sends the headers of headers.json with each of them; {origin} in it
// is the edge's own address. worker.js.headers.json has what is otherwise for the
// worker. Beside these it serves /trust.json from its own disk.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { draft, finish, lender, loans, within } from "./later.mjs";

const root = import.meta.dirname;
const dist = join(root, "dist");
const most = 250_000; // bytes that open the app, compressed: script, worker and style
/** What is fetched later, for those who need it: a bundle for the page, perhaps one for the worker, and how many bytes they may have together. */
const later = [
  { name: "people", page: "src/ui/people/index.ts", worker: "src/worker/people/index.ts", most: 60_000 },
  { name: "keys", page: "src/ui/keys/index.ts", worker: "src/worker/keys/index.ts", most: 20_000 },
  { name: "parties", page: "src/ui/parties/index.ts", worker: "src/worker/parties/index.ts", most: 25_000 },
  { name: "english", page: "src/text/en.ts", most: 30_000 },
];

const bundlesOf = ({ name, worker }) => [`${name}.js`, ...(worker ? [`worker-${name}.js`] : [])];

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

function note(metafile, packages) {
  for (const path of Object.keys(metafile.inputs)) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
    if (name) packages.add(name);
  }
}

/** One bundle as bytes; the packages in it are noted. */
async function bundle(options, packages) {
  const { outputFiles, metafile } = await build({ ...options, metafile: true });
  note(metafile, packages);
  return new Map(outputFiles.map((f) => [relative(dist, f.path), f.contents]));
}

/**
 * A shell and what is fetched later beside it. What the shell says of those bundles
 * is in its BUILD: by name, the address and the hash that the code must have.
 */
async function shell(file, entry, parts, said, packages) {
  const define = (addresses) => ({ BUILD: JSON.stringify({ ...said, later: addresses }) });
  const alone = await build({ ...script, entryPoints: { [file]: entry }, define: define({}), metafile: true });
  const drafts = [];
  for (const { from } of parts) {
    const made = await draft(script, root, from, within(alone.metafile));
    note(made.metafile, packages);
    drafts.push(made);
  }
  const lent = loans(drafts);
  const files = new Map();
  const addresses = {};
  for (const [i, { name, path }] of parts.entries()) {
    const bytes = await finish(script, drafts[i], lent, "sluis_" + name);
    files.set(path, bytes);
    addresses[name] = { address: `/assets/${path}?${mark(bytes)}`, hash: sri(bytes) };
  }
  const stdin = { contents: lender(entry, lent), resolveDir: root, sourcefile: "shell" };
  const { outdir: _, ...options } = script;
  const whole = await bundle({ ...options, stdin, outfile: join(dist, file + ".js"), define: define(addresses) }, packages);
  return new Map([...whole, ...files]);
}

/** What the packages, icons and tables in the page ask to be said with them. */
function licences(packages) {
  const said = [...packages].sort().map((name) => [name, readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8")]);
  said.push(["Tabler Icons", readFileSync(join(root, "src/ui/base/icon-LICENSE.txt"), "utf8")]);
  said.push(["Unicode, letters that look alike", readFileSync(join(root, "../partners/confusables-LICENSE.txt"), "utf8")]);
  return said.map(([name, text]) => `${name}\n\n${text.trim()}\n`).join("\n----\n\n");
}

/** All files of dist, by their path in it. */
export async function make() {
  const files = new Map();
  const packages = new Set();
  const add = (made) => made.forEach((bytes, path) => files.set(path, bytes));

  const parts = (which, prefix) => later.flatMap((l) => (l[which] ? [{ name: l.name, from: l[which], path: `${prefix}${l.name}.js` }] : []));
  add(await shell("worker", "src/worker/main.ts", parts("worker", "worker-"), {}, packages));
  const worker = "/assets/worker.js?" + mark(files.get("worker.js"));
  add(await shell("app", "src/ui/main.tsx", parts("page", ""), { worker }, packages));
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
  const behind = later.flatMap(bundlesOf);
  for (const name of ["app.js", "worker.js", "app.css", ...behind]) files.set(name + ".br", small(files.get(name)));
  const scripts = ["app.js", ...later.map(({ name }) => `${name}.js`)].map((name) => sri(files.get(name)));
  const written = (value) => Buffer.from(JSON.stringify(value, null, 2) + "\n");
  files.set("headers.json", written(headers(scripts)));
  files.set("worker.js.headers.json", written({ "Content-Security-Policy": workerPolicy.join("; ") }));
  return files;
}

function small(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

/** Whether a file says the same. Another version of the compressor may write it in other bytes. */
function same(name, a, b) {
  const read = (bytes) => (extname(name) === ".br" ? brotliDecompressSync(bytes) : Buffer.from(bytes));
  return read(a).equals(read(b));
}

// A script counts by its hash, also one that is fetched later. Browsers take no hash
// for a stylesheet that is a file of its own, so that one counts by its address, and by
// the hash in the page.
function headers(scripts) {
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((hash) => `'${hash}'`).join(" ")}`,
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

/**
 * The worker's own policy. What it fetches later it compares with the hash that was
 * built into it, and runs from those bytes and no others: browsers know no hash there.
 */
const workerPolicy = [
  "default-src 'none'",
  "script-src blob:",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types sluis",
];

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
  for (const { name, worker, most: limit } of later) {
    const size = heavy(...bundlesOf({ name, worker }));
    console.log(`later ${name}: ${kB(size)} of ${kB(limit)}, compressed`);
    if (size > limit) throw new Error(`too heavy to be fetched on the way: ${name}`);
  }
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
