// A date in three boxes. What is typed stays as it was typed; readDate says what
// date it is, if it is one.

import { useId } from "preact/hooks";
import { isDate } from "../../flows/deadline/zone.ts";
import { useText } from "../base/app.ts";
import { FieldError, type FieldProps } from "./field.tsx";

export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

export const noDate: TypedDate = { day: "", month: "", year: "" };

/** "2026-05-27"; "" when nothing was typed; undefined when it is no date. */
export function readDate({ day, month, year }: TypedDate): string | "" | undefined {
  if (day.trim() === "" && month.trim() === "" && year.trim() === "") return "";
  const date = `${year.trim()}-${month.trim().padStart(2, "0")}-${day.trim().padStart(2, "0")}`;
  return isDate(date) ? date : undefined;
}

export function typedDate(date: string): TypedDate {
  const [year = "", month = "", day = ""] = date.split("-");
  return { day: day.replace(/^0/, ""), month: month.replace(/^0/, ""), year };
}

export function DateField(props: FieldProps & { value: TypedDate; onInput: (value: TypedDate) => void }) {
  const text = useText();
  const made = useId();
  const id = props.id ?? made;
  const by = [id + "-hint", props.error ? id + "-error" : ""].filter((s) => s !== "").join(" ");
  const box = (part: keyof TypedDate, label: string, at: string, length: number) => (
    <div class="date__part">
      <label class="date__label" for={at}>
        {label}
      </label>
      <input
        id={at}
        class={`box mono date__box${length === 4 ? " date__box--year" : ""}`}
        type="text"
        inputMode="numeric"
        maxLength={length}
        value={props.value[part]}
        onInput={(e) => props.onInput({ ...props.value, [part]: e.currentTarget.value })}
        aria-invalid={props.error ? "true" : undefined}
        autocomplete="off"
      />
    </div>
  );
  return (
    <fieldset class={props.error ? "field field--wrong" : "field"} aria-describedby={by}>
      <legend class="field__label">
        {props.label}
        {props.optional && <span class="field__optional"> ({text.parts.optional})</span>}
      </legend>
      <p class="field__hint" id={id + "-hint"}>
        {props.hint ?? text.parts.date.hint}
      </p>
      {props.error && <FieldError id={id + "-error"}>{props.error}</FieldError>}
      <div class="date">
        {box("day", text.parts.date.day, id, 2)}
        {box("month", text.parts.date.month, id + "-month", 2)}
        {box("year", text.parts.date.year, id + "-year", 4)}
      </div>
    </fieldset>
  );
}
