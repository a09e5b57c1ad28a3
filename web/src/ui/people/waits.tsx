// The last task of a newcomer: the answer goes, and somebody lets them in while they are
// on the phone. It is looked for every few seconds; then the newcomer sees whose door it
// is, and goes in.

import { useEffect, useRef, useState } from "preact/hooks";
import { codeOf } from "../../crypto/note/code.ts";
import type { Door, Joining } from "../../worker/people/calls.ts";
import { useAct, type Trouble } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Button, Note, WithPhone } from "../part/index.ts";
import { BeginTrouble } from "./begin.tsx";
import { AtTheDoor } from "./door.tsx";
import { usePeopleText } from "./text.ts";

const lookEvery = 3000;

export interface WaitsProps {
  joining: Joining;
  onAnswered: (joining: Joining) => void;
  onRestart: () => void;
  onAsleep: () => void;
  /** Somebody let the newcomer in: it is for the newcomer to go on. */
  onDoor: () => void;
}

export function Waits({ joining, onAnswered, onRestart, onAsleep, onDoor }: WaitsProps) {
  const { link, session, router, notices } = useApp();
  const text = usePeopleText().begin;
  const act = useAct();
  const [failed, setFailed] = useState<Trouble | null>(null);
  const [door, setDoor] = useState<Door | null>(null);
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);

  const answer = () => act.run(async () => onAnswered(await link.call("joinAnswer")));
  useEffect(() => {
    if (!joining.answered) void answer();
  }, []);

  const asleep = async () => {
    // Who is put away lies sealed in this browser, and is found there.
    const known = await link.call("start", session.trust, location.origin).catch(() => undefined);
    if (!here.current) return;
    if (known) session.accounts.value = known.accounts;
    notices.tell(text.asleep);
    onAsleep();
  };
  useEffect(() => {
    if (!joining.answered || failed || door) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const found = await link.call("joinLook");
        if (!here.current) return;
        if (found !== null) {
          setDoor(found);
          return onDoor();
        }
      } catch (error) {
        const code = codeOf(error);
        if (!here.current) return;
        if (code === "E22") return asleep();
        if (code !== "E27" && code !== "E25") return setFailed({ code }); // else the hub is away: asked again
      }
      timer = setTimeout(() => void look(), lookEvery);
    };
    timer = setTimeout(() => void look(), 200);
    return () => clearTimeout(timer);
  }, [joining.answered, failed, door]);

  const enter = () =>
    act.run(async () => {
      try {
        const me = await link.call("joinEnter");
        session.accounts.value = session.accounts.value.filter((a) => a.member !== me.member);
        session.enter(me);
        router.go("vandaag");
        notices.tell(text.in + " " + text.inNext, "good");
      } catch (error) {
        if (codeOf(error) !== "E22") throw error;
        await asleep();
      }
    });

  const trouble = act.failed ?? failed;
  const over = trouble !== null && ["E20", "E28", "E06", "E17", "E04", "E05"].includes(trouble.code);
  const restart = () =>
    act.run(async () => {
      await link.call("joinEnd");
      onRestart();
    });
  const retry = () => {
    setFailed(null);
    if (joining.answered) act.clear();
    else void answer();
  };
  if (trouble) {
    return (
      <div class="stack">
        {trouble.code === "E28" ? <Ended /> : <BeginTrouble trouble={trouble} {...(over ? {} : { retry })} />}
        {over && (
          <div class="row">
            <Button busy={act.busy} onClick={() => void restart()}>
              {text.restart}
            </Button>
          </div>
        )}
      </div>
    );
  }
  if (!joining.answered) return <p role="status">{text.sending}</p>;
  if (door) return <AtTheDoor door={door} busy={act.busy} onEnter={() => void enter()} onRestart={() => void restart()} />;
  return (
    <div class="stack stack--tight">
      <Note tone="goed">
        <p role="status">{text.waits}</p>
        <p>{text.compare}</p>
      </Note>
      <p class="spoken">{joining.name}</p>
      <p>{text.live}</p>
      <p class="meta">{text.kept}</p>
    </div>
  );
}

/** The invitation is over: nobody's fault, and nothing that was changed on the way. */
function Ended() {
  const { session } = useApp();
  const all = useText().errors;
  const text = usePeopleText().begin;
  return (
    <div class="card water water--stop stack stack--tight" role="alert">
      <p>
        <strong>{text.endedText}</strong>
      </p>
      <p>
        <WithPhone number={session.trust.help}>{`${text.endedNext} ${all.call(session.trust.help)}`}</WithPhone>
      </p>
    </div>
  );
}
