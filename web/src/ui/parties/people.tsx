// Choosing members of a team: by name where a message told it, and always by the account
// code, which they can read aloud.

import type { Named } from "../../worker/parties/calls.ts";
import { Chip } from "../part/index.ts";
import { FieldError } from "../part/field.tsx";
import { calledBy } from "./compare.tsx";
import { usePartiesText } from "./text.ts";

export interface MembersProps {
  id: string;
  label: string;
  hint: string;
  error: string;
  list: readonly Named[];
  chosen: readonly string[];
  onChange: (members: string[]) => void;
  /** Only one may be chosen. */
  one?: boolean;
}

export function Members({ id, label, hint, error, list, chosen, onChange, one = false }: MembersProps) {
  const text = usePartiesText().compare;
  if (list.length === 0) return <p class="meta">{text.nobody}</p>;
  const turn = (member: string, on: boolean) => onChange(one ? [member] : on ? [...chosen, member] : chosen.filter((c) => c !== member));
  return (
    <fieldset class={error ? "field field--wrong" : "field"} aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}>
      <legend class="field__label">{label}</legend>
      <p class="field__hint" id={id + "-hint"}>
        {hint}
      </p>
      {error && <FieldError id={id + "-error"}>{error}</FieldError>}
      <div class="picks">
        {list.map((n, i) => (
          <label key={n.member} class={chosen.includes(n.member) ? "pick pick--chosen" : "pick"}>
            <input
              type={one ? "radio" : "checkbox"}
              name={id}
              id={i === 0 ? id : undefined}
              checked={chosen.includes(n.member)}
              onChange={(event) => turn(n.member, event.currentTarget.checked)}
            />
            <span class="pick__text">
              <span class="pick__name">{calledBy(n)}</span>
              {n.name !== "" && <span class="meta">{text.code(n.code)}</span>}
            </span>
            {!n.mine && (
              <Chip tone={n.compared ? "goed" : "plain"} icon={n.compared ? "check" : "phone"}>
                {n.compared ? text.yes : text.no}
              </Chip>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
