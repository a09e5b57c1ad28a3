// Runs partners/testdata/deadline.json: also in a browser, so without node.
import { codeOf } from "../../src/crypto/note/index.ts";
import * as deadline from "../../src/flows/deadline/index.ts";

interface File {
  terms: { name: string; start: string; term: string; free?: string[]; due: string; skipped: deadline.Skipped[] }[];
  refused: { name: string; term: string }[];
  feastDays: { year: number; days: deadline.Skipped[] }[];
  passed: { name: string; due: string; now: string; passed: boolean }[];
  refusedDue: { name: string; due: string }[];
  starts: { name: string; text: string; start: string; timed: boolean }[];
  refusedStart: { name: string; text: string }[];
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("partners/testdata/deadline.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as File;
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  const add = (rule: string, name: string, want: unknown, got: () => unknown) =>
    out.push({ name, rule, want: JSON.stringify(want), got: JSON.stringify(verdict(got)) });
  for (const c of file.terms) {
    add("terms", `${c.name} ${c.start} ${c.term}`, { due: c.due, skipped: c.skipped }, () =>
      deadline.count(deadline.parseTerm(c.term), deadline.parseStart(c.start).start, c.free ?? []),
    );
  }
  for (const c of file.refused) add("refused", c.name, "E01", () => deadline.parseTerm(c.term));
  for (const c of file.feastDays) add("feastDays", String(c.year), c.days, () => deadline.feastDays(c.year));
  for (const c of file.passed) {
    add("passed", c.name, c.passed, () => deadline.passed(deadline.parseDue(c.due), Date.parse(c.now) / 1000));
  }
  for (const c of file.refusedDue) add("refusedDue", c.name, "E01", () => deadline.parseDue(c.due));
  for (const c of file.starts) {
    add("starts", c.name, { start: Date.parse(c.start) / 1000, timed: c.timed }, () => deadline.parseStart(c.text));
  }
  for (const c of file.refusedStart) add("refusedStart", c.name, "E01", () => deadline.parseStart(c.text));
  return out;
}

function verdict(of: () => unknown): unknown {
  try {
    return of();
  } catch (e) {
    return codeOf(e) || String(e);
  }
}
