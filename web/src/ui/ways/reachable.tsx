// W18: whether others can call somebody of the team now.

import { useText } from "../base/app.ts";
import { Title } from "../frame/frame.tsx";
import { ReachForm } from "../frame/reach.tsx";

export function Reachable() {
  const text = useText().settings.reach;
  return (
    <div class="stack stack--wide">
      <div class="stack">
        <Title>{text.title}</Title>
        <p class="lead">
          {text.lead} {text.auto}
        </p>
      </div>
      <div class="card">
        <ReachForm />
      </div>
    </div>
  );
}
