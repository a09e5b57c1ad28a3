// What a document says, field by field, in the words of the screen: shown by
// reading.tsx and copied as plain text by exchange/dossier.ts. It follows the same
// description of the form that wrote it. What this version has no words for is said
// to be so, never shown as a code.

import { clock, fullDate, type Language, type Text } from "../../../text/index.ts";
import type { Role } from "../../base/names.ts";
import { choiceText } from "./choicetext.ts";
import { nameOf } from "./content.ts";
import { choicesOf, type Field, type Fields, isPart, isText, listIn, partIn, standing, textIn, type Values, yesIn } from "./field.ts";
import { dateIn, instantOf } from "./write.ts";

/** One field that says something. */
export interface Told {
  key: string;
  label: string;
  /** Text by somebody's own hand, words of the screen, several texts, or parts with lines of their own. */
  what:
    | { is: "written" | "words"; text: string }
    | { is: "texts"; texts: string[] }
    | { is: "part"; lines: Told[] }
    | { is: "items"; items: { name: string; role: Role; lines: Told[] }[] };
}

const named = ["givenNames", "prefix", "familyName"];
const isPerson = (fields: Fields) => fields.some((f) => f.name === "givenNames");

export function roleOf(person: Values): Role {
  const role = textIn(person, "role");
  return role === "kind" ? "child" : role === "ouder" ? "parent" : "person";
}

/** Whether the fields say anything at all. */
export function says(fields: Fields, values: Values): boolean {
  return fields.some((f) => {
    const v = values[f.name];
    if (f.kind === "id") return false;
    if (f.kind === "part") return says(f.of, partIn(values, f.name));
    return isText(v) ? v.trim() !== "" : v === true || (isPart(v) ? Object.values(v).some((x) => x !== "") : listIn(values, f.name).length > 0);
  });
}

/** The lines of a document; the names of a person are told with the item that the person is. */
export function tell(text: Text, language: Language, fields: Fields, values: Values, all: Values = values): Told[] {
  return standing(fields, values, all)
    .filter((f) => !isPerson(fields) || !named.includes(f.name))
    .flatMap((field): Told[] => {
      const what = whatOf(text, language, field, values, all);
      return what === null ? [] : [{ key: `${field.name}-${field.label}`, label: text.forms.label[field.label], what }];
    });
}

function whatOf(text: Text, language: Language, field: Field, values: Values, all: Values): Told["what"] | null {
  const typed = textIn(values, field.name);
  const words = (said: string): Told["what"] => ({ is: "words", text: said });
  switch (field.kind) {
    case "line":
    case "text":
      return typed.trim() === "" ? null : { is: "written", text: typed };
    case "date":
    case "until":
    case "moment": {
      const part = partIn(values, field.name);
      if (yesIn(part, "lasting")) return words(text.forms.lasting);
      const date = dateIn(part);
      if (!date) return null;
      const at = instantOf(date, textIn(part, "clock"));
      const timed = at && field.kind === "moment" && textIn(part, "clock") !== "";
      return words(timed ? `${fullDate(language, at)}, ${clock(language, at)}` : fullDate(language, date));
    }
    case "choice": {
      if (typed === "") return null;
      const choice = choicesOf(field.options, all).find((c) => c.value === typed) ?? { value: typed };
      // A ground is kept as its text: it is no code, and reads as it stands.
      if (field.name === "basis" || field.name === "question") return { is: "written", text: typed };
      const said = choiceText(text, field, choice);
      return field.name === "person" || field.name === "id" ? { is: "written", text: said } : words(said);
    }
    case "several": {
      const chosen = listIn(values, field.name).filter(isText);
      return chosen.length === 0 ? null : words(chosen.map((value) => choiceText(text, field, { value })).join(", "));
    }
    case "known":
      return typed === "" ? null : words(typed === "yes" ? text.parts.yes : typed === "no" ? text.parts.no : text.forms.notKnown);
    case "yes":
      return yesIn(values, field.name) ? words(text.parts.yes) : null;
    case "texts": {
      const texts = listIn(values, field.name).filter(isText).filter((v) => v.trim() !== "");
      return texts.length === 0 ? null : { is: "texts", texts };
    }
    case "dates": {
      const dates = listIn(values, field.name).flatMap((v) => (isPart(v) ? dateIn(v) || [] : []));
      return dates.length === 0 ? null : words(dates.map((d) => fullDate(language, d)).join(" · "));
    }
    case "list": {
      const items = listIn(values, field.name).filter(isPart);
      if (items.length === 0) return null;
      const shown = field.of.filter((f) => f.kind !== "id");
      const alone = shown.length === 1 ? shown[0] : undefined;
      if (alone?.kind === "text") return { is: "texts", texts: items.map((item) => textIn(item, alone.name)) };
      return {
        is: "items",
        items: items.map((item) => ({
          name: isPerson(field.of) ? nameOf(item) : "",
          role: roleOf(item),
          lines: tell(text, language, field.of, item, all),
        })),
      };
    }
    case "part": {
      const part = partIn(values, field.name);
      return says(field.of, part) ? { is: "part", lines: tell(text, language, field.of, part, all) } : null;
    }
    default:
      return null;
  }
}
