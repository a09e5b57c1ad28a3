// Who waits to be let into an own team, and whether one waits oneself.

import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../../base/app.ts";
import type { Joining } from "../../../worker/protocol.ts";
import { ButtonLink, Note } from "../../part/index.ts";
import { useListText } from "./text.ts";

/** Tells it in passing, once for each who comes to wait, and when one is let in oneself. */
export function useJoins() {
  const { link, notices, session } = useApp();
  const text = useListText().joins;
  const waiting = session.joining.value;
  const told = useRef(new Set<string>());
  useEffect(() => {
    const key = (j: Joining) => `${j.team} ${j.member} ${j.since}`;
    const fresh = waiting.filter((j) => !told.current.has(key(j)));
    for (const j of fresh) told.current.add(key(j));
    // One notice for all: two of them would cover half of a phone.
    const [first] = fresh;
    if (first) notices.tell(fresh.length === 1 ? text.wants(first.person, first.name) : text.wantMany(fresh.length));
  }, [waiting]);
  useEffect(
    () =>
      link.on((event) => {
        if (event.event === "keys") for (const team of event.admitted) notices.tell(text.admitted(team), "good");
      }),
    [text],
  );
}

export function Joins() {
  const { session } = useApp();
  const text = useListText().joins;
  const waiting = session.joining.value;
  const lacking = session.me.value?.teams.filter((t) => t.mine && !t.keys) ?? [];
  if (waiting.length + lacking.length === 0) return null;
  return (
    <section class="stack stack--tight" aria-label={text.label}>
      {waiting.map((j) => (
        <Note key={j.team + j.member}>
          <p>{text.wants(j.person, j.name)}</p>
          <div class="row">
            <ButtonLink to="sleutel" exchange={j.team} icon="key">
              {text.letIn(j.person)}
            </ButtonLink>
          </div>
        </Note>
      ))}
      {lacking.map((team) => (
        <Note key={team.id} tone="let-op">
          <p>{text.waits(team.name)}</p>
          <div class="row">
            <ButtonLink to="sleutel" exchange={team.id} icon="key">
              {text.words}
            </ButtonLink>
          </div>
        </Note>
      ))}
    </section>
  );
}
