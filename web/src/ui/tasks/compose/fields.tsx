// The fields of a form on the page. Everything is controlled by the values that the
// draft keeps, so that a reload shows again what stood there.

import type { Text } from "../../../text/index.ts";
import { useApp, useText } from "../../base/app.ts";
import { Button, Checkbox, Radios, TextArea, TextField } from "../../part/index.ts";
import {
  type Add,
  type Choice,
  choicesOf,
  type Field,
  type Fields as Described,
  fresh,
  isPart,
  isText,
  listIn,
  partIn,
  place,
  standing,
  textIn,
  type Value,
  type Values,
  yesIn,
} from "./field.ts";
import { ItemFrame, MomentBox, Several } from "./boxes.tsx";
import { choiceText } from "./choicetext.ts";
import type { Problem } from "./write.ts";

export interface FieldsProps {
  fields: Described;
  values: Values;
  onChange: (values: Values) => void;
  wrong: readonly Problem[];
  path: string;
  all?: Values;
}

/** The sentence of a problem: the same in the summary and at the field. */
export function faultText(text: Text, { fault, label, id }: Problem): string {
  if (fault === "choose" && label === "team") return text.compose.chooseTeam;
  // What a handover is, or why something is asked: the first choice of each.
  if (fault === "choose" && id === "to-kind") return text.compose.chooseKind[label === "reason" ? "inquiry" : "handoff"];
  return text.forms.fault[fault](text.forms.label[label]);
}

export function Fields({ fields, values, onChange, wrong, path, all = values }: FieldsProps) {
  const set = (name: string, value: Value) => onChange({ ...values, [name]: value });
  return (
    <>
      {standing(fields, values, all).map((field) => (
        <One
          key={`${field.name}-${field.label}`}
          field={field}
          values={values}
          all={all}
          set={(value) => set(field.name, value)}
          wrong={wrong}
          path={path}
        />
      ))}
    </>
  );
}

interface OneProps {
  field: Field;
  values: Values;
  all: Values;
  set: (value: Value) => void;
  wrong: readonly Problem[];
  path: string;
}

function One({ field, values, all, set, wrong, path }: OneProps) {
  const { names } = useApp();
  const text = useText();
  const id = place(path, field.name);
  const mine = wrong.find((p) => p.id === id || p.id === id + "-clock");
  const base = {
    id,
    label: text.forms.label[field.label],
    ...(field.hint ? { hint: text.forms.hint[field.hint] } : {}),
    ...(mine ? { error: faultText(text, mine) } : {}),
    ...(field.must ? {} : { optional: true }),
  };
  // A person to choose is called as everywhere; other words of somebody's own keep no name that is known.
  const label = (said: string) => (field.name === "person" ? names.show(said, "person") : names.within(said));
  const options = (choices: readonly Choice[]) =>
    choices.map((c) => ({ value: c.value, label: label(choiceText(text, field, c)), ...(c.hint ? { hint: c.hint } : {}) }));

  switch (field.kind) {
    case "line":
      return (
        <TextField
          {...base}
          value={textIn(values, field.name)}
          onInput={set}
          {...(field.short ? { short: true } : {})}
          {...(field.mode ? { mode: field.mode } : {})}
        />
      );
    case "text":
      return (
        <TextArea
          {...base}
          value={textIn(values, field.name)}
          onInput={set}
          rows={field.rows ?? 4}
          {...(field.most ? { most: field.most } : {})}
        />
      );
    case "date":
      return <MomentBox {...base} value={partIn(values, field.name)} onChange={set} />;
    case "until":
      return <MomentBox {...base} value={partIn(values, field.name)} onChange={set} lasting />;
    case "moment":
      return <MomentBox {...base} value={partIn(values, field.name)} onChange={set} clock={field.clock} />;
    case "choice":
      return (
        <Radios
          {...base}
          options={options(choicesOf(field.options, all))}
          value={textIn(values, field.name)}
          onChange={set}
          {...(field.inline ? { inline: true } : {})}
        />
      );
    case "several":
      return (
        <Several
          {...base}
          options={options(choicesOf(field.options, all))}
          chosen={listIn(values, field.name).filter(isText)}
          onChange={set}
        />
      );
    case "known":
      return (
        <Radios
          {...base}
          inline
          options={[
            { value: "yes", label: text.parts.yes },
            { value: "no", label: text.parts.no },
            { value: "unknown", label: text.forms.notKnown },
          ]}
          value={textIn(values, field.name)}
          onChange={set}
        />
      );
    case "yes": {
      const { optional: _, ...tick } = base as typeof base & { optional?: boolean };
      return <Checkbox {...tick} checked={yesIn(values, field.name)} onChange={set} />;
    }
    case "texts":
    case "dates":
    case "list":
      return <Items field={field} values={values} all={all} set={set} wrong={wrong} base={base} />;
    case "part":
      return (
        <fieldset class="group">
          <legend class="group__title">
            {base.label}
            {!field.must && <span class="field__optional"> ({text.parts.optional})</span>}
          </legend>
          {base.hint && <p class="field__hint">{base.hint}</p>}
          <div class="stack">
            <Fields fields={field.of} values={partIn(values, field.name)} onChange={set} wrong={wrong} path={id} all={all} />
          </div>
        </fieldset>
      );
    default:
      return null;
  }
}

interface ItemsProps {
  field: Extract<Field, { kind: "texts" | "dates" | "list" }>;
  values: Values;
  all: Values;
  set: (value: Value) => void;
  wrong: readonly Problem[];
  base: { id: string; label: string; hint?: string; error?: string; optional?: boolean };
}

function Items({ field, values, all, set, wrong, base }: ItemsProps) {
  const text = useText();
  const items = listIn(values, field.name);
  const put = (i: number, value: Value) => set(items.map((v, at) => (at === i ? value : v)));
  const add: Add = field.add;
  return (
    <ItemFrame {...base}>
      {items.map((item, i) => {
        const name = text.forms.item[add](i + 1);
        const id = place(base.id, i);
        const fault = wrong.find((p) => p.id === id);
        const remove = (
          <Button
            kind="quiet"
            icon="remove"
            label={text.forms.remove(name)}
            onClick={() => {
              set(items.filter((_, at) => at !== i));
              document.getElementById(base.id)?.focus();
            }}
          >
            {""}
          </Button>
        );
        if (field.kind === "texts") {
          return (
            <div key={i} class="slot slot--line">
              <TextArea id={id} label={name} rows={2} value={isText(item) ? item : ""} onInput={(v) => put(i, v)} />
              {remove}
            </div>
          );
        }
        if (field.kind === "dates") {
          return (
            <div key={i} class="slot slot--line">
              <MomentBox
                id={id}
                label={name}
                value={isPart(item) ? item : {}}
                onChange={(v) => put(i, v)}
                {...(fault ? { error: faultText(text, fault) } : {})}
              />
              {remove}
            </div>
          );
        }
        const part = isPart(item) ? item : {};
        const shown = field.of.filter((f) => f.kind !== "id");
        const alone = shown.length === 1 ? shown[0] : undefined;
        if (alone?.kind === "text") {
          const at = place(id, alone.name);
          const missed = wrong.find((p) => p.id === at);
          return (
            <div key={textIn(part, "id") || i} class="slot slot--line">
              <TextArea
                id={at}
                label={name}
                rows={alone.rows ?? 2}
                {...(alone.most ? { most: alone.most } : {})}
                {...(missed ? { error: faultText(text, missed) } : {})}
                value={textIn(part, alone.name)}
                onInput={(v) => put(i, { ...part, [alone.name]: v })}
              />
              {remove}
            </div>
          );
        }
        return (
          <fieldset key={textIn(part, "id") || i} class="slot card">
            <legend class="visually-hidden">{name}</legend>
            <div class="row row--apart">
              <span class="slot__title" aria-hidden="true">
                {name}
              </span>
              {remove}
            </div>
            <div class="stack">
              <Fields fields={field.of} values={part} onChange={(v) => put(i, v)} wrong={wrong} path={id} all={all} />
            </div>
          </fieldset>
        );
      })}
      {items.length < field.most && (
        <div class="row">
          <Button
            icon="plus"
            onClick={() => {
              const made: Value = field.kind === "list" ? fresh(field.of) : field.kind === "dates" ? {} : "";
              set([...items, made]);
              focusSoon(place(base.id, items.length));
            }}
          >
            {text.forms.add[add]}
          </Button>
        </div>
      )}
    </ItemFrame>
  );
}

/** Into the first box of what was just added. */
function focusSoon(id: string) {
  requestAnimationFrame(() => {
    const box =
      document.getElementById(id) ?? document.querySelector<HTMLElement>(`[id^="${CSS.escape(id + "-")}"]:is(input,textarea)`);
    box?.focus();
  });
}
