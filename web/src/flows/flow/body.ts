import type { Of } from "../../crypto/strict/index.ts";
import { asDue, count, type Due, endOf, none, readTerm } from "../deadline/index.ts";
import * as r from "./rule.ts";
import { wrong } from "./rule.ts";

/** version is the version of every form here. */
export const version = 1;

/** author opens the author's name: SHA-256("sluis.v1/name\n" || salt || name) is in the member note (FORMAT.md R16). */
export const author = r.part("flow.Author", { name: r.must(r.line()), salt: r.must(r.salt), role: r.line() });
export type Author = Of<typeof author>;

/**
 * file is an attachment: the root on the entry's blob line and the age identity
 * that opens it. size is that of the file itself, in bytes.
 */
export const file = r.part("flow.File", {
  root: r.must(r.hash),
  identity: r.must(r.line()),
  name: r.must(r.line()),
  type: r.must(r.line()),
  size: r.num(0, Number.MAX_SAFE_INTEGER),
});
export type File = Of<typeof file>;

/** envelope is what every body begins with. */
export const envelope = {
  form: r.must(r.line()),
  version: r.must(r.num(version, version)),
  author: r.maybe(author),
  files: r.list(file, 100),
  ref: r.hash, // H(the entry meant)
};
export type Envelope = r.Values<typeof envelope>;

/** checkFiles refuses names that could leave the folder they are saved in, and what is no age identity. */
export function checkFiles(files: readonly File[]): void {
  for (const f of files) {
    if (/[/\\]/.test(f.name) || f.name === "." || f.name === "..") throw wrong("files.name", "holds a path");
    if (!f.identity.startsWith("AGE-SECRET-KEY-PQ-1")) {
      throw wrong("files.identity", "is not a post-quantum age identity");
    }
  }
}

/** terms are the clocks that the parties agreed on; an empty one does not run. */
export const terms = r.part("flow.Terms", {
  seen: r.term, // until somebody takes it up
  talk: r.term, // from then until the talk
  record: r.term, // from the talk until both confirm the summary
  moreInfo: r.term, // to answer a question back
  family: r.term, // from acceptance until the family was spoken
  answer: r.term, // to answer
  verify: r.term, // to approve a record
  lapse: r.term, // after the due date until the request lapses
});
export type Terms = Of<typeof terms>;

/** orTerms fills empty terms from others. */
export function orTerms(t: Terms, other: Partial<Terms>): Terms {
  const pick = (name: keyof Terms) => t[name] || (other[name] ?? "");
  return {
    seen: pick("seen"), talk: pick("talk"), record: pick("record"), moreInfo: pick("moreInfo"),
    family: pick("family"), answer: pick("answer"), verify: pick("verify"), lapse: pick("lapse"),
  };
}

/**
 * frame fixes what an exchange is for. It stands in the genesis and in every
 * rekey that adds a party; a fold never reads local settings.
 */
export const frame = r.part("flow.Frame", {
  flow: r.must(r.line()),
  kind: r.line(),
  custody: r.must(r.word("moves", "stays")),
  terms: { ...terms, must: false },
  freeDays: r.list(r.date, 200), // dates that count as feast days (Algemene termijnenwet art. 3(3))
  norms: r.line(), // the regional agreements that the terms were taken from
});
export type Frame = Of<typeof frame>;

/** noFrame is that of an exchange whose genesis cannot be read. */
export const noFrame = (): Frame => frame.zero();

export function sameFrame(f: Frame, g: Frame): boolean {
  return JSON.stringify(f) === JSON.stringify(g); // both are read by one rule, so in one order
}

/** countTerm gives the due date of a term that starts at a Unix second. An empty or broken term gives none. */
export function countTerm(f: Pick<Frame, "freeDays">, term: string, start: number): Due {
  const t = readTerm(term);
  return t ? count(t, start, f.freeDays).due : none;
}

/** countFrom is countTerm for a term that starts on a date or at a time. */
export function countFrom(f: Pick<Frame, "freeDays">, term: string, start: string): Due {
  const end = endOf(asDue(start));
  return end === undefined ? none : countTerm(f, term, end);
}

/** opening is part of every form that can begin an exchange. */
export const opening = { frame: r.maybe(frame) };
