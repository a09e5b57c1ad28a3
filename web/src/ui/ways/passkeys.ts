// The passkey's roads: from the browser's question straight to the worker.

import { useState } from "preact/hooks";
import { codeOf } from "../../crypto/note/code.ts";
import { useAct, type Act } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { dateWays } from "./dates.ts";
import { PasskeyError, type Opened, type PasskeyTrouble } from "../base/passkey.ts";

export interface PasskeyAct extends Omit<Act, "run"> {
  possible: boolean;
  /** What came of the browser's question, where it was no; unknown: the account does not know this passkey (E28). */
  trouble: PasskeyTrouble | "unknown" | null;
  says: string;
  /** Makes one here and adds it as a way in, if `sure` says so when it is made: that can take minutes. */
  add(sure: () => Promise<boolean>): Promise<boolean>;
  /** Uses one; `use` hands what came to the worker. */
  use(use: (opened: Opened) => Promise<unknown>): Promise<boolean>;
}

export function usePasskey(): PasskeyAct {
  const app = useApp();
  const { link, session, passkeys } = app;
  const text = useText().ways.login;
  const act = useAct();
  const [trouble, setTrouble] = useState<PasskeyAct["trouble"]>(null);

  async function ask(how: () => Promise<unknown>): Promise<boolean> {
    setTrouble(null);
    let stopped = false;
    const worked = await act.run(async () => {
      try {
        await how();
      } catch (error) {
        const why = error instanceof PasskeyError ? error.trouble : codeOf(error) === "E28" ? "unknown" : null;
        if (!why) throw error;
        stopped = true;
        setTrouble(why);
      }
    });
    return worked && !stopped;
  }
  const says =
    trouble === null
      ? ""
      : {
          stopped: text.passkeyStopped, strange: text.passkeyStrange, unknown: text.passkeyUnknown, nosecret: text.noSecret,
        }[trouble];

  return {
    busy: act.busy,
    failed: act.failed,
    clear: act.clear,
    possible: session.passkeys.value && passkeys.possible,
    trouble,
    says,
    add: (sure) =>
      ask(async () => {
        const me = session.me.value;
        if (!me) return;
        const made = await passkeys.make(await link.call("passkeySalt"), me);
        await forgetAfter(made, async () => {
          if (!(await sure())) throw new PasskeyError("stopped");
          const renewed = await link.call("addPasskey", made.credential, made.secret);
          await dateWays(app, me.ways, renewed.ways);
          session.renew(renewed);
        });
      }),
    use: (use) =>
      ask(async () => {
        const opened = await passkeys.open(await link.call("passkeySalt"));
        await forgetAfter(opened, () => use(opened));
      }),
  };
}

/** The page's copy of the secret lives as long as the call that hands it over; one that was moved to the worker is gone. */
export async function forgetAfter(opened: Opened, act: () => Promise<unknown>) {
  try {
    await act();
  } finally {
    if (opened.secret.length > 0) opened.secret.fill(0);
  }
}
