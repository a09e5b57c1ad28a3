// «Kopieer voor dossier»: an exchange as plain text, in the words of the screen, for
// the organisation's own file. It says who said what and when, and nothing that is
// of the machine: no keys, no ids, no salts that open names.

import { findGround, natures } from "../../../flows/kinds/index.ts";
import { catalogue, clock, fullDate, type Language } from "../../../text/index.ts";
import type { Entry, Exchange, Row } from "../../../worker/protocol.ts";
import { type Asked, askedIn } from "../compose/answers.ts";
import { readFields } from "../compose/forms.ts";
import { fieldOf, formOf } from "../compose/people.tsx";
import { fileName, upright } from "../compose/said.tsx";
import { tell, type Told } from "../compose/told.ts";
import { typedFrom } from "../compose/write.ts";
import { statusText, title, workText } from "../words.ts";
import { titleOf, whoOf } from "./entry.tsx";

export function dossierText(x: Exchange, language: Language): string {
  const text = catalogue(language);
  const words = workText(language);
  const { word, more } = statusText(x, words);
  const lines = [
    [x.mark, title(x, language, false)].filter((s) => s !== "").join("  "),
    [word, more].filter((s) => s !== "").join(" · "),
    ...x.parties.map((p) => [p.organisation, p.team].filter((s) => s !== "").join(" / ")),
    ...x.exchanges.map((row: Row) => `${row.mark}  ${title(row, language, false)}`),
  ];
  const asked = askedIn(x.entries.filter((e) => e.state === "readable").map((e) => e.document));
  for (const entry of x.entries) {
    lines.push("", `${fullDate(language, entry.time)}, ${clock(language, entry.time)}  ${whoOf(text.thread, entry)}`);
    lines.push(titleOf(entry, text.thread.title), ...bodyOf(entry, asked, language));
    for (const file of entry.files) lines.push(`- ${fileName(file.name)}`);
  }
  // Plain spaces: it goes into another system.
  return `${lines.map(upright).join("\n").replaceAll("\u00a0", " ")}\n`;
}

function bodyOf(entry: Entry, asked: readonly Asked[], language: Language): string[] {
  const text = catalogue(language);
  switch (entry.state) {
    case "none":
      return [];
    case "unreadable":
      return [text.errors[entry.code === "" ? "other" : entry.code].what];
    case "recalled":
    case "expired":
    case "missing":
      return [text.thread.gone[entry.state]];
    default:
  }
  const form = formOf(entry);
  if (form === "message.text" || form === "zaak.note") return [textOf(entry.document, "text")];
  const fields = readFields(form);
  const questions = form === "inquiry.sent" || form === "inquiry.asked_again" ? askedIn([entry.document]) : [];
  const answers = fieldOf(entry, "answers");
  return [
    ...questions.map((q, i) => `${i + 1}. ${q.text}`),
    ...(form === "inquiry.answers" && Array.isArray(answers) ? answers.flatMap((a: unknown) => answerLines(a, asked, language)) : []),
    ...tell(text, language, fields, typedFrom(fields, entry.document)).flatMap((told) => plain(told, "")),
  ];
}

function answerLines(answer: unknown, asked: readonly Asked[], language: Language): string[] {
  const text = catalogue(language);
  const t = text.thread.answer;
  const kinds: Record<string, string> = t.kind;
  const kind = textOf(answer, "kind");
  const why = textOf(answer, "motivation");
  const partial = kind === "antwoord" && why !== "";
  const n = asked.findIndex((q) => q.id === textOf(answer, "question"));
  const ground = findGround(textOf(answer, "code"));
  const nature = natures().find(({ code }) => code === textOf(answer, "nature"))?.name ?? "";
  const word = partial ? t.partly : Object.hasOwn(kinds, kind) ? (kinds[kind] ?? "") : text.forms.unknown;
  return [
    `${n < 0 ? "?" : n + 1}. ${asked[n]?.text ?? t.unknownQuestion}`,
    `   ${[word, nature].filter((s) => s !== "").join(", ")}`,
    ...[textOf(answer, "text")].filter((s) => s !== "").map((s) => `   ${s}`),
    ...(ground ? [`   ${t.ground} ${ground.name}. ${ground.text}`] : []),
    ...(why === "" ? [] : [`   ${partial ? t.missing : t.why} ${why}`]),
  ];
}

function plain({ label, what }: Told, indent: string): string[] {
  const deeper = indent + "  ";
  const head = /[?:]$/.test(label) ? label : label + ":";
  switch (what.is) {
    case "words":
    case "written":
      return [`${indent}${head} ${what.text.replaceAll("\n", `\n${deeper}`)}`];
    case "texts":
      return [`${indent}${head}`, ...what.texts.map((s, i) => `${deeper}${i + 1}. ${s}`)];
    case "part":
      return [`${indent}${head}`, ...what.lines.flatMap((line) => plain(line, deeper))];
    case "items":
      return [
        `${indent}${head}`,
        ...what.items.flatMap(({ name, lines }) => [
          `${deeper}- ${name}`.trimEnd(),
          ...lines.flatMap((line) => plain(line, deeper + "  ")),
        ]),
      ];
  }
}

function textOf(of: unknown, name: string): string {
  if (typeof of !== "object" || of === null) return "";
  const value: unknown = Object.entries(of).find(([n]) => n === name)?.[1];
  return typeof value === "string" ? value : "";
}
