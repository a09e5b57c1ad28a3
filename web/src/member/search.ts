import type { Row } from "../worker/protocol.ts";
import type { Json } from "../crypto/strict/index.ts";
import * as strict from "../crypto/strict/index.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";
import { row } from "./view.ts";

/** What an exchange says, folded, while it does not change. */
const told = new WeakMap<Exchange["entries"], string>();

/**
 * search finds exchanges among those that were opened in this session: each word
 * must stand somewhere in what the exchange says or is called. Newest first.
 */
export function search(m: Member, text: string): Row[] {
  const words = folded(text).split(/\s+/).filter((w) => w !== "");
  if (words.length === 0) return [];
  return [...m.opened.values()]
    .map((x) => ({ x, r: row(m, x) }))
    .filter(({ x, r }) => {
      const all = `${folded([r.mark, r.title, r.with].join(" "))} ${textOf(x)}`;
      return words.every((w) => all.includes(w));
    })
    .map(({ r }) => r)
    .sort((a, b) => (a.changed < b.changed ? 1 : -1));
}

function textOf(x: Exchange): string {
  const known = told.get(x.entries);
  if (known !== undefined) return known;
  const texts = x.entries.flatMap(({ body, doc }) =>
    body === undefined || doc === undefined ? [] : values(said(strict.parse(body))),
  );
  const text = folded(texts.join(" "));
  told.set(x.entries, text);
  return text;
}

/** Fields that nobody looks for. */
const quiet = new Set(["form", "version", "frame", "ref", "author", "files"]);

function said(document: strict.JsonObject): [string, Json][] {
  return Object.entries(document).filter(([name]) => !quiet.has(name));
}

function values(entries: [string, Json][]): string[] {
  return entries.flatMap(([, v]) => leaves(v));
}

function leaves(v: Json): string[] {
  if (typeof v === "string") return [v];
  if (typeof v !== "object" || v === null) return [];
  return Array.isArray(v) ? v.flatMap(leaves) : values(Object.entries(v));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
