import type { XID } from "../crypto/note/index.ts";
import type { Json } from "../crypto/strict/index.ts";
import * as strict from "../crypto/strict/index.ts";
import { localTime } from "../flows/deadline/index.ts";
import { fold } from "./flows.ts";
import { kenmerk } from "./mark.ts";
import type { Member } from "./member.ts";
import { holder, namesIn, person } from "./names.ts";
import { read } from "./read.ts";
import { filesOf } from "./view.ts";

/** Words puts a code or a field's name into the words of the screen; without it they stay as they are. */
export type Words = (code: string) => string;

/**
 * copy is an exchange as plain text for the organisation's own file («Kopieer voor
 * dossier»): who said what and when, without keys, ids of members, or the salts
 * that open names.
 */
export async function copy(m: Member, xid: XID, words: Words = (code) => code): Promise<string> {
  const x = await read(m, xid);
  const s = fold(m, x);
  const names = namesIn(m, x);
  const lines = [`Sluis ${kenmerk(xid)}`, [s.flow, s.kind, s.status].filter((c) => c !== "").map(words).join(" · ")];
  for (const p of x.state.set) {
    const { organisation, team, member } = holder(m, p, names);
    lines.push([organisation, team, member].filter((n) => n).join(" / "));
  }
  for (const e of x.entries) {
    const { entry, state, body } = e;
    const by = person(m, entry.author, entry.org, entry.party, names);
    const who = [localTime(entry.time), by.name, `${by.organisation} / ${by.team}`];
    lines.push("", who.filter((n) => n !== "").join("  "));
    lines.push(words(e.doc?.form ?? entry.type));
    if (state === "readable" && body !== undefined) lines.push(...told(strict.parse(body), words, ""));
    else if (state !== "none") lines.push(`(${words(state)})`);
    for (const { file } of filesOf(e)) lines.push(`- ${file.name}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Fields that are of the machine, not of the file. */
const quiet = new Set(["form", "version", "frame", "ref", "author", "files", "id"]);

function told(o: strict.JsonObject, words: Words, indent: string): string[] {
  return Object.entries(o).flatMap(([name, v]) => (quiet.has(name) ? [] : field(words(name), v, words, indent)));
}

function field(name: string, v: Json, words: Words, indent: string): string[] {
  if (v === null || v === "") return [];
  if (Array.isArray(v)) return v.flatMap((item) => field(name, item, words, indent));
  if (typeof v === "object") return [`${indent}${name}:`, ...told(v, words, `${indent}  `)];
  return [`${indent}${name}: ${String(v).replaceAll("\n", `\n${indent}  `)}`];
}
