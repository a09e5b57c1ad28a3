// Boxes that this group of screens needs beside those of ui/part: a moment (a day,
// a time, or blijvend), several choices at once, and the frame of a list.

import type { ComponentChildren } from "preact";
import { useText } from "../../base/app.ts";
import { Checkbox, DateField, type FieldProps, type Option, TextField } from "../../part/index.ts";
import { FieldError } from "../../part/field.tsx";
import { textIn, type Value, type Values, yesIn } from "./field.ts";

export interface MomentBoxProps extends FieldProps {
  id: string;
  value: Values;
  onChange: (value: Value) => void;
  clock?: "must" | "may";
  lasting?: boolean;
}

export function MomentBox({ value, onChange, clock, lasting = false, ...field }: MomentBoxProps) {
  const text = useText();
  const date = { day: textIn(value, "day"), month: textIn(value, "month"), year: textIn(value, "year") };
  const ever = lasting && yesIn(value, "lasting");
  const shown = <DateField {...field} value={date} onInput={(d) => onChange({ ...value, ...d })} />;
  return (
    <div class="moment">
      {ever ? <p class="field__label">{field.label}</p> : shown}
      {clock && (
        <TextField
          id={field.id + "-clock"}
          label={text.forms.clock}
          hint={text.forms.clockHint}
          short
          {...(clock === "may" ? { optional: true } : {})}
          value={textIn(value, "clock")}
          onInput={(typed) => onChange({ ...value, clock: typed })}
        />
      )}
      {lasting && (
        <Checkbox label={text.forms.lasting} checked={ever} onChange={(yes) => onChange({ ...value, lasting: yes })} />
      )}
    </div>
  );
}

export interface SeveralProps extends FieldProps {
  id: string;
  options: readonly Option<string>[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

export function Several({ id, label, hint, error, optional, options, chosen, onChange }: SeveralProps) {
  const text = useText();
  const by = [hint ? id + "-hint" : "", error ? id + "-error" : ""].filter((s) => s !== "").join(" ");
  return (
    <fieldset class={error ? "field field--wrong" : "field"} {...(by === "" ? {} : { "aria-describedby": by })}>
      <legend class="field__label">
        {label}
        {optional && <span class="field__optional"> ({text.parts.optional})</span>}
      </legend>
      {hint && (
        <p class="field__hint" id={id + "-hint"}>
          {hint}
        </p>
      )}
      {error && <FieldError id={id + "-error"}>{error}</FieldError>}
      <div class="choices">
        {options.map((option, i) => (
          <Checkbox
            key={option.value}
            {...(i === 0 ? { id } : {})}
            label={option.label}
            {...(option.hint ? { hint: option.hint } : {})}
            checked={chosen.includes(option.value)}
            onChange={(yes) => onChange(yes ? [...chosen, option.value] : chosen.filter((v) => v !== option.value))}
          />
        ))}
      </div>
    </fieldset>
  );
}

export function ItemFrame(props: FieldProps & { id: string; children: ComponentChildren }) {
  const text = useText();
  const { id, hint, error } = props;
  return (
    <div class={error ? "field field--wrong slots" : "field slots"} role="group" aria-labelledby={id}>
      <h3 class="slots__title" id={id} tabIndex={-1}>
        {props.label}
        {props.optional && <span class="field__optional"> ({text.parts.optional})</span>}
      </h3>
      {hint && <p class="field__hint">{hint}</p>}
      {error && <FieldError id={id + "-error"}>{error}</FieldError>}
      {props.children}
    </div>
  );
}
