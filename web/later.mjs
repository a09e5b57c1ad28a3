// Bundles that are fetched when they are needed: what only an admin or a newcomer
// sees. A later bundle has its own modules alone. What the shell (the page's script,
// or the worker) holds already it borrows from there, so that there is one of each:
// the shell lays the names that are borrowed in a list, `sluisLent`, and the bundle
// takes them by their place in it.
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { build, transform } from "esbuild";

/** The modules that stand in a bundle, and not only in what it was made from. */
export function within(metafile) {
  const [made] = Object.values(metafile.outputs);
  return new Set(Object.entries(made.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])));
}

const mark = "lent:";

/** The names that a module exports; types are none. */
async function exportsOf(path) {
  const { metafile } = await build({ entryPoints: [path], bundle: false, write: false, format: "esm", metafile: true, outfile: "names.js" });
  return Object.values(metafile.outputs)[0].exports;
}

/** Leaves out of a bundle every module that the shell has. */
function borrowing(root, held) {
  return {
    name: "borrowing",
    setup(it) {
      it.onResolve({ filter: /.*/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData?.asked || kind === "entry-point") return undefined;
        const found = await it.resolve(path, { kind, importer, resolveDir, pluginData: { asked: true } });
        if (found.errors.length > 0 || !isAbsolute(found.path)) return undefined;
        const from = relative(root, found.path);
        return held.has(from) ? { path: mark + from, external: true, sideEffects: false } : undefined;
      });
      // What an index gives with a star cannot be looked up in a module that is not there.
      it.onLoad({ filter: /\/index\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const stars = [...text.matchAll(/^export \* from "(\.[^"]+)";$/gm)];
        if (stars.length === 0) return undefined;
        const named = await Promise.all(stars.map(async ([, from]) => `export { ${(await exportsOf(join(dirname(path), from))).join(", ")} } from "${from}";`));
        return { contents: stars.reduce((all, [line], i) => all.replace(line, named[i]), text), loader: "ts" };
      });
    },
  };
}

// What esbuild writes of an import: names in braces, each perhaps under another name.
const imports = /^import\s*([^"]*?)\s*(?:from\s*)?"lent:([^"]+)";\n/gm;

function namesOf(said, from) {
  if (said === "") return [];
  const inside = /^\{([^}]*)\}$/.exec(said)?.[1];
  if (inside === undefined) throw new Error(`a later bundle takes ${from} as a whole: name what it needs`);
  return inside.split(",").map((part) => part.trim().split(/\s+as\s+/)).filter(([name]) => name !== "");
}

/** A bundle whose loans are still named by their module, and the metafile it came with. */
export async function draft(options, root, entry, held) {
  const { outputFiles, metafile } = await build({
    ...options, entryPoints: [entry], format: "esm", minify: false, metafile: true, treeShaking: true,
    plugins: [borrowing(root, held)],
  });
  const code = outputFiles[0].text;
  if (/__reExport\(|^export \* from "lent:/m.test(code)) throw new Error(`${entry}: import from the file itself what an index gives with a star`);
  return { code, metafile };
}

/** What drafts borrow, as [module, names], in an order that is always the same. */
export function loans(drafts) {
  const all = new Map();
  for (const { code } of drafts) {
    for (const [, said, from] of code.matchAll(imports)) {
      const names = all.get(from) ?? all.set(from, new Set()).get(from);
      for (const [name] of namesOf(said, from)) names.add(name);
    }
  }
  return [...all].filter(([, names]) => names.size > 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, names]) => [from, [...names].sort()]);
}

/** The script of a later bundle. What it exports becomes a global of that name. */
export async function finish(options, { code }, lent, globalName) {
  const places = new Map(lent.map(([from], place) => [from, place]));
  const taken = code.replace(imports, (_, said, from) => {
    const names = namesOf(said, from).map(([name, as]) => (as === undefined ? name : `${name}: ${as}`));
    return names.length === 0 ? "" : `const { ${names.join(", ")} } = sluisLent[${places.get(from)}];\n`;
  });
  const { charset, legalComments, minify, target } = options;
  const made = await transform(taken, { charset, legalComments, minify, target, format: "iife", globalName });
  return Buffer.from(made.code);
}

/** The beginning of a shell that lends. */
export function lender(entry, lent) {
  const at = (i, j) => `lent_${i}_${j}`;
  const taken = lent.map(([from, names], i) => `import { ${names.map((name, j) => `${name} as ${at(i, j)}`).join(", ")} } from "./${from}";`);
  const laid = lent.map(([, names], i) => `{ ${names.map((name, j) => `${JSON.stringify(name)}: ${at(i, j)}`).join(", ")} }`);
  return [`import "./${entry}";`, ...taken, `globalThis.sluisLent = [${laid.join(", ")}];`].join("\n");
}
