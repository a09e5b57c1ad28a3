// The screens of this folder under the names that the router knows.

import { useApp } from "../../base/app.ts";
import type { Work } from "../../app.tsx";
import { AnswerScreen } from "./answer.tsx";
import { ComposeScreen } from "./compose.tsx";
import { NewScreen } from "./new.tsx";
import type { Composed } from "./plans.ts";

function composing(flow: Composed) {
  return function Screen() {
    const { exchange } = useApp().router.route.value;
    return <ComposeScreen key={exchange} flow={flow} of={exchange} />;
  };
}

function Nieuw() {
  const { exchange } = useApp().router.route.value;
  return <NewScreen key={exchange} zaak={exchange} />;
}

function Antwoord() {
  const { exchange } = useApp().router.route.value;
  return <AnswerScreen key={exchange} exchange={exchange} />;
}

export const composeScreens: Work = {
  nieuw: Nieuw,
  overdracht: composing("handoff"),
  verzoek: composing("inquiry"),
  terugkoppeling: composing("feedback"),
  bericht: composing("message"),
  antwoord: Antwoord,
};
