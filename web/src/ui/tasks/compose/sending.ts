// Sending: held for ten seconds in which it can be undone, then asked of the worker.
// Until the worker has answered nothing says that it was sent, and the draft stays.
// What waits for the hub is said to wait, until the worker tells that it went.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { codeOf } from "../../../crypto/note/index.ts";
import type { Event, Sent, Upload, XID } from "../../../worker/protocol.ts";
import type { Trouble } from "../../base/act.ts";
import { useApp, useText } from "../../base/app.ts";
import type { Session } from "../../base/session.ts";
import type { Drafting } from "./draft.ts";

export type Stage = "write" | "held" | "sending" | "waits" | "sent";

export interface Sending {
  stage: Stage;
  failed: Trouble | null;
  uploads: readonly Upload[];
  /** What was sent last, "" when that is not known yet. */
  sent: XID | "";
  /** Holds, then runs; resolves to what became of it, null when it was undone or failed. */
  send(act: (upload: string) => Promise<Sent>): Promise<Sent | null>;
  /** Shows what waits under a name since before, and went is called when it has gone. */
  waitFor(waits: string, went?: () => void): void;
  /**
   * Takes back what waits: its draft can be written again, and focus is called when it
   * can. That it went, or may have gone, is told.
   */
  takeBack(draft: Pick<Drafting, "release">, focus: () => void): Promise<void>;
  pause(upload: string): void;
  resume(upload: string): void;
  reset(): void;
}

/** What is held or on its way, by what it is; a screen that is opened again goes on with it. */
interface Going {
  stage: "held" | "sending";
  readonly outcome: Promise<Sent | null>;
}

const all = new WeakMap<Session, Map<string, Going>>();

/** Where somebody goes on who took back what was sent from a page of its own: at its top. */
export function toHead(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}

/** It ends with the lock: what the worker had in hand then is told by the draft, after the next unlock. */
function goingOn(session: Session): Map<string, Going> {
  const known = all.get(session);
  if (known) return known;
  const mine = new Map<string, Going>();
  all.set(session, mine);
  session.onWipe(() => mine.clear());
  return mine;
}

/** Of names what is sent; found is called with what became of what another visit to this screen sent. */
export function useSending(of: string, found: (out: Sent) => void = () => undefined): Sending {
  const { link, notices, session } = useApp();
  const text = useText();
  const [stage, setStage] = useState<Stage>("write");
  const [failed, setFailed] = useState<Trouble | null>(null);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [sent, setSent] = useState<XID | "">("");
  const here = useRef(true);
  const busy = useRef(false);
  const waiting = useRef({ name: "", went: () => undefined as void });
  const back = useRef<() => void>(undefined);

  const hears = useRef(found);
  hears.current = found;

  useEffect(() => {
    here.current = true;
    const going = goingOn(session).get(of);
    if (going) {
      setStage(going.stage);
      void going.outcome.then((out) => {
        if (!here.current) return;
        settle(out);
        if (out) hears.current(out);
      });
    }
    const ends = link.on((event: Event) => {
      if (event.event === "sent" && event.id !== "" && event.id === waiting.current.name) {
        const { went } = waiting.current;
        waiting.current.name = "";
        if (event.exchange !== "") setSent(event.exchange);
        setStage(event.what === "entry" ? "sent" : "write");
        if (event.what === "entry") went();
      }
      if (event.event !== "upload") return;
      const { upload } = event;
      setUploads((was) => [...was.filter((u) => u.id !== upload.id || u.name !== upload.name), upload]);
    });
    return () => {
      here.current = false;
      ends();
    };
  }, []);

  useLayoutEffect(() => {
    if (stage !== "write") return;
    back.current?.();
    back.current = undefined;
  }, [stage]);

  function waitFor(name: string, went: () => void = () => undefined) {
    waiting.current = { name, went };
    setStage("waits");
  }
  return {
    stage,
    failed,
    uploads,
    sent,
    waitFor,
    async takeBack(draft, focus) {
      const is = await link.call("takeBack", waiting.current.name).catch(() => "unknown" as const);
      if (!here.current) return;
      notices.tell(text.compose.waiting[is]);
      if (is !== "back") return;
      waiting.current.name = "";
      back.current = focus;
      draft.release();
      setStage("write");
    },
    pause: (upload) => void link.call("pauseUpload", upload).catch(() => undefined),
    resume: (upload) => void link.call("resumeUpload", upload).catch(() => undefined),
    reset() {
      waiting.current.name = "";
      setStage("write");
      setFailed(null);
    },
    async send(act) {
      const onWay = goingOn(session);
      if (busy.current || onWay.has(of)) return null;
      busy.current = true;
      setFailed(null);
      setStage("held");
      let told: (out: Sent | null) => void = () => undefined;
      const going: Going = { stage: "held", outcome: new Promise((resolve) => (told = resolve)) };
      onWay.set(of, going);
      const locked = () => onWay.get(of) !== going;
      let result: Sent | null = null;
      try {
        let outcome: Sent | null = null;
        const done = await notices.hold(text.parts.held(10), async () => {
          going.stage = "sending";
          if (here.current) setStage("sending");
          outcome = await act(crypto.randomUUID());
        });
        if (locked()) return null;
        if (!done) notices.tell(text.parts.undone);
        if (done) result = outcome;
        if (here.current) settle(result);
        return result;
      } catch (error) {
        if (locked()) return null;
        if (here.current) {
          setStage("write");
          setFailed({ code: codeOf(error) });
        } else {
          notices.tell(text.compose.notSent, "bad");
        }
        return null;
      } finally {
        busy.current = false;
        if (!locked()) onWay.delete(of);
        told(result);
      }
    },
  };

  function settle(outcome: Sent | null) {
    if (outcome === null) return setStage("write");
    setSent(outcome.exchange);
    if (outcome.waits === "") setStage("sent");
    else waitFor(outcome.waits);
  }
}
