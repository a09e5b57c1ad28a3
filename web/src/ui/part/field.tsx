// Fields: the label above, then a hint, then what is wrong, then the box. A field
// says when it is not required; errors come from the form, never from the browser.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";

export interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
  /** To link to it from the summary of errors. */
  id?: string;
}

interface Ids {
  id: string;
  describedBy: string | undefined;
}

export function useField({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">): Ids {
  const made = useId();
  const own = id ?? made;
  const by = [hint ? own + "-hint" : "", error ? own + "-error" : ""].filter((s) => s !== "").join(" ");
  return { id: own, describedBy: by === "" ? undefined : by };
}

export function FieldError({ id, children }: { id: string; children: string }) {
  const text = useText();
  return (
    <p class="field__error" id={id}>
      <Icon name="warning" />
      <span>
        <span class="visually-hidden">{text.parts.errorWord} </span>
        {children}
      </span>
    </p>
  );
}

function Frame(props: FieldProps & { children: ComponentChildren; ids: Ids }) {
  const text = useText();
  const { id } = props.ids;
  return (
    <div class={props.error ? "field field--wrong" : "field"}>
      <label class="field__label" for={id}>
        {props.label}
        {props.optional && <span class="field__optional"> ({text.parts.optional})</span>}
      </label>
      {props.hint && (
        <p class="field__hint" id={id + "-hint"}>
          {props.hint}
        </p>
      )}
      {props.error && <FieldError id={id + "-error"}>{props.error}</FieldError>}
      {props.children}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  mono?: boolean;
  short?: boolean;
  mode?: "text" | "numeric" | "tel" | "search";
  autofocus?: boolean;
}

export function TextField(props: TextFieldProps) {
  const ids = useField(props);
  return (
    <Frame {...props} ids={ids}>
      <input
        id={ids.id}
        class={`box${props.mono ? " mono" : ""}${props.short ? " box--short" : ""}`}
        type="text"
        inputMode={props.mode ?? "text"}
        value={props.value}
        onInput={(e) => props.onInput(e.currentTarget.value)}
        onBlur={props.onBlur}
        aria-describedby={ids.describedBy}
        aria-invalid={props.error ? "true" : undefined}
        aria-required={props.optional ? undefined : "true"}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        autofocus={props.autofocus}
      />
    </Frame>
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  rows?: number;
  /** How many characters it may have; what is left is said near the end. */
  most?: number;
  mono?: boolean;
  plain?: boolean; // no help with spelling, for words and codes
}

export function TextArea(props: TextAreaProps) {
  const text = useText();
  const ids = useField(props);
  const left = props.most === undefined ? undefined : props.most - [...props.value].length;
  const near = left !== undefined && props.most !== undefined && left <= Math.max(20, props.most / 5);
  return (
    <Frame {...props} ids={ids}>
      <textarea
        id={ids.id}
        class={`box box--area${props.mono ? " mono" : ""}`}
        rows={props.rows ?? 4}
        value={props.value}
        onInput={(e) => props.onInput(e.currentTarget.value)}
        onBlur={props.onBlur}
        aria-describedby={ids.describedBy}
        aria-invalid={props.error ? "true" : undefined}
        aria-required={props.optional ? undefined : "true"}
        autocomplete="off"
        autocapitalize={props.plain ? "none" : "sentences"}
        spellcheck={!props.plain}
      />
      <p class={left !== undefined && left < 0 ? "field__count field__count--over" : "field__count"} aria-live="polite">
        {near && left !== undefined ? (left < 0 ? text.parts.over(-left) : text.parts.left(left)) : ""}
      </p>
    </Frame>
  );
}

export interface Option<V extends string> {
  value: V;
  label: string;
  hint?: string;
}

export interface RadiosProps<V extends string> extends FieldProps {
  options: readonly Option<V>[];
  value: V | "";
  onChange: (value: V) => void;
  /** Short options stand beside each other. */
  inline?: boolean;
}

export function Radios<V extends string>(props: RadiosProps<V>) {
  const text = useText();
  const ids = useField(props);
  return (
    <fieldset class={props.error ? "field field--wrong" : "field"} aria-describedby={ids.describedBy}>
      <legend class="field__label">
        {props.label}
        {props.optional && <span class="field__optional"> ({text.parts.optional})</span>}
      </legend>
      {props.hint && (
        <p class="field__hint" id={ids.id + "-hint"}>
          {props.hint}
        </p>
      )}
      {props.error && <FieldError id={ids.id + "-error"}>{props.error}</FieldError>}
      <div class={props.inline ? "choices choices--inline" : "choices"}>
        {props.options.map((option, i) => (
          <label key={option.value} class="choice">
            <input
              type="radio"
              id={i === 0 ? ids.id : undefined}
              name={ids.id}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
              aria-describedby={option.hint ? `${ids.id}-${option.value}-hint` : undefined}
            />
            <span class="choice__text">
              {option.label}
              {option.hint && (
                <span class="choice__hint" id={`${ids.id}-${option.value}-hint`}>
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Checkbox(props: {
  label: string;
  hint?: string;
  error?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  id?: string;
}) {
  const ids = useField(props);
  return (
    <div class={props.error ? "field field--wrong" : "field"}>
      {props.error && <FieldError id={ids.id + "-error"}>{props.error}</FieldError>}
      <label class="choice">
        <input
          type="checkbox"
          id={ids.id}
          checked={props.checked}
          onChange={(e) => props.onChange(e.currentTarget.checked)}
          aria-describedby={ids.describedBy}
          aria-invalid={props.error ? "true" : undefined}
        />
        <span class="choice__text">
          {props.label}
          {props.hint && (
            <span class="choice__hint" id={ids.id + "-hint"}>
              {props.hint}
            </span>
          )}
        </span>
      </label>
    </div>
  );
}
