// Two guards that look only here, in the page: the name of a reporter whom the
// family may not know, and names of the family in what a citizen is told.

import type { Text } from "../../../text/index.ts";
import { type Fields, isPart, isText, type Label, listIn, partIn, standing, textIn, type Values } from "./field.ts";

export interface Found {
  label: Label;
  line: number;
  name: string;
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

/** Where one of the names stands, as a whole word, in what is written. */
export function find(names: readonly string[], fields: Fields, values: Values, all: Values = values): Found[] {
  const wanted = names.map((n) => n.trim()).filter((n) => n.length > 1);
  if (wanted.length === 0) return [];
  const found: Found[] = [];
  const look = (label: Label, written: string) => {
    written.split("\n").forEach((line, i) => {
      for (const name of wanted) {
        const word = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "iu");
        if (word.test(line)) found.push({ label, line: i + 1, name });
      }
    });
  };
  for (const field of standing(fields, values, all)) {
    if (field.kind === "line" || field.kind === "text") look(field.label, textIn(values, field.name));
    if (field.kind === "texts") listIn(values, field.name).filter(isText).forEach((v) => look(field.label, v));
    if (field.kind === "part") found.push(...find(wanted, field.of, partIn(values, field.name), all));
    if (field.kind === "list") {
      for (const item of listIn(values, field.name).filter(isPart)) found.push(...find(wanted, field.of, item, all));
    }
  }
  return found;
}

/** «Staat de naam van de melder in je tekst? Gevonden op regel 4.» */
export function reporterStops(text: Text, found: readonly Found[]): string[] {
  return found.map((f) => text.compose.guard.reporter(text.forms.label[f.label], f.line));
}

/** «Je noemt Noah. Een burger krijgt geen namen.» */
export function citizenStops(text: Text, found: readonly Found[]): string[] {
  return [...new Set(found.map((f) => text.compose.guard.citizen(f.name)))];
}
