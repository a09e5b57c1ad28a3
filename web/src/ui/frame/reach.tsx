// «Nu bereikbaar»: on only until a time that was chosen, never without an end.

import { useState } from "preact/hooks";
import { clock } from "../../text/index.ts";
import { localTime } from "../../flows/deadline/zone.ts";
import { useAct } from "../base/act.ts";
import { useApp, useLanguage, useText, type App } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import { Button } from "../part/button.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Radios } from "../part/field.tsx";
import { TroubleNote } from "../part/trouble.tsx";

type HowLong = "half" | "hour" | "five";

/** The end as RFC 3339; five o'clock only while it is still to come. */
export function endOf(choice: HowLong, now: string): string {
  const at = Date.parse(now);
  if (choice === "half") return new Date(at + 30 * 60_000).toISOString();
  if (choice === "hour") return new Date(at + 60 * 60_000).toISOString();
  return new Date(at + untilFive(now) * 1000).toISOString();
}

/** Seconds until 17:00 in Amsterdam; negative after it. Clocks never change between noon and five. */
export function untilFive(now: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = localTime(Math.floor(Date.parse(now) / 1000))
    .slice(11, 19)
    .split(":")
    .map(Number);
  return 17 * 3600 - (hours * 3600 + minutes * 60 + seconds);
}

async function change(app: App, until: string) {
  await app.link.call("reachable", until);
}

export function ReachForm({ onDone }: { onDone?: () => void }) {
  const app = useApp();
  const language = useLanguage();
  const text = useText().frame.reach;
  const act = useAct();
  const [choice, setChoice] = useState<HowLong>("half");
  const until = app.session.reachable.value;
  const now = app.now();

  async function start() {
    const end = endOf(choice, now);
    if (await act.run(() => change(app, end))) {
      app.notices.tell(text.started(clock(language, end)), "good");
      onDone?.();
    }
  }
  async function stop() {
    if (await act.run(() => change(app, ""))) {
      app.notices.tell(text.ended);
      onDone?.();
    }
  }
  const options = [
    { value: "half" as const, label: text.half },
    { value: "hour" as const, label: text.hour },
    ...(untilFive(now) > 0 ? [{ value: "five" as const, label: text.five }] : []),
  ];
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {act.failed && <TroubleNote trouble={act.failed} />}
      {until !== "" && (
        <p>
          <strong>{text.until(clock(language, until))}</strong>
        </p>
      )}
      <Radios label={text.title} options={options} value={choice} onChange={setChoice} />
      <p class="meta">
        {text.who} {text.store}
      </p>
      <div class="row">
        <Button kind="main" submit busy={act.busy}>
          {text.start}
        </Button>
        {until !== "" && (
          <Button onClick={() => void stop()} busy={act.busy}>
            {text.stop}
          </Button>
        )}
      </div>
    </form>
  );
}

export function ReachSwitch() {
  const { session } = useApp();
  const language = useLanguage();
  const text = useText().frame.reach;
  const [open, setOpen] = useState(false);
  const until = session.reachable.value;
  const words = until === "" ? text.off : text.until(clock(language, until));
  return (
    <>
      <button
        type="button"
        class={until === "" ? "button button--quiet" : "button button--quiet button--on"}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span class={until === "" ? "presence presence--away reach" : "presence presence--here reach"}>
          <Icon name="talk" />
          <span class="presence__dot" aria-hidden="true" />
        </span>
        <span class="topbar__label">{words}</span>
      </button>
      {open && (
        <Dialog title={text.label} onClose={() => setOpen(false)}>
          <ReachForm onDone={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
