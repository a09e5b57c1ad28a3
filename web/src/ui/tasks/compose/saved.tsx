// What is said below a form: whether it is kept, and that a draft came back.

import { clock, moment } from "../../../text/index.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import { Button, Note, WithPhone } from "../../part/index.ts";
import type { Drafting } from "./draft.ts";

/** «Opgeslagen om 14:02. Alleen jij kunt dit lezen.» */
export function SavedLine({ draft }: { draft: Drafting }) {
  const { session } = useApp();
  const text = useText();
  const language = useLanguage();
  const { saved } = draft;
  const words =
    saved.state === "saved"
      ? text.parts.savedAt(clock(language, saved.at))
      : saved.state === "here"
        ? text.parts.savedHere
        : saved.state === "failed"
          ? text.compose.notSaved(session.trust.help)
          : "";
  return (
    <p class={saved.state === "failed" ? "saved saved--failed" : "saved meta"} role="status">
      {words !== "" && <Icon name={saved.state === "failed" ? "warning" : "check"} />}
      <span>
        <WithPhone number={session.trust.help}>{words}</WithPhone>
      </span>
      {saved.state === "failed" && (
        <Button kind="quiet" onClick={() => void draft.keep()}>
          {text.parts.retry}
        </Button>
      )}
    </p>
  );
}

/** Says that a draft came back, and lets somebody begin again. */
export function Restored({ draft, still = false, onAgain }: { draft: Drafting; /** It is being sent. */ still?: boolean; onAgain: () => void }) {
  const app = useApp();
  const text = useText().compose;
  const language = useLanguage();
  if (draft.restored === "") return null;
  return (
    <Note>
      <p>{text.restored(moment(language, draft.restored, app.now()))}</p>
      {!still && (
        <div class="row">
          <Button icon="again" onClick={onAgain}>
            {text.beginAgain}
          </Button>
        </div>
      )}
    </Note>
  );
}
