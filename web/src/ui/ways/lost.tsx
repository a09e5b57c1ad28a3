// T3: somebody cannot get in. Roads in the order in which they help soonest, and no
// word of blame.

import type { ComponentChildren } from "preact";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/frame.tsx";
import { Button, Phone } from "../part/button.tsx";

export function Lost({ onBack }: { onBack: () => void }) {
  const { router, session } = useApp();
  const text = useText();
  const lost = text.ways.lost;
  const road = (title: string, steps: readonly string[], more?: ComponentChildren) => (
    <section class="card stack stack--tight">
      <h2>{title}</h2>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {more}
    </section>
  );
  return (
    <>
      <div class="stack">
        <Title>{lost.title}</Title>
        <p class="lead">{lost.lead}</p>
      </div>
      <div class="stack">
        {road(
          lost.words,
          lost.wordsHow,
          <div class="row">
            <Button kind="main" onClick={onBack}>
              {lost.wordsDo}
            </Button>
          </div>,
        )}
        {road(lost.device, lost.deviceHow)}
        {road(
          lost.colleague,
          lost.colleagueHow,
          <>
            <div class="row">
              <Button onClick={() => router.go("begin")}>{lost.colleagueDo}</Button>
            </div>
            <p>{lost.old}</p>
            <p>
              {lost.none} {lost.blame}
            </p>
          </>,
        )}
      </div>
      <div>
        <p>{lost.call}</p>
        <Phone number={session.trust.help} />
      </div>
      <div class="row">
        <Button icon="left" onClick={onBack}>
          {text.parts.back}
        </Button>
      </div>
    </>
  );
}
