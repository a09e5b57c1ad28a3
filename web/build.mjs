// Builds the page into dist/, which is committed: one script, one worker, one
// stylesheet, with every name as in the sources, the same bytes from the same sources.
//
//	node build.mjs            writes dist/
//	node build.mjs --check    fails when dist/ is not what the sources give
//
// The edge (web/edge, in Go) serves index.html at / and every other file below
// /assets/, and sends the headers of headers.json with each of them; {origin} in it
// is the edge's own address. Beside these it serves /trust.json from its own disk.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = import.meta.dirname;
const dist = join(root, "dist");
const most = 250_000; // bytes of the page's own script and style, compressed

const sri = (bytes) => "sha384-" + createHash("sha384").update(bytes).digest("base64");

const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  write: false,
  // Blanks and comments go, names stay: who reads dist/ finds the sources again.
  minifyWhitespace: true,
  minifySyntax: true,
  treeShaking: true,
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
};
const script = { ...common, format: "iife", platform: "browser", target: "es2023", jsx: "automatic", jsxImportSource: "preact" };

/** One bundle as bytes, and what it brought along. */
async function bundle(options) {
  const { outputFiles } = await build(options);
  return new Map(outputFiles.map((f) => [relative(dist, f.path), f.contents]));
}

/** All files of dist, by their path in it. */
export async function make() {
  const files = new Map();
  const add = (made) => made.forEach((bytes, path) => files.set(path, bytes));

  add(await bundle({ ...script, entryPoints: { worker: "src/worker/main.ts" } }));
  const worker = "/assets/worker.js?" + createHash("sha384").update(files.get("worker.js")).digest("hex").slice(0, 32);
  add(await bundle({ ...script, entryPoints: { app: "src/ui/main.tsx" }, define: { BUILD: JSON.stringify({ worker }) } }));
  add(
    await bundle({
      ...common,
      entryPoints: { app: "src/ui/style/app.css" },
      loader: { ".woff2": "file" },
      assetNames: "fonts/[name]",
    }),
  );
  files.set("icon.svg", readFileSync(join(root, "src/ui/icon.svg")));
  files.set("fonts/OFL.txt", readFileSync(join(root, "src/ui/fonts/OFL.txt")));

  const hashes = { "app.js": sri(files.get("app.js")), "app.css": sri(files.get("app.css")) };
  const page = readFileSync(join(root, "src/index.html"), "utf8").replace(/\{\{([\w.]+)\}\}/g, (_, name) => hashes[name]);
  files.set("index.html", Buffer.from(page));
  files.set("headers.json", Buffer.from(JSON.stringify(headers(hashes), null, 2) + "\n"));
  return files;
}

// A script counts by its hash. Browsers take no hash for a stylesheet that is a file
// of its own, so that one counts by its address, and by the hash in the page.
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
  const heavy = (...names) => names.reduce((sum, name) => sum + gzipSync(files.get(name), { level: 9 }).length, 0);
  const page = heavy("app.js", "app.css", "index.html");
  const kB = (n) => `${Math.round(n / 1000)} kB`;
  console.log(`page ${kB(page)} of ${kB(most)}, worker ${kB(heavy("worker.js"))}, compressed`);
  if (page > most) throw new Error("too heavy for a first visit");
  if (process.argv.includes("--check")) {
    const wrong = [...new Set([...files.keys(), ...listed(dist)])].filter((name) => {
      const path = join(dist, name);
      return !files.has(name) || !existsSync(path) || !readFileSync(path).equals(Buffer.from(files.get(name)));
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
