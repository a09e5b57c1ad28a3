// Where the screens of an exchange show what is fetched later: who takes part and what
// can be changed of it, keys that moved, and a zaak on its way to another team.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { accountCode } from "../../hub/account.ts";
import type { Exchange, Holder, KeyLag } from "../../worker/protocol.ts";
import { useReading, type Trouble } from "../base/act.ts";
import { useApp, useLanguage, useText } from "../base/app.ts";
import type { Later } from "../base/later.ts";
import { Failed } from "../later.tsx";
import { Button, Details, Skeleton } from "../part/index.ts";

type Parts = Awaited<ReturnType<Later["parties"]>>["parts"];

export function FromParties({ part, x, onClose }: { part: keyof Parts; x: Exchange; onClose?: () => void }) {
  const { later } = useApp();
  const reading = useReading(() => later.parties(), []);
  const Shown: ComponentType<{ x: Exchange; onClose: () => void }> | undefined = reading.value?.parts[part];
  if (Shown) return <Shown x={x} onClose={onClose ?? (() => undefined)} />;
  return reading.failed ? <Failed trouble={reading.failed} again={reading.again} /> : <Skeleton rows={1} reading={reading} />;
}

/** «Meer stappen», whose content is fetched when somebody opens it. */
export function MoreSteps({ part, x }: { part: keyof Parts; x: Exchange }) {
  const text = useText().thread;
  const [wanted, setWanted] = useState(false);
  return (
    <Details title={text.moreSteps} onOpen={() => setWanted(true)}>
      {wanted && <FromParties part={part} x={x} />}
    </Details>
  );
}

/** Who takes part for itself, by name or account code; "" where only teams do. */
export function useRestrictedTo(x: Exchange): string {
  const language = useLanguage();
  const names = x.parties.filter((p) => p.party.startsWith("m")).map(memberName);
  return names.length === 0 ? "" : new Intl.ListFormat(language).format(names);
}

export const memberName = (p: Holder) => p.member || accountCode(p.party.slice(1));

/** Keys that moved and that somebody has to do something about now. */
export function presses(x: Exchange, now: string): KeyLag[] {
  return x.lags.filter((l) => l.compare || l.until < now);
}

export function KeysBehind({ x }: { x: Exchange }) {
  const { now } = useApp();
  return presses(x, now()).length > 0 ? <FromParties part="lags" x={x} /> : null;
}

/** Where a send stopped since a member's keys were not compared: the way to do that. */
export function CompareHere({ x, trouble }: { x: Exchange; trouble: Trouble }) {
  return trouble.code === "E06" ? <Uncompared shown={x} /> : null;
}

/** What is shown may be from before the key moved: it is asked anew. */
function Uncompared({ shown }: { shown: Exchange }) {
  const { link } = useApp();
  const text = useText().thread;
  const [open, setOpen] = useState(false);
  const x = useReading(() => link.call("show", shown.exchange), [shown]).value ?? shown;
  if (!x.lags.some((l) => l.compare && l.party.startsWith("m"))) return null;
  return (
    <div class="row">
      <Button icon="phone" onClick={() => setOpen(true)}>
        {text.compareWords}
      </Button>
      {open && <FromParties part="compare" x={x} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** A zaak that is on its way, or that somebody has to go on with. */
export function OnItsWay({ x }: { x: Exchange }) {
  const { link } = useApp();
  const [on, setOn] = useState(false);
  useEffect(() => {
    let current = true;
    link.call("setting", "moving:" + x.exchange).then(
      (to) => current && setOn(typeof to === "string"),
      () => undefined, // then «Meer stappen» tells it
    );
    const stop = link.on((event) => {
      if (event.event === "moving" && event.zaak === x.exchange) setOn(true);
    });
    return () => {
      current = false;
      stop();
    };
  }, [x.exchange]);
  return on ? <FromParties part="moving" x={x} /> : null;
}
