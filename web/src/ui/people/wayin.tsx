// The second and third task of a newcomer: two ways in, by a key of this device and by
// eight words, or twice by words where the device has no key to give.

import { useState } from "preact/hooks";
import type { Joining } from "../../worker/people/calls.ts";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { PasskeyError } from "../base/passkey.ts";
import { Button, Note, TroubleNote } from "../part/index.ts";
import { PhraseSteps } from "../ways/index.ts";
import { forgetAfter } from "../ways/passkeys.ts";
import { usePeopleText } from "./text.ts";

interface WayProps {
  joining: Joining;
  onMade: (joining: Joining) => void;
}

export function KeyTask({ joining, noKey, onNoKey, onMade }: WayProps & { noKey: boolean; onNoKey: () => void }) {
  const { link, passkeys } = useApp();
  const all = useText().ways;
  const text = usePeopleText().begin;
  const act = useAct();
  const [trouble, setTrouble] = useState("");

  if (noKey) {
    return (
      <div class="stack">
        <Note>
          <p>{text.noKey}</p>
        </Note>
        <Words joining={joining} onMade={onMade} />
      </div>
    );
  }
  const make = () =>
    act.run(async () => {
      setTrouble("");
      try {
        const made = await passkeys.make(await link.call("passkeySalt"), joining);
        await forgetAfter(made, async () => onMade(await link.call("joinPasskey", made.credential, made.secret)));
      } catch (error) {
        if (!(error instanceof PasskeyError)) throw error;
        setTrouble(error.trouble === "nosecret" ? all.login.noSecret : all.first.fails);
      }
    });
  return (
    <div class="stack stack--tight">
      {trouble !== "" && (
        <Note tone="let-op">
          <p role="alert">{trouble}</p>
        </Note>
      )}
      {act.failed && <TroubleNote trouble={act.failed} />}
      <div class="row">
        <Button kind="main" icon="passkey" busy={act.busy} onClick={() => void make()}>
          {text.keyMake}
        </Button>
        <Button kind={trouble === "" ? "quiet" : "plain"} onClick={onNoKey}>
          {text.keySkip}
        </Button>
      </div>
      {/* below the buttons, so that none moves away under a finger */}
      {act.busy && <p role="status">{all.login.passkeyBusy}</p>}
    </div>
  );
}

export function SecondTask({ joining, onMade }: WayProps) {
  return <Words key={joining.ways.length} joining={joining} onMade={onMade} />;
}

function Words({ joining, onMade }: WayProps) {
  const { link } = useApp();
  return (
    <PhraseSteps
      code={joining.code}
      make={async () => (await link.call("joinWords")).words}
      confirm={async (typed) => {
        const made = await link.call("joinWordsBack", typed);
        return () => onMade(made);
      }}
    />
  );
}
