// The people of the zaak, entered once: here they are only ticked.

import { useApp, useText } from "../../base/app.ts";
import { Several } from "./boxes.tsx";
import { nameOf, personFields } from "./content.ts";
import { type Fields, partsIn, textIn, type Values } from "./field.ts";
import { roleOf } from "./told.ts";
import { typedFrom } from "./write.ts";
import type { Entry } from "../../../worker/protocol.ts";

/** The persons that stand in a sheet, each as it was written last. */
export function personsOf(entries: readonly Entry[]): Values[] {
  const byID = new Map<string, Values>();
  for (const entry of entries) {
    if (formOf(entry) !== "zaak.person") continue;
    const person = typedFrom(personFields(false), entry.document);
    byID.set(textIn(person, "id"), person);
  }
  return [...byID.values()];
}

export function formOf(entry: Entry): string {
  const doc = entry.document;
  return typeof doc === "object" && doc !== null && "form" in doc && typeof doc.form === "string" ? doc.form : "";
}

export function fieldOf(entry: Entry, name: string): unknown {
  const doc = entry.document;
  return typeof doc === "object" && doc !== null ? Object.entries(doc).find(([n]) => n === name)?.[1] : undefined;
}

/** Only what the form has fields for: a request carries less of a person than a sheet does. */
export function only(fields: Fields, person: Values): Values {
  return Object.fromEntries(fields.flatMap((f) => (person[f.name] === undefined ? [] : [[f.name, person[f.name] ?? ""]])));
}

export interface PeoplePickProps {
  persons: readonly Values[];
  fields: Fields;
  name: string; // of the list in the form
  values: Values;
  onChange: (values: Values) => void;
}

export function PeoplePick({ persons, fields, name, values, onChange }: PeoplePickProps) {
  const text = useText();
  const { names } = useApp();
  if (persons.length === 0) return null;
  const here = partsIn(values, name);
  const chosen = here.map((p) => textIn(p, "id"));
  return (
    <Several
      id={"pick-" + name}
      label={text.compose.fromZaak}
      hint={text.compose.fromZaakHint}
      optional
      options={persons.map((p) => ({ value: textIn(p, "id"), label: names.show(nameOf(p), roleOf(p)) }))}
      chosen={chosen}
      onChange={(ids) => {
        const known = persons.map((p) => textIn(p, "id"));
        const kept = here.filter((p) => !known.includes(textIn(p, "id")) || ids.includes(textIn(p, "id")));
        const added = persons.filter((p) => ids.includes(textIn(p, "id")) && !chosen.includes(textIn(p, "id")));
        onChange({ ...values, [name]: [...kept, ...added.map((p) => only(fields, p))] });
      }}
    />
  );
}
