// Screens that are fetched when they are opened.

import type { ComponentType } from "preact";
import { useReading, type Trouble } from "./base/act.ts";
import { useApp, useText } from "./base/app.ts";
import type { Screen } from "./base/route.ts";
import { Title } from "./frame/index.ts";
import { Button, Note, Skeleton, TroubleNote } from "./part/index.ts";

type People = "collegas" | "sleutels" | "organisaties";

/** Screens about people and organisations, by name. */
export const peopleScreens: Readonly<Record<People, ComponentType>> = {
  collegas: () => <FromPeople screen="collegas" />,
  sleutels: () => <FromPeople screen="sleutels" />,
  organisaties: () => <FromPeople screen="organisaties" />,
} satisfies Partial<Record<Screen, ComponentType>>;

type Keys = "sleutel" | "sleutellogboek";

/** Screens about keys of teams, by name. */
export const keyScreens: Readonly<Record<Keys, ComponentType>> = {
  sleutel: () => <FromKeys screen="sleutel" />,
  sleutellogboek: () => <FromKeys screen="sleutellogboek" />,
} satisfies Partial<Record<Screen, ComponentType>>;

function FromKeys({ screen }: { screen: Keys }) {
  const { later } = useApp();
  const text = useText().worklist.book;
  const reading = useReading(() => later.keys(), []);
  const Shown = reading.value?.screens[screen];
  if (Shown) return <Shown />;
  return (
    <div class="stack">
      <Title>{screen === "sleutel" ? text.title : text.key.log}</Title>
      {reading.failed ? <Failed trouble={reading.failed} again={reading.again} /> : <Skeleton reading={reading} />}
    </div>
  );
}

/** Where a newcomer begins, before anybody is in. */
export function Begin() {
  return <FromPeople screen="begin" />;
}

function FromPeople({ screen }: { screen: People | "begin" }) {
  const { later } = useApp();
  const text = useText();
  const reading = useReading(() => later.people(), []);
  const Shown = reading.value?.screens[screen];
  if (Shown) return <Shown />;
  return (
    <div class="stack">
      <Title>{screen === "begin" ? text.ways.first.title : text.frame.manage}</Title>
      {reading.failed ? <Failed trouble={reading.failed} again={reading.again} /> : <Skeleton reading={reading} />}
    </div>
  );
}

/** What was built with this page is not served any more: after an update of Sluis. */
export function Failed({ trouble, again }: { trouble: Trouble; again: () => void }) {
  const text = useText().frame;
  if (trouble.code !== "E19") return <TroubleNote trouble={trouble} retry={again} />;
  return (
    <Note tone="let-op">
      <p role="alert">{text.updated}</p>
      <div class="row">
        <Button icon="again" onClick={() => location.reload()}>
          {text.reload}
        </Button>
      </div>
    </Note>
  );
}
