// A document as it is read: the same description of the form that wrote it, each
// field that says something below its label. What this version has no words for is
// said to be so, never shown as a code.

import type { ComponentChildren } from "preact";
import { clock, fullDate } from "../../../text/index.ts";
import { useLanguage, useText } from "../../base/app.ts";
import { Name } from "../../part/index.ts";
import type { Role } from "../../base/names.ts";
import { nameOf } from "./content.ts";
import { choicesOf, type Field, type Fields, isPart, isText, listIn, partIn, standing, textIn, type Values, yesIn } from "./field.ts";
import { choiceText } from "./fields.tsx";
import { Said } from "./said.tsx";
import { dateIn, instantOf } from "./write.ts";

const named = ["givenNames", "prefix", "familyName"];

export function roleOf(person: Values): Role {
  const role = textIn(person, "role");
  return role === "kind" ? "child" : role === "ouder" ? "parent" : "person";
}

export function Reading({ fields, values, all = values }: { fields: Fields; values: Values; all?: Values }) {
  const isPerson = fields.some((f) => f.name === "givenNames");
  const lines = standing(fields, values, all)
    .filter((f) => !isPerson || !named.includes(f.name))
    .flatMap((field) => <Line key={`${field.name}-${field.label}`} field={field} values={values} all={all} />);
  return <dl class="reading">{lines}</dl>;
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

function Line({ field, values, all }: { field: Field; values: Values; all: Values }) {
  const text = useText();
  const language = useLanguage();
  const label = text.forms.label[field.label];
  const whole = (children: ComponentChildren) => (
    <div class={wide(field) ? "reading__line reading__line--wide" : "reading__line"}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
  const typed = textIn(values, field.name);
  switch (field.kind) {
    case "line":
    case "text":
      return typed.trim() === "" ? null : whole(<Said>{typed}</Said>);
    case "date":
    case "until":
    case "moment": {
      const part = partIn(values, field.name);
      if (yesIn(part, "lasting")) return whole(text.forms.lasting);
      const date = dateIn(part);
      if (!date) return null;
      const at = instantOf(date, textIn(part, "clock"));
      return whole(at && field.kind === "moment" && textIn(part, "clock") !== "" ? `${fullDate(language, at)}, ${clock(language, at)}` : fullDate(language, date));
    }
    case "choice": {
      if (typed === "") return null;
      const choice = choicesOf(field.options, all).find((c) => c.value === typed) ?? { value: typed };
      // A ground is kept as its text: it is no code, and reads as it stands.
      return whole(field.name === "basis" || field.name === "question" ? <Said>{typed}</Said> : <Said>{choiceText(text, field, choice)}</Said>);
    }
    case "several": {
      const chosen = listIn(values, field.name).filter(isText);
      if (chosen.length === 0) return null;
      return whole(chosen.map((value) => choiceText(text, field, { value })).join(", "));
    }
    case "known":
      return typed === "" ? null : whole(typed === "yes" ? text.parts.yes : text.parts.no);
    case "yes":
      return yesIn(values, field.name) ? whole(text.parts.yes) : null;
    case "texts": {
      const list = listIn(values, field.name).filter((v) => isText(v) && v.trim() !== "");
      if (list.length === 0) return null;
      return whole(
        <ol class="reading__list">
          {list.map((v, i) => (
            <li key={i}>
              <Said>{isText(v) ? v : ""}</Said>
            </li>
          ))}
        </ol>,
      );
    }
    case "dates": {
      const dates = listIn(values, field.name).flatMap((v) => (isPart(v) ? dateIn(v) || [] : []));
      return dates.length === 0 ? null : whole(dates.map((d) => fullDate(language, d)).join(" · "));
    }
    case "list": {
      const items = listIn(values, field.name).filter(isPart);
      if (items.length === 0) return null;
      const shown = field.of.filter((f) => f.kind !== "id");
      const alone = shown.length === 1 ? shown[0] : undefined;
      if (alone?.kind === "text") {
        return whole(
          <ol class="reading__list">
            {items.map((item, i) => (
              <li key={i}>
                <Said>{textIn(item, alone.name)}</Said>
              </li>
            ))}
          </ol>,
        );
      }
      return whole(
        <ul role="list" class="reading__items">
          {items.map((item, i) => (
            <li key={i} class="reading__item">
              {field.of.some((f) => f.name === "givenNames") && (
                <p class="reading__name">
                  <Name role={roleOf(item)}>{nameOf(item)}</Name>
                </p>
              )}
              <Reading fields={field.of} values={item} all={all} />
            </li>
          ))}
        </ul>,
      );
    }
    case "part": {
      const part = partIn(values, field.name);
      return says(field.of, part) ? whole(<Reading fields={field.of} values={part} all={all} />) : null;
    }
    default:
      return null;
  }
}

const wide = (field: Field) => field.kind === "list" || field.kind === "part" || field.kind === "texts";
