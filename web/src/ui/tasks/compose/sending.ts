// Sending: held for ten seconds in which it can be undone, then asked of the worker.
// Until the worker has answered nothing says that it was sent, and the draft stays.

import { useEffect, useRef, useState } from "preact/hooks";
import { codeOf } from "../../../crypto/note/index.ts";
import type { Event, Upload } from "../../../worker/protocol.ts";
import type { Trouble } from "../../base/act.ts";
import { useApp, useText } from "../../base/app.ts";

export type Stage = "write" | "held" | "sending" | "sent";

export interface Sending {
  stage: Stage;
  failed: Trouble | null;
  uploads: readonly Upload[];
  /** Holds, then runs; resolves to true when it was sent. */
  send(act: (upload: string) => Promise<void>): Promise<boolean>;
  pause(upload: string): void;
  resume(upload: string): void;
  reset(): void;
}

export function useSending(): Sending {
  const { link, notices } = useApp();
  const text = useText();
  const [stage, setStage] = useState<Stage>("write");
  const [failed, setFailed] = useState<Trouble | null>(null);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const here = useRef(true);
  const busy = useRef(false);

  useEffect(() => {
    here.current = true;
    const ends = link.on((event: Event) => {
      if (event.event !== "upload") return;
      const { upload } = event;
      setUploads((was) => [...was.filter((u) => u.id !== upload.id || u.name !== upload.name), upload]);
    });
    return () => {
      here.current = false;
      ends();
    };
  }, []);

  return {
    stage,
    failed,
    uploads,
    pause: (upload) => void link.call("pauseUpload", upload).catch(() => undefined),
    resume: (upload) => void link.call("resumeUpload", upload).catch(() => undefined),
    reset() {
      setStage("write");
      setFailed(null);
    },
    async send(act) {
      if (busy.current) return false;
      busy.current = true;
      setFailed(null);
      setStage("held");
      try {
        const done = await notices.hold(text.parts.held(10), async () => {
          if (here.current) setStage("sending");
          await act(crypto.randomUUID());
        });
        if (here.current) setStage(done ? "sent" : "write");
        if (!done) notices.tell(text.parts.undone);
        return done;
      } catch (error) {
        if (here.current) {
          setStage("write");
          setFailed({ code: codeOf(error) });
        } else {
          notices.tell(text.compose.notSent, "bad");
        }
        return false;
      } finally {
        busy.current = false;
      }
    },
  };
}
