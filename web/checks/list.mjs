// Writes the list of checks and of what notices each.
import { folders } from "./bundle.mjs";

const cell = (text) => text.replaceAll("|", "\\|");
const code = (text) => "`" + text.replaceAll("`", "") + "`";

const area = (file) => file.split("/").slice(0, /^(crypto|flows)\//.test(file) ? 2 : 1).join("/");

/** How many checks each folder has, and what noticed them. */
export function counts(checks) {
  const by = new Map();
  for (const c of checks) {
    const of = by.get(area(c.file)) ?? { lies: 0, tests: 0, nothing: 0 };
    of[c.found?.by ?? "nothing"]++;
    by.set(area(c.file), of);
  }
  return [...by].sort(([a], [b]) => folders.indexOf(a.split("/")[0]) - folders.indexOf(b.split("/")[0]) || a.localeCompare(b));
}

export function list(checks, left) {
  const lines = [
    "# What notices each check of the app",
    "",
    "Written by `node checks.mjs --write ../docs/checks-web.md` in `web`. Each check of the app below was",
    "switched off by itself; the last column is what turned red then: a case of [the lying hub](lies.md)",
    "by its name, or a test of `web/test` (with the vector, where it tells one). At most three lies were",
    "played for each check, then the tests in which it says no, the quickest first, until one was red.",
    "",
    "A check is a refusal with a code E01 to E19 of `web/src/{" + folders.join(",") + "}` and the condition",
    "before it: of an `if`, of `? :`, left of `??`, `||` and `&&`, or of none but the way that leads there",
    "(a `catch`, the end of a search). A function that does nothing but refuse counts where it is called.",
    `${checks.length} checks: ${["if", "ternary", "operator", "rest"].map((f) => `${checks.filter((c) => c.form === f).length} ${{ if: "with `if`", ternary: "with `? :`", operator: "with an operator", rest: "at the end of a way" }[f]}`).join(", ")}.`,
    `Left out: ${left.later} refusals with a code from E20 on, which are of use and network and keep nothing`,
    `false from being believed; ${left.computed} that passes on the code of an earlier refusal, which stands below`,
    "by itself; and what is refused without a code of its own: a function that answers no, whose caller has",
    "the check.",
    "",
    "| in | checks | noticed by a lie | by a test or vector | by nothing |",
    "|---|---|---|---|---|",
    ...counts(checks).map(([of, n]) => `| \`${of}\` | ${n.lies + n.tests + n.nothing} | ${n.lies} | ${n.tests} | ${n.nothing} |`),
  ];
  for (const [of] of counts(checks)) {
    lines.push("", `## ${of}`, "", "| in | refuses | switched off, this turns red |", "|---|---|---|");
    for (const c of checks.filter((c) => area(c.file) === of)) lines.push(`${begins(c)}${c.found === undefined ? nothing : cell(c.found.red.join("; "))} |`);
  }
  return lines.join("\n") + "\n";
}

const nothing = "**nothing**";

/** The line of a check, up to what turns red. */
function begins(c) {
  const codes = c.refusal.slice(0, c.refusal.indexOf(" "));
  const name = c.file.slice(area(c.file).length + 1);
  return `| \`${name}\` \`${c.function}\` | ${codes} ${cell(code(c.refusal.slice(codes.length + 1)))} | `;
}

/** What a list that was written before says of these checks; of several that read alike only what it says of all of them. */
export function readList(text, checks) {
  const said = new Map();
  let of = "";
  for (const l of text.split("\n")) {
    if (l.startsWith("## ")) of = l.slice(3);
    const at = l.lastIndexOf(" | ");
    if (!l.startsWith("| `") || at < 0) continue;
    const key = `${of} ${l.slice(0, at + 3)}`;
    said.set(key, [...(said.get(key) ?? []), l.slice(at + 3, -2).replaceAll("\\|", "|")]);
  }
  const known = new Map();
  const alike = group(checks, (c) => `${area(c.file)} ${begins(c)}`);
  for (const [key, those] of alike) {
    const rows = said.get(key) ?? [];
    if (rows.length !== those.length || rows.includes(nothing)) continue;
    those.forEach((c, i) => known.set(c.number, { by: /^(crypto|directory|flows|hub|interop|member|worker)\/\S+: /.test(rows[i]) ? "tests" : "lies", red: [rows[i]] }));
  }
  return known;
}

function group(list, by) {
  const groups = new Map();
  for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}
