// A document as it is read on a screen: each field that says something below its label.

import type { ComponentChildren } from "preact";
import { useLanguage, useText } from "../../base/app.ts";
import { Name } from "../../part/index.ts";
import type { Fields, Values } from "./field.ts";
import { Said } from "./said.tsx";
import { tell, type Told } from "./told.ts";

export function Reading({ fields, values, all = values }: { fields: Fields; values: Values; all?: Values }) {
  const text = useText();
  const language = useLanguage();
  return <Lines lines={tell(text, language, fields, values, all)} />;
}

function Lines({ lines }: { lines: readonly Told[] }) {
  return (
    <dl class="reading">
      {lines.map(({ key, label, what }) => (
        <div key={key} class={what.is === "written" || what.is === "words" ? "reading__line" : "reading__line reading__line--wide"}>
          <dt>{label}</dt>
          <dd>{shown(what)}</dd>
        </div>
      ))}
    </dl>
  );
}

function shown(what: Told["what"]): ComponentChildren {
  switch (what.is) {
    case "words":
      return what.text;
    case "written":
      return <Said>{what.text}</Said>;
    case "texts":
      return (
        <ol class="reading__list">
          {what.texts.map((text, i) => (
            <li key={i}>
              <Said>{text}</Said>
            </li>
          ))}
        </ol>
      );
    case "part":
      return <Lines lines={what.lines} />;
    case "items":
      return (
        <ul role="list" class="reading__items">
          {what.items.map(({ name, role, lines }, i) => (
            <li key={i} class="reading__item">
              {name !== "" && (
                <p class="reading__name">
                  <Name role={role}>{name}</Name>
                </p>
              )}
              <Lines lines={lines} />
            </li>
          ))}
        </ul>
      );
  }
}
