// An example region says on every screen that it is one, and how to try it.

import { useApp, useText } from "../base/app.ts";
import { Details } from "../part/details.tsx";

export function DemoBanner() {
  const { session } = useApp();
  const text = useText().frame.demo;
  if (!session.trust.demo) return null;
  return (
    <section class="demo" aria-label={text.label}>
      <div class="demo__line">
        <p>
          <strong>{text.label}.</strong> {text.text}
        </p>
        <Details title={text.how}>
          <ol class="steps">
            {text.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Details>
      </div>
    </section>
  );
}
