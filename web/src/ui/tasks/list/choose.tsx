// One choice out of a list that may be long, with its label above.

import { useId } from "preact/hooks";

export interface Choice<V extends string> {
  value: V;
  label: string;
}

export interface ChooseProps<V extends string> {
  label: string;
  value: V;
  options: readonly Choice<V>[];
  onChange: (value: V) => void;
}

export function Choose<V extends string>({ label, value, options, onChange }: ChooseProps<V>) {
  const id = useId();
  return (
    <div class="choose">
      <label class="choose__label" for={id}>
        {label}
      </label>
      <select
        id={id}
        class="select choose__box"
        value={value}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </div>
  );
}
