import type { Text } from "../../../text/index.ts";
import type { Choice } from "./field.ts";

/** What a choice says: its own words, or those of the catalogue. */
export function choiceText(text: Text, field: { name: string; table?: string }, choice: Choice): string {
  if (choice.label !== undefined) return choice.label;
  const tables: Record<string, Record<string, string>> = {
    level: text.forms.level,
    moment: text.forms.moment,
    ground: text.forms.ground,
    asked: text.forms.asked,
  };
  const table = tables[field.table ?? field.name];
  if (table && Object.hasOwn(table, choice.value)) return table[choice.value] ?? "";
  const words: Record<string, string> = text.forms.word;
  return Object.hasOwn(words, choice.value) ? (words[choice.value] ?? "") : text.forms.unknown;
}
